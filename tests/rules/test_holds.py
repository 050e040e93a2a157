"""RULES §4: one story per hold code, read off `assemble`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
import pytest

from relance_xl.rules.items import assemble
from tests.rules.builders import TODAY, acts, customer, invoice, payment, settings, tables

Row = Mapping[str, object]


@dataclass(frozen=True)
class Story:
    """Sheets that differ from the usual ones, and what F1's hold comes to."""

    hold: str
    until: str = ""
    detail: str = ""
    invoices: Sequence[Row] = (invoice(),)
    sheets: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    acts: Sequence[Row] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    today: date = TODAY
    item: str = "F1"

    def outcome(self) -> tuple[str, str, str]:
        items = assemble(
            tables(invoices=self.invoices, **self.sheets),
            settings(**self.settings),
            acts(*self.acts),
            self.today,
        ).items
        row = items.drop_duplicates("item", keep="last").set_index("item").loc[self.item]
        until = "" if pd.isna(row["hold_until"]) else f"{row['hold_until']:%Y-%m-%d}"
        return row["hold"], until, row["hold_detail"]


def answer(**cells: object) -> Row:
    usual = {"answer": "R1", "at": "2026-06-05 09:00", "answer_class": "question"}
    return {**usual, "sender": "x@y.example", **cells}


def insolvent(**cells: object) -> dict[str, Sequence[Row]]:
    return {"customers": [customer(situation="receivership", **cells)]}


SHOWN = {"source": "b.xml", "accepted": "yes", "statement_end": "2026-06-02"}
PLAN = [
    {"instalment": "F1#1", "invoice": "F1", "kind": "agreed", "due_date": "2026-06-20"}
    | {"amount_cents": 5_000},
    {"instalment": "F1#2", "invoice": "F1", "kind": "agreed", "due_date": "2026-07-20"}
    | {"amount_cents": 5_000},
]
LATE_PLAN = [PLAN[0] | {"due_date": "2026-06-10"}, PLAN[1]]

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
    "answer to a reminder": Story(
        "answer",
        detail="question du 05/06/2026",
        sheets={"answers": [answer(reminder="REL-2026-00001")]},
        acts=[{}],
    ),
    "answer to a reminder of another invoice": Story(
        "",
        sheets={"answers": [answer(reminder="REL-2026-00001", customer="C1")]},
        invoices=[invoice(), invoice("F2")],
        acts=[{"item": "F2"}],
    ),
    "answer of a customer": Story(
        "answer", detail="question du 05/06/2026", sheets={"answers": [answer(customer="C1")]}
    ),
    "answer to attach, domain known": Story(
        "answer",
        detail="réponse du 05/06/2026",
        sheets={"answers": [answer(answer_class="", sender="Bob <bob@CLIENT.example>")]},
    ),
    "answer to attach, nobody known": Story("", sheets={"answers": [answer()]}),
    "answer: dealt with": Story("", sheets={"answers": [answer(customer="C1", done=True)]}),
    "answer: done unreadable": Story(
        "answer",
        detail="question du 05/06/2026",
        sheets={"answers": [answer(customer="C1", bad="done")]},
    ),
    "answer: a machine's": Story(
        "", sheets={"answers": [answer(customer="C1", answer_class="absent")]}
    ),
    "payment_proposed": Story(
        "payment_proposed", sheets={"payments": [payment(500, source="releve.xml")]}
    ),
    "payment_proposed: ticked by hand": Story(
        "payment_proposed", sheets={"payments": [payment(500, accepted="ticked")]}
    ),
    "payment_proposed: unreadable acceptance": Story(
        "payment_proposed", sheets={"payments": [payment(500, bad="accepted")]}
    ),
    "payment_proposed: the whole customer's": Story(
        "payment_proposed",
        sheets={"payments": [payment(500, invoice="", source="releve.xml")]},
    ),
    "payment_proposed: by the payer": Story(
        "payment_proposed",
        sheets={
            "customers": [customer(payer="P"), customer("P")],
            "payments": [payment(500, invoice="", customer="P", source="releve.xml")],
        },
    ),
    "payment refused": Story(
        "", sheets={"payments": [payment(500, source="releve.xml", accepted="no")]}
    ),
    "promise runs": Story(
        "promise",
        until="2026-06-16",
        detail="pour le 12/06/2026",
        invoices=[invoice(promise_made_on="2026-06-01", promise_date="2026-06-12")],
    ),
    "promise waits for the bank": Story(
        "promise",
        detail="pour le 10/06/2026, relevé bancaire attendu",
        invoices=[invoice(promise_made_on="2026-06-01", promise_date="2026-06-10")],
        settings={"cash_entered_until": date(2026, 6, 11)},
    ),
    "promise over": Story(
        "",
        invoices=[invoice(promise_made_on="2026-06-01", promise_date="2026-06-10")],
        settings={"cash_entered_until": date(2026, 6, 12)},
    ),
    "promise kept in part needs no bank": Story(
        "",
        invoices=[
            invoice(promise_made_on="2026-06-01", promise_date="2026-06-10", promise_cents=3_000)
        ],
        sheets={"payments": [payment(3_000)]},
        settings={"cash_entered_until": date(2026, 6, 1)},
    ),
    "promise without date": Story(
        "promise", detail="date illisible ou manquante", invoices=[invoice(promise_cents=500)]
    ),
    "promise unreadable": Story(
        "promise", detail="date illisible ou manquante", invoices=[invoice(bad="promise_date")]
    ),
    "instalments run": Story(
        "instalments", detail="prochaine échéance le 20/06/2026", sheets={"instalments": PLAN}
    ),
    "instalments late by 5 days": Story(
        "instalments",
        detail="plan rompu\u202f? échéance du 10/06/2026 impayée",
        sheets={"instalments": LATE_PLAN},
    ),
    "instalments paid, plan mended": Story(
        "instalments",
        detail="prochaine échéance le 20/07/2026",
        sheets={"instalments": LATE_PLAN, "payments": [payment(5_000)]},
    ),
    "instalments declared broken": Story(
        "",
        invoices=[invoice(plan_broken_on="2026-06-15")],
        sheets={"instalments": LATE_PLAN},
    ),
    "instalments: unreadable break": Story(
        "instalments",
        detail="prochaine échéance le 20/06/2026",
        invoices=[invoice(bad="plan_broken_on")],
        sheets={"instalments": PLAN},
    ),
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


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_hold(story: Story) -> None:
    assert story.outcome() == (story.hold, story.until, story.detail)


