"""From a table's pending changes to the runs of cells to write."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from relance_xl.adapters.live.cells import LONG_TEXT, Formula
from relance_xl.adapters.xlsx.cells import marked_up
from relance_xl.adapters.xlsx.formulas import moved
from relance_xl.adapters.xlsx.pending import Pending
from relance_xl.adapters.xlsx.words import same
from relance_xl.schema.model import Owner

_FEW = 8
"""Up to so many runs in a column are written apart."""


@dataclass(frozen=True)
class Run:
    """Values of one column, from one sheet row on."""

    offset: int
    first: int
    values: Sequence[object]

    @property
    def last(self) -> int:
        """The last sheet row."""
        return self.first + len(self.values) - 1


Formulas = Mapping[int, Sequence[Formula | None]]
"""Formulas of a table by column offset, None where a cell holds a value."""


def is_shuffled(pending: Pending) -> bool:
    """Tell whether rows moved, or new ones stand where others stood."""
    kept = pending.order[: len(pending.grid.rows)]
    return kept != list(range(len(kept)))


def value_runs(pending: Pending, formulas: Formulas) -> Iterator[Run]:
    """Give what to write into a table's columns, in column order.

    Many scattered changes of a tool's column become one write from the first to the last:
    the cells between hold the tool's own values, written once more. A person's column and
    one with formulas is touched in the changed cells only. `formulas` is needed when the
    table `is_shuffled`.
    """
    for offset in range(len(pending.grid.headers)):
        changed = _changed(pending, offset, formulas.get(offset))
        if not changed:
            continue
        runs = [*_runs(offset, changed)]
        if len(runs) > _FEW and _is_tools(pending, offset):
            runs = [*_runs(offset, _bridged(pending, offset, changed))]
        yield from runs


def _is_tools(pending: Pending, offset: int) -> bool:
    header = pending.grid.headers[offset]
    column = pending.table.by_label(header)
    ours = column is not None and column.owner is Owner.TOOL
    return ours and header not in pending.grid.formula_columns


def _changed(
    pending: Pending, offset: int, formulas: Sequence[Formula | None] | None
) -> Mapping[int, object]:
    """Give the new contents of a column, by sheet row."""
    given: Mapping[int, object] = pending.cells.get(offset, {})
    if not pending.reshaped:
        return given
    old, top = pending.grid.rows, pending.grid.first_row
    column = pending.part.box.left + offset
    calculated = offset in pending.part.formulas

    def held(row: int, target: int) -> object:
        formula = formulas[row] if formulas else None
        if formula is None:
            return old[row][offset]
        text = moved(marked_up(formula[1:]), (top + row, column), (top + target, column))
        return Formula(f"={unescape(text.decode())}")

    changed = {}
    for row, source in enumerate(pending.order):
        if top + row in given:
            changed[top + row] = given[top + row]
        elif source != row and not (source is None and calculated):
            now = held(row, row) if row < len(old) else None
            content = None if source is None else held(source, row)
            if isinstance(now, Formula) != isinstance(content, Formula) or not same(now, content):  # type: ignore[arg-type]  # whatever a cell held may be kept
                changed[top + row] = content
    return changed


def _bridged(pending: Pending, offset: int, changed: Mapping[int, object]) -> dict[int, object]:
    old, top = pending.grid.rows, pending.grid.first_row
    rows = range(min(changed), max(changed) + 1)
    return {
        place: changed[place]
        if place in changed
        else (old[place - top][offset] if place - top < len(old) else None)
        for place in rows
    }


def _runs(offset: int, values: Mapping[int, object]) -> Iterator[Run]:
    """Cut a column's values into unbroken runs; a long text stands alone."""
    places = sorted(values)
    start = 0
    for end in range(1, len(places) + 1):
        if end < len(places) and places[end] == places[end - 1] + 1:
            pair = values[places[end - 1]], values[places[end]]
            if not any(isinstance(value, str) and len(value) > LONG_TEXT for value in pair):
                continue
        yield Run(offset, places[start], [values[place] for place in places[start:end]])
        start = end
