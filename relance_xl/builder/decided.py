"""The tool's columns of an example, computed by the rules themselves.

A person who opens the example sees balances, delays and reasons before the first run.
"""

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from relance_xl.builder import cells
from relance_xl.builder.content import Content
from relance_xl.builder.parameters import shown_values
from relance_xl.builder.rows import Row, Value
from relance_xl.builder.sheets import FIRST_DATA_ROW
from relance_xl.frames import read_tables
from relance_xl.ports import Grid
from relance_xl.rules.acts import gather
from relance_xl.rules.decide import decide
from relance_xl.rules.missing_data import missing_data
from relance_xl.schema import TABLES
from relance_xl.schema.model import Table
from relance_xl.settings import read_settings


def with_tool_cells(content: Content, today: date) -> Content:
    """Fill the tool's columns of customers, invoices, instalments, « À compléter ».

    As `actualiser` would.
    """
    frames, _ = read_tables({name: _grid(table, content) for name, table in TABLES.items()})
    settings, _ = read_settings(frames["parameters"])
    acts, _ = gather(frames["sends"], [], frames["stages"])
    decision = decide(frames, settings, frames["rates"], acts, today)
    filled = {
        name: _filled(TABLES[name], content.tables[name], found)
        for name, found in (
            ("customers", decision.customers),
            ("invoices", decision.invoices),
            ("instalments", decision.instalments),
        )
    }
    wanted = missing_data(frames, decision.items, settings)
    filled["missing_data"] = [_row(record) for record in wanted.to_dict("records")]
    return Content({**content.tables, **filled}, content.settings)


def _grid(table: Table, content: Content) -> Grid:
    rows = content.tables.get(table.name, [])
    values = [[cells.shown(column, row.get(column.name)) for column in table] for row in rows]
    if table.name == "parameters":
        place = [column.name for column in table].index("value")
        for row, value in zip(values, shown_values(content.settings), strict=True):
            row[place] = value
    labels = tuple(column.label for column in table)
    return Grid(table.sheet, table.excel_name, labels, FIRST_DATA_ROW + 1, values)


def _filled(table: Table, rows: list[Row], found: pd.DataFrame) -> list[Row]:
    """Join row by row; of the rows of a number that is there twice, each has its own cells."""
    key = table.key[0]
    by_key: dict[str, list[Row]] = {}
    for record in reversed(found.to_dict("records")):
        by_key.setdefault(str(record[key]), []).append(_row(record))
    return [{**row, **(by_key[k].pop() if by_key.get(k := str(row[key])) else {})} for row in rows]


def _row(record: Mapping[Hashable, Any]) -> dict[str, Value]:
    return {str(name): _plain(value) for name, value in record.items()}


def _plain(value: object) -> Value:
    """Turn a frame's value into Python's own; anything missing is None.

    >>> _plain(pd.NA), _plain(pd.Timestamp("2026-11-23"))
    (None, datetime.date(2026, 11, 23))
    """
    if isinstance(value, datetime):
        return None if pd.isna(value) else value.date()
    if isinstance(value, (str, bool)):
        return value
    return int(value) if isinstance(value, int) else None
