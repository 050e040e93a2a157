"""A worksheet part as bytes: head, rows, tail.

Rows stay the bytes they are; only those that are asked for are taken apart. What other
programs write differently from Excel (prefixed names, rows or cells without reference) is
brought into Excel's form on the way.
"""

import re
from collections.abc import Iterable, Iterator

from relance_xl.adapters.xlsx.refs import Box, letters, number
from relance_xl.problems import WorkbookError

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")
_DATA = re.compile(rb"<(?:[\w.-]+:)?sheetData(?:\s[^>]*?)?(/?)>")
_CELL = re.compile(rb"<c((?:\s[^>]*?)?)(?:/>|>(.*?)</c>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_COLUMN = re.compile(rb"[A-Z]+")
_COL = re.compile(rb"<col\s[^>]*>")


class RowStream:
    """Reads a worksheet part: `head` at once, then blocks of whole rows, then `tail`.

    Raises `WorkbookError` for parts written in a way that cannot be kept.
    """

    def __init__(self, chunks: Iterable[bytes], where: str) -> None:
        """Read as far as the rows."""
        self._chunks = iter(chunks)
        self._where = where
        self.tail = b""
        start = b""
        found = None
        while found is None:
            chunk = next(self._chunks, None)
            if chunk is None or start[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise self.strange()
            start += chunk
            found = _DATA.search(start)
        start = start.removeprefix(b"\xef\xbb\xbf")
        found = _DATA.search(start)
        root = _ROOT.search(start)
        if found is None or root is None:
            raise self.strange()
        self._prefix = root[1] or b""
        self.head = self._plain(start[: found.start()])
        if self._prefix:
            self.head = self.head.replace(b"xmlns:" + self._prefix + b"=", b"xmlns=", 1)
        self._empty = found[1] == b"/"
        self._rest = start[found.end() :]

    def blocks(self) -> Iterator[bytes]:
        """Yield the rows in blocks that begin with `<row`; afterwards `tail` is known."""
        mark = b"<" + self._prefix + (b":row" if self._prefix else b"row")
        end_mark = b"</" + self._prefix + (b":sheetData>" if self._prefix else b"sheetData>")
        rest, end = self._rest, 0 if self._empty else -1
        while not self._empty:
            end = rest.find(end_mark)
            if end >= 0:
                break
            cut = rest.rfind(mark)
            if cut > 0:
                yield self._plain(rest[:cut])
                rest = rest[cut:]
            chunk = next(self._chunks, None)
            if chunk is None:
                raise self.strange()
            rest += chunk
        if rest[:end].strip():
            yield self._plain(rest[:end])
        after = rest[end:] if self._empty else rest[end + len(end_mark) :]
        self.tail = self._plain(after + b"".join(self._chunks))

    def _plain(self, content: bytes) -> bytes:
        if not self._prefix:
            return content
        return re.sub(b"<(/?)" + self._prefix + b":", rb"<\1", content)

    def strange(self) -> WorkbookError:
        """Say that this sheet cannot be kept as it is."""
        return WorkbookError(
            f"La feuille « {self._where} » a été écrite par un programme inhabituel. Ouvrez le "
            "classeur dans Excel, enregistrez-le, puis recommencez."
        )


class SheetXml:
    """One worksheet part, ready to be changed.

    Either its rows are only passed on (`pieces`), or they are loaded first; then `rows`
    maps row numbers to the bytes after `<row`, in document order.
    """

    def __init__(self, chunks: Iterable[bytes], where: str) -> None:
        """Read the head."""
        self._stream = RowStream(chunks, where)
        self.where = where
        self.head = self._stream.head
        self.rows: dict[int, bytes] = {}
        self._loaded = False

    @property
    def tail(self) -> bytes:
        """What follows the rows; known once they were read."""
        return self._stream.tail

    def load(self) -> None:
        """Read all rows."""
        self.rows = dict(self._read())
        self._loaded = True

    def pieces(self) -> Iterator[tuple[int, bytes]]:
        """Give the rows in order, once: number and bytes after `<row`."""
        if not self._loaded:
            yield from self._read()
        for row in list(self.rows):
            yield row, self.rows.pop(row)

    def _read(self) -> Iterator[tuple[int, bytes]]:
        last = 0
        for block in self._stream.blocks():
            if b"<!" in block:
                raise self._stream.strange()
            for piece in block.split(b"<row")[1:]:
                if piece.startswith(b' r="'):
                    found, fit = int(piece[4 : piece.index(b'"', 4)]), piece
                else:
                    found, fit = _numbered(piece, last + 1)
                if found <= last:
                    raise WorkbookError(
                        f"La feuille « {self.where} » est abîmée (ligne {found} en double). "
                        "Ouvrez le classeur dans Excel, laissez-le réparer, enregistrez-le."
                    )
                yield found, fit
                last = found

    def cells(self, row: int) -> dict[int, bytes]:
        """Take one row apart: column number -> the whole cell element, in Excel's form."""
        piece = self.rows.get(row)
        if piece is None:
            return {}
        return cells_of(piece, row)

    def used(self, box: Box) -> str:
        """Name the first cell of a rectangle that holds a value or formula; "" if none."""
        for row in range(box.top, box.bottom + 1):
            for column, cell in self.cells(row).items():
                if box.left <= column <= box.right and not _is_blank(cell):
                    return f"{letters(column)}{row}"
        return ""

    def column_style(self, column: int) -> int | None:
        """Give the style new cells of a column get from the column itself."""
        for col in _COL.findall(self.head):
            found = attributes(col)
            if int(found[b"min"]) <= column <= int(found[b"max"]):
                style = found.get(b"style")
                return int(style) if style else None
        return None


def attributes(tag: bytes) -> dict[bytes, bytes]:
    """Read the attributes of one start tag."""
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}


def cells_of(piece: bytes, row: int) -> dict[int, bytes]:
    """Take the bytes of one row apart: column number -> cell element in Excel's form."""
    found = {}
    column = 0
    for match in _CELL.finditer(piece):
        given = match[1]
        if given.startswith(b' r="'):
            name = _COLUMN.match(given, 4)
            column = number(name[0].decode()) if name else column + 1
            if b' s="' not in given or given.find(b' s="') == given.find(b'"', 4) + 1:
                found[column] = match[0]
                continue
        rest = attributes(given)
        name = _COLUMN.match(rest.pop(b"r", b""))
        column = number(name[0].decode()) if name else column + 1
        style = rest.pop(b"s", None)
        marks = b"".join(b' %s="%s"' % pair for pair in rest.items())
        end = b"/>" if match[2] is None else b">" + match[2] + b"</c>"
        found[column] = head_of(column, row, int(style) if style else None) + marks + end
    return found


def head_of(column: int, row: int, style: int | None) -> bytes:
    """Write the head of a cell: its reference and its style."""
    mark = "" if style is None else f' s="{style}"'
    return f'<c r="{letters(column)}{row}"{mark}'.encode()


def parted(cell: bytes) -> tuple[int | None, bytes]:
    """Part a cell (in Excel's form) into its style and its tail."""
    end = cell.index(b'"', 6) + 1
    if cell[end : end + 4] != b' s="':
        return None, cell[end:]
    close = cell.index(b'"', end + 4)
    return int(cell[end + 4 : close]), cell[close + 1 :]


def _is_blank(cell: bytes) -> bool:
    return not (b"<v" in cell or b"<f" in cell or b"<is" in cell)


def _numbered(piece: bytes, expected: int) -> tuple[int, bytes]:
    """Bring a row's start tag into Excel's form, with its number first."""
    end = piece.index(b">")
    closed = piece[end - 1 : end] == b"/"
    rest = attributes(piece[: end - closed])
    found = int(rest.pop(b"r", b"") or expected)
    marks = b"".join(b' %s="%s"' % pair for pair in rest.items())
    return found, b' r="%d"%s%s' % (found, marks, piece[end - closed :])
