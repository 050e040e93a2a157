"""Who is left alone, kept as the rules write it down: the first reason stands."""

from collections.abc import Callable, Sequence

import numpy as np

from relance_xl.rules.arrays import NO_DAY, Days, Flags, Ints, Texts

Detail = str | Callable[[Ints], Sequence[str]]


class Holds:
    """Codes, last days held and details of every line; a line once held is not written again.

    >>> holds = Holds(2)
    >>> holds.put("paid", np.array([True, False]))
    >>> holds.put("dispute", np.array([True, True]), detail="prix")
    >>> holds.code.tolist(), holds.detail.tolist()
    (['paid', 'dispute'], ['', 'prix'])
    """

    def __init__(self, count: int) -> None:
        """Begin with every line free."""
        self.free: Flags = np.ones(count, dtype=bool)
        self.code: Texts = np.full(count, "", dtype=object)
        self.until: Days = np.full(count, NO_DAY, dtype="datetime64[D]")
        self.detail: Texts = np.full(count, "", dtype=object)

    def put(
        self, code: str, where: Flags, until: Days | None = None, detail: Detail = ""
    ) -> None:
        """Hold these lines for that reason, up to a last day included when there is one."""
        rows = np.flatnonzero(where & self.free)
        if not len(rows):
            return
        self.free[rows] = False
        self.code[rows] = code
        if until is not None:
            self.until[rows] = until[rows]
        if detail:
            self.detail[rows] = detail if isinstance(detail, str) else detail(rows)
