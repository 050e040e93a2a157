"""Cells as they stand, whoever wrote the file and however."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table as ExcelTable

from relance_xl.adapters.xlsx import scan, values
from relance_xl.ports import NO_VALUE, ExcelError
from relance_xl.problems import WorkbookError
from tests.adapters.xlsx.samples import (
    HEADERS,
    THREE,
    closed,
    parts,
    substituted,
    with_parts,
    write_workbook,
)

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book_path(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "Relances.xlsx", THREE)


def why_column(path: Path) -> list[object]:
    return [row[5] for row in closed(path).read()["invoices"].rows]


def with_cells(path: Path, *cells: str) -> Path:
    """Give G4, G5, G6 (Pourquoi) the cells given."""
    content = parts(path)[SHEET].decode()
    for row, cell in zip((4, 5, 6), cells, strict=False):
        content = re.sub(rf'<c r="G{row}".*?(/>|</c>)', "", content)
        content = re.sub(rf'(<row r="{row}".*?)((?:<c r="H{row}"|</row>))', rf"\1{cell}\2", content)
    return with_parts(path, {SHEET: content.encode()})


def test_formulas_without_result_and_errors_are_told_apart(book_path: Path) -> None:
    with_cells(
        book_path,
        '<c r="G4"><f>A1</f></c>',
        '<c r="G5" t="str"><f>""</f><v></v></c>',
        '<c r="G6" t="e"><f>NA()</f><v>#N/A</v></c>',
    )
    grid = closed(book_path).read()["invoices"]

    assert [row[5] for row in grid.rows] == [NO_VALUE, None, ExcelError("#N/A")]
    assert isinstance(grid.rows[2][5], ExcelError)
    assert grid.formula_columns == {"Pourquoi"}


def test_a_text_that_looks_like_an_error_is_text(book_path: Path) -> None:
    with_cells(
        book_path,
        '<c r="G4" t="inlineStr"><is><t>#N/A</t></is></c>',
        '<c r="G5"><f>A1</f><v></v></c>',
        '<c r="G6" t="b"><v>1</v></c>',
    )
    first, second, third = why_column(book_path)

    assert (first, type(first)) == ("#N/A", str)
    assert second is NO_VALUE
    assert third is True


@pytest.mark.parametrize("use_calamine", [True, False])
def test_both_readers_agree(
    book_path: Path, monkeypatch: pytest.MonkeyPatch, *, use_calamine: bool
) -> None:
    with_cells(book_path, '<c r="G4" t="inlineStr"><is><t>a_x0041_ _x005F_x0041_</t></is></c>')
    if not use_calamine:
        monkeypatch.setattr(values, "DENSE_CELLS", 1)

    assert [list(row) for row in closed(book_path).read()["invoices"].rows] == [
        ["F1", "C1", 100.5, date(2026, 1, 15), None, "aA _x0041_", 12, None, None],
        ["F2", "C1", 20, date(2026, 2, 15), "à voir", None, None, None, None],
        [42, "C2", 7, None, None, None, None, None, None],
    ]


def test_dates_of_1904_workbooks_are_right_both_ways(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "Relances.xlsx", THREE, date_1904=True)
    book = closed(path)
    assert book.read()["invoices"].rows[0][3] == date(2026, 1, 15)

    book.patch("invoices", ["F1"], {"next_on": [date(2026, 12, 24)]})
    book.patch("invoices", ["F2"], {"next_on": [datetime(2026, 12, 24, 18)]})
    book.save()
    assert [row[7] for row in book.read()["invoices"].rows[:2]] == [
        date(2026, 12, 24),
        datetime(2026, 12, 24, 18),
    ]


def test_blank_rows_inside_a_table_are_rows(tmp_path: Path) -> None:
    headers, rows = THREE["invoices"]
    content = {"invoices": (headers, [rows[0], [None] * 9, rows[1]])}
    grid = closed(write_workbook(tmp_path / "Relances.xlsx", content)).read()["invoices"]

    assert list(grid.rows[1]) == [None] * 9
    assert grid.first_row == 4


def test_tables_are_found_on_renamed_sheets_and_by_any_case(book_path: Path) -> None:
    substituted(book_path, "xl/workbook.xml", ('name="Factures"', 'name="Mes clients &amp; moi"'))
    substituted(book_path, "xl/tables/table1.xml", ("tblFactures", "TBLfactures"))

    assert closed(book_path).read()["invoices"].sheet == "Mes clients & moi"


def prefixed(content: str) -> str:
    content = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", content)
    return content.replace("xmlns=", "xmlns:x=")


def without_references(content: str) -> str:
    content = re.sub(r'<c r="A1"/>', "", content)
    content = re.sub(r'<row r="1"[^>]*><c r="B1"', '<row r="1"><c/><c r="B1"', content)
    content = re.sub(r'(<row r="[2-9]"[^>]*>)', r"\1<c/>", content)
    return re.sub(r'<(row|c) r="[^"]*"(?: spans="[^"]*")?', r"<\1", content)


def shuffled(content: str) -> str:
    return re.sub(r'<c r="([A-Z]+\d+)" s="(\d+)"([^>/]*)', r'<c\3 s="\2" r="\1"', content)


def undimensioned(content: str) -> str:
    return re.sub(r"<dimension[^>]*/>", "", content)


def indented(content: str) -> str:
    return (
        content.replace("<row", "\n  <row")
        .replace("<c ", "\n    <c ")
        .replace("</row", "\n  </row")
    )


@pytest.mark.parametrize(
    "form",
    [prefixed, without_references, shuffled, undimensioned, indented],
    ids=lambda f: f.__name__,
)
def test_sheets_written_otherwise_are_read_and_changed(
    book_path: Path, form: Callable[[str], str]
) -> None:
    if form is without_references:  # rows 2 of the sample is missing: give it
        substituted(book_path, SHEET, ('<row r="3"', '<row r="2"></row><row r="3"'))
    content = form(parts(book_path)[SHEET].decode())
    with_parts(book_path, {SHEET: content.encode()})
    before = [list(row) for row in closed(book_path).read()["invoices"].rows]
    assert before[1][:5] == ["F2", "C1", 20, date(2026, 2, 15), "à voir"]

    book = closed(book_path)
    book.patch("invoices", ["F2"], {"why": ["x"], "days": [3], "next_on": [date(2026, 3, 1)]})
    book.append("invoices", [{"invoice": "F3", "due_on": date(2026, 3, 1)}])
    book.save()

    after = [list(row) for row in closed(book_path).read()["invoices"].rows]
    before[1][5:8] = ["x", 3, date(2026, 3, 1)]
    before.append(["F3", None, None, date(2026, 3, 1), *[None] * 5])
    assert after == before


def test_workbooks_of_openpyxl_are_read_and_changed(tmp_path: Path) -> None:
    path = tmp_path / "Relances.xlsx"
    made = Workbook()
    sheet = made.active
    sheet.append(HEADERS["invoices"])
    sheet.append(["F1", "C1", 10, date(2026, 1, 2), "n", "=A1", None, None, None])
    sheet.add_table(ExcelTable(displayName="tblFactures", ref="A1:I2"))
    made.save(path)
    book = closed(path)
    assert book.read()["invoices"].rows[0][5] is NO_VALUE

    book.patch("invoices", ["F1"], {"why": ["texte"], "next_on": [date(2026, 5, 6)]})
    book.save()
    assert closed(path).read()["invoices"].rows[0][5:8] == ("texte", None, date(2026, 5, 6))


def test_a_stray_cell_far_away_does_not_cost_gigabytes(
    book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = undimensioned(parts(book_path)[SHEET].decode())
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with_parts(book_path, {SHEET: content.replace("</sheetData>", far).encode()})

    grid = closed(book_path).read()["invoices"]
    assert [row[0] for row in grid.rows] == ["F1", "F2", 42]
    assert scan.DENSE_CELLS < 16384 * 1048576


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "mot de passe"),
        (b"PK\3\4 pas un zip", "pas un classeur"),
        (b"", "pas un classeur"),
        (b"Facture;Client\n", "pas un classeur"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, word: str
) -> None:
    path = tmp_path / "Relances.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookError, match=word):
        closed(path).read()


def test_a_missing_file_and_a_binary_workbook_are_refused(book_path: Path) -> None:
    with pytest.raises(WorkbookError, match="introuvable"):
        closed(book_path.with_name("Autre.xlsx")).read()
    with_parts(book_path, {"xl/workbook.bin": b"?"})
    with pytest.raises(WorkbookError, match="xlsb"):
        closed(book_path).read()


def test_a_zip_made_to_fill_the_memory_is_refused_unread(
    book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relance_xl.adapters.xlsx.package._UNPACKED", 1_000_000)
    closed(book_path).read()
    with_parts(book_path, {"xl/media/image1.bin": bytes(1_000_000)})
    with pytest.raises(WorkbookError, match="trop grand"):
        closed(book_path).read()


def test_damaged_parts_are_refused_with_a_sentence(book_path: Path) -> None:
    with_parts(book_path, {"xl/workbook.xml": b"<workbook"})
    with pytest.raises(WorkbookError, match="abîmé"):
        closed(book_path).read()


@pytest.mark.parametrize("form", [str, prefixed, shuffled, undimensioned])
def test_formulas_and_errors_are_seen_however_written(
    book_path: Path, form: Callable[[str], str]
) -> None:
    with_cells(
        book_path,
        '<c r="G4" s="0"><f>A1</f></c>',
        '<c r="G5" s="0" t="e"><v>#REF!</v></c>',
        '<c r="G6" s="0"><f>1+1</f><v>2</v></c>',
    )
    content = form(parts(book_path)[SHEET].decode())
    with_parts(book_path, {SHEET: content.encode()})
    grid = closed(book_path).read()["invoices"]

    assert [row[5] for row in grid.rows] == [NO_VALUE, ExcelError("#REF!"), 2]
    assert grid.formula_columns == {"Pourquoi"}


def test_what_stands_under_a_table_is_given_beside_it(book_path: Path) -> None:
    """Row 7 is right under it: a payment typed there would be taken for known."""
    content = parts(book_path)[SHEET].decode()
    rows = (
        '<row r="7"><c r="B7" t="inlineStr"><is><t>F9</t></is></c><c r="D7"><v>5</v></c></row>'
        '<row r="8"><c r="D8"><f>SUM(D4:D7)</f><v>12</v></c></row>'
    )
    content = content.replace("</sheetData>", f"{rows}</sheetData>")
    content = re.sub(r'<dimension ref="[^"]*"/>', '<dimension ref="B1:J8"/>', content)
    grids = closed(with_parts(book_path, {SHEET: content.encode()})).read()

    assert [list(line[:3]) for line in grids["invoices"].below] == [["F9", None, 5.0], [None] * 3]
    assert (len(grids["invoices"].rows), grids["proposals"].below) == (3, ())
