"""All invoices at once: equal to one at a time, and every row has an answer."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from relance_xl.laws import Law, Terms, rate_table
from relance_xl.rules.penalties import (
    Claim,
    Counting,
    Schedule,
    UnknownRateError,
    interest,
    penalty,
    schedule,
)
from tests.rules.penalties.claims import any_law, any_terms, at, claims, french, invoices, payments

RATE_TABLE = rate_table()
RATES = french()
AS_OF = date(2026, 11, 21)
DAYS = st.integers(-400, 400)
STATED = ["interest_cents", "fee_cents", "provisional", "rate_text", "rate_source"]


def one_by_one(claim: Claim, rates: Schedule = RATES) -> list[object]:
    law = rates.law
    if law.needs_clause and not rates.terms.consumer_clause:
        return [None, None, False, "", ""]
    try:
        found = penalty(claim, rates)
    except UnknownRateError:
        return [None, None, False, "", ""]
    return [getattr(found, name) for name in STATED]


def rows(found: pd.DataFrame) -> list[list[object]]:
    stated = found[STATED].astype(object)
    return [[None if cell is pd.NA else cell for cell in row] for row in stated.to_numpy()]


@settings(deadline=None)
@given(some=st.lists(claims(), max_size=6), interest_first=st.booleans(), shift=DAYS)
def test_equal_to_one_at_a_time(some: list[Claim], *, interest_first: bool, shift: int) -> None:
    day = AS_OF + timedelta(days=shift)
    some = [replace(claim, as_of=day, interest_first=interest_first) for claim in some]
    how = Counting("FR", day, interest_first=interest_first)
    found = interest(invoices(some), payments(some), rate_table(), how)
    assert rows(found) == [one_by_one(claim) for claim in some]


@settings(deadline=None, max_examples=200)
@given(some=st.lists(claims(), max_size=5), first=st.booleans(), law=any_law(), terms=any_terms())
def test_equal_under_every_law(some: list[Claim], *, first: bool, law: Law, terms: Terms) -> None:
    some = [replace(claim, as_of=AS_OF, interest_first=first) for claim in some]
    how = Counting(law.code, AS_OF, interest_first=first, terms=terms)
    frame = invoices(some).assign(customer_type=law.customer_type)
    found = interest(frame, payments(some), RATE_TABLE, how)
    rates = schedule(law, RATE_TABLE, terms)
    assert rows(found) == [one_by_one(claim, rates) for claim in some]


def each_its_own() -> st.SearchStrategy[list[tuple[Claim, Terms | None]]]:
    return st.lists(st.tuples(claims(), st.none() | any_terms()), max_size=6)


@settings(deadline=None, max_examples=200)
@given(some=each_its_own(), law=any_law(), usual=any_terms(), huge=st.booleans())
def test_equal_when_contracts_differ(
    some: list[tuple[Claim, Terms | None]], law: Law, usual: Terms, *, huge: bool
) -> None:
    factor = 10**8 if huge else 1
    asked = [
        replace(claim, as_of=AS_OF, interest_first=False, amount_cents=claim.amount_cents * factor)
        for claim, _ in some
    ]
    own = tuple(dict.fromkeys(terms for _, terms in some if terms))
    places = [own.index(terms) if terms else -1 for _, terms in some]
    frame = invoices(asked).assign(customer_type=law.customer_type, terms=places)
    how = Counting(law.code, AS_OF, terms=usual, own=own)
    found = interest(frame.astype({"terms": "int64"}), payments(asked), RATE_TABLE, how)
    alone = [schedule(law, RATE_TABLE, terms or usual) for _, terms in some]
    expected = [one_by_one(claim, rates) for claim, rates in zip(asked, alone, strict=True)]
    assert rows(found) == expected


def test_amounts_too_large_for_64_bits_are_exact_too() -> None:
    huge = Claim(10**16, date(2015, 1, 1), AS_OF, payments=((date(2016, 1, 1), 10**15),))
    plain = Claim(10**6, date(2026, 1, 1), AS_OF)
    old = Claim(10**17, date(2010, 1, 1), AS_OF)
    some = [plain, huge, old]
    found = interest(invoices(some), payments(some), rate_table(), Counting("FR", AS_OF))
    assert rows(found) == [one_by_one(claim) for claim in some]


def test_every_row_has_an_amount_or_a_reason() -> None:
    some = [Claim(100_000, date(2026, 4, 30), AS_OF)] * 6
    frame = invoices(some).set_axis([9, 8, 7, 6, 5, 5])
    frame["customer_type"] = ["business", "consumer", "", "business", "business", "business"]
    frame["due_date"] = frame["due_date"].mask([False, False, False, True, False, False])
    frame["base_cents"] = frame["base_cents"].mask([False, False, False, False, True, False])
    frame.iloc[5, frame.columns.get_loc("due_date")] = pd.Timestamp("2010-01-01")
    found = interest(frame, payments([]), rate_table(), Counting("FR", date(2026, 5, 30)))
    assert list(found.index) == [9, 8, 7, 6, 5, 5]
    assert found["interest_cents"].isna().to_list() == [False, False, True, True, True, True]
    assert found["fee_cents"].isna().to_list() == [False, False, True, True, True, True]
    assert found["why_none"].to_list() == [
        "",
        "",
        "type de client non renseigné\u202f: pas de pénalités",
        "échéance inconnue\u202f: pas de pénalités",
        "montant inconnu\u202f: pas de pénalités",
        "aucun taux connu au début du retard\u202f: pas de pénalités",
    ]


def test_no_law_no_amount_at_all() -> None:
    some = [Claim(100_000, date(2026, 4, 30), AS_OF)] * 2
    found = interest(invoices(some), payments([]), rate_table(), Counting("US", AS_OF))
    assert found["interest_cents"].isna().all()
    assert set(found["why_none"]) == {"pas de pénalités prévues pour US professionnel"}


def test_no_invoice_and_no_rate_break_nothing() -> None:
    none, how = payments([]), Counting("FR", AS_OF)
    assert interest(invoices([]), none, rate_table(), how).empty
    late, early = Claim(1, date(2026, 1, 1), AS_OF), Claim(1, date(2027, 1, 1), AS_OF)
    found = interest(invoices([late, early]), none, rate_table().iloc[:0], how)
    assert rows(found) == [[None, None, False, "", ""], [0, 0, False, "", ""]]


def test_columns_have_the_types_of_frames() -> None:
    found = interest(invoices([]), payments([]), rate_table(), Counting("FR", AS_OF))
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == {
        "interest_cents": "Int64",
        "fee_cents": "Int64",
        "provisional": "boolean",
        "rate_text": "str",
        "rate_source": "str",
        "why_none": "str",
    }


def test_payments_of_other_invoices_or_without_date() -> None:
    claim = Claim(1_000_000, date(2025, 1, 1), date(2026, 1, 1))
    paid = pd.DataFrame(
        {
            "invoice": ["F9", "", "F0", "F0"],
            "payment_date": pd.to_datetime(["2025-02-01", "2025-02-01", None, "2025-07-01"]),
            "amount_cents": pd.array([10, 20, 100_000, None], dtype="Int64"),
        }
    )
    found = interest(invoices([claim]), paid, at(1000), Counting("FR", date(2026, 1, 1)))
    assert found["interest_cents"].to_list() == [90_000]


def test_two_rows_with_one_number_the_first_takes_the_payments() -> None:
    claim = Claim(1_000_000, date(2025, 1, 1), AS_OF, payments=((date(2025, 1, 1), 1_000_000),))
    frame = invoices([claim, replace(claim, payments=())])
    frame["invoice"] = "F0"
    found = interest(frame, payments([claim]), at(1000), Counting("FR", date(2026, 1, 1)))
    assert found["interest_cents"].to_list() == [0, 100_000]
