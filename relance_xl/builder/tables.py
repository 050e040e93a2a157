"""One Excel table: header, rows, drop-downs, formulas, highlights."""

import re
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from relance_xl.builder import cells, formulas
from relance_xl.builder.highlights import HIGHLIGHTS, Highlight
from relance_xl.builder.rows import Row
from relance_xl.builder.sheets import FIRST_DATA_ROW, HEADER_ROW
from relance_xl.builder.styles import BAND, Styles, is_greyed
from relance_xl.builder.validation import rule_of
from relance_xl.schema.model import Column, Kind, Owner, Table

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_TALL = frozenset({"texts"})
_FIRST_WIDTH = 11
_ARROW = 4
_LINE_HEIGHT = 13.5
_LINE_LENGTH = 95
_HIGHEST_ROW = 400


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: first column from 0, and how many body rows it has."""

    first_col: int
    row_count: int

    @property
    def last_row(self) -> int:
        """Give the last body row, from 0; an empty table keeps one blank row."""
        return FIRST_DATA_ROW + max(self.row_count, 1) - 1

    def col(self, table: Table, name: str) -> int:
        """Give the sheet column, from 0, of a table's column."""
        return self.first_col + [column.name for column in table].index(name)


def write_table(sheet: Worksheet, table: Table, rows: list[Row], styles: Styles, col: int) -> Place:
    """Write a table whose header stands on `HEADER_ROW`, first column `col` (from 0)."""
    place = Place(col, len(rows))
    _declare(sheet, table, place, styles)
    for offset, column in enumerate(table):
        _write_column(sheet, column, (table, rows, place.first_col + offset), styles)
    if table.name in _TALL:
        for offset, row in enumerate(rows):
            sheet.set_row(FIRST_DATA_ROW + offset, _height_of(str(row["body"])))
    _validate(sheet, table, place)
    for highlight in HIGHLIGHTS.get(table.name, ()):
        _highlight(sheet, highlight, (table, place), styles)
    _bands(sheet, table, place, styles)
    return place


def _declare(sheet: Worksheet, table: Table, place: Place, styles: Styles) -> None:
    columns: list[dict[str, Any]] = []
    for offset, column in enumerate(table):
        body = styles.cell(column, top=table.name in _TALL)
        declared = {"header": column.label, "header_format": styles.header(column), "format": body}
        if column.owner is Owner.FORMULA:
            declared["formula"] = formulas.stored(table, column)
        columns.append(declared)
        width = max(_width(column), 0 if offset else _FIRST_WIDTH)
        sheet.set_column(place.first_col + offset, place.first_col + offset, width, body)
    last_col = place.first_col + len(table.columns) - 1
    sheet.add_table(
        HEADER_ROW,
        place.first_col,
        place.last_row,
        last_col,
        {
            "name": table.excel_name,
            "style": "Table Style Light 1",
            "banded_rows": False,
            "columns": columns,
        },
    )


def _height_of(body: str) -> float:
    lines = sum(1 + len(line) // _LINE_LENGTH for line in body.splitlines())
    return min(_LINE_HEIGHT * (lines + 2), _HIGHEST_ROW)


def _width(column: Column) -> int:
    """Leave room for a header's longest word and its filter arrow.

    A header is either short of the arrow, or folded on two lines: never half under it.
    """
    width = max(column.width, max(len(word) for word in column.label.split()) + _ARROW)
    whole = len(column.label) + _ARROW
    return whole if width < whole <= width + _ARROW else width


def _write_column(
    sheet: Worksheet, column: Column, where: tuple[Table, list[Row], int], styles: Styles
) -> None:
    table, rows, col = where
    style = styles.cell(column, top=table.name in _TALL)
    for offset, row in enumerate(rows or [{}]):
        cell = (FIRST_DATA_ROW + offset, col)
        if column.owner is Owner.FORMULA:
            text = formulas.stored(table, column)
            sheet.write_formula(*cell, text, style, formulas.value_of(table, column, row))
        else:
            value = cells.shown(column, row.get(column.name))
            if value is not None:
                cells.write(sheet, cell, value, style)


def _validate(sheet: Worksheet, table: Table, place: Place) -> None:
    for offset, column in enumerate(table):
        col = place.first_col + offset
        sheet.data_validation(FIRST_DATA_ROW, col, place.last_row, col, rule_of(column))


def code_spans(table: Table, place: Place) -> list[str]:
    """Give the ranges where text that looks like a number is meant to be text."""
    cols = [
        place.first_col + offset for offset, column in enumerate(table) if column.kind is Kind.CODE
    ]
    return [_span(place, first, last) for first, last in _runs(cols)]


def _span(place: Place, first: int, last: int | None = None) -> str:
    start, end = xl_col_to_name(first), xl_col_to_name(first if last is None else last)
    return f"{start}{FIRST_DATA_ROW + 1}:{end}{place.last_row + 1}"


def _highlight(
    sheet: Worksheet, highlight: Highlight, where: tuple[Table, Place], styles: Styles
) -> None:
    table, place = where

    def cell(match: re.Match[str]) -> str:
        return f"${xl_col_to_name(place.col(table, match[1]))}{FIRST_DATA_ROW + 1}"

    rule = {
        "type": "formula",
        "criteria": "=" + _PLACEHOLDER.sub(cell, highlight.formula),
        "format": styles.overlay(**highlight.look),
    }
    for first, last in _runs([place.col(table, name) for name in _painted(table, highlight)]):
        sheet.conditional_format(_span(place, first, last), rule)


def _painted(table: Table, highlight: Highlight) -> tuple[str, ...]:
    return highlight.columns or tuple(column.name for column in table)


def _bands(sheet: Worksheet, table: Table, place: Place, styles: Styles) -> None:
    """Shade every second row: by condition, so that sorting does not scatter the bands."""
    white = [place.first_col + i for i, column in enumerate(table) if not is_greyed(column)]
    rule = {
        "type": "formula",
        "criteria": "=MOD(ROW(),2)=0",
        "format": styles.overlay(bg_color=BAND),
    }
    for first, last in _runs(white):
        sheet.conditional_format(_span(place, first, last), rule)


def _runs(cols: list[int]) -> list[tuple[int, int]]:
    """Group columns that stand side by side.

    >>> _runs([0, 1, 4, 5, 6])
    [(0, 1), (4, 6)]
    """
    runs: list[tuple[int, int]] = []
    for col in sorted(cols):
        if runs and runs[-1][1] == col - 1:
            runs[-1] = (runs[-1][0], col)
        else:
            runs.append((col, col))
    return runs
