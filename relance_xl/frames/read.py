"""A grid as Excel holds it becomes a typed frame; what cannot be read becomes problems."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from relance_xl.frames.cells import ADVICE, CellError, read_cell
from relance_xl.money import to_cents
from relance_xl.ports import NO_VALUE, Grid
from relance_xl.problems import Problem, Severity
from relance_xl.schema import TABLES, Column, Kind, Owner, Table

DTYPES: dict[Kind, str] = {
    Kind.TEXT: "str",
    Kind.CODE: "str",
    Kind.EMAIL: "str",
    Kind.CHOICE: "str",
    Kind.INTEGER: "Int64",
    Kind.MONEY: "Int64",
    Kind.RATE: "Int64",
    Kind.DATE: "datetime64[s]",
    Kind.DATETIME: "datetime64[s]",
    Kind.FLAG: "boolean",
}
"""Frame dtype of each kind."""

GAPS = "gaps"
"""Beside the tables: what of them cannot be found, by `table` and `column` ("" = all of it).

Only what reminders depend on stands there; a table without rows has no other way to say so.
"""

_RECOMPUTED = frozenset({"customers", "invoices", "instalments", "anomalies"})
_TEXT_KINDS = frozenset({Kind.TEXT, Kind.CODE, Kind.EMAIL, Kind.CHOICE})
_NUMBER_KINDS = frozenset({Kind.MONEY, Kind.INTEGER, Kind.RATE})
_EMPTY_CELLS = frozenset({"", None})
_HALF_MARGIN = 1e-4
_SPARING = frozenset({"contacts", "rates"})
"""Tables where an unreadable cell holds nothing: that address is not used, no amount stated."""
_SAFE_AMOUNT = 1e12

_MISSED = frozenset({"customers", "contacts", "invoices", "payments", "instalments"})
"""Tables people fill row by row: one typed under the table would pass for known."""
_ENTRY_CELLS = 2
"""How many filled cells make a line under a table one of its rows."""


@dataclass
class _Reading:
    """One table being read: where its cells are, and what was found wrong."""

    table: Table
    grid: Grid
    kept: np.ndarray
    bad: dict[int, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    keys: Sequence[object] = ()

    def blame(self, index: int, column: Column, reason: str) -> None:
        """Report one unreadable cell and remember it in `bad`."""
        self.bad.setdefault(index, []).append(column.name)
        no_value = "formule n’a pas" in reason
        key = self.keys[index] if index < len(self.keys) else ""
        self.problems.append(
            Problem(
                code="no_stored_value" if no_value else f"bad_{column.kind.value}",
                sheet=self.table.sheet,
                row=self.grid.first_row + index,
                column=column.label,
                key="" if key is None or key is NO_VALUE else str(key),
                text=reason[:1].upper() + reason[1:] + ".",
                action="Ouvrir et enregistrer le classeur dans Excel."
                if no_value
                else ADVICE[column.kind],
                severity=Severity.BLOCKING if self._holds(column) else Severity.WARNING,
            )
        )

    def _holds(self, column: Column) -> bool:
        if column.required or column.hold:
            return True
        return _matters(self.table, column) and self.table.name not in _SPARING


def empty_frame(table: Table) -> pd.DataFrame:
    """Make a frame of that table with no row, every column typed.

    >>> len(empty_frame(TABLES["groups"]))
    0
    """
    columns = {
        column.name: pd.Series(dtype=DTYPES[column.kind])
        for column in table
        if column.owner is not Owner.FORMULA
    }
    return pd.DataFrame(columns | {"row": pd.Series(dtype="int64"), "bad": pd.Series(dtype="str")})


def read_tables(
    grids: Mapping[str, Grid],
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Type every table of the workbook; a missing table is empty and reported.

    Returns frames by schema name (every schema column but formulas, plus `row`, the sheet
    row, and `bad`, the unreadable columns of that row), the frame `GAPS`, and the problems
    found.
    """
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    gaps: list[tuple[str, str]] = []
    for name, table in TABLES.items():
        if name in grids:
            frames[name], found = read_table(table, grids[name])
            problems += found
            places, _ = _places(table, grids[name])
            gaps += [(name, column.name) for column in table if _unseen(table, column, places)]
        else:
            frames[name] = empty_frame(table)
            gaps += [] if table.idle else [(name, "")]
            problems.append(_missing_table(table))
    frames[GAPS] = pd.DataFrame(gaps, columns=["table", "column"], dtype="str")
    return frames, problems


def _missing_table(table: Table) -> Problem:
    if table.newer:
        return Problem(
            "newer_table",
            table.sheet,
            f"Ce classeur est d’une version plus ancienne : il n’a pas de tableau "
            f"« {table.excel_name} »",
            f"pour en avoir un, copier la feuille « {table.sheet} » d’un classeur neuf "
            "(« relance nouveau »)",
            severity=Severity.INFO,
        )
    return Problem(
        "missing_table",
        table.sheet,
        f"Le tableau « {table.excel_name} » est introuvable.",
        "Restaurer une sauvegarde, ou redonner ce nom au tableau (Création de tableau > Nom).",
        severity=Severity.BLOCKING,
    )


