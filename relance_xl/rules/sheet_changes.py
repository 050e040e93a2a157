"""What an import writes, as a value: new rows and changed cells, and the tables they make.

Rules give it, flows write it. Tables "as they will be" let the next file of the same run see
what the one before has brought.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from relance_xl.frames import DTYPES
from relance_xl.rules.arrays import find, texts
from relance_xl.schema import TABLES, Column, Owner

Row = dict[str, object]
"""Typed values by English column name; what is not named is empty."""


@dataclass
class SheetChanges:
    """New rows by table, and new values of existing rows by table, key and column."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    cells: dict[str, dict[str, Row]] = field(default_factory=dict)
    _fresh: dict[str, dict[str, Row]] = field(default_factory=dict, repr=False, compare=False)

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return any(self.rows.values()) or any(self.cells.values())

    def append(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows at a table's end."""
        key, fresh = TABLES[table].key[0], self._fresh.setdefault(table, {})
        for row in rows:
            self.rows.setdefault(table, []).append(row)
            fresh.setdefault(str(row.get(key)), row)

    def patch(self, table: str, key: str, cells: Mapping[str, object]) -> None:
        """Set cells of one row, be it new itself."""
        fresh = self._fresh.get(table, {}).get(key)
        if fresh is not None:
            fresh.update(cells)
        elif cells:
            self.cells.setdefault(table, {}).setdefault(key, {}).update(cells)

    def add(self, other: "SheetChanges") -> None:
        """Take over what came after."""
        for table, keys in other.cells.items():
            for key, cells in keys.items():
                self.patch(table, key, cells)
        for table, rows in other.rows.items():
            self.append(table, rows)

    def by_column(self, table: str) -> dict[str, dict[str, object]]:
        """Give the changed cells of a table by column, then key."""
        found: dict[str, dict[str, object]] = {}
        for key, cells in self.cells.get(table, {}).items():
            for column, value in cells.items():
                found.setdefault(column, {})[key] = value
        return found

    def applied(self, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """Give the tables as they will be; those given stay as they are.

        >>> from relance_xl.frames import empty_frame
        >>> changes = SheetChanges()
        >>> changes.append("groups", [{"group": "Grands comptes"}])
        >>> changes.patch("groups", "Grands comptes", {"plan": "ferme"})
        >>> after = changes.applied({"groups": empty_frame(TABLES["groups"])})
        >>> after["groups"][["group", "plan", "note"]].values.tolist()
        [['Grands comptes', 'ferme', '']]
        """
        after = dict(tables)
        for name in self.cells:
            after[name] = self._patched(name, after[name])
        for name, rows in self.rows.items():
            if rows:
                after[name] = _longer(name, after[name], rows)
        return after

    def _patched(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        known = texts(frame[TABLES[name].key[0]])
        columns: dict[str, pd.Series] = {}
        for column, values in self.by_column(name).items():
            places = find(known, np.array(list(values), dtype=object))
            series = frame[column].copy()
            fit = _series(TABLES[name][column], list(values.values()))
            series.iloc[places[places >= 0]] = fit[places >= 0].array
            columns[column] = series
        return frame.assign(**columns)


def _longer(name: str, frame: pd.DataFrame, rows: list[Row]) -> pd.DataFrame:
    columns = {
        column.name: _series(column, [row.get(column.name) for row in rows])
        for column in TABLES[name]
        if column.owner is not Owner.FORMULA
    }
    last = int(frame["row"].max()) if len(frame) else 0
    new = pd.DataFrame(columns)
    new["row"] = np.arange(last + 1, last + 1 + len(rows))
    new["bad"] = pd.Series("", index=new.index, dtype="str")
    return pd.concat([frame, new], ignore_index=True) if len(frame) else new


def _series(column: Column, values: list[object]) -> pd.Series:
    dtype = DTYPES[column.kind]
    empty = "" if dtype == "str" else None
    return pd.Series([empty if v is None or v == "" else v for v in values], dtype=dtype)
