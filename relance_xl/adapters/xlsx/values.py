"""Cell values of tables: python-calamine where it can, openpyxl where it cannot."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime, time, timedelta
from itertools import islice
from math import prod
from pathlib import Path
from zipfile import BadZipFile

from python_calamine import CalamineError, CalamineWorkbook

from relance_xl.adapters.xlsx.layout import Layout, TablePart
from relance_xl.adapters.xlsx.package import Package
from relance_xl.adapters.xlsx.refs import Box
from relance_xl.adapters.xlsx.scan import DENSE_CELLS, Facts, scan
from relance_xl.adapters.xlsx.sheet import RowStream
from relance_xl.ports import NO_VALUE, ExcelError, Grid
from relance_xl.problems import WorkbookError

Columns = list[list[object]]

_BLANK = ""
_TIMES = frozenset((time, timedelta))

ROWS_BELOW = 50
"""How far under a table rows are looked for that somebody took for its own."""


def read_tables(
    package: Package, layout: Layout, wanted: Mapping[str, TablePart]
) -> tuple[dict[str, Grid], set[str]]:
    """Read tables as grids, each sheet once; `wanted` maps the caller's names to tables.

    The second value names the sheets with shared, array or other woven formulas.

    Raises `WorkbookError` when neither reader can read a sheet.
    """
    by_sheet: dict[str, list[str]] = {}
    for name, table in wanted.items():
        by_sheet.setdefault(table.sheet, []).append(name)
    values = _Values(package.path)
    grids: dict[str, Grid] = {}
    woven = set()
    for sheet, names in by_sheet.items():
        facts = scan(RowStream(package.stream(layout.sheets[sheet]), sheet))
        if facts.woven:
            woven.add(sheet)
        boxes = [wanted[name].data for name in names]
        unders = [_under(wanted[name], layout, facts) for name in names]
        cut = values.columns(sheet, [*boxes, *filter(None, unders)], facts)
        below = iter(cut[len(boxes) :])
        for name, columns, under in zip(names, cut, unders, strict=False):
            lines = _typed_below(wanted[name], next(below), facts) if under else ()
            grids[name] = _grid(wanted[name], columns, facts, lines)
    return {name: grids[name] for name in wanted}, woven


def _under(table: TablePart, layout: Layout, facts: Facts) -> Box | None:
    """Give the rectangle under a table, up to the next table or the sheet's last row."""
    left, _, right, bottom = table.data
    last = min(max(facts.used[0], facts.last_row), table.box.bottom + ROWS_BELOW)
    for other in layout.tables.values():
        box = other.box
        if other.sheet == table.sheet and box.left <= right and left <= box.right:
            last = min(last, box.top - 1) if box.top > bottom else last
    return Box(left, bottom + 1, right, last) if last > table.box.bottom else None


def _typed_below(table: TablePart, columns: Columns, facts: Facts) -> Sequence[Sequence[object]]:
    """Give the lines under a table without formulas and totals; none when all are blank."""
    top = table.data.bottom + 1
    for column, cells in enumerate(columns, table.data.left):
        for row in facts.formula_columns.get(column, ()):
            if top <= row < top + len(cells):
                cells[row - top] = None
        cells[: table.totals_rows] = [None] * table.totals_rows
    lines = list(zip(*columns, strict=True))
    return lines if any(cell is not None for line in lines for cell in line) else ()


def _grid(
    table: TablePart, columns: Columns, facts: Facts, below: Sequence[Sequence[object]]
) -> Grid:
    box = table.data
    marks: list[tuple[tuple[int, int], object]] = [(place, NO_VALUE) for place in facts.no_value]
    marks += [(place, ExcelError(text)) for place, text in facts.errors.items()]
    for (row, column), mark in marks:
        if box.top <= row <= box.bottom and box.left <= column <= box.right:
            columns[column - box.left][row - box.top] = mark
    formulas = frozenset(
        header
        for column, header in enumerate(table.headers, box.left)
        if any(box.top <= row <= box.bottom for row in facts.formula_columns.get(column, ()))
    )
    rows = list(zip(*columns, strict=True))
    return Grid(table.sheet, table.name, table.headers, box.top, rows, formulas, below)


class _Values:
    """The cells of a workbook, by whichever library can read it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._calamine: CalamineWorkbook | None = CalamineWorkbook.from_path(str(path))
        except (CalamineError, OSError, ValueError):
            self._calamine = None

    def columns(self, sheet: str, boxes: Iterable[Box], facts: Facts) -> list[Columns]:
        """Give the columns of several rectangles of one sheet, None where nothing stands."""
        if self._calamine is not None and prod(facts.used) <= DENSE_CELLS:
            try:
                found = self._calamine.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            except (CalamineError, OSError, ValueError):
                pass
            else:
                return [_cut(found, box) for box in boxes]
        return _by_openpyxl(self._path, sheet, boxes)


def _cut(found: Sequence[Sequence[object]], box: Box) -> Columns:
    """Cut the columns of a rectangle out of a sheet, blanks as None."""
    height = box.bottom - box.top + 1
    lines = found[box.top - 1 : box.bottom]
    if box.left > 1:
        lines = [line[box.left - 1 : box.right] for line in lines]
    columns = [_tidy(column, height) for column in islice(zip(*lines, strict=True), box.width)]
    missing = box.width - len(columns)
    return columns + [[None] * height for _ in range(missing)]


def _tidy(column: Sequence[object], height: int) -> list[object]:
    """Give one column its full height, blanks as None and times as numbers."""
    kinds = set(map(type, column))
    if kinds == {str} and not any(column):
        return [None] * height
    tidy = list(column)
    if str in kinds:
        tidy = [None if value == _BLANK else value for value in tidy]
    if not _TIMES.isdisjoint(kinds):
        tidy = [_number(value) for value in tidy]
    return tidy + [None] * (height - len(tidy))


def _number(value: object) -> object:
    """Give back the number behind what a library took for a time of day or a duration."""
    if isinstance(value, time):
        value = timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        )
    return value / timedelta(days=1) if isinstance(value, timedelta) else value


def _by_openpyxl(path: Path, sheet: str, boxes: Iterable[Box]) -> list[Columns]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, seldom needed
    from openpyxl.utils.escape import unescape  # noqa: PLC0415

    def tidy(value: object) -> object:
        if isinstance(value, datetime) and value.time() == time():
            return value.date()
        return unescape(value) or None if isinstance(value, str) else _number(value)

    def columns(cells: Iterable[Sequence[object]]) -> Columns:
        return [[tidy(value) for value in column] for column in zip(*cells, strict=True)]

    try:
        with closing(load_workbook(path, read_only=True, data_only=True)) as book:
            read = book[sheet].iter_rows
            return [
                columns(read(box.top, box.bottom, box.left, box.right, values_only=True))
                for box in boxes
            ]
    except (KeyError, ValueError, TypeError, IndexError, OSError, BadZipFile, SyntaxError):
        raise WorkbookError(
            f"La feuille « {sheet} » du classeur « {path.name} » ne se lit pas. Ouvrez-le dans "
            "Excel, enregistrez-le, puis recommencez."
        ) from None
