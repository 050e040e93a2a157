"""Typed values go back to what a cell holds."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import numpy as np
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
    if column.kind in (Kind.MONEY, Kind.RATE, Kind.INTEGER):
        return _numbers(column, values)
    if column.kind in (Kind.DATE, Kind.DATETIME, Kind.FLAG):
        codes, known = pd.factorize(values)
        cells = np.array([*(to_cell(column, value) for value in known), None], dtype=object)
        cells_of_rows: list[Cell] = cells[codes].tolist()
        return cells_of_rows
    if column.kind is Kind.CHOICE:
        labels = {choice.code: choice.label for choice in column.choices}
        return [labels.get(value, value) or None for value in values.fillna("").tolist()]
    return [text or None for text in values.fillna("").astype("str").tolist()]


def _numbers(column: Column, values: pd.Series) -> list[Cell]:
    empty = values.isna().to_numpy()
    numbers = values.fillna(0).to_numpy(dtype="int64")
    cells: list[Cell] = (numbers if column.kind is Kind.INTEGER else numbers / 100).tolist()
    for index in np.flatnonzero(empty):
        cells[index] = None
    return cells
