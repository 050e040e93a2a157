"""Values as they are written inside a cell element.

A cell is spliced in two pieces: its head (`<c r="B2" s="3"`), which stays, and its tail,
made here: everything after the style, up to `</c>`.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import repeat
from math import isfinite

from relance_xl.ports import Cell
from relance_xl.problems import WorkbookError

LONGEST_TEXT = 32_767
"""Characters Excel keeps in one cell."""

_EXACT = 1e15
_REMEMBERED = 10_000


class Untouched:
    """Stands where a cell keeps what it has."""


UNTOUCHED = Untouched()

EMPTY = b"/>"
"""Tail of a cell without value."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no time zones
_DAYS_1904 = 1462
_FIRST_SAFE_DAY = 61
"""1 March 1900: Excel counts a 29 February 1900 that never was."""


class DateTail(bytes):
    """Tail of a date: its cell needs a date style. `with_time` tells which."""

    with_time: bool = False


def as_text(value: str) -> str:
    r"""Make a text fit for a cell: control characters out, line ends as Excel's.

    The one door by which text from outside enters cells. The cell is stored as text, so
    a leading ``=`` never becomes a formula.

    Raises `WorkbookError` above 32,767 characters.

    >>> as_text("=1+1\r\nl\x07a")
    '=1+1\nla'
    """
    text = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > LONGEST_TEXT:
        raise WorkbookError(
            f"Un texte de {len(text)} caractères ne tient pas dans une cellule (32 767 au plus) : "
            f"« {text[:40]}… ». Raccourcissez-le."
        )
    return text


def escaped(text: str) -> bytes:
    """Write a text for XML, with Excel's own escapes kept apart.

    >>> escaped("A & B _x0041_")
    b'A &amp; B _x005F_x0041_'
    """
    return marked_up(_LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text)


def marked_up(text: str) -> bytes:
    """Write a text or formula for XML."""
    return text.translate(_MARKUP).encode()


def serial(moment: date, *, date1904: bool) -> float | int:
    """Give the number Excel stores for a date or a date and time.

    Raises `WorkbookError` for dates Excel cannot hold.

    >>> serial(date(2026, 11, 21), date1904=False), serial(date(2026, 11, 21), date1904=True)
    (46347, 44885)
    """
    at = moment if isinstance(moment, datetime) else datetime(*moment.timetuple()[:3])  # noqa: DTZ001
    gap: timedelta = at.replace(tzinfo=None) - _EPOCH
    days = gap.days - (_DAYS_1904 if date1904 else 0)
    if (gap.days < _FIRST_SAFE_DAY and not date1904) or days < 0:
        raise WorkbookError(
            f"La date {moment.isoformat()} est trop ancienne pour Excel. Corrigez-la."
        )
    part = (gap.seconds * 1_000_000 + gap.microseconds) / 86_400_000_000
    return days + part if part else days


def tail(value: Cell, *, date1904: bool = False) -> bytes:
    """Write one value as the tail of its cell.

    Raises `WorkbookError` for a text too long or a date too old, `ValueError` for NaN.

    >>> tail(None), tail(True), tail(12.50), tail("=x")
    (b'/>', b' t="b"><v>1</v></c>', b'><v>12.5</v></c>', b' t="inlineStr"><is><t>=x</t></is></c>')
    """
    if isinstance(value, str):
        return _text_tail(as_text(value))
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return b' t="b"><v>%d</v></c>' % value
    if isinstance(value, int | float):
        return _number_tail(value)
    if not isinstance(value, date):
        raise TypeError(f"not a cell value: {value!r}")
    written = DateTail(_number_tail(serial(value, date1904=date1904)))
    written.with_time = isinstance(value, datetime)
    return written


def _number_tail(value: float) -> bytes:
    if not isfinite(value):
        raise ValueError(f"not a number Excel can hold: {value!r}")
    whole = int(value)
    if whole == value and -_EXACT < value < _EXACT:
        return b"><v>%d</v></c>" % whole
    return b"><v>%a</v></c>" % float(value)  # numpy's floats have a repr of their own


class Tails(dict[Cell | Untouched, bytes | None]):
    """Tails of the values of one column, equal ones made once."""

    def __init__(self, values: Iterable[Cell], *, date1904: bool) -> None:
        """Look at the kinds of the values to come."""
        super().__init__({UNTOUCHED: None})
        kinds = set(map(type, values))
        self.has_dates = any(issubclass(kind, date) for kind in kinds)
        self._mixed = bool in kinds and len(kinds) > 1  # True equals 1: not to be kept apart
        self._date1904 = date1904

    def __missing__(self, value: Cell) -> bytes:
        """Make a tail, and remember it while there are few."""
        if isinstance(value, float):
            return _number_tail(value)  # amounts seldom come twice
        made = tail(value, date1904=self._date1904)
        if not self._mixed and len(self) < _REMEMBERED:
            self[value] = made
        return made

    def of(self, values: Mapping[int, Cell], rows: Iterable[int]) -> list[bytes | None]:
        """Give the tails of the values of some rows, None where a cell stays."""
        return list(map(self.__getitem__, map(values.get, rows, repeat(UNTOUCHED))))


def formula_tail(formula: bytes, *, array_at: str = "") -> bytes:
    """Write a formula (already fit for XML) without stored value."""
    mark = f' t="array" ref="{array_at}"'.encode() if array_at else b""
    return b"><f%s>%s</f></c>" % (mark, formula)


def _text_tail(text: str) -> bytes:
    if not text:
        return EMPTY
    space = b' xml:space="preserve"' if text != text.strip() or "\n" in text else b""
    return b' t="inlineStr"><is><t%s>%s</t></is></c>' % (space, escaped(text))
