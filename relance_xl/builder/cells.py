"""Frame values on their way into cells: cents to euros, codes to French labels.

Text goes in as text, whatever it looks like: never a formula, a number or a link.
"""

from datetime import date, datetime
from typing import TypeAlias

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from relance_xl.builder.rows import Value
from relance_xl.money import to_units
from relance_xl.schema.model import Column, Kind

Shown: TypeAlias = str | int | float | date | datetime | None

_PERCENT = 100


def shown(column: Column, value: Value) -> Shown:
    """Give what a cell of this column holds for a frame value.

    >>> from relance_xl.schema import TABLES
    >>> invoices = TABLES["invoices"]
    >>> shown(invoices["total_cents"], 123456), shown(invoices["document"], "credit_note")
    (1234.56, 'avoir')
    >>> shown(invoices["dispute"], True), shown(invoices["due_date"], None)
    ('Oui', None)
    """
    if value is None or value == "":
        return None
    match column.kind:
        case Kind.MONEY if isinstance(value, int):
            return to_units(value)
        case Kind.RATE if isinstance(value, int):
            return value / _PERCENT
        case Kind.FLAG:
            return ("Non", "Oui")[value] if isinstance(value, bool) else value
        case Kind.CHOICE:
            return column.label_of(str(value))
        case _:
            return value


def write(sheet: Worksheet, place: tuple[int, int], value: Shown, style: Format) -> None:
    """Write one value at (row, column) from 0; None writes an empty formatted cell."""
    row, col = place
    if value is None:
        sheet.write_blank(row, col, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, col, value, style)
    elif isinstance(value, (datetime, date)):
        sheet.write_datetime(row, col, value, style)
    else:
        sheet.write_number(row, col, value, style)
