"""RULES §4: of several reasons to wait, the first of the list is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.rules.builders import customer, invoice, payment
from tests.rules.holds.stories import PLAN, Row, Story, answer


@dataclass(frozen=True)
class Reason:
    """What holds F1: cells of the invoice, of its customer, other sheets, what was done."""

    hold: str
    invoice: Row = field(default_factory=dict)
    customer: Row = field(default_factory=dict)
    sheets: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    acts: Sequence[Row] = ()


REASONS = [
    Reason("in_doubt", acts=[{"status": "in_doubt"}]),
    Reason("uncollectible", invoice={"uncollectible": True}),
    Reason("handed_over", invoice={"handed_over": True}),
    Reason("insolvency", customer={"situation": "prj"}),
    Reason("assigned", invoice={"assigned_to": "Factor"}),
    Reason("bad_data", invoice={"bad": "currency"}),
    Reason("customer_block", customer={"block": True}),
    Reason("invoice_block", invoice={"block": True}),
    Reason("dispute", invoice={"dispute": True}),
    Reason("einvoice", invoice={"platform_status": "refused"}),
    Reason("answer", sheets={"answers": [answer(customer="C1")]}),
    Reason("payment_proposed", sheets={"payments": [payment(500, source="r", invoice="F1")]}),
    Reason("promise", invoice={"promise_date": "2026-07-01"}),
    Reason("instalments", sheets={"instalments": PLAN}),
    Reason("direct_debit", invoice={"payment_method": "LCR"}),
    Reason("processing_days", invoice={"payment_method": "chèque", "due_date": "2026-06-14"}),
]


def held_by(reasons: Sequence[Reason]) -> str:
    """Give F1's hold when all these apply; of two ways to pay, the earlier reason's counts."""
    cells: dict[str, object] = {}
    buyer: dict[str, object] = {}
    sheets: dict[str, Sequence[Row]] = {}
    done: list[Row] = []
    for reason in reversed(reasons):
        cells |= reason.invoice
        buyer |= reason.customer
        sheets |= reason.sheets
        done += reason.acts
    sheets["customers"] = [customer(**buyer)]
    hold, _, _ = Story("", invoices=[invoice(**cells)], sheets=sheets, acts=done).outcome()
    return hold


def test_the_first_reason_stands() -> None:
    """Every later reason applies too; each is taken away in turn."""
    held = [held_by(REASONS[rank:]) for rank in range(len(REASONS))]
    assert held == [reason.hold for reason in REASONS]
