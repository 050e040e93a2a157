"""What a reader of values does not tell: formulas, missing results, errors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from relance_xl.adapters.xlsx.refs import Box, letters, number
from relance_xl.adapters.xlsx.sheet import RowStream, cells_of

_ERROR = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^>]*? t="e"[^>]*>'
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?\s*<v>([^<]*)</v>"
)
_DIMENSION = re.compile(rb'<dimension\s+ref="([^"]*)"')

DENSE_CELLS = 12_000_000
"""Calamine keeps every cell up to the last one used: a stray cell far away costs gigabytes."""

_PLACE = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')
_LAST = re.compile(rb'\sr="([0-9]+)"')


@dataclass
class Facts:
    """What was seen in one sheet. Places are (row, column)."""

    formula_columns: dict[int, list[int]] = field(default_factory=dict)
    """Column -> rows of its formulas."""
    woven: bool = False
    """Some formula is shared, an array, a spill or a data table (or may be)."""
    no_value: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    last_row: int = 0
    """Last row met, used or not."""
    used: tuple[int, int] = (0, 0)
    """Last row and last column that hold a value."""


def scan(stream: RowStream) -> Facts:
    """Look through a sheet once, cheaply: only blocks with formulas or errors cost."""
    facts = Facts()
    told = _DIMENSION.search(stream.head)
    box = Box.parse(told[1].decode()) if told else None
    small = box is not None and box.bottom > 1 and box.right * box.bottom <= DENSE_CELLS
    if box is not None and small:
        facts.used = box.bottom, box.right
    for raw in stream.blocks():
        block = raw
        if not _noted(raw, facts) or not (small or _canonical(raw)):
            block = b"".join(_rewritten(raw, facts.last_row))
            _noted(block, facts)
        if small:
            facts.last_row = _last_row(block, facts.last_row)
        else:
            _extent(block, facts)
    return facts


def _noted(block: bytes, facts: Facts) -> bool:
    """Note formulas and errors; False when some cell does not begin as Excel's do."""
    if b"<f" in block and not _formulas(block, facts):
        return False
    if b't="e"' not in block:
        return True
    errors = _ERROR.findall(block)
    for name, row, text in errors:
        facts.errors[int(row), number(name.decode())] = text.decode()
    return len(errors) == block.count(b't="e"')


def _last_row(block: bytes, last: int) -> int:
    found = _LAST.search(block, block.rfind(b"<row"))
    return int(found[1]) if found else last + block.count(b"<row")


def _extent(block: bytes, facts: Facts) -> None:
    row, column = facts.used
    widest = letters(column).encode()
    for piece in block.split(b"<row")[1:]:
        found = int(piece[4 : piece.index(b'"', 4)]) if piece.startswith(b' r="') else 0
        facts.last_row = found or facts.last_row + 1
        end = piece.rfind(b"</c>")
        if end >= 0:
            row = facts.last_row
            start = piece.rfind(b'<c r="', 0, end) + 6
            name = piece[start : piece.find(b'"', start)].rstrip(b"0123456789")
            if (len(name), name) > (len(widest), widest):
                widest = name
    facts.used = row, number(widest.decode())


def _formulas(block: bytes, facts: Facts) -> bool:
    pieces = block.split(b"<f")
    before = pieces[0]
    for piece in pieces[1:]:
        if piece[:1] in (b">", b" ", b"/"):
            facts.woven = facts.woven or piece[:1] != b">"
            place = _PLACE.match(before, max(before.rfind(b"<c "), 0))
            if place is None or before.find(b"</c>", place.end()) >= 0:
                return False
            column, row = number(place[1].decode()), int(place[2])
            facts.formula_columns.setdefault(column, []).append(row)
            result = piece[: piece.find(b"</c>")]
            is_text = b't="str"' in before[place.end() :]
            stored = b"<v>" in result and not result.endswith(b"<v></v>")
            if not stored and not (is_text and b"<v" in result):
                facts.no_value.append((row, column))
        before = piece
    return True


def _canonical(block: bytes) -> bool:
    cells = block.count(b"<c ") + block.count(b"<c>")
    return cells == block.count(b'<c r="') and block.count(b"<row") == block.count(b'<row r="')


def _rewritten(block: bytes, last: int) -> Iterator[bytes]:
    for piece in block.split(b"<row")[1:]:
        found = _LAST.search(piece, 0, piece.find(b">"))
        last = int(found[1]) if found else last + 1
        yield b'<row r="%d">' % last + b"".join(cells_of(piece, last).values()) + b"</row>"
