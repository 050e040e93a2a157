"""Foreign tables: bytes of CSV, TSV, XLSX, XLS or ODS -> a header and rows, by content alone.

The way through, for a bank's list or an accounting tool's:

1. `read_grids(content)` gives every way the bytes can be laid out in lines and cells;
2. `recognise(grids, aliases, enough)` finds the header line by folded header names (or
   `by_profile` by a saved layout) and gives a `ForeignTable`;
3. its `lines` are the rows below, `text`, `cents` and `day` read a field of one of them.
"""

from relance_xl.adapters.tabular.days import day_first, read_day
from relance_xl.adapters.tabular.folding import folded, one_line
from relance_xl.adapters.tabular.foreign import (
    Aliases,
    ForeignTable,
    by_profile,
    profile_of,
    recognise,
)
from relance_xl.adapters.tabular.grids import Cell, Grid, Line, read_grids
from relance_xl.adapters.tabular.numbers import decimal_mark, read_cents, split_side
from relance_xl.adapters.tabular.unread import UnreadableError

__all__ = [
    "Aliases",
    "Cell",
    "ForeignTable",
    "Grid",
    "Line",
    "UnreadableError",
    "by_profile",
    "day_first",
    "decimal_mark",
    "folded",
    "one_line",
    "profile_of",
    "read_cents",
    "read_day",
    "read_grids",
    "recognise",
    "split_side",
]
