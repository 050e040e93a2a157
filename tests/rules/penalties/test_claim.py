"""One claim: the worked examples of the rules, and what must hold whatever the claim."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relance_xl.laws import Beginning, Law, RateRow, Terms, rate_table
from relance_xl.rules.penalties import (
    Claim,
    LawNotInstalledError,
    Schedule,
    UnknownRateError,
    calculate,
    penalty,
    schedule,
    to_json,
)
from relance_xl.rules.penalties.beginning import last_free_day
from tests.rules.penalties.claims import any_law, any_terms, at, claims, french, sheet
from tests.rules.penalties.reference import interest_day_by_day

RATE_TABLE = rate_table()
RATES = french()


def known(law: Law, terms: Terms) -> Schedule:
    """The law's rates, the first one since long ago: no claim comes before them."""
    rates = schedule(law, RATE_TABLE, terms)
    first = replace(rates.periods[0], start=date(2000, 1, 1))
    return replace(rates, periods=(first, *rates.periods[1:]))


JANUARY = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("cents", "rate_bps", "days", "interest"),
    [
        (1_500_000, 1500, 30, 18493),
        (100_000, 1450, 30, 1192),
        (500_000, 1000, 30, 4110),
        (100_000, 1315, 30, 1081),
        (10_000, 1000, 15, 41),
    ],
)
def test_the_arithmetic_alone(cents: int, rate_bps: int, days: int, interest: int) -> None:
    claim = Claim(cents, JANUARY, JANUARY + timedelta(days=days))
    assert calculate("FR", "business", claim, at(rate_bps)).interest_cents == interest


def test_a_leap_year_counts_366_days_over_365() -> None:
    claim = Claim(1_000_000, date(2023, 12, 31), date(2024, 12, 31))
    assert calculate("FR", "business", claim, at(1000)).interest_cents == 100274


PART_PAID = Claim(1_000_000, JANUARY, date(2026, 1, 1), payments=((date(2025, 7, 1), 400_000),))


def test_a_part_payment_on_principal_first() -> None:
    assert calculate("FR", "business", PART_PAID, at(1000)).interest_cents == 79836


def test_a_part_payment_on_interest_first() -> None:
    found = calculate("FR", "business", replace(PART_PAID, interest_first=True), at(1000))
    assert [(s.balance_cents, s.cents) for s in found.segments] == [
        (1_000_000, 49589),
        (649_589, 32746),
    ]


@pytest.mark.parametrize(
    ("due", "as_of", "segments"),
    [
        (date(2026, 4, 30), date(2026, 8, 31), [(61, 1215, 20305), (62, 1240, 21063)]),
        (date(2026, 5, 1), date(2026, 9, 1), [(60, 1215, 19972), (63, 1240, 21403)]),
    ],
)
def test_two_semesters(due: date, as_of: date, segments: list[tuple[int, int, int]]) -> None:
    found = penalty(Claim(1_000_000, due, as_of), RATES)
    assert [(s.days, s.rate_bps, s.cents) for s in found.segments] == segments


def test_the_answer_as_json() -> None:
    found = penalty(Claim(100_000, date(2026, 4, 30), date(2026, 8, 31)), RATES)
    answer = to_json(found)
    source = answer.pop("rate_source")
    assert answer == {
        "interest_cents": 4137,
        "fee_cents": 4000,
        "segments": [
            {"from": "2026-05-01", "to": "2026-06-30", "days": 61, "rate_bps": 1215, "cents": 2031},
            {"from": "2026-07-01", "to": "2026-08-31", "days": 62, "rate_bps": 1240, "cents": 2106},
        ],
    }
    assert str(source).startswith("BCE 2,15\u00a0% au 01/01/2026 + 10 points")


@pytest.mark.parametrize(
    ("contract_bps", "due", "rates"),
    [
        (1000, date(2024, 12, 31), [1113, 1000]),
        (1500, date(2023, 12, 31), [1521, 1500, 1500, 1500]),
        (None, date(2023, 12, 31), [1450, 1425, 1315, 1215]),
    ],
)
def test_the_french_floor_bites_contract_rates_only(
    contract_bps: int | None, due: date, rates: list[int]
) -> None:
    claim = Claim(1_000_000, due, date(2025, 12, 31), contract_bps)
    assert [s.rate_bps for s in penalty(claim, RATES).segments] == rates


def test_where_a_contract_rate_comes_from() -> None:
    found = penalty(Claim(1_000_000, date(2024, 12, 31), date(2025, 12, 31), 1000), RATES)
    assert found.rate_text == "11,13\u00a0% puis 10,00\u00a0%"
    floor, contract = found.rate_source.split(" · ")
    assert floor.startswith("plancher légal 11,13\u00a0%\u202f: BCE 3,15\u00a0%")
    assert contract == "contrat 10,00\u00a0%"


