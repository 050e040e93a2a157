"""Sheet Accueil never shows figures from before a command."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
import xlsxwriter

from tests.adapters.xlsx.samples import HEADERS, closed, parts, substituted
from tests.adapters.xlsx.schema_check import faults

HOME = "xl/worksheets/sheet1.xml"
SUM = "<f>SUM(tblFactures[Total TTC])</f>"
WORDS = '<f>"Total "&amp;COUNTIFS(tblFactures[Pourquoi],"neuf")</f>'
OLD_SUM = f'<c r="B2" s="1">{SUM}<v>7</v></c>'
NEW_SUM = f'<c r="B2" s="1">{SUM}</c>'
OLD_WORDS = f'<c r="B3" t="str">{WORDS}<v>Total 0</v></c>'
NEW_WORDS = f'<c r="B3">{WORDS}</c>'


def _workbook(path: Path, home: str = "Accueil", *, table_on_home: bool = False) -> Path:
    """Accueil counts what table Factures, on the second sheet, holds; values are old ones."""
    book = xlsxwriter.Workbook(path)
    first, second = book.add_worksheet(home), book.add_worksheet("Factures")
    bold = book.add_format({"bold": True})
    first.write_row("A1", ["Chez moi", 12.5, True])
    first.write_formula("B2", "=SUM(tblFactures[Total TTC])", bold, 7)
    first.write_formula("B3", '="Total "&COUNTIFS(tblFactures[Pourquoi],"neuf")', None, "Total 0")
    second.write_formula("M1", "=SUM(tblFactures[Total TTC])", None, 7)
    columns = [{"header": header} for header in HEADERS["invoices"]]
    data = [["F1", "C1", 100.5], ["F2", "C1", 20]]
    sheet = first if table_on_home else second
    sheet.add_table("A5:I7", {"name": "tblFactures", "columns": columns, "data": data})
    book.close()
    return path


def _marked(path: Path) -> Path:
    book = closed(path)
    book.patch("invoices", ["F1"], {"why": ["neuf"]})
    book.save()
    return path


def test_old_figures_go_and_nothing_else(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "Relances.xlsx")
    before, errors = parts(path), faults(path)
    content = before[HOME].decode()
    assert content.count(OLD_SUM) == content.count(OLD_WORDS) == 1

    after = parts(_marked(path))
    assert after[HOME].decode() == content.replace(OLD_SUM, NEW_SUM).replace(OLD_WORDS, NEW_WORDS)
    assert b"<f>SUM(tblFactures[Total TTC])</f><v>7</v>" in after["xl/worksheets/sheet2.xml"]
    assert faults(path) - errors == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<c t="e" r="B2"><f>1/0</f><v>#DIV/0!</v></c>', '<c r="B2"><f>1/0</f></c>'),
        ('<c r="B2" t="b" cm="1" vm="2"><f t="array" ref="B2">A1</f> <v>1</v></c>',
         '<c r="B2" cm="1"><f t="array" ref="B2">A1</f> </c>'),
        ("<c r='B2' t='str'><f t='shared' si='0'/><v/></c>",
         "<c r='B2'><f t='shared' si='0'/></c>"),
        ('<c r="B2"><f>A1</f></c>', '<c r="B2"><f>A1</f></c>'),
        ('<c r="B2" t="inlineStr"><is><t>&lt;f></t></is></c>',) * 2,
        ('<c r="A2" s="1"/><c r="B2" t="s"><v>0</v></c>',) * 2,
    ],
)  # fmt: skip
def test_however_a_program_wrote_them(tmp_path: Path, old: str, new: str) -> None:
    path = substituted(_workbook(tmp_path / "Relances.xlsx"), HOME, (OLD_SUM, old))
    content = parts(path)[HOME].decode()
    after = parts(_marked(path))[HOME].decode()
    assert after == content.replace(old, new).replace(OLD_WORDS, NEW_WORDS)


def test_a_prefixed_sheet_loses_them_too(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "Relances.xlsx")
    old = '<x:c r="B2" t="n"><x:f>1</x:f><x:v>7</x:v></x:c>'
    substituted(path, HOME, (OLD_SUM, old), ("<worksheet ", '<worksheet xmlns:x="urn:x" '))
    assert '<x:c r="B2"><x:f>1</x:f></x:c>' in parts(_marked(path))[HOME].decode()


@pytest.mark.parametrize("changed", [{"home": "Ma page"}, {"table_on_home": True}])
def test_a_sheet_that_is_not_ours_keeps_its_values(tmp_path: Path, changed: dict[str, str]) -> None:
    path = _marked(_workbook(tmp_path / "Relances.xlsx", **changed))
    content = parts(path)[HOME].decode()
    assert (OLD_SUM in content, OLD_WORDS in content) == (True, True)


def test_nothing_to_save_changes_nothing(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "Relances.xlsx")
    before = path.read_bytes()
    book = closed(path)
    book.read()
    book.save()
    assert path.read_bytes() == before


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is missing")
def test_libreoffice_as_installed_shows_the_new_figures(tmp_path: Path) -> None:
    path = _marked(_workbook(tmp_path / "Relances.xlsx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "Relances.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[1] for row in rows[1:3]] == ["120.5", "Total 1"]
