"""Whatever the entries and the book: nothing is paid twice, and order tells nothing."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from relance_xl.incoming import BankEntry
from relance_xl.rules.matching import match_entries
from relance_xl.rules.matching.model import CASH, Claim, Discount, OpenBook, OpenItem, Payer

FIRST = date(2026, 6, 1)
NAMES = ("Boulangerie Élan", "Garage Dupont", "Dupont Fils", "Élan Sport")
days = st.integers(0, 5).map(lambda n: FIRST + timedelta(days=n))
cents = st.sampled_from((100, 150, 200, 250, 300, 980, 1_000, 1_250, 2_000, 12_345))


@st.composite
def items(draw, rank):
    who = draw(st.integers(0, 3))
    amount = draw(cents) * draw(st.sampled_from((1, 1, 1, -1)))
    whole = amount > 0 and draw(st.booleans())
    return OpenItem(
        invoice=f"F2026-{rank:05d}",
        customer=f"C{who}",
        payer="C1" if who == 2 else f"C{who}",
        currency=draw(st.sampled_from(("EUR", "EUR", "CHF"))),
        open_cents=amount,
        issued=draw(days) - timedelta(days=draw(st.integers(0, 9))),
        parts=(amount // 2, amount - amount // 2) if whole else (),
        discounts=(Discount(200, draw(days)),) if draw(st.booleans()) else (),
    )


@st.composite
def books(draw):
    found = tuple(draw(items(rank)) for rank in range(draw(st.integers(0, 9))))
    payers = tuple(
        Payer(f"C{n}", "C1" if n == 2 else f"C{n}", name) for n, name in enumerate(NAMES)
    )
    claimed = frozenset(item.invoice for item in found[:2])
    return OpenBook(found, payers, claims=(Claim(claimed, 20, 30),), bank_fee_cents=60)


@st.composite
def entries(draw):
    words = st.sampled_from((*NAMES, "VIR", "F2026-00001", "F2026 00002 00003", "DUPONT", "04"))
    return BankEntry(
        draw(days),
        draw(st.lists(cents, min_size=1, max_size=3).map(sum)) - draw(st.sampled_from((0, 0, 20))),
        draw(st.sampled_from(("EUR", "EUR", "CHF"))),
        " ".join(draw(st.lists(words, max_size=3))),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(entries(), max_size=6), books(), st.randoms(use_true_random=False))
def test_nothing_is_allocated_beyond_the_amount_or_the_balance(told, book, chance):
    matches = match_entries(told, book)
    assert [match.entry for match in matches] == list(range(len(told)))
    settled: Counter[str] = Counter()
    for entry, match in zip(told, matches, strict=True):
        cash = sum(a.amount_cents for a in match.allocations if a.nature in CASH)
        assert cash == (entry.amount_cents if match.allocations else 0)
        assert bool(match.confidence) == bool(match.allocations)
        assert match.reason
        for one in match.allocations:
            if one.nature != "penalties":
                settled[one.invoice] += one.amount_cents
    for item in book.items:
        low, high = sorted((0, item.open_cents))
        assert low <= settled[item.invoice] <= high, item

    shuffled = list(book.items)
    chance.shuffle(shuffled)
    other = OpenBook(
        tuple(shuffled), book.payers, claims=book.claims, bank_fee_cents=book.bank_fee_cents
    )
    assert match_entries(told, other) == matches


@settings(max_examples=50, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=4), books())
def test_a_payment_taken_back_leaves_the_book_as_it_was(told, book):
    paid = [replace(entry, end_to_end=f"E{rank}") for rank, entry in enumerate(told)]
    first = match_entries(paid, book)
    kept = [place for place, match in enumerate(first) if match.allocations]
    end = FIRST + timedelta(days=9)
    undo = [
        replace(paid[n], booked_on=end, amount_cents=-paid[n].amount_cents, returned=True)
        for n in kept
    ]
    matches = match_entries([*paid, *undo], book)
    assert matches[: len(paid)] == first
    for place, undone in zip(kept, matches[len(paid) :], strict=True):
        back = tuple(replace(a, amount_cents=-a.amount_cents) for a in undone.allocations)
        assert (undone.customer, back) == (first[place].customer, first[place].allocations)
