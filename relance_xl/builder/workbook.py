"""A new workbook, from the schema alone: same arguments, same bytes."""

from collections.abc import Hashable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from pandas import isna
from xlsxwriter import Workbook

from relance_xl.builder import help_sheet, home, parameters, plans, sheets, texts
from relance_xl.builder.content import Content
from relance_xl.builder.decided import with_tool_cells
from relance_xl.builder.example import example
from relance_xl.builder.finish import with_ribbon_and_macros
from relance_xl.builder.frame import frame_sheet
from relance_xl.builder.rows import Row
from relance_xl.builder.styles import FONT, Styles
from relance_xl.builder.tables import code_spans, write_table
from relance_xl.builder.validation import list_name
from relance_xl.builder.vba import WORKBOOK_NAME, sheet_name, vba_project, workbook_modules
from relance_xl.laws import rate_table
from relance_xl.problems import UsageError, WorkbookError
from relance_xl.schema import TABLES
from relance_xl.schema.buttons import RESULT_NAME

_LISTED = ("customers", "groups", "plans", "stages", "invoices", "payment_methods")
"""Tables other columns choose from."""


def build(path: Path, *, today: date, workbook_id: str, with_example: bool = False) -> None:
    """Write a new workbook: empty but for plans, texts, rates, or filled with an example.

    `today` dates the file and the example; `workbook_id` ties the workbook to its journal.
    A name ending in `.xlsm` gives it macros, buttons and a ribbon tab. Raises `UsageError` for
    another name than `.xlsx` or `.xlsm`, `WorkbookError` when the file exists already or its
    folder does not.
    """
    _check_name(path)
    content = with_shipped(example(today) if with_example else Content())
    if with_example:
        content = with_tool_cells(content, today)
    settings = {**content.settings, "workbook_id": workbook_id}
    content = Content(content.tables, settings)
    data = to_bytes(content, today, with_macros=path.suffix.lower() == ".xlsm")
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError as fault:
        message = (
            f"Le fichier «\u202f{path.name}\u202f» existe déjà\u202f: choisissez un autre nom, "
            "ou déplacez-le."
        )
        raise WorkbookError(message) from fault
    except OSError as fault:
        message = (
            f"Impossible d’écrire «\u202f{path}\u202f»\u202f: vérifiez que le dossier existe et "
            "que vous pouvez y écrire."
        )
        raise WorkbookError(message) from fault


def to_bytes(content: Content, today: date, *, with_macros: bool = False) -> bytes:
    """Give the file of a workbook holding exactly this content."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    book.set_properties(
        {
            "title": "Relance XL",
            "author": "Relance XL",
            "created": datetime.combine(today, time()),
        }
    )
    book.set_calc_mode("auto")
    styles = Styles(book)
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(10)
    first = book.add_worksheet(sheets.HOME)
    home.write_home(first, content, styles, with_buttons=with_macros)
    for sheet in sheets.SHEETS:
        _write_sheet(book, sheet, content, styles)
    last = book.add_worksheet(sheets.HELP)
    help_sheet.write_help(last, styles, with_buttons=with_macros)
    for name in _LISTED:
        table = TABLES[name]
        book.define_name(list_name(name), f"={table.excel_name}[{table[table.key[0]].label}]")
    if with_macros:
        _add_macros(book)
    book.close()
    data = buffer.getvalue()
    return with_ribbon_and_macros(data) if with_macros else data


def _add_macros(book: Workbook) -> None:
    """Add the VBA project; workbook and sheets take the names their modules have in it."""
    worksheets = book.worksheets()
    project = vba_project(workbook_modules(len(worksheets)))
    book.add_vba_project(BytesIO(project), is_stream=True)
    book.set_vba_name(WORKBOOK_NAME)
    for position, worksheet in enumerate(worksheets):
        worksheet.set_vba_name(sheet_name(position))
    book.define_name(RESULT_NAME, f"={sheets.HOME}!$B${home.result_row() + 1}")


def _write_sheet(book: Workbook, sheet: sheets.Sheet, content: Content, styles: Styles) -> None:
    worksheet = book.add_worksheet(sheet.name)
    col = 0
    spans: list[str] = []
    for table in sheets.tables_of(sheet.name):
        place = write_table(worksheet, table, content.tables.get(table.name, []), styles, col)
        if table.name == "parameters":
            parameters.write_values(worksheet, place, content.settings, styles)
        spans += code_spans(table, place)
        col += len(table.columns) + 1
    if spans:
        worksheet.ignore_errors({"number_stored_as_text": " ".join(spans)})
    frame_sheet(worksheet, sheet, col - 2, styles)


def _check_name(path: Path) -> None:
    if path.suffix.lower() not in {".xlsx", ".xlsm"}:
        message = (
            f"«\u202f{path.name}\u202f»\u202f: le nom du classeur doit finir par "
            "«\u202f.xlsx\u202f», ou par «\u202f.xlsm\u202f» pour avoir les boutons."
        )
        raise UsageError(message)


def with_shipped(content: Content) -> Content:
    """Add what every workbook starts with, where the content does not say otherwise."""
    return Content({**_shipped_tables(), **content.tables}, content.settings)


def _shipped_tables() -> dict[str, list[Row]]:
    return {
        "plans": plans.shipped_plans(),
        "stages": plans.shipped_stages(),
        "texts": texts.shipped_texts(),
        "rates": [_rate(row) for row in rate_table().to_dict("records")],
        "parameters": parameters.parameter_rows(),
        "payment_methods": parameters.payment_methods(),
    }


def _rate(row: Mapping[Hashable, Any]) -> Row:
    """Turn a row of the laws' table into plain values."""
    return {
        **{str(name): value for name, value in row.items()},
        "period_start": row["period_start"].date(),
        "period_end": row["period_end"].date(),
        "rate_bps": int(row["rate_bps"]),
        "floor_bps": None if isna(row["floor_bps"]) else int(row["floor_bps"]),
    }
