"""Letters as Word files: the same texts as the PDF, whatever the texts are."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from relance_xl.problems import TemplateTextError
from relance_xl.render.blocks import Bullets, InvoiceRow, InvoiceTable, Paragraph
from relance_xl.render.letters.model import Letter, Payment, Sender
from relance_xl.render.letters.pdf import render_pdfs
from relance_xl.render.letters.word import WordLayout, load_layout, shipped_layout
from relance_xl.resources import templates_dir
from tests.render.letters.samples import HEADERS, formal_notice, qr_codes, sample_letter

SHIPPED = templates_dir() / "letters" / "lettre.docx"


def words_of(content):
    """Every text of the body and the first page's footer, tabs and breaks as spaces."""
    document = Document(io.BytesIO(content))
    places = [document.element.body, document.sections[0].first_page_footer._element]
    found = []
    for place in places:
        for paragraph in place.iter(qn("w:p")):
            parts = (qn("w:t"), qn("w:tab"), qn("w:br"))
            found.append("".join(e.text or " " for e in paragraph.iter(*parts)))
    return " ".join(" ".join(found).split())


def changed(old, new, part="word/document.xml"):
    """The shipped layout with one text of a part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(SHIPPED) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old in data.decode()
                data = data.decode().replace(old, new).encode()
            target.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("letter", [sample_letter(), formal_notice(), sample_letter(rows=60)])
def test_word_and_pdf_say_the_same(letter):
    (pdf,) = render_pdfs([letter])
    with pypdfium2.PdfDocument(pdf) as pages:
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
    heads = {*letter.number.split(), "Page", "–", *letter.sender.name.split(), *HEADERS[3].split()}
    heads |= {word for header in HEADERS for word in header.split()}
    heads |= set(letter.recipient[0].split())
    in_pdf = {w for w in text.replace("\u202f", " ").split() if "/" not in w} - heads - {"•"}
    in_word = set(words_of(shipped_layout().render(letter)).replace("\u202f", " ").split())
    assert in_pdf - in_word == set()
    assert {w for w in in_word - heads if "/" not in w} - in_pdf == set()


def test_table_has_the_data_and_a_repeated_header():
    document = Document(io.BytesIO(shipped_layout().render(formal_notice())))
    _, main, other, _ = document.tables
    rows = [[cell.text for cell in row._tr.tc_lst and row.cells] for row in main.rows]
    assert rows[0] == list(HEADERS)
    assert set(rows[1]) == {"Boulangerie du Port SARL"}
    assert rows[2][0] == "FA-2026-0001"
    assert rows[-1] == ["Total à payer"] * 5 + ["6\u202f172,80\u00a0€", ""]
    assert main.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert len(other.rows) == 3
    assert [len(main._tbl.tblGrid), len(other._tbl.tblGrid)] == [7, 7]
    assert main.rows[2].cells[5].paragraphs[0].alignment == 2


def test_columns_share_the_width_by_their_texts():
    rows = (InvoiceRow(("F1", "A" * 30, "1,00\u00a0€")),)
    letter = replace(sample_letter(), blocks=(InvoiceTable(("N°", "Objet", "Solde"), rows),))
    table = Document(io.BytesIO(shipped_layout().render(letter))).tables[1]
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert len(widths) == 3
    assert widths[1] > 2 * widths[0]
    assert sum(widths) == pytest.approx(170 * 1440 / 25.4, abs=20)


def test_pictures_take_their_places_and_shapes():
    _, png = qr_codes()
    letter = sample_letter(qr=True)
    document = Document(io.BytesIO(shipped_layout().render(letter)))
    logo, code = document.inline_shapes
    assert (round(logo.width.mm), round(logo.height.mm)) == (22, 22)
    assert (round(code.width.mm), round(code.height.mm)) == (26, 26)
    blip = code._inline.graphic.graphicData.pic.blipFill.blip.embed
    assert document.part.related_parts[blip].blob == png
    bare = replace(letter, sender=Sender("A"), payment=Payment(iban="FR76"))
    assert len(Document(io.BytesIO(shipped_layout().render(bare))).inline_shapes) == 0


def test_same_letter_same_bytes_and_no_other_date():
    letter = sample_letter(qr=True)
    first = shipped_layout().render(letter)
    assert load_layout(SHIPPED).render(letter) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len(archive.namelist()) == len(set(archive.namelist()))
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert b"2026-08-03T00:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize(
    "text",
    [
        "A & B <C> \"D\" 'E'",
        "{{ 7*7 }} {% for x in y %} {_{ }_}",
        "</w:t></w:r></w:p><w:p>",
        "]]> &amp; &#x41;",
        "a\x00b\x07c\ud800\ufffe",
        "😀 שלום \u202eabc",
        "x" * 10_000,
    ],
)
def test_hostile_text_is_only_text(text):
    table = InvoiceTable((text,) * 2, (InvoiceRow((text,), is_section=True),), text, text)
    letter = Letter(
        number=text,
        day=date(2026, 8, 3),
        sender=Sender(text, (text,), text, text, text),
        recipient=(text,),
        subject=text,
        blocks=(Paragraph(text), Bullets((text,)), table),
        closing=text,
        signature=(text,),
        payment=Payment(text, text, text, text, text),
    )
    content = shipped_layout().render(letter)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    document = Document(io.BytesIO(content))
    if text.isprintable():
        assert [p.text for p in document.paragraphs].count(text) >= 4


def test_a_newline_becomes_a_line_break():
    letter = replace(sample_letter(), blocks=(Paragraph("un\ndeux"),))
    content = shipped_layout().render(letter)
    assert "un\ndeux" in [p.text for p in Document(io.BytesIO(content)).paragraphs]


def test_an_own_layout_is_used():
    own = WordLayout(changed("{{ lieu_date }}", "Fait à {{ lieu_date }}"), "lettre.docx")
    assert "Fait à Nantes, le 3 août 2026" in words_of(own.render(sample_letter()))


def test_a_tag_split_by_word_is_healed():
    own = WordLayout(
        changed("{{ lieu_date }}", "{{ lieu</w:t></w:r><w:proofErr/><w:r><w:t>_date }}"), "x.docx"
    )
    assert "Nantes, le 3 août 2026" in words_of(own.render(sample_letter()))


@pytest.mark.parametrize(
    "tag",
    [
        "{{ inconnu }}",
        "{{ societe.inconnu }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ 1/0 }}",
        "{{ range(10**9)|list }}",
    ],
)
def test_a_tag_that_cannot_be_filled_names_layout_and_letter(tag):
    own = WordLayout(changed("{{ lieu_date }}", tag), "lettre.docx")
    with pytest.raises(TemplateTextError, match=r"lettre\.docx.*REL-2026-00042"):
        own.render(sample_letter())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", b"<html/>"])
def test_a_file_that_is_no_layout_is_told(content):
    with pytest.raises(TemplateTextError, match="pas un document Word"):
        WordLayout(content)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(TemplateTextError, match="illisible"):
        load_layout(tmp_path / "lettre.docx")
