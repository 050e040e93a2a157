"""One invoice's penalties, decomposed so that a person can check them with a pencil."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pandas as pd

from relance_xl.laws import NO_TERMS, Beginning, Law, Terms, find, why_none
from relance_xl.money import round_half_up
from relance_xl.problems import RelanceError
from relance_xl.rules.penalties.beginning import last_free_day
from relance_xl.rules.penalties.schedule import Period, Schedule, schedule

NO_CLAUSE = "le contrat n’a pas de clause d’indemnité et d’intérêts\u202f: rien n’est dû"


class LawNotInstalledError(RelanceError):
    """No installed law says what this creditor may claim from this customer."""


class UnknownRateError(RelanceError):
    """Sheet Taux has no rate for the first days of the delay."""


@dataclass(frozen=True)
class Claim:
    """What penalties are asked on.

    `amount_cents` is the invoice with VAT, less credit notes and any disputed part.
    `rate_bps` is the contract's rate, None for the law's. `payments` are (day, cents), in
    any order; those after `as_of` change nothing. `undated_cents` were paid on a day nobody
    knows: they count from the start. `stop` is the last day that bears
    interest (an insolvency judgment); from then on the fixed fee is not claimed either.
    `noticed` is the day a formal notice was received, or the last of the free days after a
    first reminder, for the laws that ask for one.
    """

    amount_cents: int
    due_date: date
    as_of: date
    rate_bps: int | None = None
    payments: tuple[tuple[date, int], ...] = ()
    undated_cents: int = 0
    interest_first: bool = False
    stop: date | None = None
    noticed: date | None = None

    @property
    def last_day(self) -> date:
        """The last day counted."""
        return min(self.as_of, self.stop) if self.stop else self.as_of


@dataclass(frozen=True, slots=True)
class Segment:
    """Days at one rate on one balance. `cents` are rounded so that segments add up."""

    start: date
    end: date
    days: int
    rate_bps: int
    balance_cents: int
    cents: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class Penalty:
    """What may be claimed, and why. `provisional`: not to be stated to anyone.

    `remark` says in French why nothing runs; empty when something does.
    """

    interest_cents: int
    fee_cents: int
    segments: tuple[Segment, ...]
    rate_text: str
    rate_source: str
    provisional: bool
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days in one period on one balance, before any rounding."""

    start: date
    end: date
    days: int
    period: Period
    rate_bps: int
    balance_cents: int
    exact: Fraction


@dataclass
class _Account:
    """The debt as days go by: what is still owed, and the interest of each rounding."""

    claim: Claim
    rates: Schedule
    reached: date
    principal_paid: int = 0
    interest_owed: int = 0
    open_stretches: list[_Stretch] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)

    @property
    def balance(self) -> int:
        """What is owed today, interest apart."""
        amount = max(self.claim.amount_cents, 0)
        return min(max(amount - self.principal_paid, 0), amount)

    def run_to(self, day: date) -> None:
        """Let interest run up to and including a day, on today's balance."""
        balance = self.balance
        if day <= self.reached:
            return
        start, self.reached = self.reached + timedelta(days=1), day
        if balance == 0:
            return
        if not self.rates.periods or start < self.rates.periods[0].start:
            raise UnknownRateError(
                f"Aucun taux connu au {start:%d/%m/%Y}\u202f: "
                "ajoutez la période dans la feuille Taux."
            )
        law = self.rates.law
        agreed = law.agreed_bps(self.claim.rate_bps, self.rates.terms)
        for period, first, last, days in self.rates.between(start - timedelta(days=1), day):
            rate = law.applied_bps(period.rate_bps, period.floor_bps, agreed)
            exact = law.interest(balance * days * rate)
            self.periods.append(period)
            if days:
                stretch = _Stretch(first, last, days, period, rate, balance, exact)
                self.open_stretches.append(stretch)

    def impute(self, cents: int) -> None:
        """Take a payment in: on principal, or first on the interest rounded that day."""
        if self.claim.interest_first:
            self.round_off()
            to_interest = max(min(self.interest_owed, cents), 0)
            self.interest_owed -= to_interest
            cents -= to_interest
        self.principal_paid += cents

    def round_off(self) -> None:
        """Turn the stretches since the last rounding into segments of whole cents."""
        rounded = _largest_remainder([stretch.exact for stretch in self.open_stretches])
        self.interest_owed += sum(rounded)
        self.segments += [
            Segment(
                start=stretch.start,
                end=stretch.end,
                days=stretch.days,
                rate_bps=stretch.rate_bps,
                balance_cents=stretch.balance_cents,
                cents=cents,
                provisional=stretch.period.provisional,
            )
            for stretch, cents in zip(self.open_stretches, rounded, strict=True)
        ]
        self.open_stretches.clear()


