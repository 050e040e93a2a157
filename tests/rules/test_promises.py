"""RULES §4, `promise`: kept, broken, spread."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from relance_xl.rules.items import assemble
from relance_xl.rules.promises import share_out
from tests.rules.builders import TODAY, invoice, no_acts, payment, settings, tables

Row = Mapping[str, object]
MADE = {"promise_made_on": "2026-06-01", "promise_date": "2026-06-05"}
PART = {**MADE, "promise_cents": 3_000}

CASES: dict[str, tuple[Row, Sequence[Row], tuple[str, bool]]] = {
    "not kept": (MADE, [], ("", True)),
    "part of a whole promise": (MADE, [payment(9_999)], ("", True)),
    "whole promise kept": (MADE, [payment(10_000)], ("paid", False)),
    "part promise kept": (PART, [payment(3_000)], ("", False)),
    "kept in two payments": (PART, [payment(1_000), payment(2_000, payment="P2")], ("", False)),
    "paid the day before it was made": (
        PART,
        [payment(3_000, payment_date="2026-05-31")],
        ("", True),
    ),
    "kept, and seen by the accounting since": (
        {**PART, "accounting_balance_cents": 7_000, "accounting_date": "2026-06-10"},
        [payment(3_000)],
        ("", False),
    ),
    "kept, as only the accounting knows": (
        {**PART, "accounting_balance_cents": 7_000, "accounting_date": "2026-06-10"},
        [],
        ("", False),
    ),
    "paid with a rejected cheque": (
        PART,
        [payment(3_000), payment(-3_000, payment="P2", payment_date="2026-06-08")],
        ("", True),
    ),
    "nobody knows when it was made": ({"promise_date": "2026-06-05"}, [], ("", False)),
    "still running, already kept": (
        {**PART, "promise_date": "2026-06-12"},
        [payment(3_000)],
        ("promise", False),
    ),
}


@pytest.mark.parametrize(("promise", "payments", "expected"), CASES.values(), ids=CASES)
def test_promise(promise: Row, payments: Sequence[Row], expected: tuple[str, bool]) -> None:
    sheets = tables(invoices=[invoice(**promise)], payments=payments)
    items = assemble(sheets, settings(), no_acts(), TODAY).items
    row = items.iloc[0]
    assert (row["hold"], bool(row["broken_promise"])) == expected


def test_one_sum_promised_for_several_invoices_is_spread_oldest_due_first() -> None:
    promise = {**MADE, "promise_cents": 15_000}
    rows = [invoice("F1", **promise), invoice("F2", due_date="2026-05-20", **promise)]
    for paid, broken in ((5_000, False), (4_999, True)):
        came = [payment(10_000), payment(paid, payment="P2", invoice="F2")]
        sheets = tables(invoices=rows, payments=came)
        items = assemble(sheets, settings(), no_acts(), TODAY).items
        assert items["broken_promise"].tolist() == [False, broken]


def test_two_working_days_step_over_weekend_and_closed_days() -> None:
    rows = [invoice(promise_made_on="2026-06-01", promise_date="2026-06-11")]
    closed = {"label": "Pont", "date_from": "2026-06-15", "kind": "closure"}
    for calendar, until in (([], "2026-06-15"), ([closed], "2026-06-16")):
        sheets = tables(invoices=rows, calendar=calendar)
        items = assemble(sheets, settings(), no_acts(), TODAY).items
        assert f"{items['hold_until'].iloc[0]:%Y-%m-%d}" == until


@pytest.mark.parametrize(
    ("amount", "shares"),
    [(0, [0, 0, 0]), (25, [0, 20, 5]), (45, [5, 20, 20]), (100, [10, 20, 20])],
)
def test_a_promise_is_spread_oldest_due_first(amount: int, shares: list[int]) -> None:
    due = [date(2026, 5, 3), date(2026, 5, 1), date(2026, 5, 2)]
    assert share_out(amount, [10, 20, 20], due) == shares
