"""The door between our values and Excel's."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isfinite

from relance_xl.adapters.xlsx.cells import as_text, serial
from relance_xl.ports import ExcelError

TEXT_FORMAT = "@"
LONG_TEXT = 8_000
"""Excel takes longer texts one cell at a time only."""


class Formula(str):
    """A cell's formula, where other cells hold values."""

    __slots__ = ()


_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_HALF_SECOND = 500_000
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no time zones
_FIRST_DAY = datetime(1900, 3, 1)  # noqa: DTZ001 - the same


def moment(*, microsecond: int = 0, tzinfo: object = None, **parts: int) -> date | float:  # noqa: ARG001 - xlwings' shape
    """Make the date of a cell, with its hour unless that is midnight.

    Excel's fractions of a day are rounded to the second. Before March 1900 there are no
    dates in Excel, only times of day and durations: their number comes back.

    >>> moment(year=2026, month=1, day=2, hour=3, minute=3, second=59, microsecond=999_500)
    datetime.datetime(2026, 1, 2, 3, 4)
    >>> moment(year=2026, month=1, day=2, hour=0, minute=0, second=0)
    datetime.date(2026, 1, 2)
    >>> moment(year=1899, month=12, day=30, hour=18, minute=0, second=0)
    0.75
    """
    at = datetime(**parts) + timedelta(seconds=int(microsecond >= _HALF_SECOND))  # type: ignore[arg-type]  # noqa: DTZ001 - six numbers; Excel knows no time zones
    if at < _FIRST_DAY:
        return (at - _EPOCH) / timedelta(days=1)
    return at if at.hour or at.minute or at.second else at.date()


def read_values(line: Iterable[object]) -> tuple[object, ...]:
    """Tidy one line as xlwings gives it: money as float, errors as `ExcelError`.

    >>> read_values(["F1", Decimal("12.50"), "#N/A", -2146826243, None])
    ('F1', 12.5, '#N/A', '#N/A', None)
    """
    return tuple(
        value if type(value) is float or value is None else _read_value(value) for value in line
    )


def _read_value(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str) and value in _ERRORS:
        return ExcelError(value)
    if type(value) is int:  # numbers are floats: this is an error xlwings has no name for
        return ExcelError("#N/A")
    return value


def written(value: object, *, text_cells: bool) -> object:
    """Give what to hand to Excel so that it stores this value and reads nothing into it.

    A text stays text: an apostrophe tells Excel so, except in cells formatted as text
    where only a text's own leading apostrophe needs one.

    Raises `WorkbookError` for a text too long or a date too old, `ValueError` for NaN.

    >>> [written(v, text_cells=False) for v in ("00042", "=1+1", 12, None)]
    ["'00042", "'=1+1", 12.0, None]
    >>> [written(v, text_cells=True) for v in ("00042", "'t Hooft")]
    ['00042', "''t Hooft"]
    """
    if isinstance(value, ExcelError | Formula):
        return str(value)
    if isinstance(value, str):
        text = as_text(value)
        return f"'{text}" if text and (not text_cells or text[0] == "'") else text or None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if not isfinite(value):
            raise ValueError(f"not a number Excel can hold: {value!r}")
        return float(value)
    if isinstance(value, date):
        serial(value, date1904=False)  # refuses what Excel cannot hold
        return value
    raise TypeError(f"not a cell value: {value!r}")


def fitting_format(values: Iterable[object], present: str | None) -> str | None:
    """Give the number format cells need for these values; None when theirs will do.

    >>> fitting_format([date(2026, 1, 2), None], "General"), fitting_format([1.0], "@")
    ('dd/mm/yyyy', 'General')
    >>> fitting_format([date(2026, 1, 2)], "dd/mm/yyyy"), fitting_format(["a"], "@")
    (None, None)
    """
    kinds = set(map(type, values)) - {type(None)}
    dated = {kind for kind in kinds if issubclass(kind, date)}
    if dated and not _shows_day(present):
        return "dd/mm/yyyy hh:mm" if datetime in dated else "dd/mm/yyyy"
    if present == TEXT_FORMAT and not dated and kinds and str not in kinds:
        return "General"
    return None


def _shows_day(code: str | None) -> bool:
    return "d" in (code or "").lower() and "y" in (code or "").lower()
