"""What an import is about to write, and the workbook's tables as they will be."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.handing import hand_over
from relance_xl.flows.opening import Opened
from relance_xl.frames import row_cells
from relance_xl.rules.debts import Run
from relance_xl.rules.sheet_changes import SheetChanges
from relance_xl.schema import TABLES

COMMAND = "importer"


@dataclass
class Draft:
    """The run as each next file finds it, and all that leads there.

    `last_day` is the last day a file can speak of: today, the real one under `--date`.
    """

    run: Run
    last_day: date
    changes: SheetChanges = field(default_factory=SheetChanges)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The tables as they will be."""
        return self.run.tables

    def add(self, changes: SheetChanges) -> None:
        """Take one file's changes in."""
        self.run = replace(self.run, tables=changes.applied(self.run.tables))
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
