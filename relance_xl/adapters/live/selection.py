"""The row a person has chosen in Excel: what a button about one customer or invoice works on."""

from typing import TYPE_CHECKING

from relance_xl.adapters.live.patience import Patience
from relance_xl.adapters.live.tables import read_range

if TYPE_CHECKING:
    import xlwings


def selected_row(book: "xlwings.Book", wait: Patience) -> dict[str, str]:
    """Give the row of the table under the first chosen cell: header → text.

    Empty when no cell is chosen, or none of a table's body.
    """
    return wait(lambda: _row(book))


def _row(book: "xlwings.Book") -> dict[str, str]:
    chosen = book.app.selection
    if chosen is None or chosen.sheet.book.name != book.name:
        return {}
    row, column = chosen.row, chosen.column
    for table in chosen.sheet.tables:
        whole = table.range
        top, left, (height, width) = whole.row, whole.column, whole.shape
        right = left + width - 1
        if top < row < top + height and left <= column <= right:
            sheet = chosen.sheet
            headers = read_range(sheet.range((top, left), (top, right)))[0]
            cells = read_range(sheet.range((row, left), (row, right)))[0]
            return {
                str(header): _text(value)
                for header, value in zip(headers, cells, strict=True)
                if header
            }
    return {}


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
