"""What a law is to the arithmetic: rules in plain words, figures, and where they were read."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read, and when."""

    text: str
    place: str
    read_on: date


@dataclass(frozen=True, slots=True)
class Law:
    """The penalties a creditor's law grants against one type of customer.

    `code` is the law's (FR, BE, QC…), `customer_type` one of business, consumer, public.
    A year counts `year_days` days, leap or not. `fee_cents` is due once per invoice from the
    first day late. `contract_rate` tells whether the parties may agree on another rate
    (never below the period's floor, where there is one).
    """

    code: str
    customer_type: str
    title: str
    plain_words: str
    sources: tuple[Source, ...]
    year_days: int
    fee_cents: int
    contract_rate: bool

    def applied_bps(self, rate_bps: int, floor_bps: int, contract_bps: int | None) -> int:
        """Give the rate one period applies: the law's, or the contract's above the floor.

        >>> from relance_xl.laws.fr import BUSINESS
        >>> BUSINESS.applied_bps(1315, 1113, None), BUSINESS.applied_bps(1315, 1113, 1000)
        (1315, 1113)
        """
        if contract_bps is None or not self.contract_rate:
            return rate_bps
        return max(contract_bps, floor_bps)

    def interest(self, cents_days_bps: int) -> Fraction:
        """Turn a sum of cents × days × basis points into exact cents of interest.

        >>> from relance_xl.laws.fr import BUSINESS
        >>> BUSINESS.interest(1_500_000 * 30 * 1500)
        Fraction(1350000, 73)
        """
        return Fraction(cents_days_bps, self.year_days * 10_000)


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
