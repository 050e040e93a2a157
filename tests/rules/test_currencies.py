"""Other currencies than the company's, procedures without a date, days before the last message."""

from datetime import date

import pandas as pd

from relance_xl.problems import Severity
from tests.rules.builders import acts, customer, invoice, tables
from tests.rules.deciding import run, told


def test_the_fixed_fee_is_a_sum_in_euros():
    rows = tables(invoices=[invoice("F1"), invoice("F2", currency="CHF")])
    found = told(run(rows), "interest_cents", "fee_cents")
    assert found == {"F1": (100, 4000), "F2": (100, 0)}


def test_a_customer_who_owes_francs_alone_has_no_balance_in_euros_but_its_delay_counts():
    rows = tables(
        customers=[customer("C1"), customer("C2"), customer("C3")],
        invoices=[
            invoice("F1", currency="CHF", due_date="2026-03-01"),
            invoice("F2", customer="C2"),
            invoice("F3", customer="C2", currency="CHF"),
        ],
    )
    cells = run(rows).customers
    names = ["customer", "balance_cents", "oldest_delay_days", "risk"]
    assert cells[names].astype("object").where(cells[names].notna(), None).to_numpy().tolist() == [
        ["C1", None, 106, "high"],
        ["C2", 10_000, 30, "low"],
        ["C3", 0, 0, "low"],
    ]


def test_a_procedure_without_judgment_bears_neither_interest_nor_fee():
    rows = tables(customers=[customer(situation="liquidation")], invoices=[invoice()])
    found = run(rows)
    assert told(found, "reason", "interest_cents", "fee_cents") == {"F1": ("insolvency", 0, 0)}


def test_a_day_before_the_last_message_is_told():
    rows = tables(invoices=[invoice()])
    found = run(rows, date(2026, 5, 19), acts({"at": "2026-05-20 10:00"}))
    (problem,) = [p for p in found.problems if p.code == "day_before_last_send"]
    assert (problem.sheet, problem.severity) == ("Envois", Severity.WARNING)
    assert problem.told == "La date 19/05/2026 précède le dernier envoi (20/05/2026)."
    same_day = run(rows, date(2026, 5, 20), acts({"at": pd.Timestamp("2026-05-20 10:00")}))
    assert "day_before_last_send" not in {p.code for p in same_day.problems}
