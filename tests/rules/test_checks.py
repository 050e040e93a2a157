"""Every cross-row problem points at its cell; a sound workbook has none."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from relance_xl.rules.checks import check
from tests.rules.builders import STANDARD, TODAY, customer, invoice, payment, settings, tables

Row = Mapping[str, object]
Sheets = dict[str, Sequence[Row]]


def found(sheets: Sheets, today: date = TODAY) -> list[tuple[str, str]]:
    problems = check(tables(**{"invoices": [invoice()], **sheets}), settings(), today)
    for problem in problems:
        assert problem.text[-1] in ".?"
        assert problem.action[-1] in ".…"
        assert problem.sheet
    return [(problem.code, problem.place) for problem in problems]


def test_a_sound_workbook_has_no_problem() -> None:
    sheets: Sheets = {"invoices": [invoice(), invoice("F2")], "payments": [payment(500)]}
    assert found(sheets) == []


def factures(row: int, column: str) -> str:
    return f"Factures, ligne {row}, colonne « {column} »"


def clients(row: int, column: str) -> str:
    return f"Clients, ligne {row}, colonne « {column} »"


def paiements(column: str) -> str:
    return f"Paiements, ligne 5, colonne « {column} »"


def instalments(column: str) -> str:
    return f"Échéanciers, ligne 5, colonne « {column} »"


def part(**cells: object) -> Row:
    return {
        "instalment": "F1#1",
        "invoice": "F1",
        "kind": "contractual",
        "due_date": "2026-05-16",
        "amount_cents": 10_000,
        **cells,
    }


CASES: dict[str, tuple[Sheets, list[tuple[str, str]]]] = {
    "duplicate invoices, both": (
        {"invoices": [invoice(), invoice()]},
        [("duplicate_key", factures(row, "N° facture")) for row in (5, 6)],
    ),
    "unknown customer": (
        {"invoices": [invoice(customer="C9")]},
        [("unknown_customer", factures(5, "Code client"))],
    ),
    "missing cells": (
        {"invoices": [invoice(issue_date=None), invoice("F2", customer="")]},
        [
            ("missing_required", factures(5, "Date facture")),
            ("missing_required", factures(6, "Code client")),
        ],
    ),
    "unreadable cells are reported elsewhere": (
        {"invoices": [invoice(issue_date=None, bad="issue_date")]},
        [],
    ),
    "payer loop of three, and who leads to it": (
        {
            "customers": [
                customer(payer="C2"),
                customer("C2", payer="C3"),
                customer("C3", payer="C4"),
                customer("C4", payer="C2"),
            ]
        },
        [("payer_loop", clients(row, "Payeur")) for row in (5, 6, 7, 8)],
    ),
    "unknown payer": (
        {"customers": [customer(payer="C9")]},
        [("unknown_payer", clients(5, "Payeur"))],
    ),
    "blank type": (
        {"customers": [customer(customer_type="")]},
        [("customer_type_missing", clients(5, "Type"))],
    ),
    "a type that cannot be read is reported where it is read, and once": (
        {"customers": [customer(customer_type="", bad="customer_type")]},
        [],
    ),
    "unreadable terms": (
        {"customers": [customer(terms="bof")], "invoices": [invoice(due_date=None)]},
        [
            ("bad_terms", clients(5, "Conditions de paiement")),
            ("due_date_unknown", factures(5, "Échéance")),
        ],
    ),
    "IBAN": (
        {"customers": [customer(iban="FR7630006000011234567890188")]},
        [("bad_iban", clients(5, "IBAN du client"))],
    ),
    "credit limit": (
        {
            "customers": [customer(credit_limit_cents=14_999)],
            "invoices": [invoice(), invoice("F2"), invoice("F3", currency="CHF")],
            "payments": [payment(5_000)],
        },
        [("credit_limit", clients(5, "Plafond d’encours"))],
    ),
    "a refused payment may say anything": (
        {"payments": [payment(500, invoice="F9", customer="C9", accepted="no")]},
        [],
    ),
    "block date alone": (
        {"customers": [customer(block_until="2026-07-01")]},
        [("block_date_alone", clients(5, "Bloqué"))],
    ),
    "reasons without Oui": (
        {
            "customers": [customer(block_reason="ne pas relancer")],
            "invoices": [
                invoice(dispute_reason="abîmée", block_reason="voir Léa"),
                invoice("F2", dispute_reason="clos", dispute=False),
            ],
        },
        [
            ("block_reason_alone", clients(5, "Bloqué")),
            ("block_reason_alone", factures(5, "Bloquée")),
            ("dispute_reason_alone", factures(5, "Litige")),
        ],
    ),
    "one number spelled in two ways": (
        {"invoices": [invoice("F 1"), invoice("f1\u200b")]},
        [("duplicate_key", factures(row, "N° facture")) for row in (5, 6)],
    ),
    "unknown currency": (
        {"invoices": [invoice(currency="EURO"), invoice("F2", currency="chf")]},
        [("unknown_currency", factures(5, "Devise"))],
    ),
    "contractual instalments short of the total": (
        {"instalments": [part(amount_cents=9_999)]},
        [("instalments_below_total", instalments("Montant"))],
    ),
    "negative instalment": (
        {"instalments": [part(amount_cents=-1)]},
        [("negative_instalment", instalments("Montant"))],
    ),
    "instalment with the number of an invoice": (
        {"instalments": [part(instalment="F1")]},
        [("instalment_is_invoice", instalments("N° échéance"))],
    ),
    "unknown country": (
        {"customers": [customer(country="France"), customer("C2", country="be")]},
        [("unknown_country", clients(5, "Pays"))],
    ),
    "unknown names": (
        {"customers": [customer(plan="doux", group="Est", payment_method="troc")]},
        [
            ("unknown_group", clients(5, "Groupe")),
            ("unknown_payment_method", clients(5, "Moyen de paiement")),
            ("unknown_plan", clients(5, "Plan de relance")),
        ],
    ),
    "negative invoice": (
        {"invoices": [invoice(total_cents=-100)]},
        [("negative_invoice", factures(5, "Total TTC"))],
    ),
    "credit note of an unknown invoice": (
        {"invoices": [invoice(document="credit_note", credit_note_of="F9")]},
        [("unknown_invoice", factures(5, "Avoir sur"))],
    ),
    "credit note in another currency": (
        {
            "invoices": [
                invoice(),
                invoice("A1", document="credit_note", credit_note_of="F1", currency="CHF"),
            ]
        },
        [("credit_note_misplaced", factures(6, "Avoir sur"))],
    ),
    "excess": (
        {"payments": [payment(-100)]},
        [("excess", factures(5, "Total TTC"))],
    ),
    "higher accounting balance": (
        {
            "invoices": [invoice(accounting_balance_cents=9_000, accounting_date="2026-06-01")],
            "payments": [payment(2_000)],
        },
        [("accounting_higher", factures(5, "Solde comptable"))],
    ),
    "accounting balance without date": (
        {"invoices": [invoice(accounting_balance_cents=9_000)]},
        [("accounting_date_missing", factures(5, "Solde comptable au"))],
    ),
    "future issue date": (
        {"invoices": [invoice(issue_date="2026-07-01", due_date="2026-08-01")]},
        [("future_issue_date", factures(5, "Date facture"))],
    ),
    "due before issue": (
        {"invoices": [invoice(due_date="2026-04-01")]},
        [("due_before_issue", factures(5, "Échéance"))],
    ),
    "direct debit without a word": (
        {"invoices": [invoice(payment_method="prélèvement")]},
        [("debit_without_payment", factures(5, "Moyen de paiement"))],
    ),
    "promises half filled": (
        {"invoices": [invoice(promise_cents=500), invoice("F2", promise_date="2026-07-01")]},
        [
            ("promise_without_date", factures(5, "Promesse pour le")),
            ("promise_without_day", factures(6, "Promesse faite le")),
        ],
    ),
    "disputed amount alone": (
        {"invoices": [invoice(disputed_cents=500)]},
        [("disputed_amount_alone", factures(5, "Litige"))],
    ),
    "platform status without date": (
        {"invoices": [invoice(platform_status="payment_sent")]},
        [("platform_date_missing", factures(5, "Statut plateforme le"))],
    ),
    "plan broken without plan": (
        {"invoices": [invoice(plan_broken_on="2026-06-01")]},
        [("plan_broken_alone", factures(5, "Plan rompu le"))],
    ),
    "payment of an unknown invoice": (
        {"payments": [payment(500, invoice="F9")]},
        [("unknown_invoice", paiements("N° facture"))],
    ),
    "payment of nobody": (
        {"payments": [payment(500, invoice="", customer="")]},
        [("payment_without_customer", paiements("Code client"))],
    ),
    "payment in another currency": (
        {"payments": [payment(500, currency="CHF")]},
        [("payment_currency", paiements("Devise"))],
    ),
    "payment of another's invoice": (
        {"customers": [customer(), customer("C2")], "payments": [payment(500, customer="C2")]},
        [("payment_customer", paiements("Code client"))],
    ),
    "reject on an empty account": (
        {"payments": [payment(-500, invoice="")]},
        [("reject_without_payment", paiements("Montant"))],
    ),
    "agreed instalments too small": (
        {
            "instalments": [
                {"instalment": "F1#1", "invoice": "F1", "kind": "agreed"}
                | {"due_date": "2026-07-01", "amount_cents": 9_000}
            ]
        },
        [("instalments_below_balance", "Échéanciers, ligne 5, colonne « Montant »")],
    ),
    "agreed instalments above the debt": (
        {
            "instalments": [
                part(kind="agreed", due_date="2026-07-01", amount_cents=6_000),
                part(instalment="F1#2", kind="agreed", due_date="2026-08-03", amount_cents=5_000),
            ]
        },
        [
            ("agreed_exceed_total", f"Échéanciers, ligne {row}, colonne « Montant »")
            for row in (5, 6)
        ],
    ),
    "instalments that go backwards, or fall on one day": (
        {
            "instalments": [
                part(instalment="F1#10", due_date="2026-07-01", amount_cents=2_000),
                part(instalment="F1#9", due_date="2026-07-06", amount_cents=5_000),
                part(instalment="F1#11", due_date="2026-07-01", amount_cents=3_000),
            ]
        },
        [
            ("instalments_out_of_order", instalments("Échéance")),
            ("instalments_same_day", "Échéanciers, ligne 7, colonne « Échéance »"),
        ],
    ),
    "an agreed instalment on a holiday to come": (
        {"instalments": [part(kind="agreed", due_date="2026-07-14")]},
        [("instalment_on_closed_day", instalments("Échéance"))],
    ),
    "a contractual one may fall there, and so did one paid": (
        {"instalments": [part(due_date="2026-07-14")]},
        [],
    ),
    "stages": (
        {
            "stages": [
                STANDARD[0],
                STANDARD[1] | {"rank": 1, "text": "rien", "severity": 5, "copy_to": "a@b ; c@d.fr"},
            ]
        },
        [
            ("duplicate_rank", "Étapes, ligne 5, colonne « Rang »"),
            ("bad_email", "Étapes, ligne 6, colonne « Copie à »"),
            ("bad_severity", "Étapes, ligne 6, colonne « Gravité »"),
            ("duplicate_rank", "Étapes, ligne 6, colonne « Rang »"),
            ("unknown_text", "Étapes, ligne 6, colonne « Texte »"),
        ],
    ),
    "insolvency, France": (
        {
            "customers": [
                customer(
                    situation="receivership",
                    judgment_date="2026-05-20",
                    publication_date="2026-05-31",
                )
            ]
        },
        [("claim_deadline", clients(5, "Déclarer la créance avant"))],
    ),
    "insolvency without dates": (
        {"customers": [customer(situation="receivership")]},
        [
            ("claim_deadline_unknown", clients(5, "Date de publication")),
            ("judgment_date_missing", clients(5, "Date du jugement")),
        ],
    ),
    "judgment without procedure": (
        {"customers": [customer(judgment_date="2026-05-20")]},
        [("judgment_without_situation", clients(5, "Date du jugement"))],
    ),
}


@pytest.mark.parametrize(("sheets", "expected"), CASES.values(), ids=CASES)
def test_problem(sheets: Sheets, expected: list[tuple[str, str]]) -> None:
    assert found(sheets) == expected


@pytest.mark.parametrize(
    ("country", "dates", "deadline"),
    [
        ("FR", {"publication_date": "2026-12-31"}, "28/02/2027"),
        ("BE", {"judgment_date": "2026-12-31"}, "30/01/2027"),
        ("BE", {"judgment_date": "2026-12-31", "claim_deadline": "2027-01-15"}, "15/01/2027"),
    ],
)
def test_deadline_to_file_a_claim(country: str, dates: Row, deadline: str) -> None:
    debtor = customer(country=country, situation="bankruptcy", **dates)
    problems = check(tables(customers=[debtor], invoices=[invoice()]), settings(), TODAY)
    told = [problem.text for problem in problems if problem.code == "claim_deadline"]
    assert told == [f"Déclarer la créance avant le {deadline}."]


@pytest.mark.parametrize(
    ("typed", "known", "said"),
    [
        ("42", ["0042", "0043"], "n’existe pas\u202f: vouliez-vous «\u00a00042\u00a0»\u202f?"),
        ("CLI7", ["CLI-007"], "n’existe pas\u202f: vouliez-vous «\u00a0CLI-007\u00a0»\u202f?"),
        ("42", ["0042", "042"], "n’existe pas."),
        ("42", ["0420", "4.2.1"], "n’existe pas."),
        ("??", ["!!"], "n’existe pas."),
    ],
)
def test_an_unknown_code_proposes_the_only_one_that_is_near(
    typed: str, known: list[str], said: str
) -> None:
    debtors = [customer(code) for code in known]
    sheets = tables(customers=debtors, contacts=[], invoices=[invoice(customer=typed)])
    problems = check(sheets, settings(), TODAY)
    (told,) = [problem.text for problem in problems if problem.code == "unknown_customer"]
    assert told == f"«\u00a0{typed}\u00a0» {said}"


def test_a_key_used_twice_is_named_as_its_column_is() -> None:
    sheets: Sheets = {"customers": [customer(), customer()], "invoices": [invoice(), invoice()]}
    problems = check(tables(**sheets), settings(), TODAY)
    twice = {problem.action for problem in problems if problem.code == "duplicate_key"}
    assert twice == {
        "Garder une seule ligne, ou corriger «\u00a0Code client\u00a0».",
        "Garder une seule ligne, ou corriger «\u00a0N° facture\u00a0».",
    }
