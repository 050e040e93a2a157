"""HTML tables: what several banks and tools call an Excel file."""

import re
from collections.abc import Iterator

from lxml import etree, html

from relance_xl.adapters.tabular.grids import Grid, Line
from relance_xl.adapters.tabular.texts import decoded

_PAGE = re.compile(rb"(?i)<(?:!doctype html|html|table)\b")
_HEAD = 2000
_WIDEST = 2000


def is_page(content: bytes) -> bool:
    """Tell a page by its first tags."""
    return bool(_PAGE.search(content[:_HEAD].replace(b"\x00", b"")))


def tables_of(content: bytes) -> list[Grid]:
    """Give each table that holds no other, then all rows together; nothing is fetched."""
    try:
        root = html.document_fromstring(
            decoded(content).encode(), html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    tables = [table for table in root.iter("table") if table.find(".//table") is None]
    grids = [Grid("HTML", tuple(_lines(table))) for table in (*tables, root)]
    return [grid for grid in grids if grid.lines]


def _lines(table: etree._Element) -> Iterator[Line]:
    for number, row in enumerate(table.iter("tr"), 1):
        cells = [c for c in row if c.tag in {"td", "th"}]
        told = tuple("".join(map(str, cell.itertext())).strip() for cell in cells[:_WIDEST])
        if any(told):
            yield Line(number, told)