@pytest.mark.parametrize(
    ("as_of", "payments", "stop", "fee"),
    [
        (date(2026, 4, 30), (), None, 0),
        (date(2026, 5, 1), (), None, 4000),
        (date(2026, 8, 1), ((date(2026, 6, 1), 50_000),), None, 4000),
        (date(2026, 8, 1), ((date(2026, 6, 1), 50_000), (date(2026, 6, 2), 50_000)), None, 4000),
        (date(2026, 8, 1), ((date(2026, 4, 30), 100_000),), None, 0),
        (date(2026, 8, 1), (), date(2026, 7, 1), 0),
        (date(2026, 8, 1), (), date(2026, 8, 2), 4000),
    ],
)
def test_forty_euros_once_from_the_first_day_late(
    as_of: date, payments: tuple[tuple[date, int], ...], stop: date | None, fee: int
) -> None:
    claim = Claim(100_000, date(2026, 4, 30), as_of, payments=payments, stop=stop)
    assert penalty(claim, RATES).fee_cents == fee


def test_interest_stops_at_the_judgment() -> None:
    claim = Claim(100_000, date(2026, 4, 30), date(2026, 8, 31), stop=date(2026, 5, 10))
    assert [(s.end, s.days) for s in penalty(claim, RATES).segments] == [(date(2026, 5, 10), 10)]


def test_a_period_without_rate_is_provisional() -> None:
    found = penalty(Claim(100_000, date(2026, 12, 30), date(2027, 1, 2)), RATES)
    assert [(s.rate_bps, s.provisional) for s in found.segments] == [(1240, False), (1240, True)]
    assert found.provisional
    assert found.rate_source.endswith("(provisoire)")


def test_a_hole_in_the_sheet_bears_the_last_known_rate() -> None:
    first = RateRow("FR", "business", date(2025, 1, 1), date(2025, 6, 30), 1000, 0, "a", "")
    last = RateRow("FR", "business", date(2026, 1, 1), date(2026, 6, 30), 1200, 0, "b", "")
    claim = Claim(100_000, date(2025, 6, 29), date(2026, 1, 1))
    found = calculate("FR", "business", claim, sheet(last, first))
    assert [(s.days, s.rate_bps, s.provisional) for s in found.segments] == [
        (1, 1000, False),
        (184, 1000, True),
        (1, 1200, False),
    ]


def test_overlapping_rows_the_later_start_wins() -> None:
    year = RateRow("FR", "business", date(2025, 1, 1), date(2025, 12, 31), 1000, 0, "a", "")
    half = RateRow("FR", "business", date(2025, 7, 1), date(2025, 12, 31), 1200, 0, "b", "")
    claim = Claim(100_000, date(2025, 6, 29), date(2025, 7, 1))
    found = calculate("FR", "business", claim, sheet(half, year))
    assert [(s.days, s.rate_bps) for s in found.segments] == [(1, 1000), (1, 1200)]


@pytest.mark.parametrize(
    ("start", "rate_bps", "untold"),
    [
        (date(2025, 1, 1), 1000, False),
        (date(2025, 1, 1), 9900, True),
        (date(2025, 2, 1), 9900, True),
        (date(2025, 2, 1), 1000, False),
    ],
)
def test_rows_that_contradict_each_other_state_nothing(
    start: date,
    rate_bps: int,
    untold: bool,  # noqa: FBT001 - a table
) -> None:
    year = RateRow("FR", "business", date(2025, 1, 1), date(2025, 12, 31), 1000, 0, "a", "")
    other = RateRow("FR", "business", start, date(2025, 12, 31), rate_bps, 0, "b", "")
    claim = Claim(100_000, date(2025, 6, 29), date(2025, 7, 1))
    found = calculate("FR", "business", claim, sheet(year, other))
    assert (found.provisional, [s.provisional for s in found.segments]) == (untold, [False])


def test_before_the_first_rate_there_is_no_amount() -> None:
    with pytest.raises(UnknownRateError, match="Aucun taux connu au 01/01/2014"):
        penalty(Claim(100_000, date(2013, 12, 31), date(2026, 8, 31)), RATES)
    with pytest.raises(UnknownRateError):
        calculate("FR", "business", Claim(1, JANUARY, date(2025, 2, 1)), rate_table().iloc[:0])


