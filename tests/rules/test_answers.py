"""Whom an answer pauses when it is not tied to a reminder."""

import pytest

from relance_xl.problems import Severity
from relance_xl.rules.items import assemble
from tests.rules.builders import TODAY, acts, customer, invoice, settings, tables

CONTACTS = [
    {"customer": "C1", "contact_name": "Zoé", "email": "zoe@client.example"},
    {"customer": "C2", "contact_name": "Max", "email": "max@gmail.com"},
    {"customer": "C3", "contact_name": "Léa", "email": "lea@gmail.com"},
]
SENDERS = {
    "zoe@client.example": ["F1"],
    "compta@client.example": ["F1"],
    '"Zoé" <ZOE@Client.example>': ["F1"],
    "Zoé <zoe@client.example> (compta)": ["F1"],
    '"max@gmail.com" <zoe@client.example>': ["F1"],
    "max@gmail.com": ["F2"],
    "autre@gmail.com": [],
    "x@inconnu.example": [],
    "": [],
}


@pytest.mark.parametrize(("sender", "paused"), SENDERS.items())
def test_sender(sender: str, paused: list[str]) -> None:
    sheets = tables(
        customers=[customer(code) for code in ("C1", "C2", "C3")],
        contacts=CONTACTS,
        invoices=[invoice(f"F{rank}", customer=f"C{rank}") for rank in (1, 2, 3)],
        answers=[{"answer": "R1", "sender": sender, "answer_class": "other"}],
    )
    found = assemble(sheets, settings(), acts(), TODAY)
    items = found.items
    assert items.loc[items["hold"] == "answer", "item"].tolist() == paused
    problems = [(problem.code, problem.severity) for problem in found.problems]
    assert problems == ([] if paused else [("answer_unattached", Severity.BLOCKING)])


def test_a_reminder_pauses_every_invoice_it_listed_instalments_too() -> None:
    part = {"instalment": "F2#1", "invoice": "F2", "kind": "contractual"}
    sheets = tables(
        invoices=[invoice("F1"), invoice("F2"), invoice("F3")],
        instalments=[part | {"due_date": "2026-05-16", "amount_cents": 10_000}],
        answers=[{"answer": "R1", "reminder": "REL-2026-00001", "answer_class": "dispute"}],
    )
    listed = acts({"item": "F1"}, {"item": "F2#1", "stage": ""})
    items = assemble(sheets, settings(), listed, TODAY).items
    assert dict(zip(items["item"], items["hold"], strict=True)) == {
        "F1": "answer",
        "F3": "",
        "F2#1": "answer",
    }


def test_an_unknown_reminder_falls_back_on_the_customer() -> None:
    row = {"answer": "R1", "reminder": "REL-2025-00009", "customer": "C1", "answer_class": "paid"}
    sheets = tables(invoices=[invoice()], answers=[row])
    items = assemble(sheets, settings(), acts(), TODAY).items
    assert items["hold"].tolist() == ["answer"]
