"""The rates of one law as a line of periods without gaps, up to the end of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from relance_xl.dates import semester_of
from relance_xl.laws import NO_TERMS, Law, Terms
from relance_xl.laws.series import percent

_ONE_DAY = timedelta(days=1)
_TO_NAME = "minimum de la directive, à nommer dans Paramètres"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, that bears one rate.

    `provisional`: sheet Taux has no row for it, the last known rate stands in. `disputed`:
    an earlier row says otherwise for the same days; which is right is not known.
    """

    start: date
    end: date
    rate_bps: int
    floor_bps: int
    source: str
    provisional: bool = False
    disputed: bool = False


class Stretch(NamedTuple):
    """Days of one delay within one period; `days` as the law counts them."""

    period: Period
    start: date
    end: date
    days: int


class Told(NamedTuple):
    """What to say of the rates applied. `provisional`: their amounts are not to be stated."""

    provisional: bool
    text: str
    source: str


@dataclass(frozen=True)
class Schedule:
    """The periods of one law for one customer type, in order, each touching the next."""

    law: Law
    periods: tuple[Period, ...]
    terms: Terms = NO_TERMS

    def begun_on(self, first_day: date) -> "Schedule":
        """Give the rates of a delay whose interest begins that day: one, if the law says so."""
        if not self.law.single_rate:
            return self
        met = [period for period in self.periods if period.start <= first_day <= period.end]
        return replace(self, periods=tuple(replace(p, end=date.max) for p in met))

    def between(self, after: date, until: date) -> Iterator[Stretch]:
        """Give the stretches after one day up to and including another."""
        for period in self.periods:
            start, end = max(after + _ONE_DAY, period.start), min(until, period.end)
            if start <= end:
                days = self.law.count.between(start - _ONE_DAY, end)
                yield Stretch(period, start, end, days)

    def each(self, contract_bps: int | None) -> list[Told]:
        """Say of every period which rate it applies, and where that comes from."""
        agreed = self.law.agreed_bps(contract_bps, self.terms)
        return [self._telling(period, agreed) for period in self.periods]

    def told(self, periods: Sequence[Period], contract_bps: int | None) -> Told:
        """Say which rates these periods apply, in order, and where each comes from."""
        agreed = self.law.agreed_bps(contract_bps, self.terms)
        return in_one([self._telling(period, agreed) for period in periods])

    def _telling(self, period: Period, agreed: int | None) -> Told:
        applied = self.law.applied_bps(period.rate_bps, period.floor_bps, agreed)
        waiting = period.provisional or period.disputed
        waiting |= self.law.rate_to_name and agreed is None
        return Told(waiting, percent(applied), self._source(period, agreed))

    def _source(self, period: Period, agreed: int | None) -> str:
        applied = self.law.applied_bps(period.rate_bps, period.floor_bps, agreed)
        if agreed is None:
            text = period.source
            if self.law.rate_to_name:
                text = f"{text} ({_TO_NAME})"
        elif applied == agreed:
            text = f"contrat {percent(agreed)}"
        else:
            bound = "plafond" if self.law.contract_capped else "plancher"
            text = f"{bound} légal {percent(applied)}\u202f: {period.source}"
        return f"{text} (provisoire)" if period.provisional else text


def in_one(tellings: Sequence[Told]) -> Told:
    """Join what is said of periods that follow each other: « 12,15 % puis 12,40 % ».

    >>> in_one([Told(False, "5 %", "a"), Told(False, "5 %", "b"), Told(True, "6 %", "a")])
    Told(provisional=True, text='5 % puis 6 %', source='a · b')
    """
    texts = [one.text for one in tellings]
    changes = texts[:1] + [new for old, new in pairwise(texts) if new != old]
    sources = dict.fromkeys(one.source for one in tellings)
    waiting = any(one.provisional for one in tellings)
    return Told(waiting, " puis ".join(changes), " · ".join(sources))


def schedule(law: Law, rates: pd.DataFrame, terms: Terms = NO_TERMS) -> Schedule:
    """Lay out the rows of sheet Taux for one law; days without a row bear the last known rate.

    Needs `rates` with law, customer_type, period_start, period_end, rate_bps, floor_bps,
    source. Rows without a start or with no rate (or a negative one) are left out; of two
    rows for one day the later start wins, of two for one start the lower row; where they do
    not say the same, no amount may be stated. A missing or impossible end means the end of
    the half-year. Nothing is known before the first row.
    Where the customer type has no row of its own, those of `law.rates_of` serve.

    >>> from relance_xl.laws import find, rate_table
    >>> last = schedule(find("FR", "business"), rate_table()).periods[-2:]
    >>> [(str(p.start), str(p.end), p.rate_bps, p.provisional) for p in last]
    [('2026-07-01', '2026-12-31', 1240, False), ('2027-01-01', '9999-12-31', 1240, True)]
    >>> len(schedule(find("BE", "public"), rate_table()).periods)
    29
    """
    usable = rates["period_start"].notna() & (rates["rate_bps"] >= 0).fillna(value=False)
    ours = usable & (rates["law"] == law.code)
    own = ours & (rates["customer_type"] == law.customer_type)
    shared = ours & (rates["customer_type"] == law.rates_of)
    known = rates[own if own.any() or not law.rates_of else shared]
    known = known.sort_values("period_start", kind="stable")
    columns = ["period_start", "period_end", "rate_bps", "floor_bps", "source"]
    rows = [_period(*values) for values in known[columns].itertuples(index=False, name=None)]
    return Schedule(law, tuple(_without_gaps(_disputed(rows))), terms)


def _period(
    start: pd.Timestamp, end: pd.Timestamp, rate_bps: int, floor_bps: int, source: str
) -> Period:
    first = start.date()
    last = end.date() if pd.notna(end) and end >= start else semester_of(first).last
    floor = max(int(floor_bps), 0) if pd.notna(floor_bps) else 0
    return Period(first, last, int(rate_bps), floor, source)


def _disputed(rows: list[Period]) -> list[Period]:
    """Mark the rows an earlier one contradicts; of two for one start keep the lower."""
    kept: dict[date, Period] = {}
    for place, row in enumerate(rows):
        against = any(
            row.start <= other.end and _figures(row) != _figures(other) for other in rows[:place]
        )
        kept[row.start] = replace(row, disputed=against)
    return list(kept.values())


def _figures(row: Period) -> tuple[int, int]:
    return row.rate_bps, row.floor_bps


def _without_gaps(rows: list[Period]) -> Iterator[Period]:
    """Cut overlaps and fill gaps, the time after the last row included."""
    for place, row in enumerate(rows, start=1):
        last_day = rows[place].start - _ONE_DAY if place < len(rows) else date.max
        yield replace(row, end=min(row.end, last_day))
        if row.end < last_day:
            yield replace(row, start=row.end + _ONE_DAY, end=last_day, provisional=True)
