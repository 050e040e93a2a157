"""Keys, owners and equality of cells: what every book agrees on."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from relance_xl.ports import Cell, ExcelError
from relance_xl.problems import WorkbookError
from relance_xl.schema.model import Owner, Table

Key = tuple[str, ...]


def key_text(value: object) -> str:
    """Give the text by which a key cell is known; "" for anything but a plain value.

    >>> key_text(42.0), key_text(" C12 "), key_text(None), key_text(date(2026, 1, 2))
    ('42', 'C12', '', '2026-01-02')
    """
    if value is None or isinstance(value, ExcelError):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip() if isinstance(value, str | int | float) else ""


def key_of(key: str | tuple[str, ...]) -> Key:
    """Give a caller's key as a tuple of texts.

    >>> key_of("F1 "), key_of(("FR", "2026S1"))
    (('F1',), ('FR', '2026S1'))
    """
    parts = (key,) if isinstance(key, str) else key
    return tuple(key_text(part) for part in parts)


def row_key(table: Table, row: Mapping[str, Cell]) -> Key:
    """Give the key of a row by column names."""
    return tuple(key_text(row.get(name)) for name in table.key)


def refuse_foreign(table: Table, names: Iterable[str], handed_over: frozenset[str]) -> None:
    """Refuse to patch a column that is not the tool's, nor shared and handed over.

    Raises `WorkbookError` naming the column, `KeyError` for a name the schema lacks.
    """
    for name in names:
        column = table[name]
        shared = column.owner is Owner.SHARED and name in handed_over
        if column.owner is not Owner.TOOL and not shared:
            raise WorkbookError(
                f"La colonne « {column.label} » de la feuille « {table.sheet} » n’appartient pas "
                "au programme : rien n’y est écrit. Signalez cette erreur."
            )


def refuse_formulas(table: Table, rows: Iterable[Mapping[str, Cell]]) -> None:
    """Refuse rows that give a value to a column of formulas.

    Raises `WorkbookError` naming the column, `KeyError` for a name the schema lacks.
    """
    for name in set().union(*rows):
        if table[name].owner is Owner.FORMULA:
            raise WorkbookError(
                f"La colonne « {table[name].label} » de la feuille « {table.sheet} » est une "
                "formule : rien n’y est écrit. Signalez cette erreur."
            )


def same(old: object, new: Cell) -> bool:
    """Tell whether a cell already holds a value, as Excel would store it.

    >>> same(12.0, 12), same(1.0, True), same(None, ""), same(date(2026, 1, 2), datetime(2026, 1, 2))
    (True, False, True, True)
    """
    if old is None or new is None:
        return old in (None, "") and new in (None, "")
    if isinstance(old, ExcelError) or isinstance(old, bool) != isinstance(new, bool):
        return False
    if isinstance(old, date) and isinstance(new, date):
        return _moment(old) == _moment(new)
    return old == new or (old is None and new == "")


def _moment(day: date) -> datetime:
    if isinstance(day, datetime):
        return day.replace(tzinfo=None)
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - Excel knows no time zones
