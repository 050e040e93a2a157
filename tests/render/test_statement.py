"""Statements of account: everything open, marked; agreed instalments never twice."""

from dataclasses import replace
from datetime import date

import pandas as pd

from relance_xl.render.decided import Party
from relance_xl.render.letters.pdf import render_pdfs
from relance_xl.render.mail import aligned
from relance_xl.render.statement import Account, statement_letter, statement_table
from tests.render.cases import DAY, SETTINGS

NAMES = ("item", "customer", "balance_cents", "days_late", "hold", "is_credit", "kind")
ROWS = [
    ("F1", "C1", 100_00, 20, "", False, "invoice"),
    ("F2", "C1", 50_00, -5, "", False, "invoice"),
    ("F3", "C1", 30_00, 9, "dispute", False, "invoice"),
    ("A1", "C1", -10_00, 0, "credit", True, "invoice"),
    ("F4", "C1", 0, 4, "paid", False, "invoice"),
    ("F1#1", "C1", 40_00, 1, "", False, "agreed"),
    ("F9", "C2", 999_00, 1, "", False, "invoice"),
]
ACCOUNT = Account(Party("C1", "Élan", "3 place du Marché", "", "69100", "Villeurbanne"), "EUR")


def _items() -> pd.DataFrame:
    frame = pd.DataFrame(ROWS, columns=NAMES)
    frame["payer"], frame["currency"] = frame["customer"], "EUR"
    frame["total_cents"], frame["paid_cents"] = frame["balance_cents"], 0
    frame["credit_cents"] = 25_00
    for name in ("issue_date", "due_date"):
        frame[name] = pd.Series([pd.Timestamp(date(2026, 5, 1))] * len(frame)).astype(
            "datetime64[s]"
        )
    return frame


def test_the_table():
    table = statement_table(_items(), ACCOUNT, SETTINGS)
    assert table is not None
    assert [(row.cells[0], row.cells[5], row.cells[6]) for row in table.rows] == [
        ("A1", "\u221210,00\u00a0€", "avoir"),
        ("F1", "100,00\u00a0€", "échue"),
        ("F2", "50,00\u00a0€", "non échue"),
        ("F3", "30,00\u00a0€", "contestée"),
        ("Acompte ou avoir à déduire", "\u221215,00\u00a0€", ""),
    ]
    assert table.total == "155,00\u00a0€"
    assert aligned(table)[-1].startswith("Solde")


def test_the_letter():
    letter = statement_letter(_items(), ACCOUNT, SETTINGS, DAY)
    assert letter is not None
    assert letter.subject == "Relevé de compte au 15 juin 2026"
    assert letter.number == "RC-C1-20260615"
    assert render_pdfs([letter])[0].startswith(b"%PDF")


def test_the_letter_says_up_to_which_day_payments_are_counted_only_if_known():
    known = replace(ACCOUNT, counted_until=date(2026, 6, 12))
    said = [
        statement_letter(_items(), account, SETTINGS, DAY).blocks[0].text
        for account in (ACCOUNT, known, replace(ACCOUNT, counted_until=date(2026, 7, 1)))
    ]
    assert said == [
        "Voici le relevé de votre compte. Les règlements déjà enregistrés y figurent.",
        "Voici le relevé de votre compte. Les règlements reçus jusqu’au 12 juin 2026 y figurent.",
        "Voici le relevé de votre compte. Les règlements reçus jusqu’au 15 juin 2026 y figurent.",
    ]


def test_nothing_open_no_statement():
    other = Account(Party("C3", "X"), "EUR")
    assert statement_letter(_items(), other, SETTINGS, DAY) is None
