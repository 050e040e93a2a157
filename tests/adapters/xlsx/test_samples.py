"""Outside workbooks made by Excel get a table of ours: it is filled, all else is kept."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from relance_xl.adapters.xlsx.layout import Layout, rels_of
from relance_xl.adapters.xlsx.package import Package
from tests.adapters.xlsx.samples import (
    HEADERS,
    THREE,
    closed,
    parts,
    substituted,
    with_parts,
    write_workbook,
)
from tests.adapters.xlsx.schema_check import SCHEMAS, SHARED, faults

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIRST_COLUMN, _HEADER_ROW = 60, 7
_LABELS = HEADERS["proposals"]
_ROWS = [
    {
        "number": f"REL-{n}",
        "channel": "é <&> _x0041_",
        "amount_cents": n / 4,
        "prepared_at": datetime(2026, 1, 1, 6 * (n % 4)),
    }
    for n in range(1, 40)
]


_SAMPLES = SHARED / "samples" / "workbooks"


def test_the_schemas_see_a_broken_part(tmp_path: Path) -> None:
    if not SCHEMAS.is_dir():
        pytest.skip(f"facultatif : {SCHEMAS} is not there, parts are not held against the schemas")
    path = write_workbook(tmp_path / "R.xlsx", THREE)
    assert faults(path) == {}
    substituted(path, "xl/worksheets/sheet1.xml", ("<sheetData>", "<sheetDat/><sheetData>"))
    assert [message.split(":")[0] for message in faults(path)] == ["xl/worksheets/sheet1.xml"]


@pytest.fixture(params=sorted(file.name for file in _SAMPLES.glob("*.xls?")) or ["none"])
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "none":
        pytest.skip(f"facultatif : {_SAMPLES} is not there")
    return Path(shutil.copyfile(_SAMPLES / request.param, tmp_path / request.param))


def give_table(path: Path) -> str:
    """Put an empty tblRelances far right on the first sheet; give the sheet's part."""
    with Package(path) as package:
        sheet = next(iter(Layout(package).sheets.values()))
        content, rels = package.read(sheet), package.real(rels_of(sheet))
        relations = package.read(rels) if rels else None
        types = package.read("[Content_Types].xml")
    namespace = re.search(rb'xmlns="([^"]*)"', content)[1].decode()
    strict = namespace != _MAIN
    first, last = get_column_letter(_FIRST_COLUMN), get_column_letter(_FIRST_COLUMN + 4)
    ref = f"{first}{_HEADER_ROW}:{last}{_HEADER_ROW + 1}"
    columns = "".join(f'<tableColumn id="{i}" name="{h}"/>' for i, h in enumerate(_LABELS, 1))
    table = (
        f'<table xmlns="{namespace}" id="990" name="tblRelances" displayName="tblRelances" '
        f'ref="{ref}" insertRow="1"><autoFilter ref="{ref}"/>'
        f'<tableColumns count="5">{columns}</tableColumns></table>'
    )
    relation = (
        f'<Relationship Id="rIdOurs" Type="{_REL}/table" Target="/xl/tables/table990.xml"/>'
    ).encode()
    empty = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b"</Relationships>"
    )
    override = (
        b'<Override PartName="/xl/tables/table990.xml" ContentType="application/vnd.'
        b'openxmlformats-officedocument.spreadsheetml.table+xml"/></Types>'
    )
    with_parts(
        path,
        {
            sheet: _with_table_part(content, strict=strict),
            rels or rels_of(sheet): (relations or empty).replace(
                b"</Relationships>", relation + b"</Relationships>"
            ),
            "[Content_Types].xml": types.replace(b"</Types>", override),
            "xl/tables/table990.xml": table.encode(),
        },
    )
    return sheet


def _with_table_part(content: bytes, *, strict: bool) -> bytes:
    root = etree.fromstring(content)
    name = "http://purl.oclc.org/ooxml/officeDocument/relationships" if strict else _REL
    holder = root.find("{*}tableParts")
    if holder is None:
        holder = etree.SubElement(root, f"{{{root.nsmap[None]}}}tableParts")
        extension = root.find("{*}extLst")
        if extension is not None:
            extension.addprevious(holder)
    etree.SubElement(holder, f"{{{root.nsmap[None]}}}tablePart").set(f"{{{name}}}id", "rIdOurs")
    holder.set("count", str(len(holder)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def test_a_table_in_a_foreign_workbook_is_filled_and_all_else_kept(sample: Path) -> None:
    sheet = give_table(sample)
    before, errors = parts(sample), faults(sample)
    with Package(sample) as package:
        workbook, chain = Layout(package).workbook, Layout(package).calc_chain
        styles = Layout(package).styles
    book = closed(sample)
    book.append("proposals", _ROWS)
    book.save()
    after = parts(sample)

    allowed = {sheet, workbook, styles, "xl/tables/table990.xml"}
    assert {name for name in before if after.get(name) != before[name]} <= allowed
    assert not chain or chain in after, "values only: the calculation chain stays"
    assert faults(sample) - errors == {}
    assert _other_cells(before[sheet]) == _other_cells(after[sheet])
    assert b"insertRow" not in after["xl/tables/table990.xml"]

    grid = closed(sample).read()["proposals"]
    assert [(row[0], row[1], row[3], row[4]) for row in grid.rows] == [
        (row["number"], row["channel"], row["amount_cents"], _day(row["prepared_at"]))
        for row in _ROWS
    ]
    if "57914" not in sample.name:  # openpyxl cannot open strict files
        name = load_workbook(sample).sheetnames[0]
        assert load_workbook(sample)[name].cell(_HEADER_ROW + 39, _FIRST_COLUMN).value == "REL-39"
    assert CalamineWorkbook.from_path(str(sample)).sheet_names

    book.replace("proposals", _ROWS[5:7])
    book.save()
    assert [row[0] for row in closed(sample).read()["proposals"].rows] == ["REL-6", "REL-7"]
    assert _other_cells(before[sheet]) == _other_cells(parts(sample)[sheet])
    assert faults(sample) - errors == {}


def _day(moment: datetime) -> object:
    return moment if moment.hour else moment.date()


def _other_cells(content: bytes) -> list[tuple[str, bytes]]:
    """Everything in the rows outside our table, canonical."""
    root = etree.fromstring(content)
    return [
        (cell.get("r"), etree.tostring(cell, method="c14n"))
        for cell in root.iterfind("{*}sheetData/{*}row/{*}c")
        if not re.fullmatch("B[H-L][0-9]+", cell.get("r"))
    ]
