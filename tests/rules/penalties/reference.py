"""Penalties the slow way: day after day, with fractions. What the fast ways must equal."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

from relance_xl.money import round_half_up
from relance_xl.rules.penalties import Claim, Period, Schedule


def interest_day_by_day(claim: Claim, rates: Schedule) -> int | None:
    """Interest in cents, None when a day with a balance comes before the first known rate."""
    law, free = rates.law, _last_free_day(claim, rates)
    if free is None:
        return 0
    principal, owed, run, total = claim.amount_cents, 0, 0, 0
    for cents in (cents for day, cents in claim.payments if day <= free):
        principal = max(principal - cents, 0)
    day, year = free, law.year_days * 10_000
    agreed = law.agreed_bps(claim.rate_bps, rates.terms)
    while day < claim.last_day:
        day += timedelta(days=1)
        if principal > 0:
            period = _period(rates, free + timedelta(days=1) if law.single_rate else day)
            if period is None:
                return None
            rate = law.applied_bps(period.rate_bps, period.floor_bps, agreed)
            run += principal * rate * (_worth(day) if law.year_days == 360 else 1)
        paid = sum(cents for when, cents in claim.payments if when == day)
        if paid and claim.interest_first:
            rounded = round_half_up(Fraction(run, year))
            owed, total, run = owed + rounded, total + rounded, 0
            to_interest = min(owed, paid)
            owed, paid = owed - to_interest, paid - to_interest
        principal = max(principal - paid, 0)
    return total + round_half_up(Fraction(run, year))


def _period(rates: Schedule, day: date) -> Period | None:
    return next((p for p in rates.periods if p.start <= day <= p.end), None)


def _last_free_day(claim: Claim, rates: Schedule) -> date | None:
    law = rates.law
    if law.needs_clause and not rates.terms.consumer_clause:
        return None
    if law.begins == "due":
        return claim.due_date
    if law.begins == "three_months":
        year, month = divmod(claim.due_date.year * 12 + claim.due_date.month - 1 + 3, 12)
        return next(
            date(year, month + 1, claim.due_date.day - back)
            for back in range(4)
            if claim.due_date.day - back <= monthrange(year, month + 1)[1]
        )
    return None if claim.noticed is None else max(claim.due_date, claim.noticed)


def _worth(day: date) -> int:
    """What a day counts where all months have thirty: the last of February makes up for it."""
    if day.day == 31:
        return 0
    return 1 + (30 - (day - timedelta(days=1)).day if day.day == 1 and day.month == 3 else 0)