def penalty(claim: Claim, rates: Schedule) -> Penalty:
    """Compute interest and fixed fee of one claim, with its decomposition.

    Raises `UnknownRateError` when interest begins before the first known rate.

    >>> from relance_xl.laws import find, rate_table
    >>> rates = schedule(find("FR", "business"), rate_table())
    >>> found = penalty(Claim(1_000_000, date(2026, 4, 30), date(2026, 8, 31)), rates)
    >>> found.interest_cents, found.fee_cents
    (41368, 4000)
    >>> [(segment.days, segment.rate_bps, segment.cents) for segment in found.segments]
    [(61, 1215, 20305), (62, 1240, 21063)]
    >>> found.rate_text.replace("\N{NO-BREAK SPACE}", " ")
    '12,15 % puis 12,40 %'
    """
    law, terms = rates.law, rates.terms
    free = last_free_day(law, claim.due_date, claim.noticed)
    if free is None or (law.needs_clause and not terms.consumer_clause):
        return Penalty(0, 0, (), "", "", provisional=False, remark=_why_nothing(law, terms))
    account = _Account(claim, rates.begun_on(free + timedelta(days=1)), reached=free)
    early = [cents for day, cents in claim.payments if day <= free]
    account.impute(sum(early) + claim.undated_cents)
    fee = int(law.fee(np.array([account.balance], dtype=object), terms)[0])
    for day in sorted({day for day, _ in claim.payments if free < day <= claim.last_day}):
        paid = sum(cents for when, cents in claim.payments if when == day)
        if paid:  # what comes to nothing imputes nothing, and rounds nothing
            account.run_to(day)
            account.impute(paid)
    account.run_to(claim.last_day)
    account.round_off()
    told = rates.told(account.periods, claim.rate_bps)
    stopped = claim.stop is not None and claim.stop <= claim.as_of
    return Penalty(
        interest_cents=sum(segment.cents for segment in account.segments),
        fee_cents=fee if account.periods and not stopped else 0,
        segments=tuple(account.segments),
        rate_text=told.text,
        rate_source=told.source,
        provisional=told.provisional,
    )


def _why_nothing(law: Law, terms: Terms) -> str:
    """Say in French why no interest runs under a law that asks for more than a delay."""
    if law.needs_clause and not terms.consumer_clause:
        return NO_CLAUSE
    if law.begins is Beginning.FIRST_REMINDER:
        return "aucun premier rappel écrit\u202f: rien ne court encore"
    return "aucune mise en demeure reçue\u202f: rien ne court encore"


def calculate(
    code: str,
    customer_type: str,
    claim: Claim,
    rates: pd.DataFrame,
    terms: Terms = NO_TERMS,
) -> Penalty:
    """Answer `relance penalites`: find the law by its code, then compute.

    Needs `rates` with the columns of sheet Taux. Raises `LawNotInstalledError` and
    `UnknownRateError`.

    >>> from relance_xl.laws import rate_table
    >>> claim = Claim(1_000_000, date(2026, 5, 1), date(2026, 9, 1))
    >>> found = calculate("FR", "business", claim, rate_table())
    >>> found.interest_cents, sum(segment.days for segment in found.segments)
    (41375, 123)
    >>> calculate("CH", "business", Claim(60_000, date(2026, 3, 31), date(2026, 4, 30)),
    ...           rate_table()).interest_cents
    250
    >>> calculate("EU", "consumer", claim, rate_table())  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
        ...
    LawNotInstalledError: Pas de pénalités prévues pour EU particulier.
    """
    law = find(code, customer_type)
    if law is None:
        reason = why_none(code, customer_type)
        raise LawNotInstalledError(f"{reason[:1].upper()}{reason[1:]}.")
    return penalty(claim, schedule(law, rates, terms))


def to_json(found: Penalty) -> dict[str, object]:
    """Shape the answer of `relance penalites --json`: cents, ISO days, basis points."""
    return {
        "interest_cents": found.interest_cents,
        "fee_cents": found.fee_cents,
        "segments": [
            {
                "from": segment.start.isoformat(),
                "to": segment.end.isoformat(),
                "days": segment.days,
                "rate_bps": segment.rate_bps,
                "cents": segment.cents,
            }
            for segment in found.segments
        ],
        "rate_source": found.rate_source or found.remark,
    }


def _largest_remainder(exact: list[Fraction]) -> list[int]:
    """Round each part so that the parts add up to their sum rounded half up.

    >>> _largest_remainder([Fraction(1, 2), Fraction(1, 2), Fraction(5, 4)])
    [1, 0, 1]
    """
    parts = [int(part) for part in exact]
    missing = round_half_up(sum(exact, Fraction(0))) - sum(parts)
    by_remainder = sorted(range(len(exact)), key=lambda i: parts[i] - exact[i])
    for i in by_remainder[:missing]:
        parts[i] += 1
    return parts
