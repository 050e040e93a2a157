"""Invoice PDFs: found by name, never outside the folder."""

import os
import unicodedata
from pathlib import Path

import pytest

from relance_xl.adapters.invoice_files import InvoiceFolder
from relance_xl.ports import Attachment
from relance_xl.problems import TemplateTextError

PDF = b"%PDF-1.7 "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "Factures"
    (root / "2025").mkdir(parents=True)
    (root / "2026" / "profond").mkdir(parents=True)
    for name in (
        "F-12.PDF",
        "FA_2026_7.pdf",
        "2025/F-1.pdf",
        "2026/F-2.pdf",
        "2026/F-12.pdf",
        "2025/double.pdf",
        "2026/double.pdf",
        unicodedata.normalize("NFD", "élan.pdf"),
        "2026/profond/F-9.pdf",
    ):
        (root / name).write_bytes(PDF + name.encode())
    (root / "F-13.txt").write_bytes(b"texte")
    (root / "F-14.pdf").write_bytes(b"<html>")
    (root / "F-15.pdf").write_bytes(PDF + b"x" * 2000)
    (tmp_path / "secret.pdf").write_bytes(PDF + b"secret")
    return root


@pytest.mark.parametrize(
    ("invoice", "typed", "found"),
    [
        ("F-12", "", "F-12.PDF"),
        ("f-12", "", "F-12.PDF"),
        ("FA/2026/7", "", "FA_2026_7.pdf"),
        ("F/12", "", "F-12.PDF"),
        ("F-1", "", "2025/F-1.pdf"),
        ("Élan", "", "élan.pdf"),
        ("X", "F-12.pdf", "F-12.PDF"),
        ("X", " f-12 ", "F-12.PDF"),
        ("X", "2026/F-12.pdf", "2026/F-12.pdf"),
        ("X", "2026\\f-12", "2026/F-12.pdf"),
        ("F-12", "absent.pdf", None),
        ("F-1", "F-12.pdf", "F-12.PDF"),
        ("F", "", None),
        ("F-9", "", None),
        ("F-13", "", None),
        ("", "", None),
        ("F-1%", "", None),
        ("*", "", None),
    ],
)
def test_lookup(folder: Path, invoice: str, typed: str, found: str | None) -> None:
    attachment = InvoiceFolder(folder).find(invoice, typed)
    if found is None:
        assert attachment is None
        return
    assert attachment is not None
    written = attachment.content.removeprefix(PDF).decode()
    assert unicodedata.normalize("NFC", written) == found
    assert attachment.mime_type == "application/pdf"


@pytest.mark.parametrize(
    "hostile",
    [
        "../secret.pdf",
        "..\\secret.pdf",
        "2026/../../secret.pdf",
        "./../secret",
        "//serveur/partage/secret.pdf",
        "\\\\serveur\\partage\\secret.pdf",
        "C:\\secret.pdf",
        "C:secret.pdf",
        "F-12.pdf:flux.pdf",
        "file:///secret.pdf",
        "lien.pdf",
        "lien-dossier/secret.pdf",
        "secret\0.pdf",
        "%2e%2e/secret.pdf",
        "~/secret.pdf",
    ],
)
def test_no_name_leaves_the_folder(folder: Path, hostile: str) -> None:
    (folder / "lien.pdf").symlink_to(folder.parent / "secret.pdf")
    (folder / "lien-dossier").symlink_to(folder.parent, target_is_directory=True)
    door = InvoiceFolder(folder)
    assert door.find("X", hostile) is None
    assert door.find(hostile, "") is None
    assert door.find("X", str(folder.parent / "secret.pdf")) is None


@pytest.mark.parametrize(
    ("invoice", "told"),
    [
        ("F-14", "n’est pas un PDF lisible"),
        ("F-15", "dépasse"),
        ("double", "plusieurs sous-dossiers"),
        ("F-16", "n’est pas un PDF lisible|est illisible"),
    ],
)
def test_what_cannot_go_says_why(folder: Path, invoice: str, told: str) -> None:
    (folder / "F-16.pdf").write_bytes(b"")
    with pytest.raises(TemplateTextError, match=told) as fault:
        InvoiceFolder(folder, cap=1000).find(invoice, "")
    assert str(folder) not in str(fault.value)


def test_swapped_for_a_link_after_the_look(folder: Path) -> None:
    door = InvoiceFolder(folder)
    assert door.find("F-12", "") is not None
    (folder / "F-12.PDF").unlink()
    (folder / "F-12.PDF").symlink_to(folder.parent / "secret.pdf")
    with pytest.raises(TemplateTextError):
        door.find("F-12", "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "F-17.pdf")
    assert InvoiceFolder(folder).find("F-17", "") is None


def test_no_folder_no_file(tmp_path: Path) -> None:
    assert InvoiceFolder(tmp_path / "absent").find("F-12", "") is None


def test_the_name_on_disk_goes_along(folder: Path) -> None:
    assert InvoiceFolder(folder).find("FA/2026/7", "") == Attachment(
        "FA_2026_7.pdf", PDF + b"FA_2026_7.pdf"
    )
