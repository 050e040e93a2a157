"""What a user added stays: parts not touched are the same bytes, touched ones are valid."""

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from relance_xl.ports import NO_VALUE
from relance_xl.problems import WorkbookError
from tests.adapters.xlsx.rich import rich_workbook
from tests.adapters.xlsx.samples import closed, parts, substituted, with_parts
from tests.adapters.xlsx.schema_check import faults

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    return rich_workbook(tmp_path / "Relances.xlsx")


def raw_members(path: Path) -> dict[str, bytes]:
    found = {}
    with zipfile.ZipFile(path) as package, path.open("rb") as file:
        for info in package.infolist():
            file.seek(info.header_offset + 26)
            sizes = file.read(4)
            file.seek(int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little"), 1)
            found[info.filename] = file.read(info.compress_size)
    return found


def test_a_patch_changes_cells_and_nothing_else(rich: Path) -> None:
    before, raw, errors = parts(rich), raw_members(rich), faults(rich)
    book = closed(rich)
    book.patch(
        "invoices",
        ["F1", "F2", "F3"],
        {
            "why": ["ancien", "échue & due < 10 j", "=1+1"],
            "days": [13, 3, 44],
            "next_on": [None, date(2026, 5, 4), date(2026, 5, 5)],
        },
    )
    book.save()
    after = parts(rich)

    touched = {name for name in after if after[name] != before[name]}
    assert touched == {SHEET, "xl/workbook.xml"}
    assert list(after) == list(before)
    assert {n: b for n, b in raw_members(rich).items() if n not in touched} == {
        n: b for n, b in raw.items() if n not in touched
    }
    assert (
        after["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"") == before["xl/workbook.xml"]
    )
    cell = re.compile(rb'<c r="([FGH][234])".*?(?:/>|</c>)')
    assert cell.sub(b"", after[SHEET]) == cell.sub(b"", before[SHEET])
    assert b'<c r="F2" t="s">' in after[SHEET], "an equal value keeps its very bytes"
    assert faults(rich) - errors == {}


def test_dates_take_the_style_of_the_row_above(rich: Path) -> None:
    book = closed(rich)
    book.patch("invoices", ["F2", "F3"], {"next_on": [date(2026, 5, 4), date(2026, 5, 5)]})
    book.save()

    sheet = load_workbook(rich)["Mes factures & co"]
    assert [sheet[f"H{row}"].value for row in (2, 3, 4)] == [
        datetime(2026, 2, 1),
        datetime(2026, 5, 4),
        datetime(2026, 5, 5),
    ]
    assert {sheet[f"H{row}"].number_format for row in (2, 3, 4)} == {"dd/mm/yyyy"}
    assert "xl/styles.xml" in parts(rich)


def test_a_date_where_no_style_shows_dates_gets_one_made(rich: Path) -> None:
    errors = faults(rich)
    book = closed(rich)
    book.append(
        "proposals",
        [{"number": "REL-1", "channel": "email", "prepared_at": datetime(2026, 5, 4, 8, 30)}],
    )
    book.save()

    cell = load_workbook(rich)["Relances"]["F3"]
    assert (cell.value, cell.is_date) == (datetime(2026, 5, 4, 8, 30), True)
    assert faults(rich) - errors == {}


TWO_MORE = [
    {"invoice": "F4", "total_cents": 400.0, "due_on": date(2026, 4, 15)},
    {
        "invoice": "F5",
        "total_cents": 500.0,
        "due_on": date(2026, 5, 15),
        "next_on": date(2026, 6, 1),
    },
]
FOLLOWING = {
    TABLE: ['ref="A1:I7"', '<autoFilter ref="A1:I6"'],
    SHEET: [
        '<conditionalFormatting sqref="G2:G6"',
        '<conditionalFormatting sqref="C2:C6"',
        'sqref="E2:E6"',
        'sqref="F2:F6"',
        "<formula1>'Mes factures &amp; co'!$A$2:$A$6</formula1>",
        'sqref="A2:A6"',
        "<xm:sqref>C2:C6</xm:sqref>",
        '<dimension ref="A1:K20"',
    ],
    "xl/charts/chart1.xml": [
        "'Mes factures &amp; co'!$C$2:$C$6",
        "'Mes factures &amp; co'!$A$2:$A$6",
    ],
    "xl/workbook.xml": ["<definedName name=\"Totaux\">'Mes factures &amp; co'!$C$2:$C$6"],
}
"""What must stand in each part once the table of three invoices has five."""


def test_a_grown_table_takes_everything_with_it(rich: Path) -> None:
    errors = faults(rich)
    book = closed(rich)
    book.append("invoices", TWO_MORE)
    book.save()

    after = {name: content.decode("utf-8", "replace") for name, content in parts(rich).items()}
    left_behind = [
        (name, words)
        for name, following in FOLLOWING.items()
        for words in following
        if words not in after[name]
    ]
    assert left_behind == []
    assert faults(rich) - errors == {}


def test_rows_added_have_dates_formats_formulas_and_the_totals_below(rich: Path) -> None:
    book = closed(rich)
    book.append("invoices", TWO_MORE)
    book.save()

    ws = load_workbook(rich)["Mes factures & co"]
    double = "=tblFactures[[#This Row],[Total TTC]]*2"
    assert [[cell.value for cell in row] for row in ws["A5:I7"]] == [
        ["F4", None, 400, datetime(2026, 4, 15), None, None, None, None, double],
        ["F5", None, 500, datetime(2026, 5, 15), None, None, None, datetime(2026, 6, 1), double],
        ["Total", None, "=SUBTOTAL(109,[Total TTC])", *[None] * 6],
    ]
    assert ws["C6"].number_format == "#,##0.00"
    grid = closed(rich).read()["invoices"]
    assert len(grid.rows) == 5
    assert grid.formula_columns == {"Double"}
    assert grid.rows[4][8] is NO_VALUE


def test_a_shrunk_table_leaves_no_ghosts_and_comes_back(rich: Path) -> None:
    errors = faults(rich)
    book = closed(rich)
    rows = [{"invoice": "F3", "why": "reste"}]
    book.replace("invoices", rows)
    book.save()
    ws = load_workbook(rich)["Mes factures & co"]

    assert ws.tables["tblFactures"].ref == "A1:I3"
    assert [ws[f"{c}2"].value for c in "ABCF"] == ["F3", "C2", 300, "reste"]
    assert [ws[f"{c}3"].value for c in "AC"] == ["Total", "=SUBTOTAL(109,[Total TTC])"]
    assert {c.value for row in ws["A4:I6"] for c in row} == {None}
    assert ws["K4"].value in ("=C4*10", "=")
    assert faults(rich) - errors == {}

    book.append("invoices", [{"invoice": f"F{n}"} for n in range(4, 8)])
    book.save()
    assert load_workbook(rich)["Mes factures & co"].tables["tblFactures"].ref == "A1:I7"
    assert 'sqref="G2:G6"' in parts(rich)[SHEET].decode()
    assert faults(rich) - errors == {}


def test_growing_into_used_cells_is_refused(rich: Path) -> None:
    before = rich.read_bytes()
    book = closed(rich)
    book.append("invoices", [{"invoice": f"F{n}"} for n in range(4, 20)])

    with pytest.raises(WorkbookError, match="A20"):
        book.save()
    assert rich.read_bytes() == before
    assert not (rich.parent / "copies").exists()


def test_a_shared_formula_lives_on_when_a_member_is_overwritten(rich: Path) -> None:
    sheet = re.sub(r'<c r="G[234]".*?(?:/>|</c>)', "", parts(rich)[SHEET].decode())
    first = '<c r="G2"><f t="shared" ref="G2:G4" si="7">C2-$C$2+1</f><v>1</v></c>'
    for row, cell in (
        (2, first),
        (3, '<c r="G3"><f t="shared" si="7"/><v>101</v></c>'),
        (4, '<c r="G4"><f t="shared" si="7"/><v>201</v></c>'),
    ):
        sheet = re.sub(rf'(<row r="{row}".*?)(<c r="[H-K]{row}")', rf"\1{cell}\2", sheet, count=1)
    with_parts(rich, {SHEET: sheet.encode()})
    book = closed(rich)
    assert "Retard" in book.read()["invoices"].formula_columns
    book.patch("invoices", ["F1"], {"days": [5]})
    book.save()

    ws = load_workbook(rich)["Mes factures & co"]
    assert [ws[f"G{row}"].value for row in (2, 3, 4)] == [5, "=C3-$C$2+1", "=C4-$C$2+1"]
    content = parts(rich)[SHEET].decode()
    assert 'si="7"' not in content
    assert content.count('si="0"') == 3, "a group that is not touched stays shared"


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_array_and_data_tables_are_not_written_into(rich: Path, kind: str) -> None:
    substituted(
        rich,
        SHEET,
        ('<c r="G2"><v>12</v></c>', f'<c r="G2"><f t="{kind}" ref="G2:G3">C2:C3</f><v>1</v></c>'),
    )
    before = rich.read_bytes()
    book = closed(rich)
    book.patch("invoices", ["F2"], {"days": [5]})

    with pytest.raises(WorkbookError, match="G3"):
        book.save()
    assert rich.read_bytes() == before


def test_the_calculation_chain_goes_only_when_a_formula_changes(rich: Path) -> None:
    main = "openxmlformats.org/spreadsheetml/2006/main"
    chain = f'<calcChain xmlns="http://schemas.{main}"><c r="K2" i="1"/></calcChain>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    link = f'<Relationship Id="rId99" Type="{relation}" Target="calcChain.xml"/></Relationships>'
    substituted(rich, "[Content_Types].xml", ("</Types>", override))
    substituted(rich, "xl/_rels/workbook.xml.rels", ("</Relationships>", link))
    with_parts(rich, {"xl/calcChain.xml": chain})
    book = closed(rich)
    book.patch("invoices", ["F1"], {"days": [99]})
    book.save()
    assert parts(rich)["xl/calcChain.xml"] == chain

    book.append("invoices", [{"invoice": "F4"}])
    book.save()
    after = parts(rich)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert b"sharedStrings" in after["[Content_Types].xml"]


def test_same_input_same_bytes(rich: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin" / rich.name
    twin.parent.mkdir()
    twin.write_bytes(rich.read_bytes())
    for path in (rich, twin):
        book = closed(path)
        book.append("proposals", [{"number": "REL-1", "prepared_at": datetime(2026, 1, 1, 8)}])
        book.save()
    assert rich.read_bytes() == twin.read_bytes()


def test_moved_rows_keep_the_users_cells_formats_and_formulas(rich: Path) -> None:
    book = closed(rich)
    book.replace(
        "invoices", [{"invoice": "F3"}, {"invoice": "F9", "total_cents": 9}, {"invoice": "F1"}]
    )
    book.save()
    ws = load_workbook(rich)["Mes factures & co"]

    assert [[ws[f"{c}{row}"].value for c in "ABCEFG"] for row in (2, 3, 4)] == [
        ["F3", "C2", 300, None, None, None],
        ["F9", None, 9, None, None, None],
        ["F1", "C1", 100, "note", "ancien", 12],
    ]
    assert [ws[f"D{row}"].number_format for row in (2, 4)] == ["dd/mm/yyyy"] * 2
    assert ws["D4"].value == datetime(2026, 1, 15)


def test_a_filter_does_not_hide_new_rows(rich: Path) -> None:
    substituted(rich, SHEET, ('<row r="3" ', '<row r="3" hidden="1" '))
    book = closed(rich)
    book.replace("invoices", [{"invoice": "F1"}, {"invoice": "F9"}])
    book.save()

    assert not load_workbook(rich)["Mes factures & co"].row_dimensions[3].hidden


def test_a_table_below_is_in_the_way_and_a_table_beside_is_not(rich: Path) -> None:
    book = closed(rich)
    book.append("proposals", [{"number": f"REL-{n}", "channel": "x"} for n in range(30)])
    book.save()
    assert load_workbook(rich)["Relances"]["H2"].value == "à côté"

    content = parts(rich)["xl/worksheets/sheet1.xml"].decode()
    merged = content.replace('<mergeCell ref="A20:C20"/>', '<mergeCell ref="B7:C8"/>')
    with_parts(rich, {SHEET: merged.encode()})
    book = closed(rich)
    book.append("invoices", [{"invoice": f"G{n}"} for n in range(3)])
    with pytest.raises(WorkbookError, match="B7"):
        book.save()
