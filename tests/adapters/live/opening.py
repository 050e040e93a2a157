"""Workbooks open in a real spreadsheet, and what stands in their cells."""

from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

from relance_xl.adapters.live import LiveBook
from relance_xl.schema.model import Table
from tests.adapters.xlsx.samples import HEADERS, NOW, TABLES


def live(path: Path, tables: Mapping[str, Table] = TABLES) -> LiveBook:
    """Open a workbook in LibreOffice, as a person has it in Excel; close those of other tests."""
    from tests.office.engine import calc_app  # noqa: PLC0415 - needs LibreOffice

    app = calc_app()
    for book in list(app.books):
        book.close()
    app.impl.reset()
    return LiveBook(app.books.open(path), path, path.parent / "copies", tables, lambda: NOW)


def invoices(path: Path, rows: list[list[object]], prepare=None, columns=None) -> LiveBook:
    """A sheet with the table of invoices at A1, and what `prepare` adds to it."""
    workbook = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    sheet = workbook.add_worksheet("Factures")
    columns = columns or [{"header": header} for header in HEADERS["invoices"]]
    box = (0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.add_table(*box, {"name": "tblFactures", "columns": columns})
    for place, row in enumerate(rows, 1):
        for offset, value in enumerate(row):
            if value is not None:
                sheet.write(place, offset, value)
    if prepare:
        prepare(workbook, sheet)
    workbook.close()
    return live(path)


def sheet_of(book: LiveBook, name: str = "Factures"):
    return book._book.sheets[name]


def cells(book: LiveBook, area: str):
    return sheet_of(book).range(area).options(ndim=2).value


def column(book: LiveBook, label: str) -> list[object]:
    grid = book.read()["invoices"]
    place = grid.headers.index(label)
    return [row[place] for row in grid.rows]


def visible_rows(book: LiveBook) -> list[int]:
    areas = sheet_of(book).tables[0].range.impl.xl.queryVisibleCells().getRangeAddresses()
    return [row + 1 for area in areas for row in range(area.StartRow, area.EndRow + 1)]
