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
        formulas = b"<f" in block
        errors = b't="e"' in block
        if (formulas or errors) and not _canonical(block):
            block = b"".join(_rewritten(block, facts.last_row))
        if formulas:
            _formulas(block, facts)
        if errors:
            for name, row, text in _ERROR.findall(block):
                facts.errors[int(row), number(name.decode())] = text.decode()
        if not small:
            _extent(block, facts)
        elif formulas or errors:
            facts.last_row = _last_row(block, facts.last_row)
    return facts


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


def _formulas(block: bytes, facts: Facts) -> None:
    pieces = block.split(b"<f")
    before = pieces[0]
    for piece in pieces[1:]:
        if piece[:1] in (b">", b" ", b"/"):
            facts.woven = facts.woven or piece[:1] != b">"
            place = _PLACE.match(before, before.rfind(b"<c "))
            if place is not None:
                column, row = number(place[1].decode()), int(place[2])
                facts.formula_columns.setdefault(column, []).append(row)
                result = piece[: piece.find(b"</c>")]
                value = result.rfind(b"<v>")
                is_text = b't="str"' in before[place.end() :]
                stored = value >= 0 and not result.endswith(b"<v></v>")
                if not stored and not (is_text and b"<v" in result):
                    facts.no_value.append((row, column))
        before = piece


def _canonical(block: bytes) -> bool:
    cells = block.count(b"<c ") + block.count(b"<c>")
    return cells == block.count(b'<c r="') and block.count(b"<row") == block.count(b'<row r="')


def _rewritten(block: bytes, last: int) -> Iterator[bytes]:
    for piece in block.split(b"<row")[1:]:
        found = _LAST.search(piece, 0, piece.find(b">"))
        last = int(found[1]) if found else last + 1
        yield b'<row r="%d">' % last + b"".join(cells_of(piece, last).values()) + b"</row>"
