"""Writing what staff type too: only by a command a person launched, the old value kept."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.frames import to_cell
from relance_xl.ports import Cell, Change
from relance_xl.schema import TABLES, Owner

Key = str | tuple[str, ...]


def hand_over(
    desk: Desk,
    opened: Opened,
    command: str,
    row_changes: tuple[str, Sequence[Key]],
    columns: Mapping[str, Sequence[object]],
) -> int:
    """Gather typed values for rows of a table, the journal keeping what stood there.

    `row_changes` names the table and the keys of its rows; `columns` holds one typed value
    per key. Returns how many cells change. Nothing is remembered of a simulated run.
    """
    name, keys = row_changes
    table = TABLES[name]
    cells = {c: [to_cell(table[c], value) for value in values] for c, values in columns.items()}
    changes = _changes(opened, name, keys, cells)
    moment = desk.moment()
    if changes and not desk.simulate:
        opened.journal.record(
            [
                Change(moment, command, name, " · ".join(key), column, _shown(old), _shown(new))
                for key, column, old, new in changes
            ]
        )
    if len(keys):
        desk.book.patch(name, keys, cells, handed_over=frozenset(columns))
    return len(changes)


def _changes(
    opened: Opened, name: str, keys: Sequence[Key], cells: Mapping[str, Sequence[Cell]]
) -> list[tuple[tuple[str, ...], str, Cell, Cell]]:
    table, frame = TABLES[name], opened.tables[name]
    parts = zip(*(frame[part] for part in table.key), strict=True)
    rows = {key: row for row, key in reversed(list(enumerate(parts)))}
    found: list[tuple[tuple[str, ...], str, Cell, Cell]] = []
    for place, key in enumerate(keys):
        whole = (key,) if isinstance(key, str) else key
        row = rows.get(whole)
        for column, values in cells.items():
            if table[column].owner is Owner.TOOL:
                continue
            old = None if row is None else to_cell(table[column], frame[column].iloc[row])
            if _shown(old) != _shown(values[place]):
                found.append((whole, column, old, values[place]))
    return found


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
