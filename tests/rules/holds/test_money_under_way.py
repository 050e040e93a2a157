"""RULES §4: direct debits, drafts and cheques take their days."""

from tests.rules.builders import customer, invoice, payment
from tests.rules.holds.stories import Story, each

STORIES = {
    "direct_debit": Story(
        "direct_debit",
        until="2026-06-15",
        invoices=[invoice(due_date="2026-06-07", payment_method="Prélèvement")],
    ),
    "direct_debit: silent": Story(
        "direct_debit",
        detail="sans paiement enregistré depuis l’échéance",
        invoices=[invoice(due_date="2026-06-06", payment_method="Prélèvement")],
    ),
    "direct_debit: a payment names it": Story(
        "",
        invoices=[invoice(due_date="2026-06-06", payment_method="Prélèvement")],
        sheets={"payments": [payment(4_000)]},
    ),
    "direct_debit: rejected": Story(
        "",
        invoices=[invoice(due_date="2026-06-14", payment_method="Prélèvement")],
        sheets={
            "payments": [
                payment(10_000),
                payment(-10_000, payment="P2", payment_date="2026-06-03"),
            ]
        },
    ),
    "direct_debit: LCR to come": Story(
        "direct_debit",
        until="2026-07-10",
        detail="encaissement attendu le 10/07/2026",
        sheets={"payments": [payment(10_000, payment_date="2026-06-30", method="LCR")]},
    ),
    "processing_days: cheque to come": Story(
        "processing_days",
        until="2026-06-25",
        detail="encaissement attendu le 25/06/2026",
        sheets={"payments": [payment(10_000, payment_date="2026-06-20", method="chèque")]},
    ),
    "processing_days": Story(
        "processing_days",
        until="2026-06-15",
        detail="chèque",
        invoices=[invoice(due_date="2026-06-11")],
        sheets={"customers": [customer(payment_method="chèque")]},
    ),
    "processing_days over": Story(
        "",
        invoices=[invoice(due_date="2026-06-10")],
        sheets={"customers": [customer(payment_method="chèque")]},
    ),
    "processing_days: not before the due date": Story(
        "",
        invoices=[invoice(due_date="2026-06-16")],
        sheets={"customers": [customer(payment_method="chèque")]},
    ),
}


@each(STORIES)
def test_money_takes_its_days(story: Story) -> None:
    assert story.outcome() == story.told
