"""Grids of cells become typed frames, and typed values become cells again."""

from relance_xl.frames.cells import EMAIL, email_in
from relance_xl.frames.read import DTYPES, GAPS, empty_frame, read_table, read_tables
from relance_xl.frames.write import row_cells, to_cell, to_columns, to_rows

__all__ = [
    "DTYPES",
    "EMAIL",
    "GAPS",
    "email_in",
    "empty_frame",
    "read_table",
    "read_tables",
    "row_cells",
    "to_cell",
    "to_columns",
    "to_rows",
]
