"""Ranges of cells: reading, writing and clearing them as Excel would."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

from tests.office.bridge import enum, load_uno

_DATE, _TIME, _CURRENCY, _TEXT, _LOGICAL = 2, 4, 8, 256, 1024
_NUMBERS, _MOMENTS = 1, 2
_FORMULAS, _CONTENTS, _EVERYTHING = 16, 1 | 2 | 4 | 8 | 16, 1023
_EPOCH = datetime(1899, 12, 30)
_DAY = 86_400
_NUMBER = re.compile(r"\s*[-+]?(\d[\d,]*\.?\d*|\.\d+)([eE][-+]?\d+)?\s*%?\s*")
_DAY_TEXT = re.compile(r"\s*\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?\s*")
_TOKEN = re.compile(r'"[^"]*"|[,;]|(?<=\w)[!.](?=\$?[A-Z])')


class XlError(str):
    __slots__ = ()


class CellRange:
    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet, row, column, height, width):
        self.sheet, self.row, self.column = sheet, row, column
        self.height, self.width = height, width
        self.options = {}
        self._range = None

    @property
    def xl(self):
        sheet = self.sheet.xl
        if self._range is None:
            left, top = self.column - 1, self.row - 1
            corner = left + self.width - 1, top + self.height - 1
            self._range = sheet.getCellRangeByPosition(left, top, *corner)
        return self._range

    @property
    def api(self):
        return _ExcelRange(self)

    @property
    def shape(self):
        return self.height, self.width

    @property
    def coords(self):
        return self.row, self.column, self.height, self.width

    def __len__(self):
        return self.height * self.width

    def __call__(self, row, column=None):
        if column is None:
            down, right = divmod(row - 1, self.width)
            row, column = down + 1, right + 1
        return CellRange(self.sheet, self.row + row - 1, self.column + column - 1, 1, 1)

    def get_address(self, row_absolute, column_absolute, external):
        name = self.xl.AbsoluteName.rpartition(".")[2]
        return name if row_absolute else name.replace("$", "")

    @property
    def address(self):
        return self.get_address(True, True, False)  # noqa: FBT003 - xlwings' shape

    @property
    def raw_value(self):
        cells = self.xl
        lines = [[*line] for line in cells.getDataArray()]
        for kind, top, left, bottom, right in self._read_otherwise():
            for line in lines[top : bottom + 1]:
                for i in range(left, right + 1):
                    if type(line[i]) is float:
                        line[i] = _shown(line[i], kind)
        for y, line in enumerate(lines):
            for x, value in enumerate(line):
                if value is None:
                    line[x] = XlError(cells.getCellByPosition(x, y).String)
        return lines if len(self) > 1 else lines[0][0]

    @raw_value.setter
    def raw_value(self, given):
        lines = given if isinstance(given, list | tuple) else [[given] * self.width] * self.height
        if len(self) > 1 and self._misplaces():
            return self._write_into_visible(lines[0][0])
        return self._write(lines)

    def _write(self, lines):
        kinds = {}
        for kind, top, left, bottom, right in self._formats(_TEXT | _DATE | _TIME):
            places = ((y, x) for y in range(top, bottom + 1) for x in range(left, right + 1))
            kinds.update(dict.fromkeys(places, kind))
        stored = [
            [_stored(value, kinds.get((y, x), 0)) for x, value in enumerate(line)]
            for y, line in enumerate(lines)
        ]
        cells = self.xl
        cells.setDataArray(tuple(tuple(_plain(v) for v in line) for line in stored))
        for y, line in enumerate(lines):
            for x, value in enumerate(line):
                if isinstance(stored[y][x], _Parsed):
                    cells.getCellByPosition(x, y).setFormula(stored[y][x].text)
                    if stored[y][x].text[:1] == "=":
                        self(y + 1, x + 1).spread()
                if isinstance(value, bool):
                    self(y + 1, x + 1).number_format = "BOOLEAN"
                if isinstance(value, datetime) and not kinds.get((y, x), 0) & _DATE:
                    self(y + 1, x + 1).number_format = "M/D/YYYY"

    def spread(self):
        """Excel copies a formula into a whole table column that is empty but for it."""
        if not self.sheet.book.app.api.AutoCorrect.AutoFillFormulasInLists:
            return
        for table in self.sheet.tables:
            box = table.range
            if box.meets(self) and box.row < self.row:
                body = CellRange(self.sheet, box.row + 1, self.column, box.height - 1, 1)
                held = body.xl.getFormulaArray()
                if sum(line[0] != "" for line in held) == 1:
                    body.xl.setFormulaArray(self.xl.getFormulaArray() * len(held))

    def _misplaces(self):
        """Excel writes an array wrongly across rows a filter hides (xlwings issue 747)."""
        areas = self.xl.queryVisibleCells().getRangeAddresses()
        if sum(area.EndRow - area.StartRow + 1 for area in areas) == self.height:
            return False
        filters = (table.api.AutoFilter for table in self.sheet.tables if table.range.meets(self))
        return any(head and head.FilterMode for head in filters)

    def _write_into_visible(self, value):
        for area in self.xl.queryVisibleCells().getRangeAddresses():
            for row in range(area.StartRow, area.EndRow + 1):
                CellRange(self.sheet, row + 1, self.column, 1, 1).raw_value = value

    def meets(self, other):
        below = self.row + self.height <= other.row or other.row + other.height <= self.row
        beside = (
            self.column + self.width <= other.column or other.column + other.width <= self.column
        )
        return not (below or beside)

    @property
    def formula(self):
        lines = tuple(tuple(map(_excel_formula, line)) for line in self.xl.getFormulaArray())
        return lines if len(self) > 1 else lines[0][0]

    @property
    def number_format(self):
        key = self._one_format()
        return None if key is None else self.sheet.book.format_of(key)[1]

    @number_format.setter
    def number_format(self, code):
        formats = self.sheet.book.doc.NumberFormats
        english = load_uno().createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        key = formats.queryKey(code, english, False)  # noqa: FBT003 - UNO's shape
        self.xl.NumberFormat = key if key >= 0 else formats.addNew(code, english)

    def _one_format(self):
        """Give the number format all cells share, None where they differ."""
        cells = self.xl
        state = cells.getPropertyState("NumberFormat")
        return None if state.value == "AMBIGUOUS_VALUE" else cells.NumberFormat

    def _formats(self, wanted):
        """Give the areas with such formats: kind, and rows and columns from 0."""
        if (key := self._one_format()) is not None:
            kind = self.sheet.book.format_of(key)[0]
            if kind & wanted:
                yield kind, 0, 0, self.height - 1, self.width - 1
            return
        groups = self.xl.getUniqueCellFormatRanges()
        for i in range(groups.Count):
            group = groups.getByIndex(i)
            kind = self.sheet.book.format_of(group.NumberFormat)[0]
            for area in group.getRangeAddresses() if kind & wanted else ():
                yield kind, *self._within(area)

    def _read_otherwise(self):
        """Give the areas whose numbers Excel gives as something else: kind, and rows and columns.

        By what the cells hold: each range made here costs LibreOffice milliseconds, and cells
        are of far more formats than of kinds.
        """
        cells = self.xl
        for area in cells.queryContentCells(_MOMENTS).getRangeAddresses():
            yield _DATE, *self._within(area)
        yield from self._kinds(cells.queryContentCells(_NUMBERS | _FORMULAS))

    def _kinds(self, found):
        areas = found.getRangeAddresses()
        if not areas:
            return
        if found.getPropertyState("NumberFormat").value != "AMBIGUOUS_VALUE":
            kind = self.sheet.book.format_of(found.NumberFormat)[0]
            yield from ((kind, *self._within(area)) for area in areas)
            return
        by_column = {}
        for area in areas:
            top, left, bottom, right = self._within(area)
            for column in range(left, right + 1):
                by_column.setdefault(column, []).append((top, bottom))
        for column, found_parts in by_column.items():
            parts = sorted(found_parts)
            top, bottom = parts[0][0], parts[-1][1]
            key = self._part(column, top, bottom)._one_format()
            if key is not None:
                yield self.sheet.book.format_of(key)[0], top, column, bottom, column
                continue
            for top, bottom in parts:
                for kind, first, _, last, _ in self._part(column, top, bottom)._formats(~0):
                    yield kind, top + first, column, top + last, column

    def _part(self, column, top, bottom):
        return CellRange(self.sheet, self.row + top, self.column + column, bottom - top + 1, 1)

    def _within(self, area):
        """Give an area's top, left, bottom and right, from 0."""
        top, left = area.StartRow - self.row + 1, area.StartColumn - self.column + 1
        return (
            top,
            left,
            top + area.EndRow - area.StartRow,
            left + area.EndColumn - area.StartColumn,
        )

    @property
    def merge_cells(self):
        return self.xl.getIsMerged()

    @property
    def row_hidden(self):
        return not self.xl.Rows.IsVisible

    @row_hidden.setter
    def row_hidden(self, hidden):
        self.xl.Rows.IsVisible = not hidden

    @property
    def column_hidden(self):
        return not self.xl.Columns.IsVisible

    @column_hidden.setter
    def column_hidden(self, hidden):
        self.xl.Columns.IsVisible = not hidden

    def clear(self):
        self.xl.clearContents(_EVERYTHING)

    def clear_contents(self):
        self.xl.clearContents(_CONTENTS)

    def autofill(self, destination, type_):
        whole = destination.impl
        whole.xl.fillAuto(enum("sheet.FillDirection", "TO_BOTTOM"), self.height)
        if type_ == "fill_formats" and whole.height > self.height:
            below = self.row + self.height
            rest = whole.height - self.height
            CellRange(self.sheet, below, self.column, rest, self.width).clear_contents()


