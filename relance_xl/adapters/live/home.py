"""What a button shows in the workbook itself: what it did, or a sheet to read."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from relance_xl.adapters.live.cells import written
from relance_xl.adapters.live.patience import Patience
from relance_xl.schema.buttons import HOME, RESULT_NAME

if TYPE_CHECKING:
    import xlwings

_ROOM = 420
"""Signs the cell shows without being cut: three lines of it."""


def show_result(book: "xlwings.Book", lines: Sequence[str], at: datetime) -> None:
    """Write the first lines of a result into the cell `relance_resultat` of Accueil.

    As many as fit, each whole; the box tells them all. A workbook without that cell is no fault.

    That alone does not make Excel ask whether to save: the workbook counts as saved if it
    did before.
    """
    words = _fitting(f"{at:%d/%m/%Y %H:%M} –", lines)
    with suppress(Exception):  # sheet renamed, name gone, sheet protected, Excel busy: no matter
        was_saved = bool(getattr(book.api, "Saved", False))
        book.sheets[HOME].range(RESULT_NAME).value = written(words, text_cells=False)
        if was_saved:
            book.api.Saved = True


def _fitting(start: str, lines: Sequence[str]) -> str:
    """Put whole lines together while they fit, and say that there were more.

    >>> _fitting("9 h –", ["deux", "lignes"]), len(_fitting("9 h –", ["a" * 999]))
    ('9 h – deux lignes', 420)
    >>> _fitting("9 h –", ["un", "b" * 500])
    '9 h – un …'
    """
    words = start
    for place, line in enumerate(lines):
        longer = f"{words} {' '.join(line.split())}"
        room = _ROOM if place == len(lines) - 1 else _ROOM - 2
        if len(longer) > room:
            return f"{words} …" if place else f"{longer[: _ROOM - 1]}…"
        words = longer
    return words


def show_sheet(book: "xlwings.Book", name: str) -> bool:
    """Bring a sheet to the front; False when the workbook has none of that name."""
    wait = Patience(book.name)
    if name not in wait(lambda: [sheet.name for sheet in book.sheets]):
        return False
    wait(book.sheets[name].activate)
    return True
