"""Penalties the slow way: day after day, with fractions. What the fast ways must equal."""

from datetime import date, timedelta
from fractions import Fraction

from relance_xl.money import round_half_up
from relance_xl.rules.penalties import Claim, Period, Schedule


def interest_day_by_day(claim: Claim, rates: Schedule) -> int | None:
    """Interest in cents, None when a day with a balance comes before the first known rate."""
    principal, owed, run, total = claim.amount_cents, 0, 0, 0
    for cents in (cents for day, cents in claim.payments if day <= claim.due_date):
        principal = max(principal - cents, 0)
    day, year = claim.due_date, rates.law.year_days * 10_000
    while day < claim.last_day:
        day += timedelta(days=1)
        if principal > 0:
            period = _period(rates, day)
            if period is None:
                return None
            rate = rates.law.applied_bps(period.rate_bps, period.floor_bps, claim.rate_bps)
            run += principal * rate
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
