"""Build lettre.docx, the Word layout shipped with Relance XL.

Run it after a change here: `python templates/letters/build_docx_template.py`. The same
code gives the same bytes. Users edit their own copy in Word, never this program.

The measures are those of lettre.typ: margins of 20 mm, the first table of exact heights
puts the address at x 110 mm, y 55 mm from the edge of the sheet.
"""

import io
import re
import struct
import sys
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

ACCENT, SOFT, LINE, WASH = "1F3A5F", "5B6673", "C9D1DA", "EEF2F6"
FONT = "Arial"
NARROW = "\u202f"


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
    """A paragraph holding one paragraph tag; it vanishes when rendered."""
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
    """A row holding one row tag; it vanishes when rendered."""
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
    """A placeholder whose alternative text tells which picture takes its place."""
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
    """A grey picture of 8 × 8 points."""
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


def first_table(document: WordDocument) -> str:
    """Letterhead (20 to 55 mm), then references and address (55 to 87 mm)."""
    sender = cell(
        par(run("{{ societe.nom }}", size=15, bold=True, color=ACCENT), props=spacing(after=4)),
        tag("for ligne in societe.adresse"),
        par(run("{{ ligne }}", size=8.5, color=SOFT)),
        tag("endfor"),
        tag("if societe.telephone or societe.courriel"),
        par(
            run(
                "{{ societe.telephone }}{% if societe.telephone and societe.courriel %}  ·  {% endif %}{{ societe.courriel }}",
                size=8.5,
                color=SOFT,
            )
        ),
        tag("endif"),
        par(run("", size=2)),
        width=90,
    )
    logo = cell(par(picture(document, "logo", 22, 60), jc="right"), width=80)
    frame = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="3" w:color="{ACCENT}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    boxed = f'<w:pBdr>{frame}</w:pBdr>{spacing(after=9)}<w:ind w:left="80" w:right="{twips(18)}"/>'
    tab = f'<w:tabs><w:tab w:val="left" w:pos="{twips(34)}"/></w:tabs>{spacing(after=1.5)}'
    references = cell(
        tag("if recommande"),
        par(run("{{ recommande }}", size=9, bold=True, color=ACCENT), props=boxed),
        tag("endif"),
        par(
            run("{{ libelles.numero }}\t", size=9, color=SOFT),
            run("{{ numero }}", size=9, bold=True),
            props=tab,
        ),
        tag("if code_client"),
        par(
            run("{{ libelles.code_client }}\t", size=9, color=SOFT),
            run("{{ code_client }}", size=9, bold=True),
            props=tab,
        ),
        tag("endif"),
        par(run("", size=2)),
        width=90,
    )
    four_mm = spacing(line=f' w:line="{twips(4)}" w:lineRule="exact"')
    address = cell(
        tag("for ligne in destinataire"),
        tag("if loop.first"),
        par(run("{{ ligne }}", bold=True), props=four_mm),
        tag("else"),
        par(run("{{ ligne }}"), props=four_mm),
        tag("endif"),
        tag("endfor"),
        par(run("", size=2)),
        width=80,
    )
    exact = '<w:trHeight w:val="{}" w:hRule="exact"/>'
    rows = row(sender, logo, props=exact.format(twips(35))) + row(
        references, address, props=exact.format(twips(31.5))
    )
    return table(rows, (90, 80), margins(0, 0, 0, 0))


