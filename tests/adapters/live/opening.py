"""Workbooks open in a real spreadsheet."""

from collections.abc import Mapping
from pathlib import Path

from relance_xl.adapters.live import LiveBook
from relance_xl.schema.model import Table
from tests.adapters.xlsx.samples import NOW, TABLES


def live(path: Path, tables: Mapping[str, Table] = TABLES) -> LiveBook:
    """Open a workbook in LibreOffice, as a person has it in Excel; close those of other tests."""
    from tests.office.engine import calc_app  # noqa: PLC0415 - needs LibreOffice

    app = calc_app()
    for book in list(app.books):
        book.close()
    app.impl.reset()
    return LiveBook(app.books.open(path), path, path.parent / "copies", tables, lambda: NOW)
