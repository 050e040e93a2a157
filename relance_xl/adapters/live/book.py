"""The workbook open in Excel, fulfilling port `Book`."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relance_xl.adapters.live.patience import Patience
from relance_xl.adapters.live.quiet import quiet
from relance_xl.adapters.live.tables import LiveTable, find_tables, read_table
from relance_xl.adapters.live.writing import refuse_unwritable, write_table
from relance_xl.adapters.xlsx import disk
from relance_xl.adapters.xlsx.pending import Pending
from relance_xl.adapters.xlsx.words import missing_table, refuse_foreign, refuse_formulas
from relance_xl.ports import Cell, Clock, Grid
from relance_xl.problems import WorkbookBusyError, WorkbookError
from relance_xl.schema.model import Table

if TYPE_CHECKING:
    import xlwings
    from xlwings.main import Table as ExcelTable

Change = Callable[[Pending], None]
Found = dict[str, tuple["ExcelTable", "xlwings.Sheet"]]


class LiveBook:
    """A workbook as it stands in Excel, saved or not. Writes gather; `save` does them all.

    What was gathered is done anew on the tables as they stand at `save`: what the user
    typed meanwhile is kept, rows are found by key again. Then Excel saves the file, so
    that what the journal calls written is on disk, along with the user's own changes.

    Every method raises `WorkbookError` with a French sentence, `WorkbookBusyError` when
    Excel stays busy or opened the file read-only.
    """

    def __init__(
        self,
        book: "xlwings.Book",
        path: Path,
        backups_dir: Path,
        tables: Mapping[str, Table],
        now: Clock,
    ) -> None:
        """Take Excel's book, its file, where copies go, the tables to look for and a clock."""
        self._book = book
        self._path = path
        self._backups = backups_dir
        self._tables = tables
        self._now = now
        self._wait = Patience(path.name)
        self._place = ""
        self._found: Found = {}
        self._pending: dict[str, Pending] = {}
        self._changes: dict[str, list[Change]] = {}

    @property
    def path(self) -> Path:
        """The workbook's file."""
        return self._path

    def read(self) -> Mapping[str, Grid]:
        """Read every schema table found; changes that were not saved are forgotten."""
        self._found, self._pending, self._changes = {}, {}, {}
        read = self._look(self._tables)
        self._pending = {name: _untouched(self._tables[name], live) for name, live in read.items()}
        return {name: live.grid for name, live in read.items()}

    def patch(
        self,
        table: str,
        keys: Sequence[str | tuple[str, ...]],
        columns: Mapping[str, Sequence[Cell]],
        *,
        handed_over: frozenset[str] = frozenset(),
    ) -> None:
        """Set cells of existing rows; a key that is there twice, but given once, sets both."""
        refuse_foreign(self._tables[table], columns, handed_over)
        self._change(table, lambda pending: pending.patch(keys, columns))

    def append(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Add rows at the end of a table, in its blank last rows first."""
        refuse_formulas(self._tables[table], rows)
        self._change(table, lambda pending: pending.append(rows))

    def replace(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Give a table exactly these rows; kept keys keep cells not given."""
        refuse_formulas(self._tables[table], rows)
        self._change(table, lambda pending: pending.replace(rows))

    def save(self) -> None:
        """Write everything gathered, with a copy of the file before; then let Excel save it.

        All is checked before the first cell changes, on tables nobody can touch meanwhile.
        Should Excel fail after that, the file on disk is still as it was, and the sentence
        says to close without saving.
        """
        if not any(pending.changed for pending in self._pending.values()):
            return
        self._refuse_read_only()
        self._refuse_renamed()
        writes = False
        try:
            with quiet(self._wait(lambda: self._book.app), self._wait):
                todo = self._done_anew()
                for live, pending in todo:
                    refuse_unwritable(live, pending)
                self._keep_copy()
                writes = True
                for live, pending in todo:
                    write_table(live, pending)
            self._wait(self._book.save)
        except WorkbookError as fault:
            if not writes:
                raise
            raise type(fault)(
                f"{fault} L’écriture s’est arrêtée en chemin\u202f: fermez le classeur sans "
                "l’enregistrer et rouvrez-le d’abord."
            ) from fault
        self._pending, self._changes = {}, {}

    def _change(self, name: str, change: Change) -> None:
        """Try a change on the table as it was read, and remember it."""
        if name not in self._pending:
            live = self._look({name: self._tables[name]}).get(name)
            if live is None:
                raise missing_table(self._tables[name], self._path.name)
            self._pending[name] = _untouched(self._tables[name], live)
        change(self._pending[name])
        self._changes.setdefault(name, []).append(change)

    def _done_anew(self) -> list[tuple[LiveTable, Pending]]:
        """Do the changes again on the tables as they stand now."""
        changed = [name for name, pending in self._pending.items() if pending.changed]
        fresh = self._look({name: self._tables[name] for name in changed})
        todo = []
        for name in changed:
            if name not in fresh:
                raise missing_table(self._tables[name], self._path.name)
            pending = _untouched(self._tables[name], fresh[name])
            for change in self._changes[name]:
                change(pending)
            todo.append((fresh[name], pending))
        return todo

    def _look(self, tables: Mapping[str, Table]) -> dict[str, LiveTable]:
        """Read the tables that are there, by schema name."""
        if not self._found:
            self._place = self._place or self._wait(lambda: self._book.api.FullName)
            self._found = find_tables(self._book, self._wait)
        read = {}
        for name, table in tables.items():
            place = self._found.get(table.excel_name.casefold())
            if place is not None:
                read[name] = read_table(*place, self._wait)
        return read

    def _refuse_read_only(self) -> None:
        if self._wait(lambda: self._book.api.ReadOnly):
            raise WorkbookBusyError(
                f"Le classeur « {self._path.name} » est ouvert en lecture seule : quelqu’un "
                "d’autre s’en sert peut-être. Fermez-le, rouvrez-le en modification, puis "
                "recommencez. Rien n’a été écrit."
            )

    def _refuse_renamed(self) -> None:
        """Stop when it was saved elsewhere since: copies, letters and the lock go by its file."""
        if self._wait(lambda: self._book.api.FullName) != self._place:
            raise WorkbookError(
                f"Le classeur «\u202f{self._path.name}\u202f» a été enregistré sous un autre nom "
                "pendant le travail\u202f: rien n’y a été écrit. Relancez la commande sur le "
                "classeur que vous gardez."
            )

    def _keep_copy(self) -> None:
        try:
            disk.keep_copy(self._path.resolve(), self._backups, self._now())
        except OSError as fault:
            raise WorkbookError(
                f"La copie de sauvegarde du classeur ne peut pas être faite dans "
                f"« {self._backups} » ({fault.strerror}). Rien n’a été écrit."
            ) from None


def _untouched(table: Table, live: LiveTable) -> Pending:
    return Pending(table, live.part, live.grid, woven=False)
