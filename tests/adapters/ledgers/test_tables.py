"""Lists of invoices as tools and people write them: what is owed, by whom, since when."""

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from relance_xl.adapters.ledgers import read_ledger
from relance_xl.incoming import PlatformStatus, UnknownLayout


def read(text, name="liste.csv", profiles=(), encoding="utf-8"):
    return read_ledger(name, text.encode(encoding), profiles)


def told(reading):
    return [
        (i.invoice, i.customer, i.due_date and i.due_date.isoformat(), i.total_cents,
         i.balance_cents, i.document)
        for i in reading.file.items
    ]  # fmt: skip


OWN_SHEET = """Suivi des factures 2026;;;;;;;
;;;;;;;
Client;N° facture;Date;Échéance;Montant HT;Montant TTC;Réglé le;E-mail
DUPONT SARL;F2026-001;05/01/2026;04/02/2026;1 000,00 €;1 200,00 €;;compta@dupont.fr
TOTAL ENERGIES;F2026-002;06/01/2026;05/02/2026;500,00 €;600,00 €;10/02/2026;
DUPONT SARL;F2026-003;07/01/2026;06/02/2026;1 000,00 €;1 200,00 €;;
Total;;;;2 500,00 €;3 000,00 €;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_companys_own_sheet(encoding):
    reading = read(OWN_SHEET, encoding=encoding)
    assert told(reading) == [
        ("F2026-001", "DUPONT SARL", "2026-02-04", 120000, 120000, "invoice"),
        ("F2026-002", "TOTAL ENERGIES", "2026-02-05", 60000, 0, "invoice"),
        ("F2026-003", "DUPONT SARL", "2026-02-06", 120000, 120000, "invoice"),
    ]
    assert reading.file.open_items  # « Réglé le » tells what is left of each
    assert [(c.customer, c.email) for c in reading.file.customers] == [
        ("DUPONT SARL", "compta@dupont.fr"),
        ("TOTAL ENERGIES", ""),
    ]
    assert (reading.profile.kind, reading.profile.confirmed) == ("invoices", False)
    assert dict(reading.profile.columns)["total"] == "Montant TTC"


def test_left_to_pay_with_commas_and_iso_days():
    text = "client,n° facture,date,montant TTC,reste dû\nA,F1,2026-01-05,1200.00,200.00\n"
    reading = read(text, name="impayés 2026-10-31.csv")
    assert told(reading) == [("F1", "A", None, 120000, 20000, "invoice")]
    assert (reading.file.open_items, reading.file.as_of) == (True, date(2026, 10, 31))


AGED = """Balance âgée détaillée;;;;;;;;
Arrêtée au 31/10/26;;;;;;;;
N° pièce;Date;Libellé;Échéance;Total dû;Non échu;0-30 j;31-60 j;+ 60 j
411DUP DUPONT SARL;;;;;;;;
FA0012;15/08/26;Facture FA0012;15/09/26;1 200,00;;;1 200,00;
RG55;20/09/26;Virement;;-200,00;-200,00;;;
Total 411DUP;;;;1 000,00;-200,00;;1 200,00;
N° pièce;Date;Libellé;Échéance;Total dû;Non échu;0-30 j;31-60 j;+ 60 j
411MAR MARTIN ET FILS;;;;600,00;600,00;;;
FA0013;15/10/26;Facture FA0013;15/11/26;600,00;600,00;;;
Total général;;;;1 600,00;400,00;;1 200,00;
"""


def test_an_aged_balance_with_customers_above_their_invoices():
    file = read(AGED).file
    assert told(read(AGED)) == [
        ("FA0012", "411DUP", "2026-09-15", 120000, 120000, "invoice"),
        ("RG55", "411DUP", None, -20000, -20000, "credit_note"),
        ("FA0013", "411MAR", "2026-11-15", 60000, 60000, "invoice"),
    ]
    assert [c.name for c in file.customers] == ["DUPONT SARL", "MARTIN ET FILS"]
    assert (file.open_items, file.as_of, file.control_cents) == (True, date(2026, 10, 31), 160000)


SAGE = """Compte tiers;Intitulé;Date;N° pièce;Libellé;Échéance;Débit;Crédit;Solde;Lettrage
411DUP;DUPONT;15/08/2026;FA12;Facture;15/09/2026;1200,00;;1200,00;
411DUP;DUPONT;20/09/2026;;Virement;;;200,00;1000,00;
411DUP;DUPONT;20/09/2026;;Virement;;;200,00;800,00;
411DUP;DUPONT;01/06/2026;FA10;Facture;01/07/2026;500,00;;1300,00;A
411DUP;DUPONT;01/07/2026;RG0;Virement;;;500,00;800,00;A
411MAR;MARTIN;15/10/2026;FA13;Facture;15/11/2026;600,00;;600,00;
"""


def test_entries_of_customer_accounts_the_running_balance_is_no_remainder():
    reading = read(SAGE)
    assert reading.profile is None  # a layout of Sage needs nobody's word
    assert reading.file.format == "Sage"
    assert told(reading) == [
        ("FA12", "411DUP", "2026-09-15", 120000, 120000, "invoice"),
        ("RGT-411DUP-20260920-20000", "411DUP", None, -20000, -20000, "credit_note"),
        ("RGT-411DUP-20260920-20000-2", "411DUP", None, -20000, -20000, "credit_note"),
        ("FA13", "411MAR", "2026-11-15", 60000, 60000, "invoice"),
    ]


QUICKBOOKS = """Open Invoices,,,,,,
"As of October 31, 2026",,,,,,
,Date,Transaction Type,Num,Due Date,Amount,Open Balance
Acme Inc,,,,,,
,09/15/2026,Invoice,1001,10/15/2026,"1,200.00","1,200.00"
,09/20/2026,Payment,,09/20/2026,-200.00,-200.00
,09/21/2026,Credit Memo,1002,09/21/2026,-100.00,-100.00
Total for Acme Inc,,,,,900.00,900.00
Total Energies,,,,,,
,09/16/2026,Invoice,1003,10/16/2026,50.00,50.00
Total for Total Energies,,,,,50.00,50.00
TOTAL,,,,,950.00,950.00
"""


def test_quickbooks_groups():
    reading = read(QUICKBOOKS)
    assert told(reading) == [
        ("1001", "Acme Inc", "2026-10-15", 120000, 120000, "invoice"),
        ("RGT-Acme Inc-20260920-20000", "Acme Inc", "2026-09-20", -20000, -20000, "credit_note"),
        ("1002", "Acme Inc", "2026-09-21", -10000, -10000, "credit_note"),
        ("1003", "Total Energies", "2026-10-16", 5000, 5000, "invoice"),
    ]
    file = reading.file
    assert (file.format, file.as_of, file.control_cents) == (
        "QuickBooks",
        date(2026, 10, 31),
        95000,
    )


TOOLS = {
    "Odoo": """Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Tax Excluded,Total,\
