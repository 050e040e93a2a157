"""A small company's workbook on disk, typed in as a person would."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from relance_xl.adapters.xlsx import ClosedBook
from relance_xl.frames import read_tables, row_cells
from relance_xl.schema import TABLES
from relance_xl.schema.parameters import PARAMETERS_LIST
from relance_xl.wiring.clock import moment


@dataclass(frozen=True)
class Company:
    """The workbook at `path`; `addresses` gives each customer's."""

    path: Path
    day: date
    addresses: Mapping[str, str] = field(default_factory=dict)

    @property
    def book(self) -> ClosedBook:
        backups = self.path.parent / "Sauvegardes"
        return ClosedBook(self.path, backups, TABLES, lambda: moment(self.day))

    def rows(self, table: str) -> list[dict[str, object]]:
        """Give a table's rows as the sheet shows them, by English names."""
        schema = TABLES[table]
        grid = self.book.read()[table]
        names = {column.label: column.name for column in schema}
        headers = [names.get(label, label) for label in grid.headers]
        return [dict(zip(headers, row, strict=False)) for row in grid.rows if any(row)]

    def frame(self, table: str) -> pd.DataFrame:
        """Give a table typed."""
        return read_tables(self.book.read())[0][table]

    def fill(self) -> "Company":
        """Type a customer, a contact and a late invoice for each address."""
        late = self.day - timedelta(days=10)
        tables: dict[str, list[dict[str, object]]] = {
            name: [] for name in ("customers", "contacts", "invoices")
        }
        for code, email in self.addresses.items():
            tables["customers"].append({
                "customer": code, "name": f"Société {code}", "customer_type": "business",
                "address1": "1 rue du Port", "postcode": "29000", "city": "Quimper",
                "country": "FR",
            })  # fmt: skip
            tables["contacts"].append(
                {"customer": code, "contact_name": f"Zoé {code}", "email": email}
            )
            tables["invoices"].append({
                "invoice": f"F-{code}", "customer": code, "total_cents": 12_000,
                "issue_date": late - timedelta(days=30), "due_date": late,
            })  # fmt: skip
        book = self.book
        for name, rows in tables.items():
            book.append(name, [row_cells(TABLES[name], row) for row in rows])
        book.save()
        return self

    def set(self, **values: object) -> None:
        """Type values of sheet Paramètres, as they show."""
        labels = {parameter.name: parameter.label for parameter in PARAMETERS_LIST}
        book = self.book
        book.patch(
            "parameters",
            [labels[name] for name in values],
            {"value": [str(value) for value in values.values()]},
            handed_over=frozenset({"value"}),
        )
        book.save()
