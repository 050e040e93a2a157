"""Finding and reading the tables of an open workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from relance_xl.adapters.live.cells import moment, read_values
from relance_xl.adapters.live.patience import Patience
from relance_xl.adapters.xlsx.layout import TablePart
from relance_xl.adapters.xlsx.refs import Box
from relance_xl.adapters.xlsx.values import ROWS_BELOW
from relance_xl.ports import Grid
from relance_xl.problems import WorkbookError

LAST_ROW = 1_048_576
"""The last row a sheet of Excel has."""

if TYPE_CHECKING:
    import xlwings
    from xlwings.main import Table as ExcelTable


@dataclass(frozen=True)
class LiveTable:
    """One Excel table as it was read: where it is, what it held, and Excel's own objects."""

    table: "ExcelTable"
    sheet: "xlwings.Sheet"
    part: TablePart
    grid: Grid
    wait: Patience

    def rows(self, first: int, last: int, offset: int | None = None) -> "xlwings.Range":
        """Give sheet rows of the table, or of one of its columns."""
        box = self.part.box
        left = box.left if offset is None else box.left + offset
        right = box.right if offset is None else left
        return self.wait(lambda: self.sheet.range((first, left), (last, right)))


def find_tables(
    book: "xlwings.Book", wait: Patience
) -> dict[str, tuple["ExcelTable", "xlwings.Sheet"]]:
    """Give the workbook's tables by casefolded Excel name, each with its sheet."""

    def look() -> dict[str, tuple["ExcelTable", "xlwings.Sheet"]]:
        return {
            table.name.casefold(): (table, sheet) for sheet in book.sheets for table in sheet.tables
        }

    return wait(look)


def read_table(table: "ExcelTable", sheet: "xlwings.Sheet", wait: Patience) -> LiveTable:
    """Read one table: header and body in one go, then which columns hold formulas.

    Raises `WorkbookError` when its header row is hidden away.
    """
    part, grid = wait(partial(_read, table, sheet))
    return LiveTable(table, sheet, part, grid, wait)


def read_range(cells: "xlwings.Range") -> list[tuple[object, ...]]:
    """Read cells in one go, as lines of what a `Grid` holds."""
    lines = cells.options(ndim=2, dates=moment, err_to_str=True).value
    return [read_values(line) for line in lines]


def _read(table: "ExcelTable", sheet: "xlwings.Sheet") -> tuple[TablePart, Grid]:
    if not table.show_headers:
        raise WorkbookError(
            f"Le tableau de la feuille « {sheet.name} » n’a plus sa ligne d’en-têtes. Cochez "
            "« Ligne d’en-tête » dans Création de tableau, puis recommencez."
        )
    everything = table.range
    (height, width), top, left = everything.shape, everything.row, everything.column
    end = min(top + height - 1 + ROWS_BELOW, LAST_ROW)
    lines = read_range(sheet.range((top, left), (end, left + width - 1)))
    lines, after = lines[:height], lines[height:]
    totals = int(bool(table.show_totals))
    if height == 1 + totals:  # no row at all: Excel always gives one back, to be sure
        lines, height, after = [*lines[:1], (None,) * width, *lines[1:]], height + 1, after[1:]
    box = Box(left, top, left + width - 1, top + height - 1)
    headers = tuple("" if value is None else _header(value) for value in lines[0])
    formulas = _formulas(sheet, Box(left, top + 1, box.right, box.bottom - totals))
    calculated = {offset: ("", False) for offset, whole in formulas.items() if whole}
    name, sheet_name = table.name, sheet.name
    part = TablePart(name, "", sheet_name, "", box, 1, totals, headers, calculated)
    rows = lines[1 : height - totals]
    with_formulas = frozenset(headers[offset] for offset in formulas)
    below = _below(sheet, box, after)
    under = [*[(None,) * width] * totals, *below] if below else ()
    return part, Grid(sheet_name, name, headers, top + 1, rows, with_formulas, under)


def _below(
    sheet: "xlwings.Sheet", box: Box, lines: Sequence[Sequence[object]]
) -> Sequence[Sequence[object]]:
    """Keep of the lines under a table those up to the next one, without formulas; none if blank."""
    if not any(cell is not None for line in lines for cell in line):
        return ()
    first = box.bottom + 1
    area = sheet.range((first, box.left), (first + len(lines) - 1, box.right))
    others = [table.range for table in sheet.tables]
    beside = [at for at in others if at.column <= box.right and box.left <= at.last_cell.column]
    end = min((at.row for at in beside if at.row >= first), default=first + len(lines))
    written = area.formula
    return [
        [
            None if str(text).startswith("=") else cell
            for cell, text in zip(line, texts, strict=True)
        ]
        for line, texts in zip(lines[: end - first], written, strict=False)
    ]


def _header(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _formulas(sheet: "xlwings.Sheet", data: Box) -> Mapping[int, bool]:
    """Give the columns with formulas, and whether every cell of the column holds one."""

    def has_formula(left: int, right: int) -> object:
        """Excel's own answer: True, False, or None for some cells."""
        return sheet.range((data.top, left), (data.bottom, right)).api.HasFormula

    found: dict[int, bool] = {}
    ranges = [(data.left, data.right)]
    while ranges:  # halves of what holds one: few columns do, and each question to Excel costs
        left, right = ranges.pop()
        answer = has_formula(left, right)
        if answer is True or (left == right and answer is not False):
            found.update(
                dict.fromkeys(range(left - data.left, right - data.left + 1), answer is True)
            )
        elif answer is not False:
            middle = (left + right) // 2
            ranges += [(middle + 1, right), (left, middle)]
    return found
