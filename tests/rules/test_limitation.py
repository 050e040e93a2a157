"""When a claim ends: the law of the creditor, the settings, and the warning ninety days ahead."""

from datetime import date

import pytest

from relance_xl.rules.checks import check
from tests.rules.builders import customer, invoice, settings, tables

CASES = [
    # country, customer type, due, first day warned, day it is over
    ("FR", "business", "2021-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("FR", "consumer", "2024-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("FR", "public", "2022-03-31", date(2026, 10, 3), date(2027, 1, 1)),
    ("FR", "", "2024-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("BE", "business", "2016-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("LU", "consumer", "2016-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("CH", "business", "2021-12-01", date(2026, 9, 2), date(2026, 12, 1)),
    ("CA", "business", "2023-12-01", date(2026, 9, 2), date(2026, 12, 1)),
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
