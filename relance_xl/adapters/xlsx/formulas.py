"""Formulas: moved, un-shared, and those that must not be written into."""

import re
from collections.abc import Callable, Iterator
from html import unescape

from relance_xl.adapters.xlsx.cells import marked_up
from relance_xl.adapters.xlsx.refs import Box, letters, number
from relance_xl.adapters.xlsx.sheet import SheetXml, attributes
from relance_xl.problems import WorkbookError

_SHARED = re.compile(
    rb'(<c r="([A-Z]+)(\d+)"[^>]*>)<f((?:\s[^>]*?)?\st="shared"[^>]*?)(?:/>|>([^<]*)</f>)'
)
_SPREAD = re.compile(rb'<f\s[^>]*?t="(?:array|dataTable)"[^>]*>')
_FORMULA = re.compile(rb"(<f(?:\s[^>]*)?>)([^<]+)(</f>)")
_RESULT = re.compile(
    rb"<((?:[\w.-]+:)?)c(?P<marks>\s(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
    rb"(?P<formula>\s*<\1f(?:\s[^>]*)?(?:/>|>[^<]*</\1f>)\s*)"
    rb"<\1v(?:\s[^>]*)?(?:/>|>[^<]*</\1v>)"
)
_OF_RESULT = re.compile(rb"""\s(?:t|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
_HAS_REFERENCE = re.compile(rb"[A-Za-z]\$?[0-9]|[0-9]:|[A-Z]:\$?[A-Z]")

Place = tuple[int, int]


def moved(formula: bytes, origin: Place, target: Place) -> bytes:
    """Rewrite a formula (as in XML) for another cell, as copying it in Excel would.

    >>> moved(b"A1*$B$1", (1, 3), (4, 3))
    b'A4*$B$1'
    """
    if origin == target or not _HAS_REFERENCE.search(formula):
        return formula
    text = "=" + unescape(formula.decode())
    return marked_up(_translated(text, _name(origin), _name(target)))


def moved_tail(tail: bytes, origin: Place, target: Place) -> bytes:
    """Rewrite the formula inside a cell's tail, if there is one, for another cell."""
    if b"<f" not in tail:
        return tail
    return _FORMULA.sub(lambda m: m[1] + moved(m[2], origin, target) + m[3], tail, count=1)


def uncalculated(content: bytes) -> bytes:
    """Take the stored results out of a sheet's formula cells; all else stays as it is.

    A reader then calculates them, or shows nothing; it never shows an old figure.

    >>> uncalculated(b'<c r="A1" t="str"><f>B1&amp;""</f><v>old</v></c><c r="B1"><v>1</v></c>')
    b'<c r="A1"><f>B1&amp;""</f></c><c r="B1"><v>1</v></c>'
    """

    def without(found: re.Match[bytes]) -> bytes:
        return b"<%sc%s>%s" % (found[1], _OF_RESULT.sub(b"", found["marks"]), found["formula"])

    return _RESULT.sub(without, content)


def spread_areas(sheet: SheetXml) -> list[Box]:
    """Find the areas of array formulas, spills and data tables."""
    tags = (
        tag
        for piece in sheet.rows.values()
        if b't="array"' in piece or b't="dataTable"' in piece
        for tag in _SPREAD.findall(piece)
    )
    boxes = (Box.parse(attributes(tag).get(b"ref", b"").decode()) for tag in tags)
    return [box for box in boxes if box is not None]


def unshare(sheet: SheetXml, touched: Callable[[int, int], bool]) -> None:
    """Give every member of a shared formula its own text, where one member is touched."""
    groups: dict[bytes, tuple[bytes, Place]] = {}
    hit = set()
    rows = [row for row, piece in sheet.rows.items() if b't="shared"' in piece]
    for row in rows:
        for place, group, text in _members(sheet.rows[row]):
            if text:
                groups[group] = text, place
            if touched(*place):
                hit.add(group)

    def own(match: re.Match[bytes]) -> bytes:
        place, marks = (int(match[3]), number(match[2].decode())), attributes(match[4])
        group = marks.pop(b"si", b"")
        if group not in hit or group not in groups:
            return match[0]
        kept = b"".join(b' %s="%s"' % m for m in marks.items() if m[0] not in (b"t", b"ref"))
        text, origin = groups[group]
        return match[1] + b"<f" + kept + b">" + moved(text, origin, place) + b"</f>"

    for row in rows if hit else ():
        sheet.rows[row] = _SHARED.sub(own, sheet.rows[row])


def _members(piece: bytes) -> Iterator[tuple[Place, bytes, bytes]]:
    for match in _SHARED.finditer(piece):
        place = int(match[3]), number(match[2].decode())
        yield place, attributes(match[4]).get(b"si", b""), match[5] or b""


def _name(place: Place) -> str:
    return f"{letters(place[1])}{place[0]}"


def _translated(formula: str, origin: str, target: str) -> str:
    from openpyxl.formula.tokenizer import TokenizerError  # noqa: PLC0415 - slow to load
    from openpyxl.formula.translate import Translator, TranslatorError  # noqa: PLC0415

    try:
        return str(Translator(formula, origin).translate_formula(target))[1:]
    except (TokenizerError, TranslatorError):
        raise WorkbookError(
            f"La formule de la cellule {origin} ne peut pas être recopiée. Remplacez-la par sa "
            "valeur ou simplifiez-la, puis recommencez. Rien n’a été écrit."
        ) from None