Amount Due,Payment Status
INV/1,Azure,2026-01-05,2026-02-04,1000.0,1200.0,1200.0,Not Paid
INV/2,Azure,2026-01-06,2026-02-05,100.0,120.0,0.0,Paid
RINV/1,Azure,2026-01-07,2026-01-07,-50.0,-60.0,-60.0,Not Paid
""",
    "Pennylane": """Numéro de facture;Client;Date;Échéance;Montant HT;TVA;Montant TTC;Reste à payer
INV/1;Azure;05/01/2026;04/02/2026;1000,00;200,00;1200,00;1200,00
INV/2;Azure;06/01/2026;05/02/2026;100,00;20,00;120,00;0,00
RINV/1;Azure;07/01/2026;07/01/2026;-50,00;-10,00;-60,00;-60,00
""",
    "Dolibarr": """Réf. facture;Tiers;Date facturation;Date échéance;Total HT;\
Total TTC;Facture payée
INV/1;Azure;2026-01-05;2026-02-04;1000;1200;non
INV/2;Azure;2026-01-06;2026-02-05;100;120;oui
RINV/1;Azure;2026-01-07;2026-01-07;-50;-60;non
""",
    "FreshBooks": """Client,Invoice Number,Issued Date,Due Date,Amount,Amount Due,Status
Azure,INV/1,2026-01-05,2026-02-04,"1,200.00","1,200.00",sent
Azure,INV/2,2026-01-06,2026-02-05,120.00,0.00,paid
Azure,RINV/1,2026-01-07,2026-01-07,-60.00,-60.00,sent
""",
    "Xero": """ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid,\
InvoiceAmountDue
Azure,INV/1,05/01/2026,04/02/2026,1200.00,0.00,1200.00
Azure,INV/2,06/01/2026,05/02/2026,120.00,120.00,0.00
Azure,RINV/1,07/01/2026,07/01/2026,-60.00,0.00,-60.00
""",
    "EBP": """Numéro du document;Date du document;Nom du client;Date d'échéance;Montant HT;\
Montant TTC;Montant réglé
INV/1;05/01/2026;Azure;04/02/2026;1 000,00;1 200,00;0,00
INV/2;06/01/2026;Azure;05/02/2026;100,00;120,00;120,00
RINV/1;07/01/2026;Azure;07/01/2026;-50,00;-60,00;0,00
""",
    "Ciel": """N° facture;Date;Code client;Total HT;Total TTC;Échéance;Solde
