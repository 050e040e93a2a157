"""What follows a table that grew or shrank: formats, validations, names, charts.

A range follows when it ended at the table's last row, as it would in Excel.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from relance_xl.adapters.xlsx.refs import Box, number

_ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*?"""
_SQREF = re.compile(
    rb"(<(?:conditionalFormatting|dataValidation|protectedRange|ignoredError)\b"
    + _ATTRIBUTES
    + rb'\ssqref=")([^"]*)(")'
)
_EXT_SQREF = re.compile(rb"(<(?:[\w.-]+:)?sqref>)([^<]*)(<)")
_RANGE_TEXT = re.compile(
    rb"(<(?:[\w.-]+:)?(?:f|formula|formula1|formula2|definedName)(?:\s[^>]*)?>)([^<]+)(<)"
)
_REF_ATTRIBUTE = re.compile(
    rb'(<(?:[\w.-]+:)?(?:table|autoFilter|sortState|sortCondition)\b[^>]*?\sref=")([^"]*)(")'
)


_INSERT_ROW = re.compile(rb'\sinsertRow(?:Shift)?="[^"]*"')


@dataclass(frozen=True)
class Growth:
    """A table's data before and after: same columns, same first row, another last row."""

    sheet: str
    sheet_part: str
    table_part: str
    before: Box
    after: Box
    header_rows: int
    totals_rows: int

    def stretched(self, box: Box) -> Box:
        """Give the rectangle a range becomes; itself when it does not follow."""
        ends_here = box.bottom == self.before.bottom
        inside = box.left <= self.before.right and box.right >= self.before.left
        first = self.before.top
        whole = first - self.header_rows <= box.top <= first
        several = first < box.top < box.bottom and box.top <= self.after.bottom
        if ends_here and inside and (whole or several):
            return box._replace(bottom=self.after.bottom)
        return box


def follow_in_tail(tail: bytes, *, here: Iterable[Growth], everywhere: Iterable[Growth]) -> bytes:
    """Stretch the ranges that stand after a sheet's rows.

    Formats, validations, protected and ignored ranges follow the tables `here`; texts
    naming a sheet follow the tables of all sheets.
    """
    for growth in here:
        tail = _EXT_SQREF.sub(_StretchRefs(growth), _SQREF.sub(_StretchRefs(growth), tail))
    return follow_in_text(tail, everywhere)


class _StretchRefs:
    """Stretches a list of references of one table's own sheet."""

    def __init__(self, growth: Growth) -> None:
        self._growth = growth

    def __call__(self, match: re.Match[bytes]) -> bytes:
        refs = (_stretched_ref(ref, self._growth) for ref in match[2].decode().split())
        return match[1] + " ".join(refs).encode() + match[3]


def follow_in_text(content: bytes, growths: Iterable[Growth]) -> bytes:
    """Stretch absolute ranges in defined names, charts and list formulas."""
    for growth in growths:
        content = _RANGE_TEXT.sub(_Stretch(growth), content)
    return content


class _Stretch:
    """Stretches the ranges of one table's sheet inside one piece of text."""

    def __init__(self, growth: Growth) -> None:
        self._growth = growth
        self._range = _range_pattern(growth.sheet)

    def __call__(self, match: re.Match[bytes]) -> bytes:
        text = self._range.sub(self._one, match[2].decode())
        return match[1] + text.encode() + match[3]

    def _one(self, match: re.Match[str]) -> str:
        left, top, right, bottom = match.group(2, 3, 4, 5)
        box = Box(number(left), int(top), number(right), int(bottom))
        end = self._growth.stretched(box).bottom
        return f"{match[1]}${left}${top}:${right}${end}"


def filled(content: bytes) -> bytes:
    """Take from a table part the mark that it was never filled."""
    return _INSERT_ROW.sub(b"", content)


def follow_in_table(content: bytes, growth: Growth) -> bytes:
    """Set the rectangle of a table part, its filter and its sort."""
    shift = growth.after.bottom - growth.before.bottom
    ends = (growth.before.bottom, growth.before.bottom + growth.totals_rows)

    def one(match: re.Match[bytes]) -> bytes:
        box = Box.parse(match[2].decode())
        if box is None or box.bottom not in ends:
            return match[0]
        return match[1] + box._replace(bottom=box.bottom + shift).ref.encode() + match[3]

    return _REF_ATTRIBUTE.sub(one, content)


def _stretched_ref(ref: str, growth: Growth) -> str:
    box = Box.parse(ref)
    return ref if box is None else growth.stretched(box).ref


def _range_pattern(sheet: str) -> re.Pattern[str]:
    quoted = "'" + sheet.replace("'", "''") + "'"
    names = "|".join(re.escape(name) for name in _xml_names(sheet, quoted))
    return re.compile(
        rf"(?<![\w.'\]])((?:{names})!)\$([A-Z]{{1,3}})\$(\d+):\$([A-Z]{{1,3}})\$(\d+)(?!\d)"
    )


def _xml_names(*names: str) -> set[str]:
    return {
        name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", quote)
        for name in names
        for quote in ("'", "&apos;")
    }
