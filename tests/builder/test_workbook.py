"""The new workbook as Excel would find it."""

import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from relance_xl.builder import build
from relance_xl.builder.figures import FIGURES
from relance_xl.builder.sheets import SHEETS
from relance_xl.builder.styles import NUMBER_FORMATS, is_greyed
from relance_xl.problems import UsageError, WorkbookError
from relance_xl.render.vocabulary import FIELDS
from relance_xl.schema import TABLES, Column, Kind, Owner, Table
from relance_xl.schema.parameters import PARAMETERS_LIST

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("builder") / "vide.xlsx"
    build(path, today=TODAY, workbook_id="abc")
    return path


@pytest.fixture(scope="module")
def book(file: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(file)


def _columns() -> list[tuple[Table, int, Column]]:
    return [(t, i, c) for t in TABLES.values() for i, c in enumerate(t)]


def _first_cell(book: openpyxl.Workbook, table: Table, offset: int) -> tuple[Worksheet, int, int]:
    sheet = book[table.sheet]
    found = sheet.tables[table.excel_name]
    left, top = openpyxl.utils.cell.range_boundaries(found.ref)[:2]
    return sheet, top + 1, left + offset


def test_sheets_stand_in_their_order(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Accueil", *(sheet.name for sheet in SHEETS), "Aide"]


def test_every_table_has_its_name_headers_and_a_row(book: openpyxl.Workbook) -> None:
    for table in TABLES.values():
        found = book[table.sheet].tables[table.excel_name]
        assert [c.name for c in found.tableColumns] == [c.label for c in table]
        left, top, right, bottom = openpyxl.utils.cell.range_boundaries(found.ref)
        assert right - left + 1 == len(table.columns)
        assert bottom > top
        assert found.autoFilter is not None
        assert book[table.sheet].freeze_panes is not None


def _column_style(sheet, col):
    """Give the dimension a column belongs to: like neighbours share one."""
    found = sheet.column_dimensions.values()
    return next(dimension for dimension in found if dimension.min <= col <= dimension.max)


def test_every_column_has_its_format(book: openpyxl.Workbook) -> None:
    for table, offset, column in _columns():
        sheet, row, col = _first_cell(book, table, offset)
        cell, header = sheet.cell(row, col), sheet.cell(row - 1, col)
        assert header.value == column.label
        assert header.font.bold, (table.name, column.name)
        shown = cell if cell.has_style else _column_style(sheet, col)
        if (table.name, column.name) != ("parameters", "value"):
            assert shown.number_format == NUMBER_FORMATS[column.kind], (table.name, column.name)
        if is_greyed(column):
            assert shown.fill.fgColor.rgb == "FFEDEFF2", (table.name, column.name)


def test_every_column_has_its_message_and_drop_down(book: openpyxl.Workbook) -> None:
    for table, offset, column in _columns():
        sheet, row, col = _first_cell(book, table, offset)
        place = sheet.cell(row, col).coordinate
        rules = [v for v in sheet.data_validations.dataValidation if place in v.sqref]
        assert rules, (table.name, column.name)
        rule = rules[-1]
        assert rule.promptTitle
        assert rule.prompt
        if (table.name, column.name) == ("parameters", "value") or is_greyed(column):
            continue
        if column.choices:
            assert rule.formula1 == '"' + ",".join(c.label for c in column.choices) + '"'
            assert rule.errorStyle == "warning"
        elif column.refers or column.kind is Kind.FLAG:
            assert rule.type == "list"


def test_every_reference_list_is_a_defined_name(book: openpyxl.Workbook) -> None:
    names = {name.attr_text for name in book.defined_names.values()}
    used = {
        rule.formula1
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list" and not str(rule.formula1).startswith('"')
    }
    assert used <= set(book.defined_names)
    assert "tblClients[Code client]" in names


def test_formula_columns_are_stored_with_a_value(file: Path, book: openpyxl.Workbook) -> None:
    values = openpyxl.load_workbook(file, data_only=True)
    for table, offset, column in _columns():
        if column.owner is Owner.FORMULA:
            sheet, row, col = _first_cell(book, table, offset)
            assert str(sheet.cell(row, col).value).startswith("=")
            assert values[table.sheet].cell(row, col).value in (0, None, "")


def test_parameters_show_their_defaults_and_the_id(book: openpyxl.Workbook) -> None:
    sheet, row, col = _first_cell(book, TABLES["parameters"], 2)
    shown = {
        sheet.cell(row + i, col - 1).value: sheet.cell(row + i, col).value
        for i in range(len(PARAMETERS_LIST))
    }
    assert shown["Devise"] == "EUR"
    assert shown["Montant à valider un par un"] == 10000
    assert shown["Envoi des e-mails"] == "dossier"
    assert shown["Identifiant du classeur"] == "abc"
    assert shown["Nom de la société"] is None


def test_help_tells_every_column(book: openpyxl.Workbook) -> None:
    words = {row[0].value for row in book["Aide"].iter_rows(max_col=1)}
    assert {column.label for _, _, column in _columns()} <= words
    assert {f"{{{{ {field.name} }}}}" for field in FIELDS} <= words


def test_help_begins_with_a_link_to_every_section(book: openpyxl.Workbook) -> None:
    sheet = book["Aide"]
    links = [c.hyperlink for row in sheet.iter_rows(max_row=20) for c in row if c.hyperlink]
    inside = [link.location.split("!")[1] for link in links if link.location.startswith("'Aide'!")]
    titles = [str(sheet[place].value) for place in inside]
    assert len(titles) == len(TABLES) + 1
    assert {title.split(" (")[0] for title in titles[:-1]} == {sheet.name for sheet in SHEETS}
    assert titles[-1] == "Champs des textes"


def test_a_header_is_short_of_its_arrow_or_folded(book: openpyxl.Workbook) -> None:
    arrow = 4
    for table, offset, column in _columns():
        sheet, _, col = _first_cell(book, table, offset)
        spans = sheet.column_dimensions.values()
        (width,) = [int(span.width) for span in spans if span.min <= col <= span.max]
        assert not width < len(column.label) + arrow <= width + arrow, column.label


def test_the_legend_tells_what_the_sheet_has(book: openpyxl.Workbook) -> None:
    assert str(book["Anomalies"]["B2"].value).startswith("■ Tenu par l’outil")
    assert str(book["Groupes"]["B2"].value).startswith("■ À remplir")


def test_home_links_lead_to_sheets_and_figures_are_formulas(book: openpyxl.Workbook) -> None:
    home = book["Accueil"]
    links = [cell.hyperlink for row in home.iter_rows() for cell in row if cell.hyperlink]
    targets = {link.location.split("!")[0].strip("'") for link in links}
    assert targets == {*(sheet.name for sheet in SHEETS), "Aide"}
    formulas = [c.value for row in home.iter_rows() for c in row if str(c.value).startswith("=")]
    notes = sum(figure.is_money for figure in FIGURES)
    assert len(formulas) == 1 + len(FIGURES) + notes
    labels = set(re.findall(r"(tbl\w+)\[+([^\[\]]+)\]+", " ".join(formulas)))
    known = {(t.excel_name, c.label) for t in TABLES.values() for c in t}
    assert labels <= known


def test_same_arguments_same_bytes(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "autre.xlsx"
    build(again, today=TODAY, workbook_id="abc")
    assert again.read_bytes() == file.read_bytes()


def test_the_package_holds_no_clock(file: Path) -> None:
    with ZipFile(file) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"2026-11-23T"}


@pytest.mark.parametrize("name", ["a.xlsb", "a.xls", "a"])
def test_only_xlsx_and_xlsm_are_built(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="xlsx"):
        build(tmp_path / name, today=TODAY, workbook_id="abc")
    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(WorkbookError, match="existe déjà"):
        build(file, today=TODAY, workbook_id="other")
    assert file.read_bytes() == before


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="dossier"):
        build(tmp_path / "absent" / "a.xlsx", today=TODAY, workbook_id="abc")
