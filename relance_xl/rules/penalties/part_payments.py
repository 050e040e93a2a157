"""What part payments change: how much of the principal each one settles, and when."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.laws import Law
from relance_xl.rules.penalties.beginning import MISSING
from relance_xl.rules.penalties.rate_sums import LARGEST_BASE, RateSums

Ints = npt.NDArray[np.int64]
_MORE_THAN_ANY_DEBT = 4 * LARGEST_BASE


@dataclass(frozen=True)
class Debts:
    """Invoices of one law and customer type, as arrays; days are counted from 1970.

    `base` is what bears interest before any payment, `due` the last day without interest,
    `end` the last day counted, not before `due`.
    """

    base: Ints
    due: Ints
    end: Ints


@dataclass(frozen=True)
class Payments:
    """One payment per debt and day, by debt then day: `debt` is the debt's position."""

    debt: Ints
    day: Ints
    cents: Ints

    @property
    def starts(self) -> Ints:
        """Where each debt's payments begin."""
        return np.flatnonzero(np.diff(self.debt, prepend=-1))


@dataclass(frozen=True)
class Settled:
    """Interest of each debt, and the last day it bore any (the last free day if none).

    `unpaid` is what was owed when interest began.
    """

    interest: Ints
    last_day: Ints
    unpaid: Ints


def gather(found: Ints, frame: pd.DataFrame, debts: Debts) -> Payments:
    """Sort payments by debt and day, same-day ones added up, none beyond any debt's reach.

    `found` is each payment's debt, -1 for none. A payment without a date, or before the
    due date, counts on the due date: interest has not begun.
    """
    day = days_of(frame["payment_date"])
    cents = frame["amount_cents"].to_numpy(dtype=np.int64, na_value=0)
    kept = np.flatnonzero(found >= 0)
    debt, day, cents = found[kept], day[kept], cents[kept]
    day = np.maximum(day, debts.due[debt])
    order = np.lexsort((day, debt))
    debt, day, cents = debt[order], day[order], cents[order]
    cents = np.clip(cents, -_MORE_THAN_ANY_DEBT, _MORE_THAN_ANY_DEBT)
    first = np.flatnonzero((np.diff(debt, prepend=-1) != 0) | (np.diff(day, prepend=MISSING) != 0))
    added = np.add.reduceat(cents, first) if len(first) else cents
    first, added = first[added != 0], added[added != 0]  # nothing paid rounds nothing
    return Payments(debt[first], day[first], added)


def principal_first(debts: Debts, paid: Payments, sums: RateSums, law: Law) -> Settled:
    """Each payment lowers the balance that bears interest from the next day on."""
    settled = _settled_by(debts, paid)
    at_end = sums.until(debts.end)
    products = debts.base * (at_end - sums.until(debts.due))
    paid_at = sums.until(np.minimum(paid.day, debts.end[paid.debt]), paid.debt)
    np.subtract.at(products, paid.debt, settled * (at_end[paid.debt] - paid_at))
    return _settled(half_up(products, law), debts, paid, settled)


def interest_first(debts: Debts, paid: Payments, sums: RateSums, law: Law) -> Settled:
    """Each payment first settles the interest run so far, rounded that day (C. civ. 1343-1)."""
    interest, owed, principal = (np.zeros_like(debts.base) for _ in range(3))
    reached, settled = debts.due.copy(), np.zeros_like(paid.cents)
    rank = np.arange(len(paid.debt)) - np.repeat(paid.starts, _counts(paid))
    for turn in range(int(rank.max(initial=-1)) + 1):
        now = np.flatnonzero(rank == turn)
        debt, cents = paid.debt[now], paid.cents[now]
        day = np.minimum(paid.day[now], debts.end[debt])
        balance = np.clip(debts.base[debt] - principal[debt], 0, debts.base[debt])
        run = half_up(balance * (sums.until(day, debt) - sums.until(reached[debt], debt)), law)
        to_interest = np.clip(cents, 0, owed[debt] + run)
        interest[debt] += run
        owed[debt] += run - to_interest
        principal[debt] += cents - to_interest
        reached[debt] = day
        left = np.clip(debts.base[debt] - principal[debt], 0, debts.base[debt])
        settled[now] = balance - left
    balance = np.clip(debts.base - principal, 0, debts.base)
    interest += half_up(balance * (sums.until(debts.end) - sums.until(reached)), law)
    return _settled(interest, debts, paid, settled)


def half_up(products: Ints, law: Law) -> Ints:
    """Divide cents × days × basis points into whole cents, halves up; none is negative.

    >>> from relance_xl.laws.fr import BUSINESS
    >>> half_up(np.array([1_825_000, 1_824_999]), BUSINESS).tolist()
    [1, 0]
    """
    whole, rest = np.divmod(products, law.year_days * 10_000)
    rounded: Ints = whole + (2 * rest >= law.year_days * 10_000)
    return rounded


def days_of(dates: "pd.Series[pd.Timestamp]") -> Ints:
    """Count days from 1970; `MISSING` for a missing date."""
    return dates.to_numpy(dtype="datetime64[D]").astype(np.int64)


def _settled_by(debts: Debts, paid: Payments) -> Ints:
    """Give the principal each payment settles: never more in all than the debt."""
    if not len(paid.debt):
        return paid.cents
    total = np.cumsum(paid.cents)
    earlier = np.repeat((total - paid.cents)[paid.starts], _counts(paid))
    covered = np.clip(total - earlier, 0, debts.base[paid.debt])
    before = np.concatenate(([0], covered[:-1]))
    before[paid.starts] = 0
    settled: Ints = covered - before
    return settled


def _counts(paid: Payments) -> Ints:
    return np.diff(np.append(paid.starts, len(paid.debt)))


def _settled(interest: Ints, debts: Debts, paid: Payments, settled: Ints) -> Settled:
    """Add when each balance ended: the day counted to, or the last payment's."""
    left, unpaid = debts.base.copy(), debts.base.copy()
    np.subtract.at(left, paid.debt, settled)
    early = paid.day == debts.due[paid.debt]
    np.subtract.at(unpaid, paid.debt[early], settled[early])
    last = debts.due.copy()
    counted = settled != 0
    last[paid.debt[counted]] = paid.day[counted]
    return Settled(interest, np.where(left == 0, np.minimum(debts.end, last), debts.end), unpaid)