def invoice_table() -> str:
    """The table of a block: any number of columns, sections, a total line."""
    thin = f'<w:tblBorders><w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>'
    tight = spacing()
    width = 170 / 7

    def text(content: str, jc: str, *, bold: bool = False, color: str = "") -> str:
        return par(run(content, size=8.5, bold=bold, color=color), jc=jc, props=tight)

    def tag_cell(content: str, fill: str = "") -> str:
        return cell(text(f"{{%tc {content} %}}", "left", color="9AA5B1"), width=width, fill=fill)

    def loop(source: str, **look: str | bool) -> tuple[str, ...]:
        fill = str(look.pop("fill", ""))
        bold, color = bool(look.get("bold", False)), str(look.get("color", ""))
        return (
            tag_cell(f"for c in {source}", fill),
            tag_cell("if c.droite", fill),
            cell(text("{{ c.texte }}", "right", bold=bold, color=color), width=width, fill=fill),
            tag_cell("else", fill),
            cell(text("{{ c.texte }}", "left", bold=bold, color=color), width=width, fill=fill),
            tag_cell("endif", fill),
            tag_cell("endfor", fill),
        )

    thick = f'<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/></w:tcBorders>'
    rows = (
        row(
            *loop("b.colonnes", fill=ACCENT, bold=True, color="FFFFFF"),
            props="<w:cantSplit/><w:tblHeader/>",
        ),
        tag_row("for r in b.lignes"),
        tag_row("if r.section"),
        row(
            cell(
                text(
                    "{% colspan b.colonnes|length %}{{ r.section }}",
                    "left",
                    bold=True,
                    color=ACCENT,
                ),
                width=170,
                fill=WASH,
            ),
            props="<w:cantSplit/>",
        ),
        tag_row("else"),
        row(*loop("r.cellules"), props="<w:cantSplit/>"),
        tag_row("endif"),
        tag_row("endfor"),
        tag_row("if b.total_libelle"),
        row(
            cell(
                text("{% colspan b.total_place %}{{ b.total_libelle }}", "left", bold=True),
                width=width,
                fill=WASH,
                extra=thick,
            ),
            cell(text("{{ b.total }}", "right", bold=True), width=width, fill=WASH, extra=thick),
            tag_cell("if b.total_apres"),
            cell(text("{% colspan b.total_apres %}", "left"), width=width, fill=WASH, extra=thick),
            tag_cell("endif"),
            props="<w:cantSplit/>",
        ),
        tag_row("endif"),
    )
    return table("".join(rows), (width,) * 7, margins(2.9, 5, 2.9, 5), thin)


def blocks() -> list[str]:
    """The letter's text: paragraphs, lists, invoice tables."""
    return [
        tag("for b in blocs"),
        tag("if b.genre == 'paragraphe'"),
        par(run("{{ b.texte }}"), style="Texte", jc="both"),
        tag("elif b.genre == 'liste'"),
        tag("for e in b.elements"),
        par(run("{{ e }}"), style="ListBullet"),
        tag("endfor"),
        tag("else"),
        tag("if b.titre"),
        par(
            run("{{ b.titre }}", bold=True, color=ACCENT),
            props="<w:keepNext/>" + spacing(before=4, after=4),
        ),
        tag("endif"),
        invoice_table(),
        par(run("", size=5), props=spacing(line=' w:line="120" w:lineRule="exact"')),
        tag("endif"),
        tag("endfor"),
    ]


def payment_table(document: WordDocument) -> str:
    """The box « how to pay », with its code to scan."""
    tab = f'<w:keepNext/><w:tabs><w:tab w:val="left" w:pos="{twips(34)}"/></w:tabs>{spacing(after=1.5)}'
    text = cell(
        par(
            run("{{ libelles.paiement }}", bold=True, color=ACCENT),
            props="<w:keepNext/>" + spacing(after=4),
        ),
        tag("for l in paiement.lignes"),
        par(
            run("{{ l.libelle }}\t", size=9, color=SOFT),
            run("{{ l.texte }}", size=9, bold=True),
            props=tab,
        ),
        tag("endfor"),
        tag("if paiement.lien"),
        par(
            run("{{ libelles.en_ligne }}\t", size=9, color=SOFT),
            run("{{ paiement.lien }}", size=9, color=ACCENT),
            props=tab,
        ),
        tag("endif"),
        par(run("", size=2)),
        width=132,
        fill=WASH,
    )
    code = cell(
        tag("if qr"),
        par(picture(document, "qr", 28, 28), jc="center"),
        par(run("{{ libelles.qr }}", size=6.5, color=SOFT), jc="center", props=spacing(before=2)),
        tag("endif"),
        par(run("", size=2)),
        width=38,
        fill=WASH,
        valign="center",
    )
    bar = f'<w:tblBorders><w:left w:val="single" w:sz="18" w:space="0" w:color="{ACCENT}"/></w:tblBorders>'
    return table(row(text, code, props="<w:cantSplit/>"), (132, 38), margins(7, 10, 5, 6), bar)


