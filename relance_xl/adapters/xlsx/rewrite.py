"""All parts that change when a workbook is saved, made ready before anything is written."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import IO

from relance_xl.adapters.xlsx.follow import (
    filled,
    follow_in_table,
    follow_in_tail,
    follow_in_text,
)
from relance_xl.adapters.xlsx.formulas import spread_areas, uncalculated, unshare
from relance_xl.adapters.xlsx.layout import Layout, rels_of
from relance_xl.adapters.xlsx.package import Maker, Package
from relance_xl.adapters.xlsx.pending import Pending
from relance_xl.adapters.xlsx.plan import growth_of, put_rows, put_values, refuse_obstacles
from relance_xl.adapters.xlsx.refs import letters
from relance_xl.adapters.xlsx.sheet import SheetXml
from relance_xl.adapters.xlsx.splice import Edits, Splicer
from relance_xl.adapters.xlsx.styles import Styles
from relance_xl.problems import WorkbookError
from relance_xl.schema.buttons import HOME

_CHART = re.compile(r"xl/charts/[^/]*\.xml", re.IGNORECASE)
_CALC = re.compile(rb"<((?:[\w.-]+:)?)calcPr\b([^>]*?)(/?)>")
_FULL = re.compile(rb'\sfullCalcOnLoad="[^"]*"')
_AFTER_CALC = re.compile(
    rb"<((?:[\w.-]+:)?)(?:oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes|"
    rb"webPublishing|fileRecoveryPr|webPublishObjects|extLst)\b|</((?:[\w.-]+:)?)workbook>"
)
_CONTENT_TYPES = "[Content_Types].xml"


class Rewrite:
    """The new parts of a workbook.

    Raises `WorkbookError` when something cannot be written without harm.
    """

    def __init__(self, package: Package, changed: Sequence[Pending]) -> None:
        """Prepare every part; nothing is written yet."""
        package.refuse_unsafe()
        self._package = package
        self._layout = Layout(package)
        self._styles = Styles(package.read(self._layout.styles))
        self._growths = [growth for pending in changed if (growth := growth_of(pending))]
        self._parts: dict[str, Maker] = {}
        self._dropped: list[str] = []
        by_sheet: dict[str, list[Pending]] = {}
        for pending in changed:
            by_sheet.setdefault(pending.part.sheet_part, []).append(pending)
        for part, mine in by_sheet.items():
            self._sheet(part, mine)
        tables = {pending.part.part for pending in changed if pending.part.never_filled}
        self._follow(tables)
        self._home()
        self._workbook()
        if self._layout.calc_chain and any(pending.touches_formulas for pending in changed):
            self._drop_calc_chain()
        self._parts[self._layout.styles] = self._new_styles

    def write(self, target: IO[bytes]) -> None:
        """Write the whole new workbook."""
        self._package.write(target, self._parts, dropped=self._dropped, last=self._layout.styles)

    def _sheet(self, part: str, mine: Sequence[Pending]) -> None:
        """Prepare one sheet: obstacles, shared formulas, cell edits, ranges."""
        sheet = SheetXml(self._package.stream(part), mine[0].part.sheet)
        edits = Edits(date1904=self._layout.date1904)
        woven = mine[0].woven
        if woven or any(pending.reshaped for pending in mine):
            sheet.load()
        for pending in mine:
            if pending.reshaped:
                self._reshape(pending, sheet, edits)
            else:
                put_values(pending, edits)
        if woven:
            unshare(sheet, edits.touches)
            _refuse_spread(sheet, edits)
        mine_grown = [growth for growth in self._growths if growth.sheet_part == part]
        new_tail = partial(follow_in_tail, here=mine_grown, everywhere=self._growths)
        self._parts[part] = Splicer(sheet, edits, self._styles, new_tail).chunks

    def _reshape(self, pending: Pending, sheet: SheetXml, edits: Edits) -> None:
        part = pending.part
        growth = growth_of(pending)
        if growth is not None:
            end = growth.after.bottom + growth.totals_rows
            others = [t for t in self._layout.tables.values() if t.sheet_part == part.sheet_part]
            refuse_obstacles(sheet, part, others, end)
        box = part.box
        inside = (range(box.top, box.bottom + 1), range(box.left, box.right + 1))
        if pending.woven:
            unshare(sheet, lambda row, column: row in inside[0] and column in inside[1])
        put_rows(pending, sheet, edits)

    def _follow(self, new: set[str]) -> None:
        """Prepare tables, charts and names that follow tables of another length."""
        grown = {growth.table_part: growth for growth in self._growths}
        for part in sorted(new | grown.keys()):
            content = filled(self._package.read(part))
            self._set(part, follow_in_table(content, grown[part]) if part in grown else content)
        for name in self._package.names if self._growths else ():
            if _CHART.fullmatch(name):
                content = self._package.read(name)
                stretched = follow_in_text(content, self._growths)
                if stretched != content:
                    self._set(name, stretched)

    def _home(self) -> None:
        """Take the old results out of Accueil's formulas: they count what changes here.

        Not from other sheets' formulas: who reads those columns without calculating needs them.
        """
        part = self._layout.sheets.get(HOME)
        if part is None or any(t.sheet_part == part for t in self._layout.tables.values()):
            return
        before = self._package.read(part)
        content = uncalculated(before)
        if content != before:
            self._set(part, content)

    def _workbook(self) -> None:
        """Ask Excel to calculate everything when it opens the file; stretch names."""
        before = self._package.read(self._layout.workbook)
        content = _calculating(follow_in_text(before, self._growths))
        if content != before:
            self._set(self._layout.workbook, content)

    def _drop_calc_chain(self) -> None:
        chain = self._layout.calc_chain
        self._dropped.append(self._package.real(chain) or chain)
        rels = rels_of(self._layout.workbook)
        self._cut(rels, rb"<(?:[\w.-]+:)?Relationship\b[^>]*?/calcChain\"[^>]*?/>")
        self._cut(_CONTENT_TYPES, rb"<(?:[\w.-]+:)?Override\b[^>]*?calcChain\.xml\"[^>]*?/>")

    def _cut(self, part: str, element: bytes) -> None:
        self._set(part, re.sub(element, b"", self._package.read(part)))

    def _set(self, part: str, content: bytes) -> None:
        self._parts[self._package.real(part) or part] = partial(_whole, content)

    def _new_styles(self) -> Iterable[bytes] | None:
        return [self._styles.content] if self._styles.changed else None


def _calculating(content: bytes) -> bytes:
    """Set `fullCalcOnLoad` in the workbook part."""
    found = _CALC.search(content)
    if found:
        marks = _FULL.sub(b"", found[2])
        known = b'fullCalcOnLoad="1"' in found[2]
        marks = found[2] if known else marks + b' fullCalcOnLoad="1"'
        calc = b"<%scalcPr%s%s>" % (found[1], marks, found[3])
        return content[: found.start()] + calc + content[found.end() :]
    place = _AFTER_CALC.search(content)
    if place is None:
        return content
    calc = b'<%scalcPr fullCalcOnLoad="1"/>' % (place[1] or place[2] or b"")
    return content[: place.start()] + calc + content[place.start() :]


def _whole(content: bytes) -> list[bytes]:
    return [content]


def _refuse_spread(sheet: SheetXml, edits: Edits) -> None:
    """Raise `WorkbookError` when a cell to change lies in an array, a spill or a data table."""
    for box in spread_areas(sheet):
        for row in range(box.top, box.bottom + 1):
            for column in range(box.left, box.right + 1):
                if edits.touches(row, column):
                    raise WorkbookError(
                        f"La cellule {letters(column)}{row} de la feuille « {sheet.where} » "
                        "fait partie d’une formule matricielle ou d’une table de données. "
                        "Retirez-la, puis recommencez. Rien n’a été écrit."
                    )
