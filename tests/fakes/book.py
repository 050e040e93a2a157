"""A workbook in memory: what flows are tested with. It passes the real one's contract."""

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from relance_xl.adapters.xlsx.words import key_of, row_key
from relance_xl.ports import Cell, Grid
from relance_xl.problems import WorkbookError
from relance_xl.schema.model import Owner, Table

FIRST_ROW = 2


@dataclass
class Sheet:
    """One table: headers as in Excel, rows of raw cells, headers of formula columns."""

    headers: list[str]
    rows: list[list[object]] = field(default_factory=list)
    formulas: frozenset[str] = frozenset()


class MemoryBook:
    """Fulfils `Book` over plain lists.

    `sheets` maps schema table names to what the workbook holds; a table left out is
    missing from the workbook. `saves` counts how often something was written;
    `busy` set to a `WorkbookError` makes `save` raise it.
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        sheets: Mapping[str, Sheet],
        path: Path = Path("Relances.xlsx"),
    ) -> None:
        self._tables = tables
        self._path = path
        self.saved = {name: deepcopy(sheet) for name, sheet in sheets.items()}
        self._draft = deepcopy(self.saved)
        self.saves = 0
        self.busy: WorkbookError | None = None

    @classmethod
    def of(
        cls,
        tables: Mapping[str, Table],
        rows: Mapping[str, Sequence[Mapping[str, Cell]]],
        path: Path = Path("Relances.xlsx"),
    ) -> "MemoryBook":
        """A workbook as shipped, filled with rows given by English column names."""
        sheets = {}
        for name, table in tables.items():
            labels = [column.label for column in table]
            lines: list[list[object]] = [
                [row.get(column.name) for column in table] for row in rows.get(name, ())
            ]
            formulas = frozenset(c.label for c in table if c.owner is Owner.FORMULA)
            sheets[name] = Sheet(labels, lines or [[None] * len(labels)], formulas)
        return cls(tables, sheets, path)

    @property
    def path(self) -> Path:
        return self._path

    def read(self) -> Mapping[str, Grid]:
        self._draft = deepcopy(self.saved)
        return {
            name: Grid(
                self._tables[name].sheet,
                self._tables[name].excel_name,
                tuple(sheet.headers),
                FIRST_ROW,
                deepcopy(sheet.rows),
                sheet.formulas,
            )
            for name, sheet in self.saved.items()
        }

    def rows(self, name: str) -> list[dict[str, object]]:
        """What is saved in a table, by English column names, blank rows left out."""
        sheet = self.saved[name]
        known = [self._tables[name].by_label(header) for header in sheet.headers]
        return [
            {c.name: value for c, value in zip(known, line, strict=True) if c}
            for line in sheet.rows
            if any(value not in (None, "") for value in line)
        ]

    def patch(
        self,
        table: str,
        keys: Sequence[str | tuple[str, ...]],
        columns: Mapping[str, Sequence[Cell]],
        *,
        handed_over: frozenset[str] = frozenset(),
    ) -> None:
        schema = self._tables[table]
        for name in columns:
            allowed = (Owner.TOOL, Owner.SHARED) if name in handed_over else (Owner.TOOL,)
            if schema[name].owner not in allowed:
                raise WorkbookError(f"La colonne « {schema[name].label} » n’est pas à nous.")
        index: dict[tuple[str, ...], list[list[object]]] = {}
        for line in self._sheet(table).rows:
            index.setdefault(row_key(schema, self._named(table, line)), []).append(line)
        wanted = [index.get(key_of(schema, key)) for key in keys]
        if None in wanted:
            raise WorkbookError(f"La ligne « {keys[wanted.index(None)]} » manque.")
        given = [key_of(schema, key) for key in keys]
        for key in [key for key, count in Counter(given).items() if 1 < count == len(index[key])]:
            places = [place for place, other in enumerate(given) if other == key]
            for place, line in zip(places, index[key], strict=True):
                wanted[place] = [line]
        for name, values in columns.items():
            for lines, value in zip(wanted, values, strict=True):
                for line in lines or ():
                    self._put(table, line, {name: value})

    def append(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        self._refuse_formulas(table, rows)
        sheet = self._sheet(table)
        while sheet.rows and self._blank(sheet, sheet.rows[-1]):
            sheet.rows.pop()
        for row in rows:
            sheet.rows.append([None] * len(sheet.headers))
            self._put(table, sheet.rows[-1], row)

    def replace(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        self._refuse_formulas(table, rows)
        sheet, schema = self._sheet(table), self._tables[table]
        old: dict[tuple[str, ...], list[list[object]]] = {}
        for line in sheet.rows:
            old.setdefault(row_key(schema, self._named(table, line)), []).append(line)
        sheet.rows = []
        for row in rows or [{}]:
            kept = old.get(row_key(schema, row)) if any(row_key(schema, row)) else None
            sheet.rows.append(kept.pop(0) if kept else [None] * len(sheet.headers))
            self._put(table, sheet.rows[-1], row)

    def save(self) -> None:
        if self.busy is not None:
            raise self.busy
        if self._draft != self.saved:
            self.saved = deepcopy(self._draft)
            self.saves += 1

    def _sheet(self, table: str) -> Sheet:
        if table not in self._draft:
            raise WorkbookError(f"Le tableau « {table} » manque.")
        return self._draft[table]

    def _named(self, table: str, line: Sequence[object]) -> dict[str, Cell]:
        known = [self._tables[table].by_label(header) for header in self._sheet(table).headers]
        return {c.name: value for c, value in zip(known, line, strict=True) if c}  # type: ignore[misc]

    def _put(self, table: str, line: list[object], row: Mapping[str, Cell]) -> None:
        known = [self._tables[table].by_label(header) for header in self._sheet(table).headers]
        for offset, column in enumerate(known):
            if column and column.name in row:
                line[offset] = None if row[column.name] == "" else row[column.name]

    def _refuse_formulas(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        for name in {name for row in rows for name in row}:
            if self._tables[table][name].owner is Owner.FORMULA:
                raise WorkbookError(f"La colonne « {name} » est une formule.")

    def _blank(self, sheet: Sheet, line: Sequence[object]) -> bool:
        cells = zip(sheet.headers, line, strict=True)
        return all(v in (None, "") for header, v in cells if header not in sheet.formulas)
