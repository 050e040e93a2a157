"""The closed workbook, fulfilling port `Book`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from relance_xl.adapters.xlsx import disk
from relance_xl.adapters.xlsx.layout import Layout
from relance_xl.adapters.xlsx.package import Package, Stamp
from relance_xl.adapters.xlsx.pending import Pending
from relance_xl.adapters.xlsx.rewrite import Rewrite
from relance_xl.adapters.xlsx.values import read_tables
from relance_xl.adapters.xlsx.words import missing_table, refuse_foreign, refuse_formulas
from relance_xl.ports import Cell, Clock, Grid
from relance_xl.problems import WorkbookError
from relance_xl.schema.model import Table


class ClosedBook:
    """A workbook nobody has open. Writes gather; `save` replaces the file at once.

    Every method raises `WorkbookError` with a French sentence when the file cannot be
    read or written as it stands; then nothing was changed.
    """

    def __init__(
        self, path: Path, backups_dir: Path, tables: Mapping[str, Table], now: Clock
    ) -> None:
        """Take the file, where copies go, the tables to look for and a clock."""
        self._path = path
        self._backups = backups_dir
        self._tables = tables
        self._now = now
        self._stamp: Stamp | None = None
        self._pending: dict[str, Pending] = {}

    @property
    def path(self) -> Path:
        """The workbook's file."""
        return self._path

    def read(self) -> Mapping[str, Grid]:
        """Read every schema table found; changes that were not saved are forgotten."""
        self._pending = {}
        self._stamp = None
        self._load(self._tables)
        return {name: pending.grid for name, pending in self._pending.items()}

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
        self._opened(table).patch(keys, columns)

    def append(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Add rows at the end of a table, in its blank last rows first."""
        refuse_formulas(self._tables[table], rows)
        self._opened(table).append(rows)

    def replace(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Give a table exactly these rows; kept keys keep cells and formats not given."""
        refuse_formulas(self._tables[table], rows)
        self._opened(table).replace(rows)

    def save(self) -> None:
        """Write everything gathered, with a backup, atomically; nothing gathered, nothing done."""
        changed = [pending for pending in self._pending.values() if pending.changed]
        if not changed:
            return
        path = self._path.resolve()
        disk.refuse_busy(path)
        with Package(path) as package:
            self._refuse_changed(package.stamp)
            rewrite = Rewrite(package, changed)
            self._keep_copy(path)
            draft = disk.write_draft(path, rewrite.write)
        try:  # on a large workbook somebody had seconds to save it elsewhere
            self._refuse_changed(Stamp.of(path) if path.exists() else None)
        except WorkbookError:
            draft.unlink(missing_ok=True)
            raise
        disk.put_in_place(draft, path)
        self._pending = {}
        self._stamp = Stamp.of(path)

    def _refuse_changed(self, stamp: Stamp | None) -> None:
        if stamp != self._stamp:
            raise WorkbookError(
                f"Le classeur « {self._path.name} » a été modifié pendant le travail. Rien n’a été "
                "écrit : relancez la commande."
            )

    def _keep_copy(self, path: Path) -> None:
        try:
            disk.keep_copy(path, self._backups, self._now())
        except OSError as fault:
            raise WorkbookError(
                f"La copie de sauvegarde du classeur ne peut pas être faite dans "
                f"« {self._backups} » ({fault.strerror}). Rien n’a été écrit."
            ) from None

    def _opened(self, name: str) -> Pending:
        """Give a table's pending changes, reading its sheet at need."""
        if name not in self._pending:
            self._load({name: self._tables[name]})
        if name not in self._pending:
            raise missing_table(self._tables[name], self._path.name)
        return self._pending[name]

    def _load(self, tables: Mapping[str, Table]) -> None:
        with Package(self._path.resolve()) as package:
            if self._stamp is None:
                self._stamp = package.stamp
            layout = Layout(package)
            found = {
                name: layout.tables[table.excel_name.casefold()]
                for name, table in tables.items()
                if table.excel_name.casefold() in layout.tables
            }
            grids, woven = read_tables(package, layout, found)
        for name, grid in grids.items():
            among = grid.sheet in woven
            self._pending[name] = Pending(tables[name], found[name], grid, woven=among)
