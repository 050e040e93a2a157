"""Changing cells as bytes: the heads of touched cells stay, their tails are replaced.

Rows in which every touched column has its cell (the usual case) are done many at a time
by one regular expression; other rows are taken apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from relance_xl.adapters.xlsx.cells import EMPTY, DateTail
from relance_xl.adapters.xlsx.refs import Box, letters, number
from relance_xl.adapters.xlsx.sheet import SheetXml, cells_of, head_of, parted
from relance_xl.adapters.xlsx.styles import Styles

_BATCH = 128
_TAIL = rb'((?: (?:t|cm|vm|ph)="\w*")*(?:/>|>.*?</c>))'
_STYLE = re.compile(rb' s="(\d+)"')
_ROW_STYLE = re.compile(rb'\ss="(\d+)"')
_SPANS = re.compile(rb' spans="(\d+):(\d+)"')
_DIMENSION = re.compile(rb'(<dimension\s+ref=")([^"]*)(")')
_LAST_CELL = re.compile(rb'<c r="([A-Z]+)')

REMOVED = b""
"""Instead of a tail: the cell goes away, with its format."""


@dataclass
class Edits:
    """What to change in one sheet."""

    rows: dict[int, dict[int, bytes]] = field(default_factory=dict)
    """Row -> column -> new tail."""
    styles: dict[int, dict[int, int | None]] = field(default_factory=dict)
    """Row -> column -> style the cell must take (others keep theirs)."""
    heights: dict[int, bytes] = field(default_factory=dict)
    """Row -> attributes of a row that does not exist yet."""

    def put(self, row: int, column: int, tail: bytes, style: int | None) -> None:
        """Set a cell with its style."""
        self.rows.setdefault(row, {})[column] = tail
        self.styles.setdefault(row, {})[column] = style

    def put_column(self, column: int, tails: dict[int, bytes]) -> None:
        """Set cells of one column, each in its present style."""
        for row, tail in tails.items():
            line = self.rows.get(row)
            if line is None:
                self.rows[row] = {column: tail}
            else:
                line[column] = tail

    def box(self) -> Box | None:
        """Give the rectangle around all cells that get a value."""
        rows = [row for row, line in self.rows.items() if any(line.values())]
        if not rows:
            return None
        columns = set(chain.from_iterable(self.rows.values()))
        return Box(min(columns), min(rows), max(columns), max(rows))


class Splicer:
    """Writes one sheet with its edits. Uses the sheet up as it goes."""

    def __init__(self, sheet: SheetXml, edits: Edits, styles: Styles) -> None:
        self._sheet = sheet
        self._edits = edits
        self._styles = styles
        self._columns = sorted(set(chain.from_iterable(edits.rows.values())))
        names = b"|".join(letters(column).encode() for column in self._columns)
        self._pattern = re.compile(
            rb'(<c r="(?:' + names + rb')\d+"(?: s="\d+")?)' + _TAIL, re.DOTALL
        )
        self._prefixes = [b'<c r="%s' % letters(c).encode() for c in self._columns]
        self._column_styles = {c: sheet.column_style(c) for c in self._columns}
        self._above = b""
        self._date_styles: dict[tuple[int, int | None, bool], int] = {}

    def chunks(self) -> Iterator[bytes]:
        """Yield the part's bytes."""
        yield self._head() + b"<sheetData>"
        rows, edits = self._sheet.rows, self._edits.rows
        new = edits.keys() - rows.keys()
        numbers = sorted(chain(rows, new)) if new else list(rows)
        batch: list[int] = []
        for row in numbers:
            if row in edits:
                batch.append(row)
            if batch and (row not in edits or len(batch) == _BATCH):
                yield self._spliced(batch)
                batch = []
            if row not in edits:
                self._above = rows.pop(row)
                yield b"<row" + self._above
        yield self._spliced(batch)
        yield b"</sheetData>" + self._sheet.tail

    def _head(self) -> bytes:
        """Give the head, its dimension grown over the new cells."""
        head = self._sheet.head
        found = _DIMENSION.search(head)
        old = Box.parse(found[2].decode()) if found else None
        new = self._edits.box()
        if found is None or old is None or new is None:
            return head
        grown = Box(*map(min, old[:2], new[:2]), *map(max, old[2:], new[2:]))
        if grown == old:
            return head
        return head[: found.start(2)] + grown.ref.encode() + head[found.end(2) :]

    def _spliced(self, batch: list[int]) -> bytes:
        """Give the bytes of consecutive touched rows."""
        pieces = [self._sheet.rows.pop(row, b"") for row in batch]
        if not any(row in self._edits.styles for row in batch):
            quick = self._quick(batch, b"<row".join(pieces))
            if quick is not None:
                self._above = pieces[-1] if pieces else b""
                return b"<row" + quick if batch else b""
        lines = []
        for row, piece in zip(batch, pieces, strict=True):
            quick = None if row in self._edits.styles else self._quick([row], piece)
            self._above = self._merged(row, piece) if quick is None else quick
            lines.append(self._above)
        return b"<row" + b"<row".join(lines) if lines else b""

    def _quick(self, batch: list[int], content: bytes) -> bytes | None:
        """Replace tails where all touched columns stand in all rows; None if they do not."""
        parts = self._pattern.split(content)
        width = len(self._columns)
        if len(parts) != 1 + 3 * width * len(batch):
            return None
        heads = parts[1::3]
        for offset, (column, prefix) in enumerate(zip(self._columns, self._prefixes, strict=True)):
            mine = heads[offset::width]
            if not all([head.startswith(prefix) for head in mine]):
                return None
            tails = [self._edits.rows[row].get(column) for row in batch]
            if REMOVED in tails:
                return None
            start = 2 + 3 * offset
            old = parts[start :: 3 * width]
            parts[start :: 3 * width] = [
                was if tail is None else tail for tail, was in zip(tails, old, strict=True)
            ]
            if any([tail.__class__ is DateTail for tail in tails]):
                parts[start - 1 :: 3 * width] = self._dated(column, batch, mine, tails)
        return b"".join(parts)

    def _dated(
        self, column: int, batch: list[int], heads: list[bytes], tails: list[bytes | None]
    ) -> list[bytes]:
        """Give heads of date cells a date style where they have none."""
        fit = []
        for row, head, tail in zip(batch, heads, tails, strict=True):
            if isinstance(tail, DateTail):
                found = _STYLE.search(head)
                style = int(found[1]) if found else None
                if style not in self._styles.dates:
                    above = fit[-1] if fit else cells_of(self._above, row).get(column, b"")
                    dated = self._date_style(column, style, above, tail)
                    fit.append(head_of(column, row, dated))
                    continue
            fit.append(head)
        return fit

    def _date_style(self, column: int, style: int | None, above: bytes, tail: DateTail) -> int:
        """Choose a date style: the cell above's, the column's, else one made for it."""
        wanted = (column, style, tail.with_time)
        if wanted not in self._date_styles:
            choices = (parted(above)[0] if above else None, self._column_styles[column])
            fit = next((s for s in choices if s is not None and s in self._styles.dates), None)
            if fit is None:
                fit = self._styles.dated(style, with_time=tail.with_time)
            self._date_styles[wanted] = fit
        return self._date_styles[wanted]

    def _merged(self, row: int, piece: bytes) -> bytes:
        """Write one row whose cells have to be looked at one by one."""
        piece = piece or b' r="%d"%s/>' % (row, self._edits.heights.get(row, b""))
        end = piece.index(b">")
        start = piece[: end - 1] if piece[end - 1 : end] == b"/" else piece[:end]
        new = dict(sorted(self._edits.rows[row].items()))
        row_style = _ROW_STYLE.search(start) if b"customFormat=" in start else None
        style = int(row_style[1]) if row_style else None
        last = _LAST_CELL.match(piece, piece.rfind(b"<c "))
        if last is not None and number(last[1].decode()) < next(iter(new)):
            body = piece[end + 1 : piece.rindex(b"</row>")]
            body += b"".join(self._cell(row, c, b"", tail, style) for c, tail in new.items())
        else:
            old = cells_of(piece[end + 1 :], row)
            for column, tail in new.items():
                old[column] = self._cell(row, column, old.get(column, b""), tail, style)
            body = b"".join(old[column] for column in sorted(old))
        spans = _SPANS.search(start)
        if spans and not int(spans[1]) <= min(new) <= max(new) <= int(spans[2]):
            start = start[: spans.start()] + start[spans.end() :]
        return start + b">" + body + b"</row>"

    def _cell(self, row: int, column: int, old: bytes, tail: bytes, row_style: int | None) -> bytes:
        """Write one cell."""
        if tail == REMOVED:
            return b""
        style = self._column_styles[column] if row_style is None else row_style
        if old:
            style = parted(old)[0]
        style = self._edits.styles.get(row, {}).get(column, style)
        if isinstance(tail, DateTail) and style not in self._styles.dates:
            above = cells_of(self._above, row).get(column, b"")
            style = self._date_style(column, style, above, tail)
        if tail == EMPTY and not old and style is None:
            return b""
        return head_of(column, row, style) + tail
