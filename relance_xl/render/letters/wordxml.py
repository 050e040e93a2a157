"""The last touches to a part of a Word file, once its tags are filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Self

import typst
from docx.image.image import Image
from lxml import etree

from relance_xl.problems import TemplateTextError
from relance_xl.render.letters.fonts import fonts
from relance_xl.render.letters.pictures import kind_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_REMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_NO_RELATIONS = f'<Relationships xmlns="{_RELS}"/>'.encode()
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LEAST, _MOST = 6, 42
_FEWEST_COLUMNS, _ALIKE = 3, 40


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of one letter: the content that takes a placeholder's place."""

    name: str
    content: bytes
    kind: str
    width: int
    height: int

    @classmethod
    def of(cls, name: str, content: bytes) -> Self:
        """Read a picture's size; an SVG becomes a PNG. Raises `TemplateTextError`."""
        try:
            if kind_of(content) == "svg":
                content = _png_of(content)
            kind = kind_of(content)
            size = Image.from_blob(content)
        except Exception as error:  # the readers have no common class of faults
            message = (
                f"L’image «\u202f{name}\u202f» est illisible\u202f: "
                "choisissez un fichier PNG, JPEG ou SVG."
            )
            raise TemplateTextError(message) from error
        return cls(name, content, kind, size.px_width, size.px_height)

    @property
    def target(self) -> str:
        """Where it lies, seen from the part."""
        return f"media/relance_{self.name}.{self.kind}"

    @property
    def relation(self) -> str:
        """The id of its relationship."""
        return f"rIdRelance_{self.name}"


_SVG_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), height: 30mm)"""


@lru_cache(maxsize=16)
def _png_of(svg: bytes) -> bytes:
    sys_inputs = {"svg": svg.decode("utf-8")}
    png = typst.compile(_SVG_PAGE, format="png", ppi=300, sys_inputs=sys_inputs, font_paths=fonts())
    return png if isinstance(png, bytes) else b""


def finish_part(xml: str, pictures: Mapping[str, Picture]) -> bytes:
    """Return the part's bytes: breaks, table grids and pictures put right.

    Raises `lxml.etree.XMLSyntaxError` when the text is not well formed.
    """
    root = etree.fromstring(
        xml.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True)
    )
    _break_lines(root)
    for table in root.iter(f"{_W}tbl"):
        _fit_grid(table)
    for drawing in list(root.iter(f"{_W}drawing")):
        _fill_drawing(drawing, pictures)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def picture_relations(rels: bytes | None, pictures: Mapping[str, Picture]) -> bytes:
    """Return a part's relationships with those of the pictures."""
    root = etree.fromstring(rels or _NO_RELATIONS)
    for picture in pictures.values():
        entry = etree.SubElement(root, f"{{{_RELS}}}Relationship")
        entry.set("Id", picture.relation)
        entry.set("Type", _IMAGE)
        entry.set("Target", picture.target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _break_lines(root: etree._Element) -> None:
    """Make a line break of each newline a field brought into a text."""
    for text in list(root.iter(f"{_W}t")):
        first, *others = (text.text or "").split("\n")
        if not others:
            continue
        text.text = first
        place = text
        for line in others:
            for element in (etree.Element(f"{_W}br"), etree.Element(f"{_W}t")):
                place.addnext(element)
                place = element
            place.text = line
            place.set(_SPACE, "preserve")


def _fit_grid(table: etree._Element) -> None:
    """Share the width of a table whose columns came from a loop by their texts.

    Such a table has another number of cells than its grid, or all columns alike.
    """
    for properties in table.iter(f"{_W}tcPr"):
        _span_after_width(properties)
    grid = table.find(f"{_W}tblGrid")
    rows = [row.findall(f"{_W}tc") for row in table.findall(f"{_W}tr")]
    count = len(rows[0]) if rows else 0
    if grid is None or count < _FEWEST_COLUMNS or any(map(_span, rows[0])):
        return
    widths = [int(column.get(f"{_W}w", "0")) for column in grid]
    if len(widths) == count and max(widths) - min(widths) > _ALIKE:
        return
    edges = _edges(rows, count, sum(widths))
    for column in list(grid):
        grid.remove(column)
    for left, right in pairwise(edges):
        etree.SubElement(grid, f"{_W}gridCol").set(f"{_W}w", str(right - left))
    for row in rows:
        _fit_row(row, edges)


def _fit_row(row: list[etree._Element], edges: list[int]) -> None:
    place = 0
    for cell in row:
        end = min(place + (_span(cell) or 1), len(edges) - 1)
        width = cell.find(f"{_W}tcPr/{_W}tcW")
        if width is not None:
            width.set(f"{_W}w", str(edges[end] - edges[place]))
        place = end


def _edges(rows: list[list[etree._Element]], columns: int, total: int) -> list[int]:
    """Share the table's width by the longest text of each column."""
    longest = [_LEAST] * columns
    for row in rows:
        if len(row) == columns and not any(map(_span, row)):
            longest = [
                max(n, len("".join(map(str, c.itertext()))))
                for n, c in zip(longest, row, strict=True)
            ]
    weights = [min(n, _MOST) + 3 for n in longest]
    return [round(total * sum(weights[:place]) / sum(weights)) for place in range(columns + 1)]


def _span(cell: etree._Element) -> int:
    """Return the number of grid columns a cell says it spans, 0 when it says nothing."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return 0 if span is None else int(span.get(f"{_W}val", "1"))


def _span_after_width(properties: etree._Element) -> None:
    """Put w:gridSpan behind w:tcW, where the format wants it (docxtpl writes it first)."""
    span, width = properties.find(f"{_W}gridSpan"), properties.find(f"{_W}tcW")
    if span is not None and width is not None:
        width.addnext(span)


def _fill_drawing(drawing: etree._Element, pictures: Mapping[str, Picture]) -> None:
    """Show the letter's picture in the placeholder of that alternative text, or nothing."""
    about = drawing.find(f".//{_WP}docPr")
    name = "" if about is None else about.get("descr", "").strip().lower()
    if name not in {"logo", "qr"}:
        return
    picture = pictures.get(name)
    blip = drawing.find(f".//{_A}blip")
    if picture is None or blip is None:
        parent = drawing.getparent()
        if parent is not None:
            parent.remove(drawing)
        return
    blip.set(_REMBED, picture.relation)
    for size in (*drawing.iter(f"{_WP}extent"), *drawing.iter(f"{_A}ext")):
        if size.get("cx"):
            _contain(size, picture)


def _contain(size: etree._Element, picture: Picture) -> None:
    """Shrink one side so that the picture keeps its shape inside the placeholder."""
    width, height = int(size.get("cx", "1")), int(size.get("cy", "1"))
    scale = min(width / picture.width, height / picture.height)
    size.set("cx", str(round(picture.width * scale)))
    size.set("cy", str(round(picture.height * scale)))
