"""What `preparer --json` prints."""

from relance_xl.rules.approval import Numbering, merge
from relance_xl.rules.summary import as_json
from tests.rules.builders import acts, frame, invoice, payment, tables
from tests.rules.deciding import run

PROPOSALS = [
    {
        "number": "REL-2026-00001",
        "customer": "C1",
        "contact": "Zoé Lefèvre",
        "to": "zoe@client.example",
        "channel": "email",
        "language": "fr",
        "currency": "EUR",
        "stage": 2,
        "text": "relance-2",
        "due_cents": 19_500,
        "approval": "manual",
        "decision": "",
        "why": "«\u202fRelance ferme\u202f» due pour 1 facture, retard le plus long 30\u00a0j.",
        "invoices": [
            {"invoice": "F1", "stage": 2, "balance_cents": 10_000, "days_late": 30},
            {"invoice": "F2", "stage": None, "balance_cents": 10_000, "days_late": 1},
        ],
    }
]

INVOICES = [
    {
        "invoice": "F1",
        "balance_cents": 10_000,
        "days_late": 30,
        "stage": 1,
        "next_stage": 2,
        "next_date": "2026-06-15",
        "reason": "proposed",
        "why": (
            "Étape «\u202fRelance ferme\u202f» prévue aujourd’hui\u202f: «\u202fPréparer\u202f» la "
            "propose dans la feuille Relances."
        ),
    },
    {
        "invoice": "F2",
        "balance_cents": 10_000,
        "days_late": 1,
        "stage": 0,
        "next_stage": 1,
        "next_date": "2026-06-17",
        "reason": "not_due",
        "why": (
            "Échéance le 14/06/2026\u202f: étape «\u202fRappel courtois\u202f» prévue le "
            "17/06/2026."
        ),
    },
    {
        "invoice": "F3",
        "balance_cents": 0,
        "days_late": 0,
        "stage": 0,
        "next_stage": None,
        "next_date": None,
        "reason": "paid",
        "why": "Soldée.",
    },
]


def test_preparer_json() -> None:
    rows = tables(
        invoices=[invoice("F1"), invoice("F2", due_date="2026-06-14"), invoice("F3")],
        payments=[payment(10_000, invoice="F3"), payment(500, payment="P2", invoice="")],
    )
    past = acts({"at": "2026-06-01"})
    found = run(rows, acts=past)
    told = as_json(found, merge(found, frame("proposals"), Numbering([])))
    assert told == {
        "date": "2026-06-15",
        "proposals": PROPOSALS,
        "invoices": INVOICES,
        "problems": [],
    }
