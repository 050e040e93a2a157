"""What XlsxWriter cannot write: the ribbon's part, and the macros of the drawn buttons."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from relance_xl.builder.buttons import home_buttons
from relance_xl.builder.ribbon import PART, RELATIONSHIP, ribbon_xml

_DRAWING = "xl/drawings/drawing1.xml"
"""Accueil is the first sheet, and the first to be drawn on."""

_NAMES = {
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def with_ribbon_and_macros(data: bytes) -> bytes:
    """Give a workbook's file with the tab « Relance », and a macro behind every button."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "_rels/.rels":
                part = _with_relationship(part)
            elif entry.filename == _DRAWING:
                part = _with_macros(part)
            target.writestr(entry, part)
        target.writestr(ZipInfo(PART), ribbon_xml(), ZIP_DEFLATED)
    return out.getvalue()


def _with_relationship(part: bytes) -> bytes:
    root = etree.fromstring(part)
    tag = etree.QName(root[0]).namespace
    etree.SubElement(
        root, f"{{{tag}}}Relationship", Id="rIdRelance", Type=RELATIONSHIP, Target=PART
    )
    return _serialised(root)


def _with_macros(part: bytes) -> bytes:
    root = etree.fromstring(part)
    shapes = root.findall(".//xdr:sp", _NAMES)
    for shape, button in zip(shapes, home_buttons(), strict=True):
        shape.set("macro", f"[0]!{button.macro}")
        for properties in shape.iterfind(".//xdr:cNvPr", _NAMES):
            properties.set("name", f"Bouton {button.caption}")
        for kind in shape.iterfind(".//xdr:cNvSpPr", _NAMES):
            etree.strip_attributes(kind, "txBox")
        for geometry in shape.iterfind(".//a:prstGeom", _NAMES):
            geometry.set("prst", "roundRect")
        for words in shape.iterfind(".//a:bodyPr", _NAMES):
            words.set("lIns", "0")  # room for a long caption on one line
            words.set("rIns", "0")
    return _serialised(root)


def _serialised(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
