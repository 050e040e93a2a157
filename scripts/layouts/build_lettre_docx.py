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
    tag_row,
    twips,
    with_namespaces,
)  # fmt: skip

FONT = "Arial"


def first_table(document: WordDocument) -> str:
    """Letterhead (20 to 55 mm), then references and address (55 to 84 mm)."""
    sender = cell(
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
        par(run("{{ ligne }}", size=10, bold=True), props=four_mm),
        tag("else"),
        par(run("{{ ligne }}", size=10), props=four_mm),
        tag("endif"),
        tag("endfor"),
        par(run("", size=2)),
        width=80,
    )
    exact = '<w:trHeight w:val="{}" w:hRule="exact"/>'
    rows = row(sender, logo, props=exact.format(twips(35))) + row(
        references, address, props=exact.format(twips(29))
    )
    return table(rows, (90, 80), margins(0, 0, 0, 0))


def invoice_table() -> str:
    """Return the table of a block: any number of columns, sections, a total line."""
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
    return table("".join(rows), (width,) * 7, margins(1.2, 5, 1.2, 5), thin)


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
