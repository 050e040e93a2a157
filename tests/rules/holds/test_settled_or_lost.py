"""RULES §4: paid, in doubt, given up, insolvent or sold: nothing to dun."""

from collections.abc import Sequence

from tests.rules.builders import customer, invoice, payment
from tests.rules.holds.stories import Row, Story, each


def insolvent(**cells: object) -> dict[str, Sequence[Row]]:
    return {"customers": [customer(situation="receivership", **cells)]}


STORIES = {
    "free": Story(""),
    "not due is no hold": Story("", invoices=[invoice(due_date="2026-07-30")]),
    "paid": Story("paid", sheets={"payments": [payment(10_000)]}),
    "paid by a credit note": Story(
        "paid",
        invoices=[invoice(), invoice("A1", document="credit_note", credit_note_of="F1")],
    ),
    "credit: overpaid": Story("credit", sheets={"payments": [payment(10_001)]}),
    "credit: credit note": Story("credit", invoices=[invoice(document="credit_note")]),
    "credit: negative invoice": Story("credit", invoices=[invoice(total_cents=-500)]),
    "in_doubt": Story("in_doubt", detail="REL-2026-00001", acts=[{"status": "in_doubt"}]),
    "in_doubt: another machine is at it": Story(
        "in_doubt", detail="REL-2026-00001", acts=[{"status": "in_progress"}]
    ),
    "sent is no doubt": Story("", acts=[{"status": "sent"}]),
    "uncollectible": Story("uncollectible", invoices=[invoice(uncollectible=True)]),
    "uncollectible: unreadable": Story("uncollectible", invoices=[invoice(bad="uncollectible")]),
    "handed_over": Story("handed_over", invoices=[invoice(handed_over=True)]),
    "insolvency: before the judgment": Story(
        "insolvency", detail="redressement", sheets=insolvent(judgment_date="2026-04-17")
    ),
    "insolvency: dated the judgment's day": Story("", sheets=insolvent(judgment_date="2026-04-16")),
    "insolvency: no judgment date": Story("insolvency", detail="redressement", sheets=insolvent()),
    "insolvency: unreadable": Story(
        "insolvency",
        detail="procédure illisible",
        sheets={"customers": [customer(bad="situation")]},
    ),
    "insolvency: in bonis": Story("", sheets={"customers": [customer(situation="in_bonis")]}),
    "insolvency: of the payer": Story(
        "insolvency",
        detail="redressement",
        sheets={"customers": [customer(payer="P"), customer("P", situation="receivership")]},
    ),
    "assigned": Story("assigned", detail="Factor SA", invoices=[invoice(assigned_to="Factor SA")]),
    "assigned, dunned for the factor": Story(
        "",
        invoices=[invoice(assigned_to="Factor SA", plan="factor")],
        sheets={"plans": [{"plan": "factor", "factor": True}]},
    ),
}


@each(STORIES)
def test_nothing_to_dun(story: Story) -> None:
    assert story.outcome() == story.told