INV/1;05/01/2026;Azure;1 000,00;1 200,00;04/02/2026;1 200,00
INV/2;06/01/2026;Azure;100,00;120,00;05/02/2026;0,00
RINV/1;07/01/2026;Azure;-50,00;-60,00;07/01/2026;-60,00
""",
}


@pytest.mark.parametrize("tool", TOOLS)
def test_tools_are_known_by_their_header(tool):
    reading = read(TOOLS[tool])
    assert (reading.file.format, reading.profile) == (tool, None)
    assert told(reading) == [
        ("INV/1", "Azure", "2026-02-04", 120000, 120000, "invoice"),
        ("INV/2", "Azure", "2026-02-05", 12000, 0, "invoice"),
        ("RINV/1", "Azure", "2026-01-07", -6000, -6000, "credit_note"),
    ]


def test_lines_of_one_invoice_add_up():
    text = """Client Name,Invoice #,Date Issued,Invoice Status,Item Name,Line Total,Currency
Acme,2,2026-01-06,sent,Design,120.00,USD
Acme,2,2026-01-06,sent,Hosting,60.00,USD
"""
    item = read(text).file.items[0]
    assert (item.invoice, item.total_cents, item.currency) == ("2", 18000, "USD")


def test_an_invoice_printed_twice_is_owed_once_two_due_dates_add_up():
    text = """Code client;Facture;Échéance;Montant TTC;Reste dû
C1;F1;31/01/2026;100,00;100,00
C1;F1;31/01/2026;100,00;100,00
C1;F2;31/01/2026;100,00;50,00
C1;F2;28/02/2026;100,00;50,00
"""
    assert told(read(text)) == [
        ("F1", "C1", "2026-01-31", 10000, 10000, "invoice"),
        ("F2", "C1", "2026-02-28", 10000, 10000, "invoice"),
    ]


def test_orders_drafts_and_purchases_are_left_out_and_told():
    text = """Type;Numéro;Client;Date;Total TTC;Reste à payer;Statut
Facture;F1;A;05/01/2026;10,00;10,00;En retard
Devis;D1;A;05/01/2026;10,00;10,00;
Facture;F2;A;05/01/2026;10,00;10,00;Brouillon
Avoir;AV1;A;05/01/2026;4,00;4,00;
Facture;F3;A;05/01/2026;dix euros;dix euros;
;;A;05/01/2026;7,00;7,00;
"""
    reading = read(text)
    assert [(n, b) for n, _, _, _, b, _ in told(reading)] == [("F1", 1000), ("AV1", -400)]
    assert [r.replace("\u202f", " ") for r in reading.file.remarks] == [
        "Lignes laissées de côté (devis, brouillon ou achat, rien n’est dû) : 3, 4.",
        "Lignes laissées de côté (montant illisible) : 6.",
        "Lignes laissées de côté (sans numéro de facture) : 7.",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Client;Facture;Date;Montant HT\nA;F1;05/01/2026;100,00\n", "hors taxes"),
        ("Fournisseur;Facture;Échéance;Montant TTC\nA;F1;05/01/2026;100,00\n", "fournisseurs"),
        ("N° facture;Échéance;Montant TTC\nF1;05/01/2026;100,00\n", "à quel client"),
        ("N° facture;Client;Montant TTC\n", "Aucune ligne"),
    ],
)
def test_lists_that_cannot_be_used_say_why(text, reason):
    answer = read(text)
    assert isinstance(answer, UnknownLayout)
    assert reason in answer.reason


@pytest.mark.parametrize(
    "text",
    [
        "Date;Libellé;Montant\n01/01/2026;VIR DUPONT;100,00\n",
        "Date;Référence;Libellé;Débit;Crédit;Solde\n01/01/2026;12;VIR;;100,00;100,00\n",
        "nom;prénom\nDupont;Jean\n",
        "<html><body>Bonjour</body></html>",
        "Bonjour,\nveuillez trouver ci-joint.\n",
        "",
    ],
)
def test_other_files_are_not_ours(text):
    assert read(text) is None


def test_a_tax_free_total_gives_way_to_what_is_left_to_pay():
    text = "Client;N° facture;Total;Reste dû\nA;F1;100,00;120,00\n"
    assert told(read(text)) == [("F1", "A", None, 12000, 12000, "invoice")]


def test_a_saved_profile_decides():
    text = "Client;N° facture;Date;Montant;Autre\nA;F1;03/04/2026;100,00;120,00\n"
    guessed = read(text).profile
    columns = {**dict(guessed.columns), "total": "Autre"}
    saved = replace(guessed, columns=tuple(columns.items()), day_first=False, confirmed=True)
    reading = read(text, profiles=[saved])
    assert reading.profile == saved
    item = reading.file.items[0]
    assert (item.total_cents, item.issue_date) == (12000, date(2026, 3, 4))


def test_statuses_of_a_platform():
    text = """N° facture;Statut;Date du statut;Motif
