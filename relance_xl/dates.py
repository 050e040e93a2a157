"""Days and the periods laws count in. Reading a date from a cell is `frames`' work."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

_DECEMBER = 12
_HALF = 6


class Semester(NamedTuple):
    """A calendar half-year: the period rates are published for.

    >>> Semester(2026, 1).first, Semester(2026, 1).last, str(Semester(2026, 2))
    (datetime.date(2026, 1, 1), datetime.date(2026, 6, 30), '2026S2')
    """

    year: int
    half: int

    @property
    def first(self) -> date:
        """Its first day: 1 January or 1 July."""
        return date(self.year, 1 + _HALF * (self.half - 1), 1)

    @property
    def last(self) -> date:
        """Its last day: 30 June or 31 December."""
        return month_end(date(self.year, _HALF * self.half, 1))

    def __str__(self) -> str:
        """Write it as rate tables do: `2026S2`."""
        return f"{self.year}S{self.half}"


def semester_of(day: date) -> Semester:
    """Give the semester a day falls in.

    >>> str(semester_of(date(2026, 6, 30))), str(semester_of(date(2026, 7, 1)))
    ('2026S1', '2026S2')
    """
    return Semester(day.year, 1 if day.month <= _HALF else 2)


def parse_semester(text: str) -> Semester:
    """Read `2026S2` back; raises `ValueError` on anything else.

    >>> parse_semester("2026S2").first
    datetime.date(2026, 7, 1)
    >>> parse_semester("2026S3")
    Traceback (most recent call last):
        ...
    ValueError: not a semester: 2026S3
    """
    year, _, half = text.partition("S")
    if not (year.isdecimal() and half in {"1", "2"}):
        message = f"not a semester: {text}"
        raise ValueError(message)
    return Semester(int(year), int(half))


def month_end(day: date) -> date:
    """Give the last day of a day's month.

    >>> month_end(date(2024, 2, 3)), month_end(date(2026, 12, 31))
    (datetime.date(2024, 2, 29), datetime.date(2026, 12, 31))
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


def next_month(day: date, day_of_month: int) -> date:
    """Give that day of the following month, its last day when the month is shorter.

    >>> next_month(date(2026, 12, 5), 10), next_month(date(2026, 1, 31), 30)
    (datetime.date(2027, 1, 10), datetime.date(2026, 2, 28))
    """
    year, month = (day.year + 1, 1) if day.month == _DECEMBER else (day.year, day.month + 1)
    return date(year, month, min(day_of_month, monthrange(year, month)[1]))


def days_between(start: date, end: date) -> int:
    """Count the days after `start` up to and including `end`; negative when it is earlier.

    >>> days_between(date(2026, 4, 30), date(2026, 8, 31))
    123
    >>> days_between(date(2026, 5, 2), date(2026, 5, 1))
    -1
    """
    return (end - start).days
