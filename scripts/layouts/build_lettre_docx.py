"""Build templates/letters/lettre.docx, the Word layout shipped with Relance XL.

Run it after a change here: `python scripts/layouts/build_lettre_docx.py`. The same code
gives the same bytes. Users edit their own copy in Word, never this program.

The measures are those of lettre.typ: margins of 20 mm, the first table of exact heights
puts the address at x 110 mm, y 55 mm from the edge of the sheet.
"""

# ruff: noqa: E501 - XML reads best unwrapped

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx_invoices import invoice_table
from docx_parts import (
    ACCENT,
    LINE,
    SOFT,
    WASH,
    cell,
    field,
    margins,
    par,
    picture,
    replace_only,
    row,
    run,
    same_dates,
    spacing,
    table,
    tag,
    twips,
    with_namespaces,
)  # fmt: skip

FONT = "Arial"


def first_table(document: WordDocument) -> str:
    """Letterhead (20 to 55 mm), then references and address (55 to 84 mm)."""
    logo = cell(par(picture(document, "logo", 22, 60), jc="right"), width=80)
    exact = '<w:trHeight w:val="{}" w:hRule="exact"/>'
    rows = row(sender(), logo, props=exact.format(twips(35))) + row(
        references(), address(), props=exact.format(twips(29))
    )
    return table(rows, (90, 80), margins(0, 0, 0, 0))


def sender() -> str:
    """Return the cell of who writes: name, address, how to be reached."""
    return cell(
        par(run("{{ societe.nom }}", size=15, bold=True, color=ACCENT), props=spacing(after=4)),
        tag("for ligne in societe.adresse"),
        par(run("{{ ligne }}", size=8.5, color=SOFT)),
        tag("endfor"),
        tag("if societe.contact"),
        par(run("{{ societe.contact }}", size=8.5, color=SOFT)),
        tag("endif"),
        par(run("", size=2)),
        width=90,
    )


def references() -> str:
    """Return the cell of how it is sent, in a frame, and of both parties' numbers."""
    frame = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="3" w:color="{ACCENT}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    boxed = f'<w:pBdr>{frame}</w:pBdr>{spacing(after=9)}<w:ind w:left="80" w:right="{twips(18)}"/>'
    tab = f'<w:tabs><w:tab w:val="left" w:pos="{twips(34)}"/></w:tabs>{spacing(after=1.5)}'

    def numbered(name: str) -> str:
        label = run(f"{{{{ libelles.{name} }}}}\t", size=9, color=SOFT)
        return par(label, run(f"{{{{ {name} }}}}", size=9, bold=True), props=tab)

    return cell(
        tag("if recommande"),
        par(run("{{ recommande }}", size=9, bold=True, color=ACCENT), props=boxed),
        tag("endif"),
        numbered("numero"),
        tag("if code_client"),
        numbered("code_client"),
        tag("endif"),
        par(run("", size=2)),
        width=90,
    )


def address() -> str:
    """Return the cell of who is written to, a line every 4 mm."""
    four_mm = spacing(line=f' w:line="{twips(4)}" w:lineRule="exact"')
    return cell(
        tag("for ligne in destinataire"),
        tag("if loop.first"),
        par(run("{{ ligne }}", size=10, bold=True), props=four_mm),
        tag("else"),
        par(run("{{ ligne }}", size=10), props=four_mm),
        tag("endif"),
        tag("endfor"),
        par(run("", size=2)),
        width=80,
    )


def blocks() -> list[str]:
    """Return the letter's text: paragraphs, lists, invoice tables."""
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
    """Return the box « how to pay », with its code to scan."""
    tab = f'<w:keepNext/><w:tabs><w:tab w:val="left" w:pos="{twips(34)}"/></w:tabs>{spacing(after=1)}<w:ind w:left="{twips(34)}" w:hanging="{twips(34)}"/>'
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
        par(picture(document, "qr", 26, 26), jc="center"),
        par(run("{{ libelles.qr }}", size=6.5, color=SOFT), jc="center", props=spacing(before=2)),
        tag("endif"),
        par(run("", size=2)),
        width=38,
        fill=WASH,
        valign="center",
    )
    bar = f'<w:tblBorders><w:left w:val="single" w:sz="18" w:space="0" w:color="{ACCENT}"/></w:tblBorders>'
    return table(row(text, code, props="<w:cantSplit/>"), (132, 38), margins(5, 10, 3, 6), bar)


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
            props=spacing(before=10, after=9),
        ),
        tag("endif"),
        *blocks(),
        tag("if politesse"),
        par(run("{{ politesse }}"), style="Texte", jc="both"),
        tag("endif"),
        tag("if signature"),
        par(run("", size=10), props="<w:keepNext/>" + spacing(before=12)),
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


def margins_of_page(document: WordDocument) -> None:
    """Set the sheet, the running head of later pages and the footer of all."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(20)
    section.bottom_margin = Mm(17)
    section.header_distance, section.footer_distance = Mm(10), Mm(9)
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


def styles(document: WordDocument) -> None:
    """Set the text styles staff will find in Word's list."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(9.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR")  # else Word underlines every word
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    text = document.styles.add_style("Texte", 1)
    text.base_style = normal
    text.paragraph_format.space_after = Pt(4)
    text.paragraph_format.line_spacing = 1.0
    text.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    bullets = document.styles["List Bullet"]
    bullets.paragraph_format.space_after = Pt(2)
    bullets.font.color.rgb = RGBColor(0, 0, 0)


def modern_word(document: WordDocument) -> None:
    """Say that the file is made for Word 2013 and later, where tables align with the text."""
    setting = (
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    settings = document.settings.element
    old = settings.find(qn("w:compat"))
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


if __name__ == "__main__":
    place = Path(__file__).parents[2] / "templates" / "letters" / "lettre.docx"
    place.write_bytes(build())
    sys.stdout.write(f"{place.name}: {place.stat().st_size} bytes\n")
