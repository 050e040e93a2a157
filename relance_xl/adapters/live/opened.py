"""Relance XL workbooks open in Excel."""

from relance_xl.adapters.live.traps import load_xlwings
from relance_xl.schema import TABLES

_SHEETS = frozenset({TABLES["parameters"].sheet, TABLES["invoices"].sheet})


def open_workbooks() -> list[tuple[str, int]]:
    """Give each open workbook that has our sheets: its name, and its Excel's window.

    An Excel that does not answer, being busy, shows none of its workbooks.
    """
    found = []
    for app in load_xlwings().apps:
        try:
            found += [
                (book.name, app.hwnd)
                for book in app.books
                if _SHEETS.issubset(sheet.name for sheet in book.sheets)
            ]
        except Exception:  # noqa: BLE001, S112 - COM fails in many ways; the others still show
            continue
    return found