@pytest.mark.parametrize(
    ("code", "customer_type", "sentence"),
    [
        ("EU", "consumer", "Pas de pénalités prévues pour EU particulier."),
        ("US", "business", "Pas de pénalités prévues pour US professionnel."),
        ("FR", "", "Type de client non renseigné\u202f: pas de pénalités."),
    ],
)
def test_a_law_not_installed_is_said(code: str, customer_type: str, sentence: str) -> None:
    with pytest.raises(LawNotInstalledError) as told:
        calculate(code, customer_type, Claim(1, JANUARY, JANUARY), rate_table())
    assert str(told.value) == sentence


@settings(deadline=None, max_examples=300)
@given(claims(), any_law(), any_terms())
def test_equal_to_counting_day_by_day(claim: Claim, law: Law, terms: Terms) -> None:
    rates = schedule(law, RATE_TABLE, terms)
    expected = interest_day_by_day(claim, rates)
    if expected is None:
        with pytest.raises(UnknownRateError):
            penalty(claim, rates)
    else:
        assert penalty(claim, rates).interest_cents == expected


@settings(deadline=None)
@given(claims(), any_law(), any_terms())
def test_segments_add_up_and_follow_each_other(claim: Claim, law: Law, terms: Terms) -> None:
    rates = known(law, terms)
    found = penalty(replace(claim, payments=()), rates)
    free = last_free_day(law, claim.due_date, claim.noticed)
    due = claim.amount_cents and free and not found.remark
    days = max(law.count.between(free, claim.last_day), 0) if due and free else 0
    assert sum(s.days for s in found.segments) == days
    assert sum(s.cents for s in found.segments) == found.interest_cents
    if not law.count.thirty:
        starts = [s.start for s in found.segments]
        assert starts[:1] == [free + timedelta(days=1)] * bool(days) if free else starts == []
        assert starts[1:] == [s.end + timedelta(days=1) for s in found.segments[:-1]]


@settings(deadline=None)
@given(claims(), any_law(), any_terms(), st.integers(0, 400))
def test_interest_is_additive_over_time(claim: Claim, law: Law, terms: Terms, more: int) -> None:
    rates = known(replace(law, begins=Beginning.DUE, single_rate=False), terms)
    whole = replace(claim, payments=(), stop=None, as_of=claim.as_of + timedelta(days=more))
    reached = max(claim.as_of, claim.due_date)
    parts = (
        penalty(replace(whole, as_of=reached), rates).interest_cents
        + penalty(replace(whole, due_date=reached), rates).interest_cents
    )
    assert abs(penalty(whole, rates).interest_cents - parts) <= 1


@settings(deadline=None)
@given(claims(), any_law(), any_terms())
def test_never_negative_and_a_day_more_never_less(claim: Claim, law: Law, terms: Terms) -> None:
    rates = known(law, terms)
    today = penalty(claim, rates)
    tomorrow = penalty(replace(claim, as_of=claim.as_of + timedelta(days=1)), rates)
    assert 0 <= today.interest_cents <= tomorrow.interest_cents
    assert all(segment.cents >= 0 for segment in today.segments)


@settings(deadline=None)
@given(claims(), any_law(), any_terms(), st.randoms())
def test_the_order_of_payments_does_not_matter(
    claim: Claim, law: Law, terms: Terms, chance: object
) -> None:
    rates = known(law, terms)
    same_day = tuple((claim.due_date + timedelta(days=9), c) for _, c in claim.payments)
    shuffled = list(same_day + claim.payments)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a Random
    one = penalty(replace(claim, payments=same_day + claim.payments), rates)
    assert penalty(replace(claim, payments=tuple(shuffled)), rates) == one


@settings(deadline=None)
@given(claims(), any_law(), any_terms())
def test_the_fee_is_owed_once_whatever_is_paid_later(claim: Claim, law: Law, terms: Terms) -> None:
    rates = known(law, terms)
    found = penalty(claim, rates)
    free = last_free_day(law, claim.due_date, claim.noticed) or claim.due_date
    early = tuple((day, cents) for day, cents in claim.payments if day <= free)
    assert found.fee_cents == penalty(replace(claim, payments=early), rates).fee_cents
    if not law.fee_steps and not terms.indemnity_bps:
        assert found.fee_cents in {0, law.fee_cents}


def test_a_payment_of_nothing_rounds_nothing() -> None:
    due, as_of = date(2015, 1, 1), date(2015, 4, 29)
    bare = Claim(1_241, due, as_of, interest_first=True)
    day = due + timedelta(days=2)
    for payments in (((day, 0),), ((day, 50), (day, -50))):
        assert penalty(replace(bare, payments=payments), RATES) == penalty(bare, RATES)