def test_the_first_reason_stands() -> None:
    """Every later hold applies too; each is taken away in turn."""
    cells: dict[str, object] = {
        "uncollectible": True,
        "handed_over": True,
        "assigned_to": "Factor",
        "bad": "currency",
        "block": True,
        "dispute": True,
        "platform_status": "refused",
        "promise_date": "2026-07-01",
        "payment_method": "LCR",
        "due_date": "2026-06-14",
    }
    sheets = {
        "customers": [customer(situation="prj", block=True)],
        "answers": [answer(customer="C1")],
        "payments": [payment(500, source="r", invoice="F1")],
        "instalments": PLAN,
    }
    doubt: list[Row] = [{"status": "in_doubt"}]
    order = []
    removals = [
        doubt.clear,
        lambda: cells.pop("uncollectible"),
        lambda: cells.pop("handed_over"),
        lambda: sheets.update(customers=[customer(block=True)]),
        lambda: cells.pop("assigned_to"),
        lambda: cells.pop("bad"),
        lambda: sheets.update(customers=[customer()]),
        lambda: cells.pop("block"),
        lambda: cells.pop("dispute"),
        lambda: cells.pop("platform_status"),
        lambda: sheets.pop("answers"),
        lambda: sheets.pop("payments"),
        lambda: cells.pop("promise_date"),
        lambda: sheets.pop("instalments"),
        lambda: cells.update(payment_method="chèque"),
    ]
    for remove in [lambda: None, *removals]:
        remove()
        story = Story("", invoices=[invoice(**cells)], sheets=sheets, acts=doubt)
        order.append(story.outcome()[0])
    assert order == [
        "in_doubt",
        "uncollectible",
        "handed_over",
        "insolvency",
        "assigned",
        "bad_data",
        "customer_block",
        "invoice_block",
        "dispute",
        "einvoice",
        "answer",
        "payment_proposed",
        "promise",
        "instalments",
        "direct_debit",
        "processing_days",
    ]
