"""XLSX, XLS, XLSB and ODS: values of each sheet, and what a person may not see there."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from relance_xl.adapters.tabular.grids import Cell, Grid, Line
from relance_xl.adapters.tabular.unread import UnreadableError

_DENSE = 6_000_000
"""Calamine lays out every cell up to the last one used: a stray one far away costs gigabytes."""
_UNPACKED = 400_000_000
_PLACE = re.compile(rb'<c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.(xml|bin)")
_HIDDEN_ROW = re.compile(rb'<row [^>]*?\bhidden="(?:1|true)"')
_NO_RESULT = re.compile(rb"</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>|<f[^>]*/>\s*</c>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="([0-9]+)"')

_HIDDEN = "Des lignes masquées du classeur ont été lues aussi."
_UNSOLVED = (
    "Des formules n’ont pas de résultat enregistré : ouvrez le classeur dans Excel, "
    "enregistrez-le, puis importez-le de nouveau."
)


def sheets_of(content: bytes) -> list[Grid]:
    """Give the visible worksheets, fullest information first as the file orders them.

    Raises `UnreadableError` for a locked, damaged or oversized workbook.
    """
    remarks = _look_inside(content) if content.startswith(b"PK") else ()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = [
            Grid(sheet.name, tuple(_lines(rows)), remarks)
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            for rows in [book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)]
        ]
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as fault:
        raise UnreadableError(_reason(content)) from fault
    return [grid for grid in grids if grid.lines]


def _reason(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "le classeur est protégé par un mot de passe : enregistrez-en une copie sans"
    return "le classeur est abîmé ou n’en est pas un : exportez-le de nouveau"


def _look_inside(content: bytes) -> tuple[str, ...]:
    """Weigh a zip before it is laid out; tell of hidden rows and formulas without a result."""
    hidden = unsolved = False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            if sum(part.file_size for part in box.infolist()) > _UNPACKED:
                raise UnreadableError("le classeur déplié est trop grand")
            for part in box.namelist():
                if _SHEET.fullmatch(part) or part == "content.xml":
                    inside = box.read(part)
                    _weigh(inside)
                    hidden = hidden or _HIDDEN_ROW.search(inside) is not None
                    unsolved = unsolved or _NO_RESULT.search(inside) is not None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise UnreadableError(_reason(content)) from fault
    return (_HIDDEN,) * hidden + (_UNSOLVED,) * unsolved


def _weigh(inside: bytes) -> None:
    widest = tallest = 1
    for name, row in _PLACE.findall(inside):
        tallest = max(tallest, int(row))
        widest = max(widest, _column(name))
    repeated = [int(n) for n in _REPEATED.findall(inside)]
    if widest * tallest > _DENSE or sum(n for n in repeated if n < _DENSE) > _DENSE:
        raise UnreadableError(
            "une feuille a une cellule remplie très loin des autres : effacez-la, "
            "ou exportez en CSV"
        )


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _lines(rows: Iterable[Iterable[object]]) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        cells = tuple(_cell(value) for value in row)
        if any(cell != "" for cell in cells):
            yield Line(number, cells)


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, (date, datetime)):
        return value
    if isinstance(value, (time, timedelta, Decimal)):
        return str(value)
    return value.strip() if isinstance(value, str) else ""
