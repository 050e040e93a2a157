"""The rates of one law as a line of periods without gaps, up to the end of time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

from relance_xl.dates import days_between, semester_of
from relance_xl.laws import Law

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, that bears one rate.

    `provisional`: sheet Taux has no row for it, the last known rate stands in.
    """

    start: date
    end: date
    rate_bps: int
    floor_bps: int
    source: str
    provisional: bool = False


@dataclass(frozen=True)
class Schedule:
    """The periods of one law for one customer type, in order, each touching the next."""

    law: Law
    periods: tuple[Period, ...]

    def between(self, after: date, until: date) -> Iterator[tuple[Period, int]]:
        """Give each period met after one day up to and including another, with its days."""
        for period in self.periods:
            days = days_between(max(after, period.start - _ONE_DAY), min(until, period.end))
            if days > 0:
                yield period, days

    def rate_text(self, periods: Iterable[Period], contract_bps: int | None) -> str:
        """Write the rates these periods apply, in order: « 12,15 % puis 12,40 % »."""
        rates = [self.law.applied_bps(p.rate_bps, p.floor_bps, contract_bps) for p in periods]
        texts = [percent(rate) for rate in rates]
        changes = texts[:1] + [new for old, new in pairwise(texts) if new != old]
        return " puis ".join(changes)

    def rate_source(self, periods: Iterable[Period], contract_bps: int | None) -> str:
        """Say where the rates these periods apply come from, each source once."""
        found: dict[str, None] = {}
        for period in periods:
            if contract_bps is None or not self.law.contract_rate:
                text = period.source
            elif period.floor_bps <= contract_bps:
                text = f"contrat {percent(contract_bps)}"
            else:
                text = f"plancher légal {percent(period.floor_bps)}\u202f: {period.source}"
            found[f"{text} (provisoire)" if period.provisional else text] = None
        return " · ".join(found)


def schedule(law: Law, rates: pd.DataFrame) -> Schedule:
    """Lay out the rows of sheet Taux for one law; days without a row bear the last known rate.

    Needs `rates` with law, customer_type, period_start, period_end, rate_bps, floor_bps,
    source. Rows without a start or with no rate (or a negative one) are left out; of two
    rows for one day the later start wins, of two for one start the lower row. A missing or
    impossible end means the end of the half-year. Nothing is known before the first row.

    >>> from relance_xl.laws import find, rate_table
    >>> last = schedule(find("FR", "business"), rate_table()).periods[-2:]
    >>> [(str(p.start), str(p.end), p.rate_bps, p.provisional) for p in last]
    [('2026-07-01', '2026-12-31', 1240, False), ('2027-01-01', '9999-12-31', 1240, True)]
    """
    ours = (rates["law"] == law.code) & (rates["customer_type"] == law.customer_type)
    usable = rates["period_start"].notna() & (rates["rate_bps"] >= 0).fillna(value=False)
    known = rates[ours & usable]
    known = known.drop_duplicates("period_start", keep="last").sort_values("period_start")
    columns = ["period_start", "period_end", "rate_bps", "floor_bps", "source"]
    rows = [_period(*values) for values in known[columns].itertuples(index=False, name=None)]
    return Schedule(law, tuple(_without_gaps(rows)))


def percent(bps: int) -> str:
    """Write a rate in French.

    >>> percent(1215).split()
    ['12,15', '%']
    """
    return f"{bps // 100},{bps % 100:02}\u00a0%"


def _period(
    start: pd.Timestamp, end: pd.Timestamp, rate_bps: int, floor_bps: int, source: str
) -> Period:
    first = start.date()
    last = end.date() if pd.notna(end) and end >= start else semester_of(first).last
    floor = max(int(floor_bps), 0) if pd.notna(floor_bps) else 0
    return Period(first, last, int(rate_bps), floor, source)


def _without_gaps(rows: list[Period]) -> Iterator[Period]:
    """Cut overlaps and fill gaps, the time after the last row included."""
    for place, row in enumerate(rows, start=1):
        last_day = rows[place].start - _ONE_DAY if place < len(rows) else date.max
        yield replace(row, end=min(row.end, last_day))
        if row.end < last_day:
            yield replace(row, start=row.end + _ONE_DAY, end=last_day, provisional=True)
