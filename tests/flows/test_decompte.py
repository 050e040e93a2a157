"""Numbered penalty statements: one number a claim, the same again, no VAT, four languages."""

import io
from datetime import date
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest

from relance_xl.flows.decompte import invoice_penalties
from relance_xl.flows.outcome import NEEDS_A_PERSON
from relance_xl.flows.treat import treat
from relance_xl.typography import french
from tests.flows.world import World, contact, customer, invoice, payment

LATE = {"issue_date": date(2026, 5, 1), "due_date": date(2026, 6, 1), "total_cents": 1_000_000}
DAY = date(2026, 8, 31)


def world(language: str = "fr", **cells: object) -> World:
    one = World(
        {
            "customers": [customer("C1", language=language, **cells)],
            "contacts": [contact("C1")],
            "invoices": [invoice("F1", **LATE), invoice("F2", **{**LATE, "total_cents": 50_000})],
            "payments": [payment("F1", 400_000, payment_date=date(2026, 7, 31))],
        }
    )
    one.day = DAY
    return one


def rows(one: World) -> list[tuple[object, ...]]:
    names = ("claim", "interest_cents", "fee_cents", "state", "statement")
    return [row for row in one.column("penalties", *names) if row[0]]


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


def test_a_statement_of_two_invoices_is_numbered_written_and_remembered():
    one = world()
    found = invoice_penalties(one.desk(), customer="c1")
    assert rows(one) == [
        ("PEN-F1", 265.04, 40.0, "facturées", "DEC-2026-00001"),
        ("PEN-F2", 15.36, 40.0, "facturées", "DEC-2026-00001"),
    ]
    assert one.parameter("last_statement") == "DEC-2026-00001"
    (told,) = found.json["statements"]
    assert (told["number"], told["total_cents"], told["again"]) == ("DEC-2026-00001", 36_040, False)
    assert sorted(one.documents.files) == [
        "Envois/Décomptes/DEC-2026-00001 – Société C1.docx",
        "Envois/Décomptes/DEC-2026-00001 – Société C1.pdf",
    ]
    assert one.column("invoices", "interest_cents", "fee_cents") == [(0.0, 0.0), (0.0, 0.0)]


def test_a_claim_past_its_limitation_is_stated_with_a_warning():
    one = world(customer_type="business")
    old = {"issue_date": date(2021, 5, 1), "due_date": date(2021, 6, 1), "total_cents": 100_000}
    one.add("invoices", invoice("F0", **old))
    found = invoice_penalties(one.desk(), invoices=["F0", "F1"])
    (warned,) = (line for line in found.lines if line.startswith("Attention"))
    assert "créance prescrite (F0), sauf acte interruptif" in warned
    assert (found.status, len(found.json["statements"])) == (NEEDS_A_PERSON, 1)


def test_the_document_decomposes_by_period_and_part_payment():
    one = world()
    invoice_penalties(one.desk(), invoices=["F1"])
    text = words(one.documents.files["Envois/Décomptes/DEC-2026-00001 – Société C1.pdf"])
    for wanted in (
        "Décompte de pénalités de retard DEC-2026-00001",
        "Facture F1 du 01/05/2026, échue le 01/06/2026 : 10 000,00 € TTC",
        "du 02/06/2026 au 30/06/2026 29 10 000,00 € 12,15 % 96,53 €",
        "Règlement reçu le 31/07/2026 : 4 000,00 €",
        "du 01/08/2026 au 31/08/2026 31 6 000,00 € 12,40 % 63,19 €",
        "Total des pénalités 305,04 €",
        "articles L441-10 et D441-5 du Code de commerce",
        "ne sont pas soumises à la TVA",
        "FR76 3000 6000 0112 3456 7890 189",
        "DEC-2026-00001",
    ):
        assert " ".join(french(wanted).split()) in text, wanted
    word = one.documents.files["Envois/Décomptes/DEC-2026-00001 – Société C1.docx"]
    body = ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert "265,04" not in body
    assert "305,04" in body
    assert pikepdf.open(io.BytesIO(one.documents.files[
        "Envois/Décomptes/DEC-2026-00001 – Société C1.pdf"])).pages  # fmt: skip


@pytest.mark.parametrize(
    ("language", "early", "undated"),
    [
        (
            "fr",
            "Réglé avant l’échéance, le 20/05/2026\u202f: 1\u202f000,00 €",
            "Déjà réglé (date non précisée), compté dès l’échéance\u202f: 500,00 €",
        ),
        (
            "nl",
            "Betaald vóór de vervaldag, op 20-05-2026: € 1.000,00",
            "Reeds betaald (datum niet vermeld), meegeteld vanaf de vervaldag: € 500,00",
        ),
        (
            "de",
            "Vor Fälligkeit gezahlt, am 20.05.2026: 1.000,00 €",
            "Bereits gezahlt (ohne Datum), ab Fälligkeit angerechnet: 500,00 €",
        ),
        (
            "en",
            "Paid before the due date, on 20/05/2026: €1,000.00",
            "Already paid (no date given), counted from the due date: €500.00",
        ),
    ],
)
def test_a_payment_is_told_on_the_day_it_came_whatever_day_it_counts_from(
    language: str, early: str, undated: str
):
    one = world(language)
    one.add("payments", payment("F1", 100_000, payment="P2", payment_date=date(2026, 5, 20)))
    row = {"accounting_balance_cents": 950_000, "accounting_date": date(2026, 5, 10)}
    one.type("invoices", "F1", **row)
    invoice_penalties(one.desk(), invoices=["F1"])
    (name,) = (name for name in one.documents.files if name.endswith(".pdf"))
    text = words(one.documents.files[name])
    assert " ".join(f"{undated} {early}".split()) in text
    assert one.column("penalties", "interest_cents") == [(218.96,)]


