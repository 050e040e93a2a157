"""Amounts that agree but for a discount, penalties or the bank's fee; parts and surpluses."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from relance_xl.money import round_half_up
from relance_xl.rules.matching.fits import Fit, Question
from relance_xl.rules.matching.model import Allocation, Claim, Discount
from relance_xl.rules.matching.sums import chances

_LONGEST_RUN = 24
_OLDEST = 60
"""Neighbours, of so many oldest, tried together when the amount need not agree to the cent."""


def near_fit(question: Question) -> Fit | None:
    """Find items that add up with a discount in time, penalties claimed, or the bank's fee."""
    steps = (_discounted, _with_penalties, _with_fee)
    return next((fit for step in steps if (fit := step(question))), None)


def _sets(question: Question) -> Iterator[list[tuple[int, ...]]]:
    """Give the sets of items tried, step by step as for exact amounts."""
    if question.named:
        yield [question.named]
    yield question.with_named([(place,) for place in question.scope])
    yield [tuple(question.scope)]
    oldest = question.scope[:_OLDEST]
    yield question.with_named(
        [
            tuple(oldest[start:stop])
            for start in range(len(oldest))
            for stop in range(start + 2, min(start + _LONGEST_RUN, len(oldest)) + 1)
        ]
    )


def _first(fits: list[Fit], trials: int, wanted: int) -> Fit | None:
    """Take the first of equal answers, knowing how many there are."""
    if not fits:
        return None
    first, answers = fits[0], len({frozenset(fit.places) for fit in fits})
    odds = chances(trials, wanted)
    return Fit(first.kind, first.places, first.allocations, answers, odds, first.aside_cents)


def _discounted(question: Question) -> Fit | None:
    if not any(question.desk.items[place].discounts for place in question.scope):
        return None
    for sets in _sets(question):
        fits = [fit for some in sets if (fit := _less_discount(question, some, late=False))]
        if fits:
            return _first(fits, len(sets), question.wanted)
    return None


def _less_discount(question: Question, places: Sequence[int], *, late: bool) -> Fit | None:
    """Settle items if the amount is what they owe less the discount offered on them."""
    desk = question.desk
    if any(desk.open[place] <= 0 for place in places):
        return None
    off = [(place, _offer(question, place, late=late)) for place in places]
    by_rate: dict[int, list[int]] = {}
    for place, offer in off:
        if offer is not None:
            by_rate.setdefault(offer.rate_bps, []).append(place)
    given: dict[int, int] = {}
    for rate, some in by_rate.items():
        given |= _spread(question, some, rate)
    total = sum(given.values())
    if not total or desk.total(places) - total != question.wanted:
        return None
    paid = [(desk.items[p].invoice, desk.open[p] - given.get(p, 0)) for p in places]
    spared = [(desk.items[place].invoice, cents) for place, cents in given.items() if cents]
    allocations = [Allocation(*pair) for pair in paid if pair[1]]
    allocations += [Allocation(*pair, "discount") for pair in spared]
    return Fit("discount", tuple(places), tuple(allocations), aside_cents=total)


def _offer(question: Question, place: int, *, late: bool) -> Discount | None:
    """Give the best discount of an item that the payment is in time for, or too late for."""
    day = question.entry.booked_on
    offers = [o for o in question.desk.items[place].discounts if (o.until < day) == late]
    return max(offers, key=lambda offer: (offer.rate_bps, offer.until), default=None)