def read_table(table: Table, grid: Grid) -> tuple[pd.DataFrame, list[Problem]]:
    """Type one table; blank rows are dropped, other rows all stay.

    A column that decides (`Table.decides`) without header marks every row `bad` in that
    column, so that nothing is decided on what cannot be seen. A payment typed under the
    table is such a row too: who may have paid is left alone until it stands inside.
    """
    places, problems = _places(table, grid)
    missed = _missed(table, grid, places)
    rows, lost = _with_payments_below(table, grid, missed)
    cells = {
        column.name: [row[places[column.name]] for row in rows]
        for column in table
        if column.name in places and not _ignored(table, column)
    }
    kept = _used_rows(cells, len(rows))
    reading = _Reading(table, grid, kept, lost, problems)
    reading.keys = cells.get(table.key[0], ())
    if missed:
        reading.problems.append(_under_the_table(table, grid, missed))
    columns: dict[str, pd.Series] = {}
    for column in table:
        if column.owner is Owner.FORMULA:
            continue
        if _unseen(table, column, places):
            for index in kept:
                reading.bad.setdefault(int(index), []).append(column.name)
        columns[column.name] = _typed(reading, column, cells.get(column.name, ()))
    frame = pd.DataFrame(columns)
    frame["row"] = kept + grid.first_row
    frame["bad"] = pd.Series(
        [" ".join(reading.bad.get(int(i), ())) for i in kept] if reading.bad else "",
        index=frame.index,
        dtype="str",
    )
    return frame, reading.problems


def _with_payments_below(
    table: Table, grid: Grid, missed: Sequence[int]
) -> tuple[Sequence[Sequence[object]], dict[int, list[str]]]:
    """Add the payments typed under their table; their amounts are for a person to look at."""
    if not missed or table.name != "payments":
        return grid.rows, {}
    blank = (None,) * len(grid.headers)
    below = (line if i in missed else blank for i, line in enumerate(grid.below))
    return [*grid.rows, *below], {len(grid.rows) + i: ["amount_cents"] for i in missed}


def _places(table: Table, grid: Grid) -> tuple[dict[str, int], list[Problem]]:
    places: dict[str, int] = {}
    unknown: list[str] = []
    for index, header in enumerate(grid.headers):
        column = table.by_label(header)
        if column is not None and column.name not in places:
            places[column.name] = index
        elif column is None:
            unknown.append(header)
    missing = [c for c in table if c.name not in places and c.owner is not Owner.FORMULA]
    return places, [_missing_header(table, column, unknown) for column in missing]


def _missed(table: Table, grid: Grid, places: Mapping[str, int]) -> list[int]:
    """Give the lines under a table that look like rows of it: two cells, and no total."""
    if table.name not in _MISSED or not grid.below:
        return []
    used = [at for name, at in places.items() if not _ignored(table, table[name])]
    found = []
    for index, line in enumerate(grid.below):
        cells = [line[at] for at in used if line[at] not in _EMPTY_CELLS]
        if len(cells) >= _ENTRY_CELLS and not str(cells[0]).casefold().startswith("total"):
            found.append(index)
    return found


def _under_the_table(table: Table, grid: Grid, missed: Sequence[int]) -> Problem:
    count = len(missed)
    return Problem(
        "row_under_table",
        table.sheet,
        "Cette ligne est sous le tableau\u202f: elle n’en fait pas partie et n’est pas comptée."
        if count == 1
        else f"À partir d’ici, {count} lignes sont sous le tableau\u202f: elles n’en font pas "
        "partie et ne sont pas comptées.",
        "Étirer le tableau par son coin inférieur droit, sans ligne vide au milieu.",
        row=grid.first_row + len(grid.rows) + missed[0],
        severity=Severity.BLOCKING,
    )


def _missing_header(table: Table, column: Column, unknown: Sequence[str]) -> Problem:
    near = difflib.get_close_matches(column.label, unknown, 1)
    hint = f" Serait-ce « {near[0]} » ?" if near else ""
    serious = _matters(table, column)
    return Problem(
        "missing_column",
        table.sheet,
        f"La colonne « {column.label} » est introuvable dans la feuille « {table.sheet} ».{hint}",
        f"Redonner à l’en-tête son nom exact : « {column.label} ». "
        "D’ici là, ce qui en dépend n’est pas relancé."
        if serious
        else f"Redonner à l’en-tête son nom exact : « {column.label} »."
        if near
        else "Rien à faire si vous n’en avez pas besoin.",
        column=column.label,
        severity=Severity.BLOCKING if serious else Severity.INFO,
    )


