"""Excel tables as LibreOffice knows them: database ranges."""

from types import SimpleNamespace

from tests.office.bridge import enum, load_uno
from tests.office.cells import CellRange


class Tables:
    def __init__(self, sheet):
        self.sheet = sheet

    @property
    def api(self):
        return self.sheet.book.doc.DatabaseRanges

    def names(self):
        sheet = self.sheet.xl.RangeAddress.Sheet
        return [name for name, (_, place) in self.sheet.book.tables.items() if place == sheet]

    def __iter__(self):
        return (Table(self.sheet, name) for name in self.names())

    def __len__(self):
        return len(self.names())

    def __call__(self, key):
        names = self.names()
        return Table(self.sheet, names[key - 1] if isinstance(key, int) else key)

    def __contains__(self, key):
        return key in self.names()


class Table:
    def __init__(self, sheet, name):
        self.sheet = self.parent = sheet
        self.name = name
        self._range = sheet.book.tables[name][0]

    @property
    def xl(self):
        self.sheet.book.doc  # noqa: B018 - says if Excel is busy or gone
        return self._range

    @property
    def api(self):
        return SimpleNamespace(AutoFilter=_AutoFilter(self) if self.xl.AutoFilter else None)

    @property
    def show_headers(self):
        return self.xl.ContainsHeader

    @property
    def show_totals(self):
        return self.xl.TotalsRow

    @show_totals.setter
    def show_totals(self, shown):
        """Excel remembers what the totals were; here the row moves as it is."""
        area = self.xl.DataArea
        box = self.range
        if shown:
            totals = CellRange(self.sheet, box.row + box.height, box.column, 1, box.width)
            totals.xl.setFormulaArray(self.sheet.book.totals.pop(self.name))
            area.EndRow += 1
        else:
            totals = CellRange(self.sheet, box.row + box.height - 1, box.column, 1, box.width)
            self.sheet.book.totals[self.name] = totals.xl.getFormulaArray()
            totals.clear()
            area.EndRow -= 1
        self.xl.setDataArea(area)
        self.xl.TotalsRow = shown

    @property
    def range(self):
        area = self.xl.DataArea
        size = (area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1)
        return CellRange(self.sheet, area.StartRow + 1, area.StartColumn + 1, *size)

    def resize(self, wanted):
        self.xl.setDataArea(wanted.impl.xl.RangeAddress)

    def filter_rows(self, offset, text):
        """Filter as a person would: only rows with that text in the column stay in sight."""
        field = load_uno().createUnoStruct("com.sun.star.sheet.TableFilterField2")
        field.Field, field.Operator = offset, enum("sheet.FilterOperator", "EQUAL")
        field.IsNumeric, field.StringValue = False, text
        self.xl.getFilterDescriptor().setFilterFields2((field,))
        self.xl.refresh()


class _AutoFilter:
    """Excel's own object, as far as our code asks."""

    def __init__(self, table):
        self._table = table

    @property
    def FilterMode(self):  # noqa: N802 - Excel's name
        return bool(self._table.xl.getFilterDescriptor().getFilterFields2())

    def ApplyFilter(self):  # noqa: N802 - Excel's name
        self._table.xl.refresh()
