"""Changing cells as bytes: the heads of touched cells stay, their tails are replaced.

Rows in which every touched column has its cell (the usual case) are done many at a time
by one regular expression; other rows are taken apart.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat

from relance_xl.adapters.xlsx.cells import EMPTY, DateTail, Tails
from relance_xl.adapters.xlsx.refs import Box, letters, number
from relance_xl.adapters.xlsx.sheet import SheetXml, cells_of, head_of, parted
from relance_xl.adapters.xlsx.styles import Styles
from relance_xl.ports import Cell

_BATCH = 128
_SHORT = 3
"""Tails this short hold no value."""

_TAIL = rb'((?: (?:t|cm|vm|ph)="\w*")*(?:/>|>.*?</c>))'
_ROW_STYLE = re.compile(rb'\ss="(\d+)"')
_SPANS = re.compile(rb' spans="(\d+):(\d+)"')
_DIMENSION = re.compile(rb'(<dimension\s+ref=")([^"]*)(")')
_LAST_CELL = re.compile(rb'<c r="([A-Z]+)')

REMOVED = b""
"""Instead of a tail: the cell goes away, with its format."""


@dataclass
class Edits:
    """What to change in one sheet."""

    date1904: bool = False
    values: dict[int, dict[int, Cell]] = field(default_factory=dict)
    """Column -> row -> new value of a cell that keeps its style."""
    rows: dict[int, dict[int, bytes]] = field(default_factory=dict)
    """Row -> column -> new tail."""
    styles: dict[int, dict[int, int | None]] = field(default_factory=dict)
    """Row -> column -> style the cell of a new tail must take (others keep theirs)."""
    heights: dict[int, bytes] = field(default_factory=dict)
    """Row -> attributes of a row that does not exist yet."""

    def put(self, row: int, column: int, tail: bytes, style: int | None) -> None:
        """Set a cell with its style."""
        self.rows.setdefault(row, {})[column] = tail
        self.styles.setdefault(row, {})[column] = style

    def touched_rows(self) -> set[int]:
        """Give the rows in which something changes."""
        return set(self.rows).union(*self.values.values())

    def touched_columns(self) -> set[int]:
        """Give the columns in which something changes."""
        return set(self.values).union(*self.rows.values())

    def touches(self, row: int, column: int) -> bool:
        """Tell whether a cell changes."""
        return column in self.rows.get(row, ()) or row in self.values.get(column, ())

    def box(self) -> Box | None:
        """Give the rectangle around all cells that may get a value."""
        gone = {row for row, line in self.rows.items() if not any(line.values())}
        rows = self.touched_rows() - gone.difference(*self.values.values())
        columns = self.touched_columns()
        return Box(min(columns), min(rows), max(columns), max(rows)) if rows else None


def _with_new(
    pieces: Iterable[tuple[int, bytes]], touched: list[int]
) -> Iterator[tuple[int, bytes]]:
    """Add touched rows that do not exist yet; `touched` ends with the first row."""
    for row, piece in pieces:
        while touched and touched[-1] <= row:
            new = touched.pop()
            if new < row:
                yield new, b""
        yield row, piece
    for row in reversed(touched):
        yield row, b""


class Splicer:
    """Writes one sheet with its edits. Uses the sheet up as it goes."""

    def __init__(
        self,
        sheet: SheetXml,
        edits: Edits,
        styles: Styles,
        new_tail: Callable[[bytes], bytes] = bytes,
    ) -> None:
        """Take a sheet, its edits, the workbook's styles and what to do with the tail."""
        self._new_tail = new_tail
        self._sheet = sheet
        self._edits = edits
        self._styles = styles
        self._columns = sorted(edits.touched_columns())
        names = b"|".join(letters(column).encode() for column in self._columns)
        self._pattern = re.compile(
            rb'(<c r="(?:' + names + rb')[0-9]+"(?: s="[0-9]+")?)' + _TAIL, re.DOTALL
        )
        self._prefixes = [b'<c r="%s' % letters(c).encode() for c in self._columns]
        self._column_styles = {c: sheet.column_style(c) for c in self._columns}
        self._tails = {
            column: Tails(values.values(), date1904=edits.date1904)
            for column, values in edits.values.items()
        }
        self._heads = {
            c: (b'<c r="%s' % letters(c).encode(), head_of(c, 0, style).partition(b"0")[2])
            for c, style in self._column_styles.items()
        }
        self._dates = {b' s="%d"' % style for style in styles.dates}
        self._above = b""
        self._date_styles: dict[tuple[int, int | None, bool], int] = {}

    def chunks(self) -> Iterator[bytes]:
        """Yield the part's bytes."""
        yield self._head() + b"<sheetData>"
        touched = self._edits.touched_rows()
        batch: list[tuple[int, bytes]] = []
        for row, piece in _with_new(self._sheet.pieces(), sorted(touched, reverse=True)):
            if row in touched:
                batch.append((row, piece))
                if len(batch) < _BATCH:
                    continue
            if batch:
                yield self._spliced(batch)
                batch = []
            if row not in touched:
                self._above = piece
                yield b"<row" + piece
        if batch:
            yield self._spliced(batch)
        yield b"</sheetData>" + self._new_tail(self._sheet.tail)

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

    def _spliced(self, found: list[tuple[int, bytes]]) -> bytes:
        """Give the bytes of consecutive touched rows."""
        batch, pieces = [row for row, _ in found], [piece for _, piece in found]
        tails = [self._column_tails(column, batch) for column in self._columns]
        if self._edits.styles.keys().isdisjoint(batch):
            quick = self._quick(batch, b"<row".join(pieces), tails)
            if quick is not None:
                self._above = pieces[-1]
                return b"<row" + quick
        lines = []
        for row, piece, *line in zip(batch, pieces, *tails, strict=True):
            self._above = self._merged(row, piece, line)
            lines.append(self._above)
        return b"<row" + b"<row".join(lines)

    def _column_tails(self, column: int, batch: list[int]) -> list[bytes | None]:
        """Give the new tails of one column in some rows, None where a cell stays."""
        values = self._edits.values.get(column)
        tails: list[bytes | None] = [None] * len(batch)
        if values:
            tails = self._tails[column].of(values, batch)
        if self._edits.rows:
            lines = (self._edits.rows.get(row) or {} for row in batch)
            tails = [line.get(column, tail) for line, tail in zip(lines, tails, strict=True)]
        return tails

    def _quick(
        self, batch: list[int], content: bytes, tails: list[list[bytes | None]]
    ) -> bytes | None:
        """Replace tails where all touched columns stand in all rows; None if they do not."""
        parts = self._pattern.split(content)
        width = len(self._columns)
        if len(parts) != 1 + 3 * width * len(batch):
            return None
        for offset, (column, prefix) in enumerate(zip(self._columns, self._prefixes, strict=True)):
            heads = slice(1 + 3 * offset, None, 3 * width)
            ends = slice(2 + 3 * offset, None, 3 * width)
            mine = tails[offset]
            if REMOVED in mine or not all(map(bytes.startswith, parts[heads], repeat(prefix))):
                return None
            if self._edits.rows or self._tails[column].has_dates:
                parts[heads] = self._dated(column, batch, parts[heads], mine)
            if None in mine:
                old = parts[ends]
                mine = [o if t is None else t for t, o in zip(mine, old, strict=True)]
            parts[ends] = mine
        return b"".join(parts)

    def _dated(
        self, column: int, batch: list[int], heads: list[bytes], tails: list[bytes | None]
    ) -> list[bytes]:
        """Give heads of date cells a date style where they have none."""
        fit: list[bytes] = []
        for row, head, tail in zip(batch, heads, tails, strict=True):
            if tail.__class__ is DateTail and head[head.index(b'"', 6) + 1 :] not in self._dates:
                style = parted(head)[0]
                dated = self._date_style(column, style, tail or b"", fit[-1] if fit else None)
                fit.append(head_of(column, row, dated))
            else:
                fit.append(head)
        return fit

    def _date_style(
        self, column: int, style: int | None, tail: bytes, above: bytes | None = None
    ) -> int:
        """Choose a date style: the cell above's, the column's, else one made for it."""
        with_time = isinstance(tail, DateTail) and tail.with_time
        wanted = (column, style, with_time)
        if wanted not in self._date_styles:
            over = cells_of(self._above, 0).get(column) if above is None else above
            choices = (parted(over)[0] if over else None, self._column_styles[column])
            fit = next((s for s in choices if s is not None and s in self._styles.dates), None)
            if fit is None:
                fit = self._styles.dated(style, with_time=with_time)
            self._date_styles[wanted] = fit
        return self._date_styles[wanted]

    def _merged(self, row: int, piece: bytes, tails: list[bytes | None]) -> bytes:
        """Write one row whose cells have to be looked at one by one."""
        piece = piece or b' r="%d"%s/>' % (row, self._edits.heights.get(row, b""))
        end = piece.index(b">")
        start = piece[: end - 1] if piece[end - 1 : end] == b"/" else piece[:end]
        if row in self._edits.styles:
            start = start.replace(b' hidden="1"', b"")  # a filter must not hide what is new
        row_style = _ROW_STYLE.search(start) if b"customFormat=" in start else None
        style = int(row_style[1]) if row_style else None
        new = {c: t for c, t in zip(self._columns, tails, strict=True) if t is not None}
        gap = _gap(piece, end, min(new), max(new))
        if gap:
            added = self._added(row, new, style)
            body = piece[end + 1 : gap] + added + piece[gap : piece.rindex(b"</row>")]
        else:
            old = cells_of(piece[end + 1 :], row)
            for column, tail in new.items():
                old[column] = self._cell(row, column, old.get(column, b""), tail, style)
            body = b"".join([old[column] for column in sorted(old)])
        spans = _SPANS.search(start)
        if spans and not int(spans[1]) <= min(new) <= max(new) <= int(spans[2]):
            start = start[: spans.start()] + start[spans.end() :]
        return start + b">" + body + b"</row>"

    def _added(self, row: int, new: dict[int, bytes], row_style: int | None) -> bytes:
        """Write cells that stand after all others of their row."""
        if row_style is not None or row in self._edits.styles:
            return b"".join([self._cell(row, c, b"", tail, row_style) for c, tail in new.items()])
        number = b"%d" % row
        cells = []
        for column, tail in new.items():
            if tail.__class__ is DateTail or len(tail) < _SHORT:
                cells.append(self._cell(row, column, b"", tail, None))
            else:
                start, end = self._heads[column]
                cells += (start, number, end, tail)
        return b"".join(cells)

    def _cell(self, row: int, column: int, old: bytes, tail: bytes, row_style: int | None) -> bytes:
        """Write one cell."""
        if tail == REMOVED:
            return b""
        style = self._column_styles[column] if row_style is None else row_style
        if old:
            style = parted(old)[0]
        line = self._edits.styles.get(row)
        if line is not None:
            style = line.get(column, style)
        if tail.__class__ is DateTail and style not in self._styles.dates:
            style = self._date_style(column, style, tail)
        if tail == EMPTY and not old and style is None:
            return b""
        return head_of(column, row, style) + tail


def _gap(piece: bytes, start: int, first: int, last: int) -> int:
    """Find where cells of columns `first` to `last` go in a row that has none; 0 if it has.

    Looks from the row's end: tool columns stand there, followed by few others.
    """
    place = piece.rfind(b"</row>")
    while place > 0:
        before = piece.rfind(b"<c ", start, place)
        cell = _LAST_CELL.match(piece, before) if before > 0 else None
        if cell is None:
            return 0
        column = number(cell[1].decode())
        if column < first:
            return place
        if column <= last:
            return 0
        place = before
    return 0
