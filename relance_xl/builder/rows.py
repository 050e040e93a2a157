"""What the builder fills a workbook with: rows by table, typed as frames are."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias

Value: TypeAlias = str | int | bool | date | datetime | None
"""A frame value: cents, basis points and choice codes, not yet what a cell shows."""

Row: TypeAlias = Mapping[str, Value]
"""One row by English column name; a missing column is an empty cell."""

Tables: TypeAlias = Mapping[str, list[Row]]
"""Rows by schema table name; a missing table is empty."""
