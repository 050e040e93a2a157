"""The workbook whose button was pressed."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from relance_xl.adapters.live.traps import load_xlwings
from relance_xl.problems import WorkbookError

if TYPE_CHECKING:
    import xlwings

_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)


def calling_book(sleep: Callable[[float], None] = time.sleep) -> "xlwings.Book":
    """Give the workbook xlwings' own convention names: the command's words, or a mock caller.

    Raises `WorkbookError` when it is not open there. A busy Excel looks the same to
    xlwings as one without that workbook: hence some patience.
    """
    loaded = load_xlwings()
    fault: Exception | None = None
    for pause in (*_PAUSES, 0):
        try:
            book: xlwings.Book = loaded.Book.caller()
        except Exception as found:  # noqa: BLE001 - COM, a missing key, a missing window
            fault = found
            sleep(pause)
        else:
            return book
    raise WorkbookError(
        "Le classeur du bouton ne se trouve pas dans Excel, ou Excel est occupé\u202f: terminez "
        "la saisie en cours, fermez les fenêtres qui attendent une réponse, puis recommencez."
    ) from fault
