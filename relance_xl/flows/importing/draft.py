"""What an import is about to write, and the workbook's tables as they will be."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.handing import hand_over
from relance_xl.flows.opening import Opened
from relance_xl.frames import row_cells
from relance_xl.rules.sheet_changes import SheetChanges
from relance_xl.schema import TABLES

COMMAND = "importer"


@dataclass
class Draft:
    """Tables as each next file finds them, and all that leads there."""

    tables: Mapping[str, pd.DataFrame]
    changes: SheetChanges = field(default_factory=SheetChanges)

    def add(self, changes: SheetChanges) -> None:
        """Take one file's changes in."""
        self.tables = changes.applied(self.tables)
        self.changes.add(changes)

    def write(self, desk: Desk, opened: Opened) -> None:
        """Gather everything for the next save, the journal keeping what cells held."""
        for name in self.changes.cells:
            for column, values in self.changes.by_column(name).items():
                keys = list(values)
                hand_over(desk, opened, COMMAND, (name, keys), {column: list(values.values())})
        for name, rows in self.changes.rows.items():
            if rows:
                desk.book.append(name, [row_cells(TABLES[name], row) for row in rows])
