"""Typed values go back to what a cell holds."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import pandas as pd

from relance_xl.money import to_units
from relance_xl.ports import Cell
from relance_xl.schema import Column, Kind, Table


def to_cell(column: Column, value: object) -> Cell:
    """Give one typed value the form its cell holds: euros, percent, label, Oui / Non.

    >>> from relance_xl.schema import TABLES
    >>> to_cell(TABLES["invoices"]["total_cents"], 123456)
    1234.56
    >>> to_cell(TABLES["customers"]["customer_type"], "business")
    'professionnel'
    """
    if value is None or value is pd.NaT or value is pd.NA or value == "":
        return None
    if column.kind in (Kind.MONEY, Kind.RATE):
        return to_units(int(str(value)))
    if column.kind is Kind.INTEGER:
        return int(str(value))
    if column.kind in (Kind.FLAG, Kind.CHOICE):
        yes_no = "Oui" if value else "Non"
        return yes_no if column.kind is Kind.FLAG else column.label_of(str(value))
    if isinstance(value, datetime):
        moment = value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
        return moment.date() if column.kind is Kind.DATE else moment
    return value if isinstance(value, date) else str(value)


def to_columns(table: Table, frame: pd.DataFrame, names: Sequence[str]) -> dict[str, list[Cell]]:
    """Turn columns of a typed frame into cell values, column by column."""
    return {name: _column(table[name], frame[name]) for name in names}


def to_rows(table: Table, frame: pd.DataFrame) -> list[dict[str, Cell]]:
    """Turn a typed frame into rows of cell values, for `append` and `replace`.

    Only columns both have are kept.
    """
    names = [column.name for column in table if column.name in frame.columns]
    columns = to_columns(table, frame, names)
    return [
        dict(zip(names, values, strict=True))
        for values in zip(*(columns[name] for name in names), strict=True)
    ]


def row_cells(table: Table, row: Mapping[str, object]) -> dict[str, Cell]:
    """Turn one typed row into cell values."""
    return {name: to_cell(table[name], value) for name, value in row.items()}


def _column(column: Column, values: pd.Series) -> list[Cell]:
    empty = values.isna().to_numpy()
    if column.kind in (Kind.MONEY, Kind.RATE):
        units = (values.fillna(0).to_numpy(dtype="int64") / 100).tolist()
        return [None if gone else unit for gone, unit in zip(empty, units, strict=True)]
    if column.kind in (Kind.DATE, Kind.DATETIME, Kind.FLAG):
        known: dict[object, Cell] = {}
        cells: list[Cell] = []
        for gone, value in zip(empty, values.astype("object").tolist(), strict=True):
            if gone:
                cells.append(None)
                continue
            if value not in known:
                known[value] = to_cell(column, value)
            cells.append(known[value])
        return cells
    if column.kind is Kind.CHOICE:
        labels = {choice.code: choice.label for choice in column.choices}
        return [labels.get(value, value) or None for value in values.tolist()]
    if column.kind is Kind.INTEGER:
        numbers = values.fillna(0).to_numpy(dtype="int64").tolist()
        return [None if gone else number for gone, number in zip(empty, numbers, strict=True)]
    texts = zip(empty, values.tolist(), strict=True)
    return [None if gone or text == "" else str(text) for gone, text in texts]
