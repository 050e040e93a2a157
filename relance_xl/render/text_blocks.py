"""A filled text becomes blocks: paragraphs, lists, and the places of table and pay box.

Blank lines part paragraphs; a line beginning with « - » or « • » is an item of a list.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from relance_xl.render.blocks import Bullets, Paragraph
from relance_xl.render.vocabulary import PAY_FIELD, TABLE_FIELD

# Noncharacters of Unicode: no text from outside keeps them (see `one_line`).
_MARKS = {TABLE_FIELD: "\ufdd0", PAY_FIELD: "\ufdd1"}
_PLACES = {mark: field for field, mark in _MARKS.items()}
_MARK = re.compile("([\ufdd0\ufdd1])")
_ITEM = re.compile(r"\s*[-–•*]\s+(.*)")
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block field stands: `field` is `tableau_factures` or `moyens_de_paiement`.

    >>> Place(TABLE_FIELD).field
    'tableau_factures'
    """

    field: str


TextBlock = Paragraph | Bullets | Place


def mark_of(field: str) -> str:
    """Give what a block field is filled with, so that `parse_blocks` finds its place."""
    return _MARKS[field]


def one_line(text: str) -> str:
    r"""Give a value from outside as one clean line: no controls, no line ends, no marks.

    >>> one_line(" Élan\r\nBcc: x\u202e\ufdd0 ")
    'Élan Bcc: x'
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    flat = " ".join(text.splitlines())
    return unicodedata.normalize("NFC", _UNWANTED.sub("", flat)).replace("\t", " ").strip()


def parse_blocks(text: str) -> tuple[TextBlock, ...]:
    r"""Cut a filled text into its blocks.

    >>> parse_blocks("Bonjour,\n\nPayez\n- par carte\n- en ligne")[1:]
    (Paragraph(text='Payez'), Bullets(items=('par carte', 'en ligne')))
    >>> parse_blocks(f"Voici {mark_of(TABLE_FIELD)} merci")
    (Paragraph(text='Voici'), Place(field='tableau_factures'), Paragraph(text='merci'))
    """
    blocks: list[TextBlock] = []
    for piece in _MARK.split(text):
        if field := _PLACES.get(piece):
            blocks.append(Place(field))
        else:
            blocks.extend(_parse_plain(piece))
    return tuple(blocks)


def _parse_plain(text: str) -> Iterator[TextBlock]:
    lines: list[str] = []
    items: list[str] = []
    for raw in [*text.splitlines(), ""]:
        line = raw.strip(" \t")
        item = _ITEM.fullmatch(line)
        if lines and (item or not line):
            yield Paragraph("\n".join(lines))
            lines = []
        if items and not item:
            yield Bullets(tuple(items))
            items = []
        if item:
            items.append(item[1])
        elif line:
            lines.append(line)
