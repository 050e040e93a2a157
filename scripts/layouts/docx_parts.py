"""Small pieces of a Word file, written as XML."""

# ruff: noqa: E501, SLF001 - XML reads best unwrapped; python-docx gives its elements no public name

import io
import re
import struct
import zipfile
import zlib

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.text.paragraph import Paragraph

ACCENT, SOFT, LINE, WASH = "1F3A5F", "5B6673", "C9D1DA", "EEF2F6"


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def run(text: str, *, size: float = 10, bold: bool = False, color: str = "") -> str:
    """One run; a tab character becomes a Word tab."""
    body = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in text.split("\t")
    )
    return (
        f"<w:r><w:rPr>{'<w:b/>' if bold else ''}"
        f'{f"""<w:color w:val="{color}"/>""" if color else ""}'
        f'<w:sz w:val="{round(size * 2)}"/></w:rPr>{body}</w:r>'
    )


def par(*runs: str, style: str = "", jc: str = "left", props: str = "") -> str:
    """One paragraph; `props` are further children of w:pPr in schema order before w:jc."""
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    size = re.search(r'<w:sz w:val="\d+"/>', runs[0])
    mark = f"<w:rPr>{size[0]}</w:rPr>" if size else ""
    return f'<w:p><w:pPr>{name}{props}<w:jc w:val="{jc}"/>{mark}</w:pPr>{"".join(runs)}</w:p>'


def tag(text: str) -> str:
    """Return a paragraph holding one paragraph tag; it vanishes when rendered."""
    return par(run(f"{{%p {text} %}}", size=7, color="9AA5B1"))


def spacing(before: float = 0, after: float = 0, line: str = "") -> str:
    """Space before and after in points."""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{line}/>'


def cell(*content: str, width: float, fill: str = "", extra: str = "", valign: str = "top") -> str:
    """One table cell, `width` in mm."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{extra}{shade}'
        f'<w:vAlign w:val="{valign}"/></w:tcPr>{"".join(content)}</w:tc>'
    )


def row(*cells: str, props: str = "") -> str:
    """One table row."""
    return (
        f"<w:tr><w:trPr>{props}</w:trPr>{''.join(cells)}</w:tr>"
        if props
        else f"<w:tr>{''.join(cells)}</w:tr>"
    )


def tag_row(text: str) -> str:
    """Return a row holding one row tag; it vanishes when rendered."""
    return row(cell(par(run(f"{{%tr {text} %}}", size=7, color="9AA5B1")), width=170))


def table(rows: str, widths: tuple[float, ...], margins: str, borders: str = "") -> str:
    """One table of fixed column widths (mm)."""
    grid = "".join(f'<w:gridCol w:w="{twips(w)}"/>' for w in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def margins(top: float, left: float, bottom: float, right: float) -> str:
    """Cell margins in points."""
    sides = zip(("top", "left", "bottom", "right"), (top, left, bottom, right), strict=True)
    return "".join(f'<w:{side} w:w="{round(pt * 20)}" w:type="dxa"/>' for side, pt in sides)


def picture(document: WordDocument, name: str, height_mm: float, width_mm: float) -> str:
    """Return a placeholder whose alternative text tells which picture takes its place."""
    scratch = document.add_paragraph()
    shape = scratch.add_run().add_picture(io.BytesIO(grey_png()), Mm(width_mm), Mm(height_mm))
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")  # else LibreOffice leaves 3 mm round it
    shape._inline.docPr.set("descr", name)
    shape._inline.docPr.set("name", name)
    xml = scratch.runs[0]._r.xml
    scratch._p.getparent().remove(scratch._p)
    return xml


def grey_png() -> bytes:
    """Return a grey picture of 8 × 8 points."""
    rows = b"".join(b"\x00" + b"\xdc" * 8 for _ in range(8))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def field(name: str) -> str:
    """Return a Word field such as PAGE."""
    return (
        f'<w:fldSimple w:instr="{name}"><w:r><w:rPr><w:color w:val="{SOFT}"/><w:sz w:val="14"/></w:rPr>'
        "<w:t>1</w:t></w:r></w:fldSimple>"
    )


def replace_only(paragraph: Paragraph, xml: str) -> None:
    """Put `xml` in the place of a paragraph."""
    paragraph._p.getparent().replace(paragraph._p, parse_xml(with_namespaces(xml)))


def with_namespaces(xml: str) -> str:
    """Declare Word's namespaces on the outermost element."""
    if " xmlns:w=" in xml.split(">", 1)[0]:
        return xml
    name = xml[1:].split(">", 1)[0].split(" ", 1)[0]
    return xml.replace(f"<{name}", f"<{name} {nsdecls('w')}", 1)


def same_dates(content: bytes) -> bytes:
    """Write the archive again with one fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            data = source.read(name)
            if name == "_rels/.rels":
                data = without_thumbnail(data)
            target.writestr(member, data)
    return out.getvalue()


def without_thumbnail(rels: bytes) -> bytes:
    """Drop the relationship to the picture of the page python-docx brings along."""
    head, _, tail = rels.partition(b"</Relationships>")
    kept = [part for part in head.split(b"<Relationship ") if b"thumbnail" not in part]
    return b"<Relationship ".join(kept) + b"</Relationships>" + tail
