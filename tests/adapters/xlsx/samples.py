"""Small schemas and workbooks the tests of the closed book share."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from relance_xl.adapters.xlsx import ClosedBook
from relance_xl.schema.model import Column, Kind, Owner, Table

NOW = datetime(2026, 11, 21, 9, 30)
P, T, S, F = Owner.PERSON, Owner.TOOL, Owner.SHARED, Owner.FORMULA


def column(name: str, label: str, owner: Owner, kind: Kind = Kind.TEXT) -> Column:
    return Column(name, label, kind, owner, "aide")


INVOICES = Table(
    "invoices",
    "Factures",
    "tblFactures",
    ("invoice",),
    (
        column("invoice", "N° facture", P, Kind.CODE),
        column("customer", "Code client", P, Kind.CODE),
        column("total_cents", "Total TTC", P, Kind.MONEY),
        column("due_on", "Échéance", P, Kind.DATE),
        column("note", "Note", S),
        column("why", "Pourquoi", T),
        column("days", "Retard", T, Kind.INTEGER),
        column("next_on", "Prochaine date", T, Kind.DATE),
        column("double", "Double", F, Kind.MONEY),
    ),
    "aide",
)
PROPOSALS = Table(
    "proposals",
    "Relances",
    "tblRelances",
    ("number", "channel"),
    (
        column("number", "N° relance", T, Kind.CODE),
        column("channel", "Canal", T),
        column("decision", "Décision", S),
        column("amount_cents", "À payer", T, Kind.MONEY),
        column("prepared_at", "Préparée", T, Kind.DATETIME),
    ),
    "aide",
)
TABLES = {table.name: table for table in (INVOICES, PROPOSALS)}
HEADERS = {name: [c.label for c in table] for name, table in TABLES.items()}

Content = Mapping[str, tuple[Sequence[str], Sequence[Sequence[object]]]]

THREE: Content = {
    "invoices": (
        HEADERS["invoices"],
        [
            ["F1", "C1", 100.5, date(2026, 1, 15), "", "vieux", 12, None, None],
            ["F2", "C1", 20, date(2026, 2, 15), "à voir", None, None, None, None],
            [42, "C2", 7, None, None, None, None, None, None],
        ],
    ),
    "proposals": (
        HEADERS["proposals"],
        [
            ["REL-1", "email", "Envoyer", 100.5, datetime(2026, 11, 1, 8, 15)],
            ["REL-2", "email", None, 20, None],
            ["REL-2", "letter", "Reporter", 20, None],
        ],
    ),
}


def write_workbook(path: Path, content: Content, **options: object) -> Path:
    """One sheet per table, the table at B3, dates in date style, a title above."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy", **options})
    for name, (headers, rows) in content.items():
        table = TABLES[name]
        sheet = book.add_worksheet(table.sheet)
        sheet.write("B1", f"Feuille {table.sheet}")
        columns = [{"header": header} for header in headers]
        last = 2 + max(len(rows), 1)
        place = (2, 1, last, len(headers))
        sheet.add_table(*place, {"name": table.excel_name, "columns": columns})
        for r, row in enumerate(rows, 3):
            for c, value in enumerate(row, 1):
                if isinstance(value, str):
                    sheet.write_string(r, c, value)
                else:
                    sheet.write(r, c, value)
    book.close()
    return path


def closed(path: Path) -> ClosedBook:
    return ClosedBook(path, path.parent / "copies", TABLES, lambda: NOW)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_parts(path: Path, changes: Mapping[str, bytes | None]) -> Path:
    """Rewrite a workbook's zip with parts changed, added or (None) dropped."""
    everything = {**parts(path), **changes}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in everything.items():
            if content is not None:
                package.writestr(name, content)
    return path


def substituted(path: Path, part: str, *pairs: tuple[str, str]) -> Path:
    """Replace texts inside one part; each must be there."""
    content = parts(path)[part].decode()
    for old, new in pairs:
        assert old in content, old
        content = content.replace(old, new)
    return with_parts(path, {part: content.encode()})
