"""RULES §4: a person or a platform says to wait."""

from tests.rules.builders import customer, invoice
from tests.rules.holds.stories import Story, each

STORIES = {
    "customer_block": Story(
        "customer_block",
        until="2026-06-15",
        detail="accord du 1er juin",
        sheets={
            "customers": [
                customer(block=True, block_until="2026-06-15", block_reason="accord du 1er juin")
            ]
        },
    ),
    "customer_block ends by itself": Story(
        "", sheets={"customers": [customer(block=True, block_until="2026-06-14")]}
    ),
    "customer_block: a date alone blocks": Story(
        "customer_block",
        until="2026-06-15",
        sheets={"customers": [customer(block_until="2026-06-15")]},
    ),
    "customer_block: Non": Story(
        "", sheets={"customers": [customer(block=False, block_until="2026-06-15")]}
    ),
    "customer_block: unreadable date": Story(
        "customer_block", sheets={"customers": [customer(bad="block_until")]}
    ),
    "customer_block: of the payer": Story(
        "customer_block",
        sheets={"customers": [customer(payer="P"), customer("P", block=True)]},
    ),
    "invoice_block": Story(
        "invoice_block", detail="litige", invoices=[invoice(block=True, block_reason="litige")]
    ),
    "invoice_block: unreadable": Story("invoice_block", invoices=[invoice(bad="block")]),
    "dispute": Story(
        "dispute",
        detail="prix",
        invoices=[invoice(dispute=True, dispute_reason="prix")],
    ),
    "dispute of more than the balance": Story(
        "dispute", invoices=[invoice(dispute=True, disputed_cents=12_000)]
    ),
    "dispute in part is no hold": Story("", invoices=[invoice(dispute=True, disputed_cents=4_000)]),
    "dispute: unreadable amount": Story(
        "dispute", invoices=[invoice(dispute=True, bad="disputed_cents")]
    ),
    "einvoice": Story("einvoice", detail="refusée", invoices=[invoice(platform_status="refused")]),
    "einvoice: payment sent": Story(
        "einvoice",
        until="2026-06-15",
        detail="paiement transmis",
        invoices=[invoice(platform_status="payment_sent", platform_status_on="2026-06-06")],
    ),
    "einvoice: payment sent ten days ago": Story(
        "", invoices=[invoice(platform_status="payment_sent", platform_status_on="2026-06-05")]
    ),
    "einvoice: approved": Story("", invoices=[invoice(platform_status="approved")]),
}


@each(STORIES)
def test_somebody_said_to_wait(story: Story) -> None:
    assert story.outcome() == story.told
