"""What a law is to the arithmetic: rules in plain words, figures, and where they were read."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from relance_xl.laws.day_count import ACTUAL, DayCount
from relance_xl.typography import french

_MONEY = re.compile(r"(?<=\d) (?=€)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read, and when."""

    text: str
    place: str
    read_on: date


class Beginning(StrEnum):
    """From when interest runs; never before the due date."""

    DUE = "due"
    NOTICE = "notice"
    """The day the formal notice was received."""
    FIRST_REMINDER = "first_reminder"
    """The end of the free days that follow the first reminder."""
    THREE_MONTHS = "three_months"
    """Three months after the due date."""


@dataclass(frozen=True, slots=True)
class FeeStep:
    """Above `over_cents` the fee is `cents` plus a part of what exceeds `over_cents`."""

    over_cents: int
    cents: int
    part_bps: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What the creditor's contracts say, besides a yearly rate.

    `indemnity_*`: an indemnity in percent of what is unpaid, its minimum and maximum.
    `consumer_clause`: contracts with consumers have a clause. `monthly_only`: the contract
    states a rate per month without its yearly equivalent. `named_rate_bps`: the rate of a
    country whose law we do not hold.
    """

    indemnity_bps: int | None = None
    indemnity_min_cents: int | None = None
    indemnity_max_cents: int | None = None
    consumer_clause: bool = False
    monthly_only: bool = False
    named_rate_bps: int | None = None


NO_TERMS = Terms()
"""Contracts that say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The penalties a creditor's law grants against one type of customer.

    `code` is the law's (FR, BE, QC…), `customer_type` one of business, consumer, public.
    A year counts `year_days` days, leap or not, and `count` counts them. `fee_cents` is due
    once per invoice from the first day late, or what `fee_steps` say, up to `fee_most_cents`.

    `contract_rate` tells whether the parties may agree on another rate, never below the
    period's floor where there is one, nor above its rate when `contract_capped`.
    `single_rate`: the rate of the period in which interest began serves for the whole delay.
    `needs_clause`: nothing without a clause in the contract. `yearly_rate_needed`: a rate
    stated by the month alone is void. `rate_to_name`: rates are a minimum, nothing is stated
    until the creditor names one. `indemnity_clause`: the contract may set an indemnity.
    `rates_of` is the customer type whose rows of sheet Taux serve when its own has none.
    """

    code: str
    customer_type: str
    title: str
    plain_words: str
    limitation: str
    sources: tuple[Source, ...]
    year_days: int = 365
    count: DayCount = ACTUAL
    begins: Beginning = Beginning.DUE
    fee_cents: int = 0
    fee_steps: tuple[FeeStep, ...] = ()
    fee_most_cents: int = 0
    contract_rate: bool = False
    contract_capped: bool = False
    single_rate: bool = False
    needs_clause: bool = False
    yearly_rate_needed: bool = False
    rate_to_name: bool = False
    indemnity_clause: bool = False
    rates_of: str = ""

    @property
    def told(self) -> str:
        """The law in plain words, with French spacing."""
        words = french(self.plain_words)
        return _MONEY.sub("\u00a0", _THOUSANDS.sub("\u202f", words))

    def agreed_bps(self, contract_bps: int | None, terms: Terms) -> int | None:
        """Give the rate the parties agreed on as far as this law hears it, else None.

        >>> from relance_xl.laws.qc import BUSINESS
        >>> BUSINESS.agreed_bps(2400, Terms()), BUSINESS.agreed_bps(2400, Terms(monthly_only=True))
        (2400, None)
        """
        if not self.contract_rate or (self.yearly_rate_needed and terms.monthly_only):
            return None
        if contract_bps is None and self.rate_to_name:
            return terms.named_rate_bps
        return contract_bps

    def applied_bps(self, rate_bps: int, floor_bps: int, contract_bps: int | None) -> int:
        """Give the rate one period applies: the law's, or the contract's within its bounds.

        >>> from relance_xl.laws.fr import BUSINESS
        >>> BUSINESS.applied_bps(1315, 1113, None), BUSINESS.applied_bps(1315, 1113, 1000)
        (1315, 1113)
        """
        if contract_bps is None or not self.contract_rate:
            return rate_bps
        return min(contract_bps, rate_bps) if self.contract_capped else max(contract_bps, floor_bps)

    def interest(self, cents_days_bps: int) -> Fraction:
        """Turn a sum of cents × days × basis points into exact cents of interest.

        >>> from relance_xl.laws.fr import BUSINESS
        >>> BUSINESS.interest(1_500_000 * 30 * 1500)
        Fraction(1350000, 73)
        """
        return Fraction(cents_days_bps, self.year_days * 10_000)

    def fee(self, unpaid_cents: npt.NDArray[Any], terms: Terms) -> npt.NDArray[Any]:
        """Give the fee on what was unpaid when interest began; works on ints and on objects.

        >>> from relance_xl.laws.be import CONSUMER
        >>> CONSUMER.fee(np.array([15_000, 50_000, 65_000, 10**9]), Terms()).tolist()
        [2000, 6500, 7250, 200000]
        """
        fee = np.full_like(unpaid_cents, self.fee_cents)
        for step in self.fee_steps:
            part = _part(unpaid_cents - step.over_cents, step.part_bps)
            fee = np.where(unpaid_cents > step.over_cents, step.cents + part, fee)
        if self.fee_most_cents:
            fee = np.minimum(fee, self.fee_most_cents)
        if self.indemnity_clause and terms.indemnity_bps:
            agreed = np.maximum(
                _part(unpaid_cents, terms.indemnity_bps), terms.indemnity_min_cents or 0
            )
            if terms.indemnity_max_cents is not None:
                agreed = np.minimum(agreed, terms.indemnity_max_cents)
            fee = np.maximum(fee, agreed)
        return fee


def _part(cents: npt.NDArray[Any], bps: int) -> npt.NDArray[Any]:
    """Take a part in basis points, half up."""
    return (cents * bps + 5_000) // 10_000


@dataclass(frozen=True, slots=True)
class RateRow:
    """One row of sheet Taux, with the columns of its table."""

    law: str
    customer_type: str
    period_start: date
    period_end: date
    rate_bps: int
    floor_bps: int | None
    source: str
    confidence: str