def body(document: WordDocument) -> list[str]:
    """Everything of the page, in order."""
    indent = f'<w:ind w:left="{twips(90)}"/>'
    return [
        first_table(document),
        par(run("{{ lieu_date }}"), props=spacing() + indent),
        tag("if objet"),
        par(
            run("{{ libelles.objet }} ", color=SOFT),
            run("{{ objet }}", bold=True),
            props=spacing(before=13, after=12),
        ),
        tag("endif"),
        *blocks(),
        tag("if politesse"),
        par(run("{{ politesse }}"), style="Texte", jc="both"),
        tag("endif"),
        tag("if signature"),
        par(run("", size=10), props="<w:keepNext/>" + spacing(before=22)),
        tag("for ligne in signature"),
        tag("if loop.first"),
        par(run("{{ ligne }}", bold=True), props="<w:keepNext/>" + spacing() + indent),
        tag("else"),
        par(run("{{ ligne }}"), props=spacing() + indent),
        tag("endif"),
        tag("endfor"),
        tag("endif"),
        tag("if paiement.lignes or paiement.lien"),
        par(run("", size=8), props="<w:keepNext/>" + spacing(before=4)),
        payment_table(document),
        tag("endif"),
        par(run("", size=2), props=spacing(line=' w:line="40" w:lineRule="exact"')),
    ]


def field(name: str) -> str:
    """A Word field such as PAGE."""
    return (
        f'<w:fldSimple w:instr="{name}"><w:r><w:rPr><w:color w:val="{SOFT}"/><w:sz w:val="14"/></w:rPr>'
        "<w:t>1</w:t></w:r></w:fldSimple>"
    )


def margins_of_page(document: WordDocument) -> None:
    """Set the sheet, the running head of later pages and the footer of all."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance, section.footer_distance = Mm(10), Mm(11)
    section.different_first_page_header_footer = True
    tabs = f'<w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="clear" w:pos="8640"/><w:tab w:val="right" w:pos="{twips(170)}"/></w:tabs>'
    edge = '<w:pBdr><w:{} w:val="single" w:sz="4" w:space="4" w:color="' + LINE + '"/></w:pBdr>'
    head = par(
        run("{{ societe.nom }}  –  {{ destinataire[0] }}\t{{ numero }}", size=8, color=SOFT),
        props=edge.format("bottom") + tabs + spacing(),
    )
    foot = par(
        run("{{ societe.mention }}\t{{ libelles.page }} ", size=7, color=SOFT),
        field("PAGE"),
        run("/", size=7, color=SOFT),
        field("NUMPAGES"),
        props=edge.format("top") + tabs + spacing(),
    )
    replace_only(section.header.paragraphs[0], head)
    replace_only(section.footer.paragraphs[0], foot)
    replace_only(section.first_page_footer.paragraphs[0], foot)
    section.first_page_header.is_linked_to_previous = False


def replace_only(paragraph: Paragraph, xml: str) -> None:
    """Put `xml` in the place of a paragraph."""
    paragraph._p.getparent().replace(paragraph._p, parse_xml(with_namespaces(xml)))


def with_namespaces(xml: str) -> str:
    """Declare Word's namespaces on the outermost element."""
    if " xmlns:w=" in xml.split(">", 1)[0]:
        return xml
    name = xml[1:].split(">", 1)[0].split(" ", 1)[0]
    return xml.replace(f"<{name}", f"<{name} {nsdecls('w')}", 1)


def styles(document: WordDocument) -> None:
    """Set the text styles staff will find in Word's list."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10)
    normal.element.rPr.rFonts.set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia", FONT
    )
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    text = document.styles.add_style("Texte", 1)
    text.base_style = normal
    text.paragraph_format.space_after = Pt(6)
    text.paragraph_format.line_spacing = 1.08
    text.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    bullets = document.styles["List Bullet"]
    bullets.paragraph_format.space_after = Pt(6)
    bullets.font.color.rgb = RGBColor(0, 0, 0)


def modern_word(document: WordDocument) -> None:
    """Say that the file is made for Word 2013 and later, where tables align with the text."""
    setting = (
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    settings = document.settings.element
    old = settings.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}compat")
    if old is None:
        settings.append(parse_xml(setting))
    else:
        settings.replace(old, parse_xml(setting))


def build() -> bytes:
    """Return the layout's bytes."""
    document = Document()
    styles(document)
    modern_word(document)
    margins_of_page(document)
    parts = body(document)
    for xml in parts:
        document.element.body.insert(
            len(document.element.body) - 1, parse_xml(with_namespaces(xml))
        )
    core = document.core_properties
    core.author, core.title, core.comments = "Relance XL", "Lettre de relance", ""
    core.created = core.modified = datetime(2026, 1, 1, tzinfo=UTC)
    core.last_modified_by, core.revision = "Relance XL", 1
    raw = io.BytesIO()
    document.save(raw)
    return same_dates(raw.getvalue())


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


if __name__ == "__main__":
    place = Path(__file__).with_name("lettre.docx")
    place.write_bytes(build())
    sys.stdout.write(f"{place.name}: {place.stat().st_size} bytes\n")
