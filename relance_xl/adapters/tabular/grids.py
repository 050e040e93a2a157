"""Bytes -> lines of cells, in every way they can be laid out; the likeliest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from relance_xl.adapters.tabular.unread import UnreadableError

Cell = str | float | date | datetime

LARGEST = 40_000_000
"""Bytes of a file somebody exports by hand; beyond, it is not read."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the file (its sheet row, or its first text line) and cells."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """One layout of a file: a sheet, or a text cut at one separator.

    `remarks` are French sentences about what a person may not see in it.
    """

    name: str
    lines: Sequence[Line]
    remarks: tuple[str, ...] = ()


def read_grids(content: bytes) -> list[Grid]:
    r"""Lay a file out; empty when it is no table. Raises `UnreadableError` for a spoilt one.

    >>> [line.cells for line in read_grids("Date;Débit\n01/02/2026;1,00\n".encode())[0].lines]
    [('Date', 'Débit'), ('01/02/2026', '1,00')]
    """
    if len(content) > LARGEST:
        raise UnreadableError(f"le fichier dépasse {LARGEST // 1_000_000} Mo")
    if content.startswith((_ZIP, _OLE)):
        from relance_xl.adapters.tabular.workbooks import sheets_of  # noqa: PLC0415 - rarely met

        return sheets_of(content)
    from relance_xl.adapters.tabular.pages import is_page, tables_of  # noqa: PLC0415 - the same

    if is_page(content):
        return tables_of(content)
    from relance_xl.adapters.tabular.texts import layouts_of  # noqa: PLC0415 - its twin

    return layouts_of(content)