def test_its_files_are_named_the_same_way_each_time():
    one = world()
    first, again = (invoice_penalties(one.desk(), invoices=["F1"]) for _ in range(2))
    assert [line.replace("\u202f", " ").replace("\u00a0", " ") for line in first.lines] == [
        "Décompte DEC-2026-00001, Société C1 : 305,04 €, facture F1.",
        "  Envois/Décomptes/DEC-2026-00001 – Société C1.pdf",
        "  Envois/Décomptes/DEC-2026-00001 – Société C1.docx",
    ]
    assert again.lines[1:] == first.lines[1:]
    files = [told.json["statements"][0]["files"] for told in (first, again)]
    assert files == [[line.strip() for line in first.lines[1:]]] * 2
    both = invoice_penalties(world().desk(), customer="C1")
    assert "factures F1, F2." in both.lines[0]


def test_asked_again_the_same_document_never_a_second_number():
    one = world()
    invoice_penalties(one.desk(), invoices=["F1"])
    files = dict(one.documents.files)
    one.day = date(2026, 9, 30)
    for lost in (False, True):
        if lost:
            one.documents.files.clear()
        found = invoice_penalties(one.desk(), customer="C1", invoices=["F1"])
        (told,) = found.json["statements"]
        assert (told["number"], told["again"]) == ("DEC-2026-00001", True)
        assert told["total_cents"] == 30_504
        assert one.documents.files == files
    assert len(rows(one)) == 1


def test_what_ran_since_goes_on_a_further_statement_without_a_second_fee():
    one = world()
    invoice_penalties(one.desk(), invoices=["F1"])
    one.day = date(2026, 9, 30)
    invoice_penalties(one.desk(), invoices=["F1"], further=True)
    assert rows(one)[1:] == [("PEN-F1-2", 61.15, 0.0, "facturées", "DEC-2026-00002")]


def test_numbers_are_never_used_again_even_when_rows_are_lost():
    one = world()
    one.set("last_statement", "DEC-2026-00041")
    invoice_penalties(one.desk(), invoices=["F1"])
    assert rows(one)[0][-1] == "DEC-2026-00042"


def test_a_payment_that_names_the_statement_pays_all_its_claims():
    one = world()
    invoice_penalties(one.desk(), customer="C1")
    one.add("payments", {"payment": "B/1", "payment_date": DAY, "customer": "C1",
                         "amount_cents": 36_040, "method": "Pénalités", "accepted": "ticked",
                         "payer_text": "VIR dec-2026-00001", "source": "x"})  # fmt: skip
    treat(one.desk())
    assert [row[3] for row in rows(one)] == ["payées", "payées"]


def test_nothing_is_written_when_only_tried():
    one = world()
    found = invoice_penalties(one.desk(simulate=True), customer="C1")
    assert found.json["statements"][0]["total_cents"] == 36_040
    assert (rows(one), one.documents.files) == ([], {})


def test_no_statement_on_a_rate_that_is_not_published_or_beside_a_credit():
    one = world()
    one.day = date(2027, 2, 1)
    found = invoice_penalties(one.desk(), invoices=["F1", "F9"])
    assert found.status == 3
    assert "provisoire" in found.json["refused"]["F1"]
    assert "inconnue" in found.json["refused"]["F9"]
    other = world()
    other.add("payments", {"payment": "B/9", "payment_date": DAY, "customer": "C1",
                           "amount_cents": 100, "accepted": "yes"})  # fmt: skip
    assert "pas affecté" in invoice_penalties(other.desk(), invoices=["F1"]).json["refused"]["F1"]
    assert rows(one) == rows(other) == []


@pytest.mark.parametrize(
    ("language", "title"),
    [("nl", "Afrekening van verwijlvergoedingen"), ("de", "Abrechnung der Verzugskosten"),
     ("en", "Statement of late payment charges")],
)  # fmt: skip
def test_in_the_customers_language(language, title):
    one = world(language)
    invoice_penalties(one.desk(), invoices=["F1"])
    text = words(one.documents.files["Envois/Décomptes/DEC-2026-00001 – Société C1.pdf"])
    assert f"{title} DEC-2026-00001" in text
    assert "décompte" not in text.lower()


def test_without_a_name_only_what_messages_claimed():
    assert "Aucune pénalité" in invoice_penalties(world().desk()).lines[0]


def test_what_was_given_up_is_not_handed_out_again():
    one = world()
    invoice_penalties(one.desk(), invoices=["F1"])
    one.type("penalties", "PEN-F1", state="waived")
    found = invoice_penalties(one.desk(), invoices=["F1"])
    assert (found.status, found.json["statements"]) == (3, [])
    assert "rien ne reste" in found.json["refused"]["F1"]


def test_an_insolvent_customer_gets_no_statement():
    one = world(situation="receivership", judgment_date=date(2026, 7, 10))
    found = invoice_penalties(one.desk(), customer="C1")
    assert found.json["statements"] == []
    assert "à déclarer au passif" in found.json["refused"]["F1"]


def test_a_rate_to_name_first_is_said():
    one = world()
    one.set("country", "DE")
    found = invoice_penalties(one.desk(), invoices=["F1"])
    assert "n’est pas nommé" in found.json["refused"]["F1"]
