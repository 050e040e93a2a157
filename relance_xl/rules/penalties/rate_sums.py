"""Rates summed over days, for arrays: R(d) = basis points of every day up to d, included."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.rules.penalties.schedule import Period, Schedule, Told, in_one

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NO_CONTRACT = -1
LARGEST_BASE = 2**48
_LARGEST_PRODUCT = 2**61
_LARGEST_TABLE = 2**20
_MORE_THAN_A_MONTH = 32
"""How far a count of days may stray from the calendar."""
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class RateSums:
    """One line of sums per distinct contract rate, one column per period.

    `line` says which line each debt follows, `fixed` its period under a law of one rate;
    `place` is the period of each day since the first start.
    Days are counted from 1970; what is summed are days as the law counts them.
    """

    rates: Schedule
    periods: tuple[Period, ...]
    contracts: tuple[int | None, ...]
    line: Ints
    starts: Ints
    applied: Ints
    zeros: Ints
    before: Ints
    place: Ints
    fixed: Ints | None = None

    @classmethod
    def of(cls, rates: Schedule, contract_bps: Ints, first_days: Ints) -> "RateSums":
        """Sum the rates for debts with these contract rates (`NO_CONTRACT` = none).

        `first_days` are their first days with interest.
        """
        nothing = Period(date.max, date.max, 0, 0, "")
        periods = rates.periods or (nothing,)
        line, distinct = _coded(contract_bps)
        contracts = tuple(None if c == NO_CONTRACT else int(c) for c in distinct)
        starts = np.array([p.start.toordinal() - _EPOCH for p in periods], dtype=np.int64)
        law, count = rates.law, rates.law.count
        agreed = [law.agreed_bps(contract, rates.terms) for contract in contracts]
        applied = np.array(
            [[law.applied_bps(p.rate_bps, p.floor_bps, bps) for p in periods] for bps in agreed],
            dtype=np.int64,
        ).reshape(len(contracts), len(periods))
        zeros = count.numbers(starts - 1)
        before = np.zeros_like(applied)
        np.cumsum(applied[:, :-1] * np.diff(zeros), axis=1, out=before[:, 1:])
        place = np.repeat(np.arange(len(starts)), np.diff(starts, append=starts[-1] + 1))
        sums = cls(rates, periods, contracts, line, starts, applied, zeros, before, place)
        return replace(sums, fixed=sums.periods_of(first_days)) if law.single_rate else sums

    def until(self, days: Ints, debts: Ints | slice = slice(None)) -> Ints:
        """Give R(d) for one day of each of these debts."""
        numbers = self.rates.law.count.numbers(days)
        line = self.line[debts]
        if self.fixed is not None:
            once: Ints = numbers * self.applied[line, self.fixed[debts]]
            return once
        period = self.periods_of(days)
        if len(self.contracts) == 1:
            before, applied = self.before[0][period], self.applied[0][period]
        else:
            before, applied = self.before[line, period], self.applied[line, period]
        sums: Ints = before + (numbers - self.zeros[period]) * applied
        return sums

    def periods_of(self, days: Ints) -> Ints:
        """Give the place of the period each day falls in, the first one's for earlier days."""
        since = np.clip(days - self.starts[0], 0, len(self.place) - 1)
        found: Ints = self.place[since]
        return found

    def largest_base(self, last_day: date) -> int:
        """Give the largest balance whose products surely fit 64 bits up to that day."""
        span = max(last_day.toordinal() - _EPOCH - int(self.starts[0]) + _MORE_THAN_A_MONTH, 1)
        largest_sum = span * max(int(self.applied.max(initial=1)), 1)
        return min(_LARGEST_PRODUCT // largest_sum, LARGEST_BASE)

    def words(self, after: Ints, until: Ints, told: Flags) -> tuple[Ints, list[Told]]:
        """Say what each debt's rates are: its place in a list of tellings, then the list.

        Debts that are not `told` have nothing to say.
        """
        count = len(self.starts)
        first = self.periods_of(after + 1)
        last = first if self.fixed is not None else self.periods_of(until)
        span = (self.line * count + first) * count + last
        codes, distinct = _coded(np.where(told, span, -1))
        known = {line: self.rates.each(contract) for line, contract in enumerate(self.contracts)}
        tellings = []
        for code in distinct.tolist():
            line, between = divmod(max(code, 0), count**2)
            start, end = divmod(between, count)
            tellings.append(in_one(known[line][start : end + 1] if code >= 0 else ()))
        return codes, tellings


def _coded(values: Ints) -> tuple[Ints, Ints]:
    """Give each value the number of its kind, and the kinds by number.

    Where they lie close together a table does it, several times faster than hashing.
    """
    least = int(values.min(initial=0))
    span = int(values.max(initial=0)) - least + 1
    if span > _LARGEST_TABLE:
        codes, distinct = pd.factorize(values)
        return codes.astype(np.int64), distinct
    seen = np.zeros(span, dtype=bool)
    seen[values - least] = True
    numbers: Ints = np.cumsum(seen) - 1
    return numbers[values - least], np.flatnonzero(seen) + least
