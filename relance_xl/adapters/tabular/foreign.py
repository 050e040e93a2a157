"""The header line of a foreign table, found by the names tools give their columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from relance_xl.adapters.tabular.days import day_first, read_day
from relance_xl.adapters.tabular.folding import folded, one_line
from relance_xl.adapters.tabular.grids import Cell, Grid, Line
from relance_xl.adapters.tabular.numbers import decimal_mark, read_cents
from relance_xl.incoming import Profile

Aliases = Mapping[str, tuple[str, ...]]
"""Each of our fields -> folded header names it goes by, the best first."""

_HEADER_WITHIN = 60
"""Lines a bank may put above its header: address, account, balances, advice."""
_WHOLE = 1e15
_EVIDENCE, _LONG = 2, 4
"""Headers read for sure before a misspelt one is, and letters that make a word sure enough."""


@dataclass(frozen=True)
class ForeignTable:
    """A grid whose header is known: `columns` gives the place of each of our fields."""

    grid: Grid
    at: int
    columns: Mapping[str, int]
    first: bool | None = None
    amounts: tuple[str, ...] = field(default=(), kw_only=True)
    days: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the file's own columns, in order."""
        return tuple(one_line(_shown(cell), 120) for cell in self.grid.lines[self.at].cells)

    @property
    def preamble(self) -> Sequence[Line]:
        """What stands above the header."""
        return self.grid.lines[: self.at]

    @property
    def lines(self) -> Sequence[Line]:
        """What stands below the header."""
        return self.grid.lines[self.at + 1 :]

    def cell(self, line: Line, name: str) -> Cell:
        """Give one field of a line; "" when the table has not got it."""
        place = self.columns.get(name, -1)
        return line.cells[place] if 0 <= place < len(line.cells) else ""

    def text(self, line: Line, name: str) -> str:
        """Give one field as a text on one line; whole numbers without decimals."""
        return one_line(_shown(self.cell(line, name)))

    def cents(self, line: Line, name: str) -> int | None:
        """Read an amount with the decimal mark of its column; None when empty or not sure."""
        return read_cents(self.cell(line, name), self.marks.get(name, ""))

    def day(self, line: Line, name: str) -> date | None:
        """Read a day in the order the whole table uses; None when empty or no day."""
        return read_day(self.cell(line, name), first=self.is_day_first)

    @cached_property
    def is_day_first(self) -> bool:
        """Whether 03/04 is 3 April: as the profile says, else as the columns tell, else yes."""
        if self.first is not None:
            return self.first
        told = day_first(self.cell(line, n) for n in self.days for line in self.lines)
        return told is not False

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """The decimal mark of each amount column; the table's where a column tells nothing."""
        own = {n: decimal_mark(self.cell(x, n) for x in self.lines) for n in self.amounts}
        common = next((mark for mark in own.values() if mark), "")
        return {name: mark or common for name, mark in own.items()}


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _WHOLE else repr(cell)
    return str(cell)


def places(header: Sequence[Cell], aliases: Aliases) -> dict[str, int]:
    """Match header cells to fields: the better alias first, each column used once.

    >>> places(("Date", "Date valeur", "Libellé"), {"day": ("date",), "label": ("libelle",)})
    {'day': 0, 'label': 2}
    """
    names = [folded(cell) if isinstance(cell, str) else "" for cell in header]
    found: dict[str, int] = {}
    for wanted, spellings in aliases.items():
        for spelling in spellings:
            place = next(
                (i for i, n in enumerate(names) if n == spelling and i not in found.values()), None
            )
            if place is not None:
                found[wanted] = place
                break
    return _with_misspelt(names, aliases, found) if len(found) >= _EVIDENCE else found


def _with_misspelt(names: Sequence[str], aliases: Aliases, found: dict[str, int]) -> dict[str, int]:
    """Add columns whose header is one letter off, or lost an accent to a wrong encoding."""
    for wanted, spellings in aliases.items():
        free = [i for i, n in enumerate(names) if len(n) >= _LONG and i not in found.values()]
        if wanted not in found:
            near = (i for s in spellings if len(s) > _LONG for i in free if one_off(names[i], s))
            place = next(near, None)
            if place is not None:
                found[wanted] = place
    return found


def one_off(one: str, other: str) -> bool:
    """Tell whether one letter more, less or changed makes one word the other.

    >>> one_off("cr3dit", "credit"), one_off("dbit", "debit"), one_off("date", "datum")
    (True, True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if same is None:
        return True
    rest, others = one[same + 1 :], other[same + 1 :]
    return rest == others or one[same:] == others or rest == other[same:]


def recognise(
    grids: Iterable[Grid],
    aliases: Aliases,
    enough: Callable[[Mapping[str, int]], bool],
    *,
    amounts: tuple[str, ...] = (),
    days: tuple[str, ...] = (),
) -> ForeignTable | None:
    """Find the header with the most known columns, of those that are `enough` to read rows.

    `amounts` and `days` name the fields whose decimal mark and order the columns tell.
    """
    best: ForeignTable | None = None
    for grid in grids:
        for at, line in enumerate(grid.lines[:_HEADER_WITHIN]):
            found = places(line.cells, aliases)
            if enough(found) and (best is None or len(found) > len(best.columns)):
                best = ForeignTable(grid, at, found, amounts=amounts, days=days)
    return best


def by_profile(
    grids: Iterable[Grid],
    profile: Profile,
    *,
    amounts: tuple[str, ...] = (),
    days: tuple[str, ...] = (),
) -> ForeignTable | None:
    """Find the very header a saved profile knows; its columns are read as the profile says."""
    wanted = [folded(name) for name in profile.headers]
    for grid in grids:
        for at, line in enumerate(grid.lines[:_HEADER_WITHIN]):
            if len(line.cells) < len(wanted):
                continue
            names = [folded(_shown(cell)) for cell in line.cells]
            if names[: len(wanted)] == wanted and not any(names[len(wanted) :]):
                pairs = [(ours, folded(theirs)) for ours, theirs in profile.columns]
                found = {ours: names.index(t) for ours, t in pairs if t and t in names}
                first = profile.day_first
                return ForeignTable(grid, at, found, first, amounts=amounts, days=days)
    return None


def profile_of(table: ForeignTable, kind: str) -> Profile:
    """Say how a recognised table was read, for a person to confirm; named by its header.

    The name is the same for the same header, whatever the file.
    """
    header = table.header
    columns = tuple((ours, header[place]) for ours, place in table.columns.items())
    shape = "\x1f".join(folded(name) for name in header)
    digest = sha256(f"{kind}\x1f{shape}".encode()).hexdigest()[:10]
    return Profile(f"P-{digest}", kind, header, columns, table.is_day_first)
