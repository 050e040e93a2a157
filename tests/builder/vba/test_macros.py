"""The workbook with macros: buttons, ribbon, VBA and registry say the same."""

import re
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree
from openpyxl.workbook.defined_name import DefinedName

from relance_xl.adapters.xlsx import ClosedBook
from relance_xl.builder import build
from relance_xl.builder.ribbon import NAMESPACE, PART, ribbon_xml
from relance_xl.builder.sheets import HOME, SHEETS
from relance_xl.builder.vba import WORKBOOK_NAME, sheet_name, workbook_modules
from relance_xl.builder.vba.sources import BUTTONS_MODULE, RIBBON_MACRO, buttons_source
from relance_xl.resources import macros_dir
from relance_xl.schema import TABLES
from relance_xl.schema.buttons import BUTTONS
from relance_xl.schema.parameters import PARAMETERS_LIST

KEPT = Path(__file__).resolve().parents[3] / "workbook" / "RelanceXL.xlsm"
TODAY = date(2026, 11, 23)
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
DRAWING = "xl/drawings/drawing1.xml"
SUB = re.compile(r"^(?:Public )?Sub (\w+)\(", re.MULTILINE)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("macros") / "Relances.xlsm"
    build(path, today=TODAY, workbook_id="abc")
    return path


def _part(path: Path, name: str) -> bytes:
    with ZipFile(path) as package:
        return package.read(name)


def _shapes(path: Path) -> list[etree._Element]:
    return list(etree.fromstring(_part(path, DRAWING)).iter(f"{XDR}sp"))


def test_the_registry_is_well_kept() -> None:
    for field in ("name", "caption", "macro", "function"):
        values = [getattr(button, field) for button in BUTTONS]
        assert len({value.casefold() for value in values}) == len(values), field
    for button in BUTTONS:
        assert button.function.isidentifier()
        assert re.fullmatch(r"[A-Za-z]\w{0,30}", button.macro, re.ASCII)
        assert re.fullmatch(r"[A-Za-z]+", button.icon)
        assert button.help.endswith(".")
        assert button.sheet in {"", HOME}


def test_every_macro_named_exists_and_calls_its_function() -> None:
    source = buttons_source()
    assert SUB.findall(source) == [*(button.macro for button in BUTTONS), RIBBON_MACRO]
    for button in BUTTONS:
        assert f'Public Sub {button.macro}()\n    Lancer "{button.function}"\nEnd Sub' in source
    assert "Public Sub Lancer(ByVal fonction As String)" in _launcher()


def test_no_macro_declares_windows_functions_or_needs_a_script_host() -> None:
    for module in workbook_modules(3):
        code = re.sub(r"(?m)'.*$", "", module.text)
        assert not re.search(r"\b(Declare|CreateObject|GetObject|WScript)\b", code), module.name


def _launcher() -> str:
    return (macros_dir() / "Lanceur.bas").read_text(encoding="utf-8")


def test_the_launcher_looks_for_the_names_the_schema_gives() -> None:
    table = TABLES["parameters"]
    labels = {parameter.name: parameter.label for parameter in PARAMETERS_LIST}
    value, name = table["value"].label, table["parameter"].label
    assert f"{table.excel_name}[{value}]" in _launcher()
    assert f'MATCH(""{labels["program"]}"",{table.excel_name}[{name}],0)' in _launcher()


def test_the_sentences_of_the_launcher_keep_french_typography() -> None:
    sentences = re.findall(r'"([^"]*)"', _launcher())
    assert not [words for words in sentences if re.search(r"\w [:;!?»]|« |'", words)]


def test_the_ribbon_offers_every_button() -> None:
    root = etree.fromstring(ribbon_xml())
    assert root.tag == f"{{{NAMESPACE}}}customUI"
    found = [
        (group.get("label"), *(button.get(k) for k in ("label", "tag", "onAction", "imageMso")))
        for group in root.iter(f"{{{NAMESPACE}}}group")
        for button in group
    ]
    assert found == [(b.ribbon_group, b.caption, b.function, RIBBON_MACRO, b.icon) for b in BUTTONS]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)