class _ExcelRange:
    """Excel's own object, as far as our code asks."""

    def __init__(self, cells):
        self._cells = cells

    @property
    def HasFormula(self):  # noqa: N802 - Excel's name
        areas = self._cells.xl.queryContentCells(_FORMULAS).getRangeAddresses()
        count = sum((a.EndRow - a.StartRow + 1) * (a.EndColumn - a.StartColumn + 1) for a in areas)
        return {0: False, len(self._cells): True}.get(count)

    @property
    def HasArray(self):  # noqa: N802 - Excel's name
        held = self._cells.xl.getFormulaArray()
        arrays = sum(text[:2] == "{=" for line in held for text in line)
        return {0: False, len(self._cells): True}.get(arrays)


class _Parsed:
    """Text Excel would read something into."""

    def __init__(self, text):
        self.text = text


def _stored(value, kind):
    """Give what Excel keeps of a value assigned to a cell of this kind of format."""
    if isinstance(value, str):
        if value[:1] == "'":
            return value[1:]
        read = value[:1] in "=+-@" or _NUMBER.fullmatch(value) or _DAY_TEXT.fullmatch(value)
        if value and not kind & _TEXT and (read or value.upper() in ("TRUE", "FALSE")):
            return _Parsed(_calc_formula(value))
        return value
    if isinstance(value, datetime):
        gap = value - _EPOCH
        return gap.days + gap.seconds / _DAY
    if value is None or isinstance(value, bool):
        return "" if value is None else float(value)
    return str(value) if kind & _TEXT else float(value)


def _plain(value):
    return "" if isinstance(value, _Parsed) else value


def _shown(number, kind):
    if kind & _LOGICAL:
        return bool(number)
    if kind & _CURRENCY:
        return Decimal(str(round(number, 4)))
    if kind & (_DATE | _TIME):
        return _EPOCH + timedelta(seconds=round(number * _DAY, 3))
    return number


def _calc_formula(text):
    signs = {",": ";", "!": "."}
    return _TOKEN.sub(lambda m: signs.get(m[0], m[0]), text) if text[:1] == "=" else text


def _excel_formula(text):
    if text[:1] == "'":
        return text[1:]
    signs = {";": ",", ".": "!"}
    return _TOKEN.sub(lambda m: signs.get(m[0], m[0]), text) if text[:1] == "=" else text
