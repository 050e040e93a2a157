"""Files to import: read by content, fetched, unpacked, moved, filed; nothing overwritten."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from relance_xl.adapters import import_files
from relance_xl.adapters.import_files import (
    ImportFolderOnDisk,
    InvoicePageFolder,
    load,
    read_import,
)
from relance_xl.incoming import BankFile, ImportFile, LedgerFile, Profile, Reading, UnknownLayout
from relance_xl.problems import ChannelError

OFX = b"""OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>30006<ACCTID>12345678901<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260601<DTEND>20260612
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260610<TRNAMT>120.00<FITID>A1<NAME>DUPONT</STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
FEC = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|"
    "PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|"
    "Idevise\n"
    "VE|Ventes|1|20260505|411000|Clients|C1|Dupont|F12|20260505|Facture|120,00|0,00||||0|\n"
    "VE|Ventes|1|20260505|707000|Ventes|||F12|20260505|Facture|0,00|120,00||||0|\n"
).encode("iso-8859-15")


def zipped(**members: bytes) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"), [(OFX, BankFile), (FEC, LedgerFile)], ids=["bank", "ledger"]
)
def test_a_file_is_told_by_its_content(content, kind):
    found = read_import(ImportFile("sans-nom.bin", content), ())
    assert isinstance(found, Reading)
    assert isinstance(found.file, kind)


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 50, b"Bonjour", b"%PDF-1.4", b"<a>"])
def test_what_is_no_import_is_said_so(content):
    found = read_import(ImportFile("x", content), ())
    assert isinstance(found, UnknownLayout)
    assert found.reason


def test_a_reader_that_fails_stops_nobody(monkeypatch):
    def broken(name, content, profiles):
        raise ZeroDivisionError

    monkeypatch.setattr(import_files, "read_ledger", broken)
    assert isinstance(read_import(ImportFile("a", OFX), ()), Reading)
    found = read_import(ImportFile("a", b"?"), ())
    assert isinstance(found, UnknownLayout)


def test_a_confirmed_reading_is_taken_before_a_guess(monkeypatch):
    guess = Profile("P", "bank", ("a", "b"), (("day", "a"), ("label", "b")))
    sure = Profile("Q", "invoices", ("a",), (("invoice", "a"),), confirmed=True)
    monkeypatch.setattr(
        import_files, "read_bank", lambda *_: Reading(BankFile("a", "CSV", ()), guess)
    )
    monkeypatch.setattr(
        import_files, "read_ledger", lambda *_: Reading(LedgerFile("a", "CSV"), sure)
    )
    found = read_import(ImportFile("a", b"x"), ())
    assert isinstance(found, Reading)
    assert found.profile == sure


def test_the_folder_gives_files_and_opens_archives(tmp_path):
    (tmp_path / "b.ofx").write_bytes(OFX)
    (tmp_path / "a.zip").write_bytes(zipped(**{"../../x.ofx": OFX, "d/y.txt": FEC, ".hid": b"1"}))
    (tmp_path / "livre.xlsx").write_bytes(zipped(**{"[Content_Types].xml": b"<Types/>"}))
    (tmp_path / "~$livre.xlsx").write_bytes(b"lock")
    (tmp_path / "Importés").mkdir()
    (tmp_path / "lien").symlink_to("/etc/hostname")
    found = ImportFolderOnDisk(tmp_path).files()
    assert [(file.name, file.place) for file in found] == [
        ("a.zip › x.ofx", "a.zip"),
        ("a.zip › y.txt", "a.zip"),
        ("b.ofx", "b.ofx"),
        ("livre.xlsx", "livre.xlsx"),
    ]
    assert found[0].content == OFX


def test_no_folder_is_no_file(tmp_path):
    assert ImportFolderOnDisk(tmp_path / "À importer").files() == []


def test_moving_writes_over_nothing(tmp_path):
    folder = ImportFolderOnDisk(tmp_path)
    told = []
    for content in (b"1", b"2", b"3"):
        (tmp_path / "releve.xml").write_bytes(content)
        told.append(folder.put_away("releve.xml"))
    assert told == ["Importés/releve.xml", "Importés/releve (2).xml", "Importés/releve (3).xml"]
    assert [(tmp_path / name).read_bytes() for name in told] == [b"1", b"2", b"3"]
    assert not (tmp_path / "releve.xml").exists()


def test_moving_where_links_are_not_known(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(import_files.os, "link", refuse)
    (tmp_path / "a.xml").write_bytes(b"1")
    assert ImportFolderOnDisk(tmp_path).put_away("a.xml") == "Importés/a.xml"
    assert (tmp_path / "Importés" / "a.xml").read_bytes() == b"1"


@pytest.mark.parametrize("place", ["../a.xml", "/etc/hostname", "d/a.xml", "absent.xml", "lien"])
def test_nothing_leaves_the_folder(tmp_path, place):
    (tmp_path / "lien").symlink_to("/etc/hostname")
    with pytest.raises(ChannelError):
        ImportFolderOnDisk(tmp_path).put_away(place)


def test_files_named_by_a_person(tmp_path, monkeypatch):
    monkeypatch.setattr(import_files, "_LARGEST", 10)
    (tmp_path / "gros").write_bytes(b"x" * 11)
    (tmp_path / "petit").write_bytes(b"x")
    found = load([tmp_path / "gros", tmp_path / "petit", tmp_path / "absent", tmp_path])
    assert [bool(file.fault) for file in found] == [True, False, True, True]
    assert found[3].fault.startswith("C’est un dossier")


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(import_files, "_LARGEST", 5_000)
    path = Path(tmp_path / "bombe.zip")
    path.write_bytes(zipped(a=b"0" * 100_000))
    (found,) = load([path])
    assert found.fault


def test_pages_are_filed_under_the_number(tmp_path):
    pages = InvoicePageFolder(tmp_path / "Factures PDF")
    assert pages.keep("F/2026-1", b"%PDF-1") == ""
    assert (tmp_path / "Factures PDF" / "F-2026-1.pdf").read_bytes() == b"%PDF-1"
    assert pages.keep("F/2026-1", b"%PDF-1") == ""
    assert "diffère" in pages.keep("F/2026-1", b"%PDF-2")
    assert (tmp_path / "Factures PDF" / "F-2026-1.pdf").read_bytes() == b"%PDF-1"
    assert pages.keep("../../secret", b"%PDF-1") == ""
    assert not (tmp_path.parent / "secret.pdf").exists()
