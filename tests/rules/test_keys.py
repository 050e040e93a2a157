"""Spelling variants of a key are that key, wherever it is referred to."""

import pytest

from tests.rules.builders import STANDARD, acts, customer, invoice, payment, settings, tables
from tests.rules.deciding import reasons, recorded, run

ADDRESS = {"address1": "1 rue", "postcode": "75001", "city": "Paris"}
AGREED = {"instalment": "f1#1", "kind": "agreed", "due_date": "2026-07-01", "amount_cents": 10_000}
FIRM = [{**stage, "plan": "ferme", "stage": f"ferme-{stage['rank']}"} for stage in STANDARD]
PLANS = [{"plan": "standard"}, {"plan": "ferme"}]

REFERENCES = {
    "payment, invoice": ({"payments": [payment(10_000, invoice="f\u00a01")]}, "paid"),
    "payment, zero width": ({"payments": [payment(10_000, invoice="F1\u200b")]}, "paid"),
    "payment, customer": (
        {"payments": [payment(1_000, invoice="", customer="c1", accepted="ticked")]},
        "payment_proposed",
    ),
    "credit note": (
        {"invoices": [invoice(), invoice("A1", total_cents=-10_000, credit_note_of="f1")]},
        "paid",
    ),
    "instalment": ({"instalments": [{**AGREED, "invoice": "f1"}]}, "instalments"),
    "answer, customer": ({"answers": [{"answer": "R", "customer": "c 1"}]}, "answer"),
    "answer, reminder": ({"answers": [{"answer": "R", "reminder": "rel-2026-9"}]}, "answer"),
    "invoice, customer": ({"invoices": [invoice(customer="c1", block=True)]}, "invoice_block"),
    "customer, payer": (
        {
            "customers": [customer("P", block=True, **ADDRESS), customer(payer="p")],
            "invoices": [invoice()],
        },
        "customer_block",
    ),
    "plan": (
        {"customers": [customer(plan="FERME")], "stages": [*STANDARD, *FIRM], "plans": PLANS},
        "proposed",
    ),
    "contact": ({"contacts": [{"customer": "c1", "email": "z@x.example"}]}, "proposed"),
    "act": ({"invoices": [invoice("f1")]}, "gap"),
}


@pytest.mark.parametrize(("sheets", "reason"), REFERENCES.values(), ids=REFERENCES)
def test_a_reference_finds_its_key_however_it_is_written(sheets, reason) -> None:
    rows = tables(**{"invoices": [invoice()], **sheets})
    sent = {"number": "REL-2026-9", "at": "2026-06-14" if reason == "gap" else "2026-05-20"}
    found = run(rows, acts=acts(sent))
    assert next(iter(reasons(found).values())) == reason
    assert [p.code for p in found.problems if p.code.startswith("unknown")] == []


def test_two_spellings_of_one_number_hold_both_rows_and_keep_their_own() -> None:
    found = run(tables(invoices=[invoice("F1"), invoice("f 1"), invoice("F2")]))
    assert found.invoices[["invoice", "reason"]].to_numpy().tolist() == [
        ["F1", "bad_data"],
        ["f 1", "bad_data"],
        ["F2", "proposed"],
    ]
    two = run(tables(customers=[customer(), customer("c1")], invoices=[invoice(customer="c1")]))
    assert reasons(two) == {"F1": "bad_data"}
    assert two.customers["customer"].tolist() == ["C1", "c1"]


def test_the_default_plan_too() -> None:
    found = run(tables(invoices=[invoice()]), chosen=settings(default_plan="Standard "))
    assert recorded(found) == ["C1 EUR email F1 → standard-3"]
