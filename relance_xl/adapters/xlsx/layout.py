"""Where things are in a workbook: sheets, tables, styles, by relationships and not by name."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from relance_xl.adapters.xlsx.package import Package
from relance_xl.adapters.xlsx.refs import Box
from relance_xl.problems import WorkbookError

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REL_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


def parse(content: bytes) -> etree._Element:
    """Parse one small part, without entities and without network."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def unescaped(text: str) -> str:
    r"""Give back the characters behind Excel's escapes.

    >>> unescaped("a_x000a_b")
    'a\nb'
    """
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


@dataclass(frozen=True, slots=True)
class TablePart:
    """One Excel table in the file: its part, its sheet, its rectangle, its columns."""

    name: str
    part: str
    sheet: str
    sheet_part: str
    box: Box
    header_rows: int
    totals_rows: int
    headers: tuple[str, ...]
    formulas: dict[int, tuple[str, bool]] = field(default_factory=dict)
    """Calculated columns, by offset: formula text, and whether it is an array formula."""
    never_filled: bool = False
    """Excel still shows the blank row of a new table as its insert row."""

    @property
    def data(self) -> Box:
        """The rectangle without header and totals."""
        left, top, right, bottom = self.box
        return Box(left, top + self.header_rows, right, bottom - self.totals_rows)


class Layout:
    """The workbook's parts and what they are for.

    Raises `WorkbookError` when the package has no readable workbook.
    """

    def __init__(self, package: Package) -> None:
        """Read the workbook part and its relationships."""
        self._package = package
        try:
            self._read()
        except (etree.XMLSyntaxError, ValueError, StopIteration, AttributeError, TypeError):
            raise WorkbookError(
                f"Le classeur « {package.path.name} » est abîmé : sa structure ne se lit pas. "
                "Ouvrez-le dans Excel, laissez-le réparer, enregistrez-le."
            ) from None

    def _read(self) -> None:
        rels = self.relations("")
        self.workbook = next(part for kind, part in rels.values() if kind == "officeDocument")
        root = parse(self._package.read(self.workbook))
        properties = root.find("{*}workbookPr")
        self.date1904 = properties is not None and properties.get("date1904") in ("1", "true")
        rels = self.relations(self.workbook)
        by_kind = dict(rels.values())
        self.styles = by_kind.get("styles", "")
        self.calc_chain = by_kind.get("calcChain", "")
        self.sheets: dict[str, str] = {}
        for sheet in root.iterfind("{*}sheets/{*}sheet"):
            rel_id = next((sheet.get(name) for name in _REL_ID if sheet.get(name)), "")
            kind, part = rels.get(rel_id or "", ("", ""))
            if kind == "worksheet":
                self.sheets[sheet.get("name") or ""] = part
        self.tables = {table.name.casefold(): table for table in self._tables()}

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Give a part's relationships: id -> (last word of the type, target part)."""
        rels = self._package.real(rels_of(part))
        if rels is None:
            return {}
        folder = posixpath.dirname(part)
        found = {}
        for rel in parse(self._package.read(rels)).iterfind("{*}Relationship"):
            if rel.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, rel.get("Target") or ""))
                kind = (rel.get("Type") or "").rsplit("/", 1)[-1]
                found[rel.get("Id") or ""] = (kind, self._package.real(target) or target[1:])
        return found

    def _tables(self) -> Iterator[TablePart]:
        for sheet, sheet_part in self.sheets.items():
            for kind, part in self.relations(sheet_part).values():
                if kind == "table":
                    yield self._table(sheet, sheet_part, part)

    def _table(self, sheet: str, sheet_part: str, part: str) -> TablePart:
        root = parse(self._package.read(part))
        box = Box.parse(root.get("ref") or "")
        if box is None:
            raise ValueError(part)
        columns = list(root.iterfind("{*}tableColumns/{*}tableColumn"))
        formulas = {}
        for offset, column in enumerate(columns):
            formula = column.find("{*}calculatedColumnFormula")
            if formula is not None and formula.text:
                formulas[offset] = (formula.text, formula.get("array") in ("1", "true"))
        return TablePart(
            root.get("displayName") or root.get("name") or "",
            part,
            sheet,
            sheet_part,
            box,
            int(root.get("headerRowCount") or 1),
            int(root.get("totalsRowCount") or 0),
            tuple(unescaped(column.get("name") or "") for column in columns),
            formulas,
            root.get("insertRow") in ("1", "true"),
        )


def rels_of(part: str) -> str:
    """Name the part that holds a part's relationships.

    >>> rels_of("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
