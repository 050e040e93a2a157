"""From pending changes to cell edits in one sheet."""

import re
from collections.abc import Iterable, Iterator

from relance_xl.adapters.xlsx.cells import EMPTY, formula_tail, marked_up, tail
from relance_xl.adapters.xlsx.follow import Growth
from relance_xl.adapters.xlsx.formulas import Place, moved, moved_tail
from relance_xl.adapters.xlsx.layout import TablePart
from relance_xl.adapters.xlsx.pending import Pending
from relance_xl.adapters.xlsx.refs import Box, letters
from relance_xl.adapters.xlsx.sheet import SheetXml, parted
from relance_xl.adapters.xlsx.splice import REMOVED, Edits
from relance_xl.problems import WorkbookError

_FORMULA = re.compile(rb"<f(?:\s[^>]*)?>([^<]+)</f>")
_HEIGHT = re.compile(rb'\s(?:ht|customHeight)="[^"]*"')

Old = dict[int, tuple[int | None, bytes]]
"""Cells of one row before the change: column -> style and tail."""


def growth_of(pending: Pending) -> Growth | None:
    """Say how a table changes its number of rows; None when it does not."""
    part, shift = pending.part, len(pending.order) - len(pending.grid.rows)
    if not shift:
        return None
    before = part.data
    after = before._replace(bottom=before.bottom + shift)
    sheet = (part.sheet, part.sheet_part, part.part)
    return Growth(*sheet, before, after, part.header_rows, part.totals_rows)


def refuse_obstacles(
    sheet: SheetXml, part: TablePart, others: Iterable[TablePart], end: int
) -> None:
    """Raise `WorkbookError` when something stands where a table must grow to row `end`."""
    box = part.box
    wanted = Box(box.left, box.bottom + 1, box.right, end)
    if wanted.top > end:
        return
    place = sheet.used(wanted)
    for other in others:
        if other is not part and other.box.meets(wanted):
            place = place or other.box.ref.partition(":")[0]
    for ref in re.findall(rb'<mergeCell\s[^>]*?ref="([^"]*)"', sheet.tail):
        merged = Box.parse(ref.decode())
        if merged is not None and merged.meets(wanted):
            place = place or ref.decode().partition(":")[0]
    if place:
        raise WorkbookError(
            f"Le tableau de la feuille « {part.sheet} » doit s’agrandir jusqu’à la ligne {end}, "
            f"mais la cellule {place} est occupée. Déplacez ce qui se trouve sous le tableau, "
            "puis recommencez. Rien n’a été écrit."
        )


def put_values(pending: Pending, edits: Edits) -> None:
    """Edit the cells of a table whose rows stay where they are."""
    for offset, values in pending.cells.items():
        column = pending.part.box.left + offset
        known = edits.values.get(column)
        edits.values[column] = values if known is None else {**known, **values}


def put_rows(pending: Pending, sheet: SheetXml, edits: Edits) -> None:
    """Edit all cells of a table whose rows were added, dropped or moved."""
    _Rows(pending, sheet, edits).put()


class _Rows:
    """Puts the rows of one table in their new order."""

    def __init__(self, pending: Pending, sheet: SheetXml, edits: Edits) -> None:
        """Look at the last row, which is the model of new ones."""
        self._pending = pending
        self._sheet = sheet
        self._edits = edits
        self._box = pending.part.data
        self._columns = range(self._box.left, self._box.right + 1)
        self._model = self._old(self._box.bottom)
        self._formulas = dict(self._calculated())

    def put(self) -> None:
        """Edit moved and new rows, clear what is left below, move the totals."""
        totals = self._totals()
        stay = self._pending.order
        moved_from = {
            source: self._old(self._box.top + source)
            for row, source in enumerate(stay)
            if source is not None and source != row
        }
        self._stay()
        for row, source in enumerate(stay):
            if source == row:
                continue
            if source is None:
                self._new(row)
            else:
                self._move(row, source, moved_from[source])
        end = self._box.top + len(stay)
        for place in range(end, self._box.bottom + 1 + len(totals)):
            for column in self._sheet.cells(place):
                if column in self._columns:
                    self._edits.rows.setdefault(place, {})[column] = REMOVED
        for shift, cells in enumerate(totals):
            origin = self._box.bottom + 1 + shift
            for column, (style, old) in cells.items():
                fit = moved_tail(old, (origin, column), (end + shift, column))
                self._edits.put(end + shift, column, fit, style)

    def _old(self, row: int) -> Old:
        cells = self._sheet.cells(row)
        return {column: parted(cells[column]) for column in self._columns if column in cells}

    def _totals(self) -> list[Old]:
        bottom = self._box.bottom
        if len(self._pending.order) == len(self._pending.grid.rows):
            return []
        return [self._old(bottom + 1 + n) for n in range(self._pending.part.totals_rows)]

    def _calculated(self) -> Iterator[tuple[int, tuple[bytes, Place, bool]]]:
        """Give calculated columns: formula, the cell it was written for, array or not."""
        for offset, (text, array) in self._pending.part.formulas.items():
            column = self._box.left + offset
            origin = self._box.bottom, column
            found = _FORMULA.search(self._model.get(column, (None, b""))[1])
            yield column, (found[1] if found else marked_up(text), origin, array)

    def _values(self, place: int) -> dict[int, bytes]:
        """Give the tails of the new values of one sheet row, by column."""
        left = self._box.left
        return {
            left + offset: tail(values[place], date1904=self._edits.date1904)
            for offset, values in self._pending.cells.items()
            if place in values
        }

    def _stay(self) -> None:
        """Edit the rows that do not move."""
        order, (left, top) = self._pending.order, self._box[:2]
        for offset, values in self._pending.cells.items():
            for place, value in values.items():
                if order[place - top] == place - top:
                    fit = tail(value, date1904=self._edits.date1904)
                    self._edits.rows.setdefault(place, {})[left + offset] = fit

    def _new(self, row: int) -> None:
        place = self._box.top + row
        values = self._values(place)
        if place not in self._sheet.rows:
            model = self._sheet.rows.get(self._box.bottom, b"")
            marks = _HEIGHT.findall(model[: model.find(b">")])
            self._edits.heights[place] = b"".join(marks)
        standing = self._sheet.cells(place)
        for column in self._columns:
            fit = values.get(column)
            if fit is None and column in self._formulas:
                fit = self._formula(place, column)
            if column in self._model:
                self._edits.put(place, column, fit or EMPTY, self._model[column][0])
            elif fit is not None or column in standing:
                self._edits.rows.setdefault(place, {})[column] = fit or REMOVED

    def _formula(self, row: int, column: int) -> bytes:
        text, origin, array = self._formulas[column]
        array_at = f"{letters(column)}{row}" if array else ""
        return formula_tail(moved(text, origin, (row, column)), array_at=array_at)

    def _move(self, row: int, source: int, old: Old) -> None:
        place, origin = self._box.top + row, self._box.top + source
        values = self._values(place)
        standing = self._sheet.cells(place)
        for column in self._columns:
            style, was = old.get(column, (None, REMOVED))
            fit = values.get(column) or moved_tail(was, (origin, column), (place, column))
            if column in old or column in values:
                self._edits.put(place, column, fit, style)
            elif column in standing:
                self._edits.rows.setdefault(place, {})[column] = REMOVED
