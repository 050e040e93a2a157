"""One table as it was read, with the changes that wait for `save`."""

from collections import Counter
from collections.abc import Mapping, Sequence

from relance_xl.adapters.xlsx.cells import as_text
from relance_xl.adapters.xlsx.layout import TablePart
from relance_xl.adapters.xlsx.words import Key, key_of, key_part, row_key, same
from relance_xl.ports import NO_VALUE, Cell, Grid
from relance_xl.problems import WorkbookError
from relance_xl.schema.model import Table


class Pending:
    """Changes of one table.

    `order` says for each future row which read row it comes from (None = a new one);
    `cells` holds new values: column offset -> future sheet row -> value. `woven` tells
    that the sheet holds shared or array formulas.
    """

    def __init__(self, table: Table, part: TablePart, grid: Grid, *, woven: bool) -> None:
        """Take the table as it was read."""
        self.table = table
        self.part = part
        self.grid = grid
        self.woven = woven
        self._top = grid.first_row
        self.order: list[int | None] = list(range(len(grid.rows)))
        self.cells: dict[int, dict[int, Cell]] = {}
        self._offsets: dict[str, int] = {}
        for offset, header in enumerate(grid.headers):
            column = table.by_label(header)
            if column is not None:
                self._offsets.setdefault(column.name, offset)
        self._formulas = {
            offset
            for offset, header in enumerate(grid.headers)
            if header in grid.formula_columns or offset in part.formulas
        }
        self._index: dict[Key, list[int]] | None = None

    @property
    def reshaped(self) -> bool:
        """Tell whether rows were added, dropped or moved."""
        return self.order != list(range(len(self.grid.rows)))

    @property
    def changed(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self.cells) or self.reshaped

    @property
    def touches_formulas(self) -> bool:
        """Tell whether a formula cell may change."""
        if self.reshaped:
            return bool(self._formulas or self.part.totals_rows)
        return not self._formulas.isdisjoint(self.cells)

    def patch(
        self, keys: Sequence[str | tuple[str, ...]], columns: Mapping[str, Sequence[Cell]]
    ) -> None:
        """Set cells of the rows with these keys, all rows where a key is there twice.

        A key given as often as it is there is for one row each time, from above.
        """
        index = self._indexed()
        found = [index.get(key_of(self.table, key)) for key in keys]
        missing = [key for key, rows in zip(keys, found, strict=True) if rows is None]
        if missing:
            first = missing[0] if isinstance(missing[0], str) else ", ".join(missing[0])
            raise WorkbookError(
                f"La ligne « {first} » n’est plus dans la feuille « {self.grid.sheet} » "
                f"({len(missing)} en tout). Relancez la commande."
            )
        shared = _shared_out([rows or [] for rows in found])
        targets = [row for rows in shared for row in rows]
        copies = [len(rows) for rows in shared]
        for name, values in columns.items():
            offset = self._offsets.get(name)
            if offset is None:
                continue  # the reader reports a column the user deleted
            given = values
            if len(targets) != len(keys):
                pairs = zip(values, copies, strict=True)
                given = [value for value, count in pairs for _ in range(count)]
            self._set(offset, targets, given)
        if not set(self.table.key).isdisjoint(columns):
            self._index = None

    def append(self, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Add rows, in the blank rows at the end first."""
        start = len(self.order)
        while start and self._blank(start - 1):
            start -= 1
        self.order += [None] * (start + len(rows) - len(self.order))
        for name in dict.fromkeys(name for row in rows for name in row):
            offset = self._offsets.get(name)
            if offset is not None:
                have = [i for i, row in enumerate(rows) if name in row]
                self._set(offset, [start + i for i in have], [rows[i][name] for i in have])
        self._index = None

    def replace(self, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Make the table exactly these rows; rows whose key stays keep their other cells."""
        known = self._indexed() if self._offsets.keys() >= set(self.table.key) else {}
        index = {key: list(found) for key, found in known.items()}
        old_order, old_cells, top = self.order, self.cells, self._top
        sources: list[int | None] = []
        for row in rows:
            found = index.get(row_key(self.table, row))
            sources.append(found.pop(0) if found else None)
        self.order = [None if source is None else old_order[source] for source in sources]
        self.cells = {
            offset: {
                top + i: kept[top + source]
                for i, source in enumerate(sources)
                if source is not None and top + source in kept
            }
            for offset, kept in old_cells.items()
        }
        for name in dict.fromkeys(name for row in rows for name in row):
            offset = self._offsets.get(name)
            if offset is not None:
                have = [i for i, row in enumerate(rows) if name in row]
                self._set(offset, have, [rows[i][name] for i in have])
        if not rows:
            self.order = [None]
        self._index = None

    def _set(self, offset: int, targets: Sequence[int], values: Sequence[Cell]) -> None:
        """Remember the values of one column that differ from what stands there."""
        if len(set(targets)) < len(targets):  # a key given twice: its last value is meant
            last = dict(zip(targets, values, strict=True))
            targets, values = list(last), list(last.values())
        waiting = self.cells.setdefault(offset, {})
        clean: dict[Cell, Cell] = {v: as_text(v) for v in set(values) if isinstance(v, str)}
        fit = [clean.get(value, value) for value in values]
        before = self._standing(offset, targets)
        if offset in self._formulas:
            before = [NO_VALUE] * len(fit)
        top = self._top
        new_values = {
            top + row: new
            for row, new, old in zip(targets, fit, before, strict=True)
            if (old is None and new) or top + row in waiting or not same(old, new)
        }
        waiting.update(new_values)
        if not waiting:
            del self.cells[offset]

    def _standing(self, offset: int, targets: Sequence[int]) -> list[object]:
        """Give the read values of one column in some future rows, None in new rows."""
        rows, order = self.grid.rows, self.order
        sources = [order[target] for target in targets]
        return [None if source is None else rows[source][offset] for source in sources]

    def _value(self, row: int, offset: int) -> object:
        waiting = self.cells.get(offset)
        if waiting and self._top + row in waiting:
            return waiting[self._top + row]
        source = self.order[row]
        return None if source is None else self.grid.rows[source][offset]

    def _column(self, offset: int) -> list[object]:
        values = self._standing(offset, range(len(self.order)))
        for place, value in self.cells.get(offset, {}).items():
            values[place - self._top] = value
        return values

    def _blank(self, row: int) -> bool:
        offsets = range(len(self.grid.headers))
        return all(self._value(row, o) in (None, "") for o in offsets if o not in self._formulas)

    def _indexed(self) -> dict[Key, list[int]]:
        """Give the rows by key; rows without key are not in it."""
        if self._index is None:
            self._index = {}
            offsets = [self._offsets.get(name) for name in self.table.key]
            if None in offsets:
                label = self.table[self.table.key[offsets.index(None)]].label
                raise WorkbookError(
                    f"La colonne « {label} » manque dans la feuille « {self.grid.sheet} ». "
                    "Rétablissez son en-tête, puis recommencez."
                )
            parts = []
            for name, offset in zip(self.table.key, offsets, strict=True):
                values = self._column(offset or 0)
                parts.append([key_part(self.table[name], value) for value in values])
            for row, key in enumerate(zip(*parts, strict=True)):
                if any(key):
                    self._index.setdefault(key, []).append(row)
        return self._index


def _shared_out(found: list[list[int]]) -> list[list[int]]:
    """Give each place of a key its own row, where the key has as many places as rows.

    >>> _shared_out([[4, 7], [5], [4, 7]]), _shared_out([[4, 7], [5]])
    ([[4], [5], [7]], [[4, 7], [5]])
    """
    if max(map(len, found), default=0) < 2:  # noqa: PLR2004 - no key is there twice
        return found
    places = Counter(rows[0] for rows in found)
    left = {rows[0]: iter(rows) for rows in found if places[rows[0]] == len(rows)}
    return [[next(left[rows[0]])] if rows[0] in left else rows for rows in found]