def test_the_package_leads_to_the_ribbon(file: Path) -> None:
    assert _part(file, PART) == ribbon_xml()
    links = etree.fromstring(_part(file, "_rels/.rels"))
    assert [link.get("Target") for link in links if "ui/extensibility" in link.get("Type")] == [
        PART
    ]
    kinds = _part(file, "[Content_Types].xml").decode()
    assert '<Default Extension="xml" ContentType="application/xml"/>' in kinds
    assert "application/vnd.ms-excel.sheet.macroEnabled.main+xml" in kinds


def test_every_button_stands_on_home_with_its_macro(file: Path) -> None:
    found = [
        (
            shape.get("macro"),
            "".join(shape.itertext()).strip(),
            shape.find(f".//{XDR}cNvPr").get("descr"),
        )
        for shape in _shapes(file)
    ]
    on_home = [button for button in BUTTONS if button.sheet == HOME]
    expected = [(f"[0]!{button.macro}", button.caption, button.help) for button in on_home]
    assert sorted(found) == sorted(expected)


def test_names_in_vba_are_those_of_the_sheets(file: Path) -> None:
    names = [module.name for module in workbook_modules(len(SHEETS) + 2)]
    assert f'codeName="{WORKBOOK_NAME}"' in _part(file, "xl/workbook.xml").decode()
    for position in range(len(SHEETS) + 2):
        sheet = _part(file, f"xl/worksheets/sheet{position + 1}.xml").decode()
        assert f'codeName="{sheet_name(position)}"' in sheet
        assert names[1 + position] == sheet_name(position)
    assert names[-2:] == [BUTTONS_MODULE, "Lanceur"]


def test_what_a_button_did_has_its_place(file: Path) -> None:
    book = openpyxl.load_workbook(file, keep_vba=True)
    name = book.defined_names["relance_resultat"]
    assert isinstance(name, DefinedName)
    ((sheet, cell),) = name.destinations
    assert book[sheet][cell].value == "Ce que fait un bouton s’écrit ici."


def test_help_tells_what_every_button_does(file: Path) -> None:
    rows = openpyxl.load_workbook(file)["Aide"].iter_rows(max_col=2, values_only=True)
    assert {(button.caption, button.help) for button in BUTTONS} <= set(rows)


def test_a_workbook_without_macros_has_no_buttons(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    build(path, today=TODAY, workbook_id="abc")
    with ZipFile(path) as package:
        names = package.namelist()
    assert not [n for n in names if "vba" in n or "customUI" in n or "drawing" in n]


def test_same_arguments_same_bytes(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "b.XLSM"
    build(again, today=TODAY, workbook_id="abc")
    assert again.read_bytes() == file.read_bytes()


def test_the_closed_file_keeps_macros_buttons_and_ribbon(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.xlsm"
    path.write_bytes(file.read_bytes())
    book = ClosedBook(path, tmp_path / "s", TABLES, lambda: datetime(2026, 11, 23, 9))
    book.append("customers", [{"customer": "C1", "name": "Été & fils"}])
    book.save()
    assert path.read_bytes() != file.read_bytes()
    for part in ("xl/vbaProject.bin", PART, DRAWING, "_rels/.rels"):
        assert _part(path, part) == _part(file, part)


def test_the_kept_workbook_is_what_the_sources_build(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.xlsm"
    build(fresh, today=date(2026, 1, 1), workbook_id="")
    with ZipFile(KEPT) as kept, ZipFile(BytesIO(fresh.read_bytes())) as built:
        stale = [
            n for n in built.namelist() if n not in kept.namelist() or kept.read(n) != built.read(n)
        ]
        assert not stale, "lancer « python scripts/build_workbook.py »"
        assert kept.namelist() == built.namelist()


def test_python_has_every_function_a_button_names() -> None:
    macros = pytest.importorskip("relance_xl.macros")
    for button in BUTTONS:
        assert callable(getattr(macros, button.function, None)), button.function