def _ignored(table: Table, column: Column) -> bool:
    """Tell whether nothing ever depends on what the sheet shows in this column."""
    recomputed = column.owner is Owner.TOOL and table.name in _RECOMPUTED
    return recomputed or column.owner is Owner.FORMULA


def _matters(table: Table, column: Column) -> bool:
    """Tell whether something is decided on what the sheet shows in this column."""
    return table.decides(column.name) and not _ignored(table, column)


def _unseen(table: Table, column: Column, places: Mapping[str, int]) -> bool:
    """Tell whether something is decided on a column that has no header."""
    return column.name not in places and _matters(table, column)


def _used_rows(cells: Mapping[str, Sequence[object]], count: int) -> np.ndarray:
    used = np.zeros(count, dtype=bool)
    for values in cells.values():
        if used.all():
            break
        used |= np.array([value is not None and value != "" for value in values], dtype=bool)
    return np.flatnonzero(used)


def _typed(reading: _Reading, column: Column, cells: Sequence[object]) -> pd.Series:
    dtype = DTYPES[column.kind]
    if not cells or set(map(type, cells)) == {type(None)}:
        empty = "" if column.kind in _TEXT_KINDS else None
        return pd.Series(empty, index=range(len(reading.kept)), dtype=dtype)
    if len(reading.kept) != len(cells):
        cells = [cells[i] for i in reading.kept]
    if column.kind is Kind.MONEY and (quick := _quick_money(cells)) is not None:
        return quick
    return _by_value(reading, column, cells)


def _quick_money(cells: Sequence[object]) -> pd.Series | None:
    """Turn a column of numbers into cents at once, by Decimal only where halves decide."""
    if not set(map(type, cells)) <= {int, float, type(None)}:
        return None
    euros = np.array(cells, dtype="float64")
    empty = np.isnan(euros)
    scaled = np.where(empty, 0.0, euros) * 100
    if not np.all(np.abs(scaled) < _SAFE_AMOUNT):
        return None
    near_half = np.abs(np.abs(scaled) % 1 - 0.5) < _HALF_MARGIN
    cents = np.rint(scaled).astype("int64")
    for index in np.flatnonzero(near_half):
        cents[index] = to_cents(float(euros[index]))
    return pd.Series(pd.arrays.IntegerArray(cents, empty))


def _by_value(reading: _Reading, column: Column, cells: Sequence[object]) -> pd.Series:
    """Read each distinct cell value once, then report the cells that held bad ones."""
    types = set(map(type, cells))
    if column.kind in (Kind.TEXT, Kind.CODE) and types <= {str, type(None)}:
        texts = ["" if cell is None else str(cell).strip() for cell in cells]
        return pd.Series(texts, dtype="str")
    marked: Sequence[object] = cells
    if bool in types:  # True equals 1 and would be read as one with it
        marked = [(type(cell), cell) for cell in cells]
    empty = "" if column.kind in _TEXT_KINDS else None
    values: dict[object, object] = {}
    errors: dict[object, str] = {}
    for mark, cell in zip(marked, cells, strict=True):
        if mark not in values:
            try:
                value = None if cell in _EMPTY_CELLS else read_cell(column, cell)
            except CellError as error:
                value = _as_typed(cell) if column.verbatim else None
                errors[mark] = str(error)
            values[mark] = empty if value is None else value
    if errors:
        for position in [i for i, mark in enumerate(marked) if mark in errors]:
            reading.blame(int(reading.kept[position]), column, errors[marked[position]])
    if str in types and column.kind in _NUMBER_KINDS:
        _report_texts(reading, column, cells, errors)
    return pd.Series([values[mark] for mark in marked], dtype=DTYPES[column.kind])


def _as_typed(cell: object) -> str:
    return "(formule sans valeur)" if cell is NO_VALUE else str(cell)


def _report_texts(
    reading: _Reading, column: Column, cells: Sequence[object], errors: Mapping[object, str]
) -> None:
    positions = [
        i for i, cell in enumerate(cells) if isinstance(cell, str) and cell and cell not in errors
    ]
    if positions:
        reading.problems.append(_stored_as_text(reading, column, positions))


def _stored_as_text(reading: _Reading, column: Column, positions: Sequence[int]) -> Problem:
    count = len(positions)
    what = (
        "1 nombre est enregistré comme texte ; il a été compris."
        if count == 1
        else f"{count} nombres sont enregistrés comme texte ; ils ont été compris."
    )
    return Problem(
        "number_as_text",
        reading.table.sheet,
        what,
        "Convertir la colonne en nombres pour que les sommes d’Excel les comptent.",
        row=reading.grid.first_row + int(reading.kept[positions[0]]),
        column=column.label,
        severity=Severity.INFO,
    )
