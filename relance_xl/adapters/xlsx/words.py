"""Keys, owners and equality of cells: what every book agrees on."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime

from relance_xl.frames.cells import CellError, read_moment, read_text
from relance_xl.ports import NO_VALUE, Cell, ExcelError
from relance_xl.problems import WorkbookError
from relance_xl.schema.model import Column, Kind, Owner, Table

Key = tuple[str, ...]

_TYPED = frozenset((Kind.CHOICE, Kind.DATE, Kind.DATETIME))


def key_part(column: Column, value: object) -> str:
    """Give the text by which a key cell is known, the same for the cell and for its frame.

    >>> from relance_xl.schema import TABLES
    >>> invoice, rates = TABLES["invoices"]["invoice"], TABLES["rates"]
    >>> key_part(invoice, 42.0), key_part(invoice, " F1 ")
    ('42', 'F1')
    >>> [key_part(rates["period_start"], day) for day in (date(2026, 1, 1), "2026-01-01")]
    ['2026-01-01', '2026-01-01']
    >>> [key_part(rates["customer_type"], kind) for kind in ("Professionnel", "business")]
    ['business', 'business']
    """
    if value.__class__ is str and column.kind not in _TYPED:
        return str(value).strip()
    if value is NO_VALUE or isinstance(value, ExcelError):
        return ""
    text = value.strip() if isinstance(value, str) else read_text(value) or ""
    if column.kind is Kind.CHOICE:
        return column.code_of(text) or text
    if column.kind in (Kind.DATE, Kind.DATETIME):
        with suppress(CellError):
            moment = read_moment(value)
            day_only = column.kind is Kind.DATE
            return (moment.date() if day_only else moment).isoformat() if moment else ""
    return text


def key_of(table: Table, key: str | tuple[str, ...]) -> Key:
    """Give a caller's key in the form rows are known by."""
    parts = (key,) if isinstance(key, str) else key
    return tuple(key_part(table[name], part) for name, part in zip(table.key, parts, strict=True))


def row_key(table: Table, row: Mapping[str, Cell]) -> Key:
    """Give the key of a row by column names."""
    return tuple(key_part(table[name], row.get(name)) for name in table.key)


def missing_table(table: Table, book_name: str) -> WorkbookError:
    """Make the fault of a table that is not in the workbook."""
    return WorkbookError(
        f"Le tableau « {table.excel_name} » (feuille « {table.sheet} ») manque dans le "
        f"classeur « {book_name} ». Rétablissez-le, puis recommencez."
    )


def refuse_foreign(table: Table, names: Iterable[str], handed_over: frozenset[str]) -> None:
    """Refuse to patch a column that is not the tool's, nor shared and handed over.

    Raises `WorkbookError` naming the column, `KeyError` for a name the schema lacks.
    """
    for name in names:
        column = table[name]
        shared = column.owner is Owner.SHARED and name in handed_over
        if column.owner is not Owner.TOOL and not shared:
            raise WorkbookError(
                f"La colonne « {column.label} » de la feuille « {table.sheet} » n’appartient pas "
                "au programme : rien n’y est écrit. Signalez cette erreur."
            )


def refuse_formulas(table: Table, rows: Iterable[Mapping[str, Cell]]) -> None:
    """Refuse rows that give a value to a column of formulas.

    Raises `WorkbookError` naming the column, `KeyError` for a name the schema lacks.
    """
    for name in set().union(*rows):
        if table[name].owner is Owner.FORMULA:
            raise WorkbookError(
                f"La colonne « {table[name].label} » de la feuille « {table.sheet} » est une "
                "formule : rien n’y est écrit. Signalez cette erreur."
            )


def same(old: object, new: Cell) -> bool:
    """Tell whether a cell already holds a value, as Excel would store it.

    >>> same(12.0, 12), same(1.0, True), same(None, "")
    (True, False, True)
    """
    if old is None or new is None:
        return old in (None, "") and new in (None, "")
    if isinstance(old, ExcelError) or isinstance(old, bool) != isinstance(new, bool):
        return False
    if isinstance(old, date) and isinstance(new, date):
        return _moment(old) == _moment(new)
    return old == new


def _moment(day: date) -> datetime:
    if isinstance(day, datetime):
        return day.replace(tzinfo=None)
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - Excel knows no time zones
