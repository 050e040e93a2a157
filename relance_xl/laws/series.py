"""Dated figures shipped beside the laws: read from CSV, never from the network."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import takewhile

from relance_xl.dates import Semester, parse_semester, semester_of
from relance_xl.laws.model import RateRow

_UNIT = "percent a year"


@dataclass(frozen=True, slots=True)
class Figure:
    """A rate in basis points, with where it was read."""

    bps: int
    source: str
    confidence: str


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Read the rows of a shipped CSV; raises `ValueError` on a unit we do not know.

    >>> rows("ecb_mro")[0]["from"]
    '2007-06-13'
    """
    text = files("relance_xl.laws").joinpath("rates", f"{name}.csv").read_text("utf-8")
    found = tuple(csv.DictReader(text.splitlines()))
    if any(row.get("unit", _UNIT) != _UNIT for row in found):
        raise ValueError(f"{name}: a unit other than {_UNIT!r}")
    return found


def bps(percent: str) -> int:
    """Turn a yearly percentage into basis points, exactly.

    >>> bps("2.15"), bps("10")
    (215, 1000)
    >>> bps("2.155")
    Traceback (most recent call last):
        ...
    ValueError: finer than a basis point: 2.155
    """
    value = Decimal(percent) * 100
    if value != value.to_integral_value():
        raise ValueError(f"finer than a basis point: {percent}")
    return int(value)


def percent(value_bps: int) -> str:
    """Write a rate in French.

    >>> percent(1215).split()
    ['12,15', '%']
    """
    return f"{value_bps // 100},{value_bps % 100:02}\u00a0%"


def ecb_rate(day: date) -> Figure:
    """Give the ECB main refinancing rate in force that day, by date of effect.

    Raises `LookupError` before the first row. The last row holds until a newer one; up to
    when that is known is for `ecb_known_until` to say.

    >>> ecb_rate(date(2026, 7, 1)).bps, ecb_rate(date(2023, 7, 1)).bps
    (240, 400)
    >>> ecb_rate(date(2000, 1, 1))
    Traceback (most recent call last):
        ...
    LookupError: no ECB rate on 2000-01-01
    """
    found = [row for row in rows("ecb_mro") if row["from"] <= day.isoformat()]
    if not found:
        raise LookupError(f"no ECB rate on {day}")
    last = max(found, key=lambda row: row["from"])
    return Figure(bps(last["rate"]), last["source"], last["confidence"])


def ecb_known_until() -> date:
    """Give the last day whose ECB rate is known: later decisions were not read.

    >>> ecb_known_until() >= date(2026, 10, 28)
    True
    """
    found = next(row for row in rows("known") if row["series"] == "ecb_mro")
    return date.fromisoformat(found["until"])


@dataclass(frozen=True)
class EcbRule:
    """A yearly rate resting on the ECB's on the first day of each half-year.

    `round_to_bps` rounds up to its next multiple. `first` is the half-year it begins with,
    `published` the CSV of the rates as they were published, to be quoted.
    """

    law: str
    customer_type: str
    first: str
    points_bps: int
    round_to_bps: int = 1
    published: str = ""

    def rate_bps(self, ecb_bps: int) -> int:
        """Apply the rule to an ECB rate.

        >>> EcbRule("BE", "business", "2013S1", 800, 50).rate_bps(240)
        1050
        """
        return -(-(ecb_bps + self.points_bps) // self.round_to_bps) * self.round_to_bps

    def row(self, semester: Semester, ecb: Figure) -> RateRow:
        """Give the row of sheet Taux of one half-year."""
        return RateRow(
            law=self.law,
            customer_type=self.customer_type,
            period_start=semester.first,
            period_end=semester.last,
            rate_bps=self.rate_bps(ecb.bps),
            floor_bps=None,
            source=f"{self.words(semester, ecb)} ({ecb.source}){self._quoted(semester)}",
            confidence=ecb.confidence,
        )

    def words(self, semester: Semester, ecb: Figure) -> str:
        """Say how the rate comes about."""
        rounded = ", arrondi au demi-point supérieur" if self.round_to_bps > 1 else ""
        return (
            f"BCE {percent(ecb.bps)} au {semester.first:%d/%m/%Y} "
            f"+ {self.points_bps // 100} points{rounded}"
        )

    def _quoted(self, semester: Semester) -> str:
        found = rows(self.published) if self.published else ()
        texts = [
            f"\u202f; publié\u202f: {percent(bps(row['rate']))} ({row['source']})"
            for row in found
            if row["semester"] == str(semester)
        ]
        return "".join(texts)

    def rows(self) -> list[RateRow]:
        """Give the rows of every half-year whose ECB rate is known.

        >>> found = EcbRule("LU", "business", "2026S1", 800).rows()
        >>> str(found[1].period_start), found[1].rate_bps
        ('2026-07-01', 1040)
        """
        return [self.row(half, ecb_rate(half.first)) for half in known_semesters(self.first)]


def known_semesters(first: str) -> Iterator[Semester]:
    """Give the half-years from one on whose first day's ECB rate is known.

    >>> [str(half) for half in known_semesters("2026S1")][:2]
    ['2026S1', '2026S2']
    """
    halves = semesters_from(parse_semester(first))
    return takewhile(lambda half: half.first <= ecb_known_until(), halves)


def semesters_from(first: Semester) -> Iterator[Semester]:
    """Give the half-years from one on, without end."""
    while True:
        yield first
        first = semester_of(first.last + timedelta(days=1))


def constant_row(law: str, rate_bps: int, source: str) -> RateRow:
    """Give the one row of a law whose rate does not change.

    >>> constant_row("CH", 500, "CO 104").period_end
    datetime.date(2099, 12, 31)
    """
    first, last = date(2000, 1, 1), date(2099, 12, 31)
    return RateRow(law, "business", first, last, rate_bps, None, source, "secondary")
