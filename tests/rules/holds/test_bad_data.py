"""RULES §4: what cannot be read, or contradicts itself, is left alone."""

import pandas as pd

from tests.rules.builders import customer, invoice, payment
from tests.rules.holds.stories import Story, each

SHOWN = {"source": "b.xml", "accepted": "yes", "statement_end": "2026-06-02"}
STORIES = {
    "bad_data: unreadable total": Story(
        "bad_data",
        detail="illisible\u202f: «\u00a0Total TTC\u00a0»",
        invoices=[invoice(bad="total_cents", total_cents=pd.NA), invoice("F2")],
    ),
    "bad_data: no total": Story(
        "bad_data",
        detail="«\u00a0Total TTC\u00a0» manque",
        invoices=[invoice(total_cents=pd.NA)],
    ),
    "bad_data: unknown customer": Story(
        "bad_data", detail="client inconnu", invoices=[invoice(customer="C9")]
    ),
    "bad_data: the accounting forgets what the bank has shown": Story(
        "bad_data",
        detail="règlement accepté absent de la comptabilité",
        invoices=[invoice(accounting_balance_cents=10_000, accounting_date="2026-06-10")],
        sheets={"payments": [payment(10_000, **SHOWN)]},
    ),
    "the accounting's higher remainder stands against a row typed by hand": Story(
        "",
        invoices=[invoice(accounting_balance_cents=10_000, accounting_date="2026-06-10")],
        sheets={"payments": [payment(10_000)]},
    ),
    "the accounting has what the bank has shown on the customer's account": Story(
        "",
        invoices=[
            invoice(accounting_balance_cents=10_000, accounting_date="2026-06-10"),
            invoice("RGT-C1", total_cents=-10_000, document="credit_note")
            | {"accounting_balance_cents": -10_000, "accounting_date": "2026-06-10"},
        ],
        sheets={"payments": [payment(10_000, **SHOWN)]},
    ),
    "the accounting has seen what the bank has shown": Story(
        "",
        invoices=[invoice(accounting_balance_cents=6_000, accounting_date="2026-06-10")],
        sheets={"payments": [payment(4_000, **SHOWN)]},
    ),
    "bad_data: two customers of that code": Story(
        "bad_data",
        detail="code client en double",
        sheets={"customers": [customer(), customer()]},
    ),
    "bad_data: two invoices of that number": Story(
        "bad_data",
        detail="numéro de facture en double",
        invoices=[invoice("F2"), invoice("F3"), invoice("F3")],
        item="F3",
    ),
    "bad_data: payer loop": Story(
        "bad_data",
        detail="payeurs en boucle",
        sheets={"customers": [customer(payer="C2"), customer("C2", payer="C1")]},
    ),
    "bad_data: payer unknown": Story(
        "bad_data",
        detail="payeur inconnu",
        sheets={"customers": [customer(payer="C9")]},
    ),
    "bad_data: no due date to be had": Story(
        "bad_data",
        detail="échéance inconnue\u202f: conditions de paiement illisibles",
        invoices=[invoice(due_date=None)],
        sheets={"customers": [customer(terms="quand on pourra")]},
    ),
    "bad_data: unreadable payment": Story(
        "bad_data",
        detail="paiement illisible ou impossible à imputer",
        sheets={"payments": [payment(pd.NA, bad="amount_cents")]},
    ),
    "bad_data: payment of an unknown invoice holds its customer": Story(
        "bad_data",
        detail="paiement illisible ou impossible à imputer",
        sheets={"payments": [payment(500, invoice="F9")]},
    ),
    "bad_data: payment in another currency": Story(
        "bad_data",
        detail="paiement illisible ou impossible à imputer",
        sheets={"payments": [payment(500, currency="CHF")]},
    ),
    "bad_data: lost credit note holds its customer": Story(
        "bad_data",
        detail="avoir illisible ou impossible à imputer",
        invoices=[invoice(), invoice("A1", document="credit_note", credit_note_of="F9")],
    ),
    "bad_data: reject without payment": Story(
        "bad_data",
        detail="solde supérieur au montant de la facture",
        sheets={"payments": [payment(-500)]},
    ),
    "bad_data: accounting balance above the total": Story(
        "bad_data",
        detail="solde supérieur au montant de la facture",
        invoices=[invoice(accounting_balance_cents=10_001, accounting_date="2026-06-01")],
    ),
    "a refused unreadable payment holds nothing": Story(
        "", sheets={"payments": [payment(500, bad="payment_date", accepted="no")]}
    ),
}


@each(STORIES)
def test_what_cannot_be_trusted_waits(story: Story) -> None:
    assert story.outcome() == story.told
