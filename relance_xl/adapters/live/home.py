"""What a button shows in the workbook itself: what it did, or a sheet to read."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from relance_xl.adapters.live.cells import written
from relance_xl.adapters.live.patience import Patience
from relance_xl.schema.buttons import HOME, RESULT_NAME

if TYPE_CHECKING:
    import xlwings

_ROOM = 260
"""Signs the cell shows without being cut."""


def show_result(book: "xlwings.Book", text: str, at: datetime) -> None:
    """Write into the cell `relance_resultat` of Accueil; a workbook without it is no fault.

    That alone does not make Excel ask whether to save: the workbook counts as saved if it
    did before.
    """
    words = f"{at:%d/%m/%Y %H:%M} – {' '.join(text.split())}"
    words = words if len(words) <= _ROOM else f"{words[: _ROOM - 1]}…"
    with suppress(Exception):  # sheet renamed, name gone, sheet protected, Excel busy: no matter
        was_saved = bool(getattr(book.api, "Saved", False))
        book.sheets[HOME].range(RESULT_NAME).value = written(words, text_cells=False)
        if was_saved:
            book.api.Saved = True


def show_sheet(book: "xlwings.Book", name: str) -> bool:
    """Bring a sheet to the front; False when the workbook has none of that name."""
    wait = Patience(book.name)
    if name not in wait(lambda: [sheet.name for sheet in book.sheets]):
        return False
    wait(book.sheets[name].activate)
    return True
