"""Who is left alone, kept as the rules write it down: the first reason stands."""

from collections.abc import Callable, Sequence

import numpy as np

from relance_xl.rules.arrays import NO_DAY, Days, Flags, Ints, Texts

Detail = str | Texts | Callable[[Ints], Sequence[str]]
"""The words of a hold: for all, one per row, or told when asked for some rows."""


class Holds:
    """Codes, last days held and details of every line; a line once held is not written again.

    `of` is the invoice of each line.

    >>> holds = Holds(np.array([0, 1]))
    >>> holds.lines("paid", np.array([True, False]))
    >>> holds.invoices("dispute", np.array([True, True]), detail="prix")
    >>> holds.code.tolist(), holds.detail.tolist()
    (['paid', 'dispute'], ['', 'prix'])
    """

    def __init__(self, of: Ints) -> None:
        """Begin with every line free."""
        self.of = of
        self.free: Flags = np.ones(len(of), dtype=bool)
        self.code: Texts = np.full(len(of), "", dtype=object)
        self.until: Days = np.full(len(of), NO_DAY, dtype="datetime64[D]")
        self.detail: Texts = np.full(len(of), "", dtype=object)

    def lines(
        self, code: str, where: Flags, until: Days | None = None, detail: Detail = ""
    ) -> None:
        """Hold the flagged lines, up to a last day included when there is one."""
        rows = np.flatnonzero(where & self.free)
        self._write(code, rows, None if until is None else until[rows], _words(detail, rows))

    def invoices(
        self, code: str, where: Flags, until: Days | None = None, detail: Detail = ""
    ) -> None:
        """Hold all lines of the flagged invoices; `until` and `detail` go by invoice too."""
        if not where.any():
            return
        rows = np.flatnonzero(where[self.of] & self.free)
        of = self.of[rows]
        self._write(code, rows, None if until is None else until[of], _words(detail, of))

    def _write(
        self, code: str, rows: Ints, until: Days | None, detail: str | Sequence[str]
    ) -> None:
        if len(rows):
            self.free[rows] = False
            self.code[rows] = code
            self.detail[rows] = detail
            if until is not None:
                self.until[rows] = until


def _words(detail: Detail, rows: Ints) -> str | Sequence[str]:
    if isinstance(detail, str):
        return detail
    if callable(detail):
        return detail(rows) if len(rows) else ""
    told: Sequence[str] = detail[rows].tolist()
    return told
