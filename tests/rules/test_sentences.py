"""What is written beside an invoice tells the true reason, and a day on which something leaves."""

from datetime import date

import pandas as pd
import pytest

from tests.rules.builders import acts, customer, invoice, payment, settings, tables
from tests.rules.deciding import run, told

LATE = acts({"at": "2026-06-11 10:00"})
"""The first stage, sent 26 days after the due date: the gap of twelve days ends last."""


def test_a_stage_that_waits_for_the_gap_names_the_last_reminder() -> None:
    rows = tables(invoices=[invoice(due_date="2026-06-05")])
    found = run(rows, acts=LATE)
    assert told(found, "reason") == {"F1": "not_due"}
    assert told(found, "why")["F1"] == (
        "Échéance le 05/06/2026, relancée le 11/06/2026\u202f: étape «\u202fRelance ferme\u202f» "
        "prévue le 23/06/2026."
    )


def test_what_was_ignored_left_on_no_day() -> None:
    past = acts({"at": "2026-06-11 10:00", "status": "ignored"})
    found = run(tables(invoices=[invoice()]), acts=past)
    assert told(found, "reason", "stage")["F1"] == ("gap", 1)
    assert found.invoices["last_reminder"].isna().tolist() == [True]
    assert told(found, "why")["F1"] == (
        "Relance ignorée le 11/06/2026\u202f: étape «\u202fRelance ferme\u202f» pas avant le "
        "23/06/2026."
    )


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-06-15", "2026-06-18"),  # a Thursday
        ("2026-06-17", "2026-06-22"),  # Saturday: the Monday after
        ("2026-07-11", "2026-07-15"),  # 14 July
        ("2026-08-06", "2026-08-17"),  # 9 August: our week of closing, then the Assumption
    ],
)
def test_a_reminder_is_announced_for_a_day_on_which_messages_leave(due, expected) -> None:
    closed = {
        "label": "Été", "kind": "closure", "date_from": "2026-08-10", "date_to": "2026-08-14"
    }  # fmt: skip
    rows = tables(invoices=[invoice(due_date=due)], calendar=[closed])
    assert told(run(rows), "next_date") == {"F1": pd.Timestamp(expected)}


def test_an_unknown_country_does_not_stop_proposals() -> None:
    rows = tables(invoices=[invoice(due_date="2026-06-17")])
    found = run(rows, chosen=settings(country="XX"))
    assert told(found, "next_date") == {"F1": pd.Timestamp("2026-06-22")}


ENDLESS = {
    "dispute": {"invoices": [invoice(dispute=True)]},
    "invoice_block": {"invoices": [invoice(block=True)]},
    "customer_block": {"invoices": [invoice()], "customers": [customer(block=True)]},
    "payment_proposed": {"invoices": [invoice()], "payments": [payment(1, accepted="ticked")]},
    "no_address": {"invoices": [invoice()], "contacts": []},
    "below_minimum": {"invoices": [invoice(total_cents=100)]},
}


@pytest.mark.parametrize(("code", "rows"), ENDLESS.items(), ids=list(ENDLESS))
def test_what_ends_on_a_day_nobody_knows_is_announced_for_none(code, rows) -> None:
    found = told(run(tables(**rows)), "reason", "next_date")
    assert found == {"F1": (code, pd.NaT)}


def test_a_block_with_a_last_day_is_announced_for_the_day_after() -> None:
    rows = tables(invoices=[invoice(block=True, block_until="2026-06-19")])
    assert told(run(rows), "next_date") == {"F1": pd.Timestamp("2026-06-22")}


def test_what_is_settled_is_not_late_any_more() -> None:
    rows = tables(
        invoices=[
            invoice("F1"),
            invoice("F2"),
            invoice("A1", document="credit_note", total_cents=-500),
        ],
        payments=[payment(10_000)],
    )
    cells = run(rows).invoices
    assert cells[["invoice", "days_late"]].to_numpy().tolist() == [
        ["F1", 0], ["F2", 30], ["A1", 0]
    ]  # fmt: skip


def test_a_message_quotes_the_delay_of_the_invoices_it_is_due_for() -> None:
    rows = tables(invoices=[invoice("F1", due_date="2026-04-28"), invoice("F2")])
    past = acts({"stage": "standard-3", "severity": 3, "rank": 3, "at": "2026-06-09"})
    found = run(rows, date(2026, 6, 15), past, settings(contact_cap_days=1))
    row = found.proposals.iloc[0]
    assert row["why"] == (
        "«\u202fDernier avis\u202f» due pour 1 facture, retard le plus long 30\u00a0j."
    )
    assert row["days_late"] == 48


def test_pairs_only_listed_are_named_so() -> None:
    rows = tables(invoices=[invoice("F1"), invoice("F2", due_date="2026-06-14")])
    assert run(rows).proposals["invoices"].tolist() == ["F1 → standard-3 ; F2 → (listée)"]


def test_what_is_due_today_reads_true_before_and_after_preparer() -> None:
    found = run(tables(invoices=[invoice()]))
    assert told(found, "reason", "why")["F1"] == (
        "proposed",
        (
            "Étape «\u202fDernier avis\u202f» prévue aujourd’hui\u202f: «\u202fPréparer\u202f» la "
            "propose dans la feuille Relances."
        ),
    )