def _spread(question: Question, places: Sequence[int], rate: int) -> dict[int, int]:
    """Share a discount as a message states it: rounded once on the sum, then spread."""
    desk = question.desk
    total = round_half_up(Fraction(desk.total(places) * rate, 10_000))
    shares = {place: desk.open[place] * rate // 10_000 for place in places}
    rest = sorted(places, key=lambda p: (-(desk.open[p] * rate % 10_000), desk.order(p)))
    for place in rest[: total - sum(shares.values())]:
        shares[place] += 1
    return shares


def _with_penalties(question: Question) -> Fit | None:
    desk = question.desk
    inside = {desk.items[place].invoice: place for place in question.scope}
    claims = [claim for claim in desk.book.claims if not claim.invoices.isdisjoint(inside)]
    fits = []
    for claim in claims:
        claimed = tuple(p for number, p in inside.items() if number in claim.invoices)
        fits += [
            fit
            for extra in _extras(claim)
            for places in dict.fromkeys(
                (*([question.named] if question.named else []), claimed, tuple(question.scope))
            )
            if (fit := _plus_penalties(question, places, extra))
        ]
    return _first(fits, 3 * len(claims), question.wanted)


def _extras(claim: Claim) -> list[int]:
    """Give what may be paid of a claim: all of it, the interest, the fixed fees."""
    parts = (claim.interest_cents + claim.fee_cents, claim.interest_cents, claim.fee_cents)
    return [cents for cents in dict.fromkeys(parts) if cents > 0]


def _plus_penalties(question: Question, places: tuple[int, ...], extra: int) -> Fit | None:
    desk = question.desk
    if not places or desk.total(places) + extra != question.wanted:
        return None
    paid = [Allocation(desk.items[place].invoice, desk.open[place]) for place in places]
    carrier = max(places, key=lambda place: (desk.open[place], desk.items[place].invoice))
    paid.append(Allocation(desk.items[carrier].invoice, extra, "penalties"))
    return Fit("penalties", places, tuple(paid), aside_cents=extra)


def _with_fee(question: Question) -> Fit | None:
    most = question.desk.book.bank_fee_cents
    if most <= 0:
        return None
    for sets in _sets(question):
        fits = [fit for some in sets if (fit := _less_fee(question, some, most))]
        if fits:
            return _first(fits, len(sets) * most, question.wanted)
    return None


def _less_fee(question: Question, places: Sequence[int], most: int) -> Fit | None:
    desk = question.desk
    short = desk.total(places) - question.wanted
    bearer = max(places, key=lambda place: (desk.open[place], desk.items[place].invoice))
    if not 0 < short <= most or desk.open[bearer] <= short:
        return None
    paid = [
        Allocation(desk.items[p].invoice, desk.open[p] - (short if p == bearer else 0))
        for p in places
    ]
    paid.append(Allocation(desk.items[bearer].invoice, short, "bank_fee"))
    return Fit("bank_fee", tuple(places), tuple(paid), aside_cents=short)


def other_fit(question: Question) -> Fit:
    """Say what an amount does that agrees with nothing: part of what is named, or account.

    An amount that is what a void offer would have left pays a part of that invoice.
    """
    if question.named:
        return _part(question)
    late = [
        place
        for place in question.scope
        if question.desk.open[place] > question.wanted
        and _less_discount(question, (place,), late=True)
    ]
    if len(late) == 1:
        return _poured(question, late, "late")
    return on_account(question)


def on_account(question: Question) -> Fit:
    """Put all of an entry on the customer's account."""
    return Fit("account", (), (Allocation("", question.wanted),))


def _part(question: Question) -> Fit:
    """Pour the amount into the items named, in their order; the rest goes on the account."""
    desk = question.desk
    owing = sorted((p for p in question.named if desk.open[p] > 0), key=desk.order)
    if not owing:
        return on_account(question)
    late = any(_less_discount(question, some, late=True) for some in [owing, *([p] for p in owing)])
    kind = "part" if desk.total(owing) > question.wanted else "over"
    return _poured(question, owing, "late" if late and kind == "part" else kind)


def _poured(question: Question, places: Sequence[int], kind: str) -> Fit:
    left = question.wanted
    paid = []
    for place in places:
        cents = min(left, question.desk.open[place])
        if cents > 0:
            paid.append(Allocation(question.desk.items[place].invoice, cents))
            left -= cents
    aside = left or question.desk.total(places) - question.wanted
    if left:
        paid.append(Allocation("", left))
    return Fit(kind, tuple(places), tuple(paid), aside_cents=aside)
