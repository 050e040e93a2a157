"""Rates summed over days, for arrays: R(d) = basis points of every day up to d, included."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.rules.penalties.schedule import Period, Schedule

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = pd.api.extensions.ExtensionArray

NO_CONTRACT = -1
LARGEST_BASE = 2**48
_LARGEST_PRODUCT = 2**61
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class RateSums:
    """One line of sums per distinct contract rate, one column per period.

    `line` says which line each debt follows. Days are counted from 1970.
    """

    rates: Schedule
    periods: tuple[Period, ...]
    contracts: tuple[int | None, ...]
    line: Ints
    starts: Ints
    applied: Ints
    before: Ints

    @classmethod
    def of(cls, rates: Schedule, contract_bps: Ints) -> "RateSums":
        """Sum the rates for debts with these contract rates (`NO_CONTRACT` = the law's)."""
        nothing = Period(date.max, date.max, 0, 0, "")
        periods = rates.periods or (nothing,)
        line, distinct = pd.factorize(contract_bps)
        contracts = tuple(None if c == NO_CONTRACT else int(c) for c in distinct)
        starts = np.array([p.start.toordinal() - _EPOCH for p in periods], dtype=np.int64)
        applied = np.array(
            [
                [rates.law.applied_bps(p.rate_bps, p.floor_bps, contract) for p in periods]
                for contract in contracts
            ],
            dtype=np.int64,
        ).reshape(len(contracts), len(periods))
        before = np.zeros_like(applied)
        np.cumsum(applied[:, :-1] * np.diff(starts), axis=1, out=before[:, 1:])
        return cls(rates, periods, contracts, line.astype(np.int64), starts, applied, before)

    def until(self, days: Ints, debts: Ints | slice = slice(None)) -> Ints:
        """Give R(d) for one day of each of these debts."""
        period = self._period_of(days)
        line = self.line[debts]
        if len(self.contracts) == 1:
            before, applied = self.before[0][period], self.applied[0][period]
        else:
            before, applied = self.before[line, period], self.applied[line, period]
        sums: Ints = before + (days - self.starts[period] + 1) * applied
        return sums

    def largest_base(self, last_day: date) -> int:
        """Give the largest balance whose products surely fit 64 bits up to that day."""
        span = max(last_day.toordinal() - _EPOCH - int(self.starts[0]) + 1, 1)
        largest_sum = span * max(int(self.applied.max(initial=1)), 1)
        return min(_LARGEST_PRODUCT // largest_sum, LARGEST_BASE)

    def words(self, after: Ints, until: Ints, told: Flags) -> tuple[Flags, Texts, Texts]:
        """Give for each debt whether its rates are provisional, their text, their sources.

        Debts that are not `told` get False and empty texts.
        """
        count = len(self.starts)
        span = (self.line * count + self._period_of(after + 1)) * count + self._period_of(until)
        codes, distinct = pd.factorize(np.where(told, span, -1))
        provisional, texts, sources = [], [], []
        for code in distinct.tolist():
            line, first, last = code // count**2, code // count % count, code % count
            used = self.periods[first : last + 1] if code >= 0 else ()
            contract = self.contracts[line] if code >= 0 else None
            provisional.append(any(period.provisional for period in used))
            texts.append(self.rates.rate_text(used, contract))
            sources.append(self.rates.rate_source(used, contract))
        return (
            np.array(provisional, dtype=bool)[codes],
            pd.array(texts, dtype="str").take(codes),
            pd.array(sources, dtype="str").take(codes),
        )

    def _period_of(self, days: Ints) -> Ints:
        found = np.searchsorted(self.starts, days, side="right") - 1
        return np.maximum(found, 0)
