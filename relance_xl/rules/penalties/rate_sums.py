"""Rates summed over days, for arrays: R(d) = basis points of every day up to d, included."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.rules.penalties.schedule import Period, Schedule, Told

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = pd.api.extensions.ExtensionArray

NO_CONTRACT = -1
LARGEST_BASE = 2**48
_LARGEST_PRODUCT = 2**61
_MORE_THAN_A_MONTH = 32
"""How far a count of days may stray from the calendar."""
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class RateSums:
    """One line of sums per distinct contract rate, one column per period.

    `line` says which line each debt follows, `fixed` its period under a law of one rate.
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
    fixed: Ints | None = None

    @classmethod
    def of(cls, rates: Schedule, contract_bps: Ints, first_days: Ints) -> "RateSums":
        """Sum the rates for debts with these contract rates (`NO_CONTRACT` = none).

        `first_days` are their first days with interest.
        """
        nothing = Period(date.max, date.max, 0, 0, "")
        periods = rates.periods or (nothing,)
        line, distinct = pd.factorize(contract_bps)
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
        fixed = _periods_of(starts, first_days) if law.single_rate else None
        lines = line.astype(np.int64)
        return cls(rates, periods, contracts, lines, starts, applied, zeros, before, fixed)

    def until(self, days: Ints, debts: Ints | slice = slice(None)) -> Ints:
        """Give R(d) for one day of each of these debts."""
        numbers = self.rates.law.count.numbers(days)
        line = self.line[debts]
        if self.fixed is not None:
            once: Ints = numbers * self.applied[line, self.fixed[debts]]
            return once
        period = _periods_of(self.starts, days)
        if len(self.contracts) == 1:
            before, applied = self.before[0][period], self.applied[0][period]
        else:
            before, applied = self.before[line, period], self.applied[line, period]
        sums: Ints = before + (numbers - self.zeros[period]) * applied
        return sums

    def largest_base(self, last_day: date) -> int:
        """Give the largest balance whose products surely fit 64 bits up to that day."""
        span = max(last_day.toordinal() - _EPOCH - int(self.starts[0]) + _MORE_THAN_A_MONTH, 1)
        largest_sum = span * max(int(self.applied.max(initial=1)), 1)
        return min(_LARGEST_PRODUCT // largest_sum, LARGEST_BASE)

    def words(self, after: Ints, until: Ints, told: Flags) -> tuple[Flags, Texts, Texts]:
        """Give for each debt whether its rates are provisional, their text, their sources.

        Debts that are not `told` get False and empty texts.
        """
        count = len(self.starts)
        first = _periods_of(self.starts, after + 1)
        last = first if self.fixed is not None else _periods_of(self.starts, until)
        span = (self.line * count + first) * count + last
        codes, distinct = pd.factorize(np.where(told, span, -1))
        found = [self._told(code) for code in distinct.tolist()]
        return (
            np.array([told.provisional for told in found], dtype=bool)[codes],
            pd.array([told.text for told in found], dtype="str").take(codes),
            pd.array([told.source for told in found], dtype="str").take(codes),
        )

    def _told(self, code: int) -> Told:
        """Say what the rates of one span are: line, first period, last period in one number."""
        if code < 0:
            return self.rates.told((), None)
        count = len(self.starts)
        line, first, last = code // count**2, code // count % count, code % count
        return self.rates.told(self.periods[first : last + 1], self.contracts[line])


def _periods_of(starts: Ints, days: Ints) -> Ints:
    """Give the place of the period each day falls in, the first one's for earlier days."""
    found = np.searchsorted(starts, days, side="right") - 1
    return np.maximum(found, 0)
