"""Importer on the closed file itself: the example workbook, real files, a folder on disk."""

from contextlib import contextmanager
from datetime import date

import pandas as pd
import pytest

from relance_xl import wiring
from relance_xl.adapters.import_files import (
    ImportFolderOnDisk,
    InvoicePageFolder,
    load,
    read_import,
)
from relance_xl.flows.importing import ImportDoors, import_files, import_folder
from relance_xl.frames import read_tables

DAY = date(2026, 6, 15)
FEC = """\
JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|\
PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise
VE|Ventes|1|20260505|411000|Clients|ZED|Zed SARL|NEUF-001|20260505|Facture|1234,56|0,00||||0|
VE|Ventes|1|20260505|707000|Ventes|||NEUF-001|20260505|Facture|0,00|1234,56||||0|
BQ|Banque|2|20260601|512000|Banque|||R1|20260601|Divers|10,00|0,00||||0|
BQ|Banque|2|20260601|758000|Produits|||R1|20260601|Divers|0,00|10,00||||0|
"""
OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>30006<ACCTID>12345678901<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260601<DTEND>20260612
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260610<TRNAMT>1234.56<FITID>A1<NAME>ZED SARL
<MEMO>FACTURE NEUF-001</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260611<TRNAMT>-45.00<FITID>A2<NAME>LOYER</STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""


class Silent:
    @contextmanager
    def track(self, label, total):
        yield lambda _: None


class Office:
    """The example workbook in a folder of its own, as the wiring opens it."""

    def __init__(self, folder):
        self.folder = folder
        self.book = folder / "Relances.xlsx"
        wiring.create_workbook(self.book, DAY, with_example=True)
        self.doors = ImportDoors(
            read_import,
            lambda settings: ImportFolderOnDisk(folder / settings.import_folder),
            lambda settings: InvoicePageFolder(folder / settings.invoices_folder),
        )

    def run(self, flow, *args, simulate=False, **options):
        asked = wiring.Options(day=DAY, simulate=simulate)
        with wiring.open_desk(self.book, asked, Silent(), print) as desk:
            return flow(desk, self.doors, *args, **options)

    def frame(self, name) -> pd.DataFrame:
        return read_tables(wiring.closed_book(self.book).read())[0][name]


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture
def files(tmp_path):
    for name, text in (("compta.txt", FEC), ("banque.ofx", OFX)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / "banque.ofx", tmp_path / "compta.txt"]


def test_files_enter_the_closed_workbook_once(office, files):
    outcome = office.run(import_files, load(files))
    assert outcome.status == 0
    invoices = office.frame("invoices").set_index("invoice").loc["NEUF-001"]
    assert (invoices["customer"], invoices["total_cents"]) == ("ZED", 123_456)
    assert invoices["accounting_balance_cents"] == 123_456
    payments = office.frame("payments")
    mine = payments[payments["source"] == "banque.ofx"].iloc[0]
    told = mine[["customer", "invoice", "amount_cents", "confidence", "accepted"]]
    assert told.tolist() == ["ZED", "NEUF-001", 123_456, "high", "ticked"]
    assert "ZED" in set(office.frame("customers")["customer"])

    before = office.book.read_bytes()
    again = office.run(import_files, load(files))
    assert office.book.read_bytes() == before
    assert [one["items"][0].get("state") for one in again.json["files"]] == ["known", "unchanged"]


def test_simulation_leaves_every_byte(office, files):
    before = office.book.read_bytes()
    outcome = office.run(import_files, load(files), simulate=True)
    assert office.book.read_bytes() == before
    assert [one["kind"] for one in outcome.json["files"]] == ["bank", "invoices"]
    assert [item["invoices"] for item in outcome.json["files"][0]["items"]] == [["NEUF-001"], []]


def test_the_folder_in_two_presses(office, files):
    folder = office.folder / "À importer"
    folder.mkdir()
    for file in files:
        file.rename(folder / file.name)
    first = office.run(import_folder)
    assert sorted(path.name for path in folder.iterdir()) == ["banque.ofx", "compta.txt"]
    assert "NEUF-001" not in set(office.frame("invoices")["invoice"])
    assert first.json["file"].endswith(".html")
    office.run(import_folder)
    assert [path.name for path in folder.iterdir()] == ["Importés"]
    assert "NEUF-001" in set(office.frame("invoices")["invoice"])


def test_what_other_people_wrote(office, samples):
    """Every sample is read or told of; a second import changes no byte."""
    wanted = ("camt/*", "ofx/*", "coda/*", "einvoice/*", "fec/*")
    paths = [path for pattern in wanted for path in sorted(samples.glob(pattern))[:4]]
    outcome = office.run(import_files, load(paths))
    assert len(outcome.json["files"]) == len(paths)
    before = office.book.read_bytes()
    office.run(import_files, load(paths))
    assert office.book.read_bytes() == before