F1;Refusée;05/01/2026;TVA
F2;212;06/01/2026;
F3;Mise à disposition;06/01/2026;
F4;Égarée;06/01/2026;
"""
    file = read(text).file
    assert file.statuses == (
        PlatformStatus("F1", "refused", date(2026, 1, 5), "TVA"),
        PlatformStatus("F2", "cashed", date(2026, 1, 6), ""),
        PlatformStatus("F3", "received", date(2026, 1, 6), ""),
    )
    assert "Égarée" in file.remarks[0]


def workbook(*sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_with_a_sheet_per_month():
    head = ["Client", "N° facture", "Date", "Échéance", "Montant TTC", "Payé"]
    day = datetime(2026, 1, 5)
    content = workbook(
        ("Mode d’emploi", [["Remplir une ligne par facture"]]),
        ("Janvier", [["Suivi"], [], head, ["A", 1001, day, datetime(2026, 2, 4), 1200.5, None]]),
        ("Février", [head, ["B", 1002, day, None, 60, "oui"], [None, None, None, "Total", 60]]),
    )
    reading = read_ledger("suivi", content, ())
    assert told(reading) == [
        ("1001", "A", "2026-02-04", 120050, 120050, "invoice"),
        ("1002", "B", None, 6000, 0, "invoice"),
    ]


def test_a_list_that_does_not_say_what_was_paid_is_no_list_of_open_items():
    text = "Client;N° facture;Date;Total TTC\nA;F1;05/01/2026;100,00\n"
    assert not read(text).file.open_items
    assert read(text).file.items[0].balance_cents is None
    assert read(text, name="factures impayées.csv").file.items[0].balance_cents == 10000


def test_an_account_of_all_customers_is_no_code():
    text = """Compte;Intitulé;N° facture;Échéance;Débit;Crédit
411000;DUPONT;F1;05/02/2026;100,00;
411000;MARTIN;F2;05/02/2026;50,00;
"""
    assert [(n, who) for n, who, *_ in told(read(text))] == [("F1", "DUPONT"), ("F2", "MARTIN")]


def test_an_aged_balance_without_invoices_says_what_to_export():
    text = "Client;Total;Non échu;0-30 j;31-60 j\nA;100,00;100,00;;\n"
    assert "balance âgée détaillée" in read(text).reason


def test_a_fec_saved_by_excel():
    rows = [
        ["JournalCode", "EcritureDate", "CompteNum", "CompAuxNum", "PieceRef", "Debit", "Credit"],
        ["VE", 20260105, 411000, "C1", "F1", 120.5, 0],
        ["VE", datetime(2026, 1, 6), 411000, "C1", "F2", 10, 0],
    ]
    file = read_ledger("fec.xlsx", workbook(("Feuil1", rows)), ()).file
    assert [(i.invoice, i.balance_cents) for i in file.items] == [("F1", 12050), ("F2", 1000)]


CELLS = st.sampled_from(
    ["", "A", "F1", "F2", "Total", "Sous-total A", "05/01/2026", "12,50", "-3", "1 200,00 €", "?",
     "avoir", "règlement", "411DUP Dupont", "=1+1", "Non échu", "12 %", "x" * 600]
)  # fmt: skip
HEADS = st.lists(
    st.sampled_from(
        ["Client", "N° facture", "Échéance", "Total TTC", "Reste dû", "Débit", "Crédit", "Type",
         "Lettrage", "Statut", "Non échu", "0-30 j", "Montant HT", "Code client", "Sens"]
    ),
    min_size=2,
    unique=True,
)  # fmt: skip


@given(HEADS, st.lists(st.lists(CELLS, max_size=8), max_size=12))
def test_any_table_ends_in_a_value_with_one_row_per_number(head, rows):
    text = "\n".join(";".join(row) for row in [head, *rows])
    answer = read(text)
    if answer is None or isinstance(answer, UnknownLayout):
        return
    items = answer.file.items
    assert len({item.invoice for item in items}) == len(items)
    for item in items:
        assert item.invoice
        assert item.customer
        assert item.balance_cents is None or abs(item.balance_cents) <= abs(item.total_cents)
