"""Days as foreign files write them; the order of 03/04/2026 is told by the whole column."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from relance_xl.adapters.tabular.folding import folded

_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{4}|[0-9]{6})?(?![0-9])")
_NUMERIC = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})(?![0-9])")
_DAY_MONTH = re.compile(
    r"([0-9]{1,2})(?:er|st|nd|rd|th|\.)?[ -]([a-z]{3,9})[ -]([0-9]{4}|[0-9]{2})\b"
)
_MONTH_DAY = re.compile(r"([a-z]{3,9}) ([0-9]{1,2})(?:st|nd|rd|th)? ([0-9]{4})\b")

_MONTHS = {
    1: "janvier january januar januari jan",
    2: "fevrier february februar februari fev fevr feb febr",
    3: "mars march marz maart mar mrt mrz maerz",
    4: "avril april avr apr",
    5: "mai may mei",
    6: "juin june juni jun",
    7: "juillet july juli juil jul",
    8: "aout august augustus aug aou",
    9: "septembre september sept sep",
    10: "octobre october oktober oct okt",
    11: "novembre november nov",
    12: "decembre december dezember dec dez",
}
_NAMED = {name: month for month, names in _MONTHS.items() for name in names.split()}
_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
"""Excel's day numbers from 1954 to 2119."""
_YEARS = range(1970, 2100)
_MONTH_COUNT = 12
_LONGEST = 40


def read_day(value: object, *, first: bool = True) -> date | None:
    """Read a day from a cell or a text; a time after it is dropped. None when it is none.

    `first`: 03/04/2026 is 3 April (`day_first` tells for a column).

    >>> [str(read_day(text)) for text in ("03/04/2026", "2026-04-03T10:00:00Z", "3 avr. 2026")]
    ['2026-04-03', '2026-04-03', '2026-04-03']
    >>> str(read_day("03/04/26", first=False)), str(read_day(46115.0)), read_day("30/02/2026")
    ('2026-03-04', '2026-04-03', None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if int(value) in _SERIALS:
            return _EPOCH + timedelta(days=int(value))
        value = str(int(value))
    return _from_text(value.strip()[:_LONGEST], first=first) if isinstance(value, str) else None


def _from_text(text: str, *, first: bool) -> date | None:
    if found := _ISO.match(text) or _COMPACT.match(text):
        return _made(found[1], int(found[2]), found[3])
    if found := _NUMERIC.match(text):
        day, month = (found[1], found[2]) if first else (found[2], found[1])
        return _made(found[3], int(month), day)
    words = folded(text)
    if found := _DAY_MONTH.match(words):
        return _made(found[3], _NAMED.get(found[2], 0), found[1])
    if found := _MONTH_DAY.match(words):
        return _made(found[3], _NAMED.get(found[1], 0), found[2])
    return None


def _made(year: str, month: int, day: str) -> date | None:
    number = int(year) + (2000 if len(year) == len("26") else 0)
    try:
        made = date(number, month, int(day))
    except ValueError:
        return None
    return made if made.year in _YEARS else None


def day_first(values: Iterable[object]) -> bool | None:
    """Tell from a whole column whether the day stands first; None without evidence.

    >>> day_first(["03/04/2026", "13/04/2026"]), day_first(["12/15/2018"]), day_first(["01/02/26"])
    (True, False, None)
    """
    found = [_NUMERIC.match(v.strip()[:_LONGEST]) for v in values if isinstance(v, str)]
    pairs = [(int(m[1]), int(m[2])) for m in found if m]
    days = sum(1 for a, b in pairs if a > _MONTH_COUNT >= b)
    months = sum(1 for a, b in pairs if b > _MONTH_COUNT >= a)
    return None if days == months else days > months
