"""When a claim ends: the law of the creditor, the settings, and the warning ninety days ahead."""

from datetime import date

import pytest

from relance_xl.rules.checks import check
from tests.rules.builders import TODAY, customer, invoice, settings, tables

CASES = [
    # country, customer type, due, first day warned, day it is over
    ("FR", "business", "2021-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("FR", "consumer", "2024-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("FR", "public", "2022-03-31", date(2026, 10, 3), date(2027, 1, 1)),
    ("BE", "business", "2016-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("LU", "consumer", "2016-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("CH", "business", "2021-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("CA", "business", "2023-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("BE", "", "2016-12-01", date(2026, 9, 2), date(2026, 12, 1)),
]


def codes(today: date, country: str, kind: str, due: str, **chosen) -> list[str]:
    rows = tables(
        customers=[customer(customer_type=kind)],
        invoices=[invoice(issue_date=due, due_date=due)],
    )
    found = check(rows, settings(country=country, **chosen), today)
    return [p.code for p in found if p.code.startswith("limitation_")]


@pytest.mark.parametrize(("country", "kind", "due", "first", "over"), CASES)
def test_each_law_warns_ninety_days_ahead_then_says_it_is_over(country, kind, due, first, over):
    day_before = date.fromordinal(first.toordinal() - 1)
    last = date.fromordinal(over.toordinal() - 1)
    assert codes(day_before, country, kind, due) == []
    assert codes(first, country, kind, due) == ["limitation_near"]
    assert codes(last, country, kind, due) == ["limitation_near"]
    assert codes(over, country, kind, due) == ["limitation_passed"]


UNTYPED = [
    # due, the French sentence on 15 June 2026 about a customer whose type is empty
    ("2024-10-01", "", ""),
    (
        "2024-08-01",
        "limitation_near",
        (
            "Si ce client est un particulier, prescription le 01/08/2026\u202f: agir avant. Une "
            "relance n’interrompt pas ce délai."
        ),
    ),
    (
        "2024-06-15",
        "limitation_untyped",
        (
            "Si ce client est un particulier, créance prescrite depuis le 15/06/2026, sauf "
            "interruption."
        ),
    ),
    (
        "2021-12-30",
        "limitation_untyped",
        (
            "Si ce client est un particulier, créance prescrite depuis le 30/12/2023, sauf "
            "interruption\u202f; s’il est un organisme public, créance prescrite depuis le "
            "01/01/2026, sauf interruption."
        ),
    ),
    (
        "2021-08-01",
        "limitation_near",
        (
            "Si ce client est un particulier, créance prescrite depuis le 01/08/2023, sauf "
            "interruption\u202f; s’il est un organisme public, créance prescrite depuis le "
            "01/01/2026, sauf interruption\u202f; s’il est un professionnel, prescription le "
            "01/08/2026\u202f: agir avant. Une relance n’interrompt pas ce délai."
        ),
    ),
    (
        "2021-06-15",
        "limitation_passed",
        (
            "Créance prescrite quel que soit le type de ce client, au plus tard le 15/06/2026, "
            "sauf interruption."
        ),
    ),
]


@pytest.mark.parametrize("typed", [{"customer_type": ""}, {"customer": "unknown"}])
@pytest.mark.parametrize(("due", "code", "text"), UNTYPED)
def test_while_the_type_is_not_known_each_period_is_a_condition(due, code, text, typed):
    rows = tables(
        customers=[customer(**{"customer_type": "", **typed})],
        invoices=[invoice(issue_date=due, due_date=due)],
    )
    found = check(rows, settings(), TODAY)
    told = [p for p in found if p.code.startswith("limitation_")]
    assert [(p.code, p.text) for p in told] == ([(code, text)] if code else [])
    for one in told:
        assert ("Irrécouvrable" in one.action) == (code == "limitation_passed")
        assert ("«\u00a0Type\u00a0»" in one.action) == (code != "limitation_passed")


def test_one_same_end_for_every_type_is_no_condition():
    due = "2021-06-01"
    assert codes(TODAY, "FR", "", due, limitation_transport_years=1) == ["limitation_passed"]
    assert codes(TODAY, "US", "", due) == []
    known = {"limitation_consumer_years": 2}
    assert codes(TODAY, "US", "", due, **known) == ["limitation_untyped"]


def test_the_earlier_date_wins_and_every_value_is_a_setting():
    today, due = date(2026, 6, 1), "2025-07-01"
    assert codes(today, "FR", "business", due) == []
    assert codes(today, "FR", "business", due, limitation_transport_years=1) == ["limitation_near"]
    assert codes(today, "FR", "business", due, limitation_business_years=1) == ["limitation_near"]
    chosen = {"limitation_business_years": 1, "limitation_warning_days": 10}
    assert codes(today, "FR", "business", due, **chosen) == []


def test_the_sentence_says_that_a_reminder_does_not_help():
    rows = tables(invoices=[invoice(due_date="2021-12-01", issue_date="2021-11-01")])
    (found,) = [
        p for p in check(rows, settings(), date(2026, 11, 23)) if p.code == "limitation_near"
    ]
    assert (found.sheet, found.key) == ("Factures", "F1")
    assert found.text == (
        "Prescription le 01/12/2026\u202f: agir avant. Une relance n’interrompt pas ce délai."
    )


def test_what_is_paid_or_given_up_is_not_warned_of():
    old = {"due_date": "2021-12-01", "issue_date": "2021-11-01"}
    rows = tables(
        invoices=[invoice("F1", uncollectible=True, **old), invoice("F2", total_cents=0, **old)]
    )
    found = check(rows, settings(), date(2026, 11, 23))
    assert [p for p in found if p.code.startswith("limitation_")] == []
