"""Letters as PDF: places on the sheet, texts, pages, bytes."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest

from relance_xl.problems import TemplateTextError
from relance_xl.render.blocks import Bullets, InvoiceRow, InvoiceTable, Paragraph
from relance_xl.render.letters import pdf as letters_pdf
from relance_xl.render.letters.model import Letter, Payment, Sender
from relance_xl.render.letters.pdf import iter_pdfs, render_pdfs
from tests.render.letters.samples import formal_notice, qr_codes, sample_letter

MM = 72 / 25.4


def page_texts(content):
    """Each page's text, line ends as spaces."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def box_of(content, text, page=0):
    """Left, top, right, bottom of a text's first occurrence, in mm from the sheet's top left."""
    with pypdfium2.PdfDocument(content) as pdf:
        sheet = pdf[page]
        words = sheet.get_textpage()
        found = words.search(text).get_next()
        assert found, text
        boxes = [words.get_charbox(found[0] + n) for n in range(found[1])]
        height = sheet.get_height()
        left, bottom = min(b[0] for b in boxes), min(b[1] for b in boxes)
        right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
    return tuple(n / MM for n in (left, height - top, right, height - bottom))


def test_address_stands_in_the_window():
    six = ("X" * 10, "LIGNE DEUX", "LIGNE TROIS", "LIGNE QUATRE", "LIGNE CINQ", "69003 LYON")
    (content,) = render_pdfs([replace(sample_letter(), recipient=six)])
    left, top, _, _ = box_of(content, six[0])
    assert left == pytest.approx(110, abs=0.5)
    assert top == pytest.approx(55, abs=1)
    left, _, _, bottom = box_of(content, six[-1])
    assert left == pytest.approx(110, abs=0.5)
    assert bottom <= 79


def test_widest_address_line_stays_in_the_window():
    (content,) = render_pdfs([replace(sample_letter(), recipient=("W" * 38, "M" * 38))])
    left, _, right, _ = box_of(content, "W" * 38)
    assert left == pytest.approx(110, abs=0.5)
    assert right <= 191


@pytest.mark.parametrize("letter", [sample_letter(), sample_letter(rows=60), formal_notice()])
def test_text_keeps_inside_the_margins(letter):
    (content,) = render_pdfs([letter])
    with pypdfium2.PdfDocument(content) as pdf:
        for page in pdf:
            words = page.get_textpage()
            boxes = [words.get_charbox(n) for n in range(words.count_chars())]
            boxes = [b for b in boxes if b[2] > b[0]]
            assert min(b[0] for b in boxes) / MM >= 19.5
            assert max(b[2] for b in boxes) / MM <= 191


def test_whole_letter_is_there():
    (content,) = render_pdfs([sample_letter()])
    (text,) = page_texts(content)
    for part in (
        "Ateliers Bœuf & Frères",
        "14, quai de la Fosse",
        "02 40 00 12 34",
        "REL-2026-00042",
        "C-0142",
        "Nantes, le 3 août 2026",
        "deuxième relance – factures échues",
        "Montant TTC",
        "FA-2026-0006 15/05/2026 14/06/2026 1 734,56 € 500,00 € 1 234,56 € 50 j",
        "Total dû 12 345,60 €",
        "par virement sur le compte indiqué ci-dessous",
        "Claire Œuvrard",
        "FR76 3000 4000 0312 3456 7890 143",
        "https://paiement.example/p/8f3a2c",
        "RCS Nantes 552 100 554",
        "Page 1/1",
    ):
        assert part.replace("\u202f", " ") in text.replace("\u202f", " "), part
    assert "recommandée" not in text


def test_formal_notice_is_marked_and_names_the_debtors():
    (content,) = render_pdfs([formal_notice()])
    text = " ".join(page_texts(content))
    assert "Lettre recommandée avec avis de réception" in text
    assert text.index("Boulangerie du Port") < text.index("Boulangerie de la Gare")
    assert text.index("Total à payer") < text.index("Pour information") < text.index("FA-2026-0021")


@pytest.mark.parametrize(
    ("language", "page", "subject"),
    [
        ("fr", "Page 1/1", "Objet"),
        ("nl", "Pagina 1/1", "Betreft:"),
        ("de", "Seite 1/1", "Betreff:"),
        ("en", "Page 1/1", "Subject:"),
    ],
)
def test_fixed_words_follow_the_language(language, page, subject):
    (content,) = render_pdfs([replace(sample_letter(), language=language)])
    (text,) = page_texts(content)
    assert page in text
    assert subject in text


def test_long_table_repeats_its_header_on_three_pages():
    letter = sample_letter("REL-2026-00050", rows=110)
    (content,) = render_pdfs([letter])
    texts = page_texts(content)
    assert len(texts) == 3
    assert [f"Page {n}/3" in text for n, text in enumerate(texts, 1)] == [True] * 3
    assert ["Échéance" in text for text in texts] == [True] * 3
    assert ["REL-2026-00050" in text for text in texts] == [True] * 3
    everything = " ".join(texts)
    assert all(everything.count(f"FA-2026-{n:04}") == 1 for n in range(1, 111))


def test_page_map_gives_each_letter_its_own_pages(monkeypatch):
    monkeypatch.setattr(letters_pdf, "BATCH", 4)
    rows = (3, 60, 3, 110, 3, 3, 60, 3, 3)
    letters = [
        replace(sample_letter(f"REL-2026-{n:05}", rows=count), customer_code=f"C-{n:04}")
        for n, count in enumerate(rows, 1)
    ]
    files = render_pdfs(letters)
    assert [len(page_texts(file)) for file in files] == [1, 2, 1, 3, 1, 1, 2, 1, 1]
    for letter, file in zip(letters, files, strict=True):
        text = " ".join(page_texts(file))
        assert letter.customer_code in text
        others = {other.number for other in letters} - {letter.number}
        assert not any(number in text for number in others)


def test_a_file_holds_nothing_of_its_neighbours():
    svg, _ = qr_codes()
    quiet = replace(sample_letter("REL-2026-00001"), payment=Payment(iban="FR76"))
    loud = replace(
        sample_letter("REL-2026-00002"),
        payment=Payment(link="https://secret.example/x", qr_svg=svg),
    )
    first, second = render_pdfs([quiet, loud])
    with pikepdf.open(io.BytesIO(first)) as pdf:
        everything = b"".join(
            item.read_bytes() if isinstance(item, pikepdf.Stream) else str(item).encode()
            for item in pdf.objects
        )
        assert b"secret" not in everything
        assert "/Outlines" not in pdf.Root
    with pikepdf.open(io.BytesIO(second)) as pdf:
        assert pdf.pages[0].Annots[0].A.URI == "https://secret.example/x"


def test_same_letters_same_bytes():
    letters = [sample_letter(qr=True), formal_notice()]
    first = render_pdfs(letters)
    letters_pdf._compiler.cache_clear()
    assert render_pdfs(letters) == first


def test_file_carries_the_letters_day_and_no_other():
    (content,) = render_pdfs([sample_letter()])
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260803000000Z"
        assert str(pdf.docinfo["/Title"]).startswith("REL-2026-00042")
        assert str(pdf.docinfo["/Author"]) == "Ateliers Bœuf & Frères"


HOSTILE = (
    '#eval("1")',
    "#panic[x] ] ) } $x^2$ _a_ *b* `c` <fin-0> @fin-0",
    "\\ \\u{41} \\* // /* */",
    '"},{"x":1}',
    "😀 🚀 שלום مرحبا \u202eabc\u202c",
    "tab\tbell\x07 null\x00 half\ud800",
    "{{ 7*7 }} {% raw %} <script>&amp;",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text):
    table = InvoiceTable(
        (text, text), (InvoiceRow((text,), is_section=True), InvoiceRow((text, text))), text, text,
        title=text,
    )  # fmt: skip
    letter = Letter(
        number=text,
        day=date(2026, 8, 3),
        sender=Sender(text, (text,), text, text, text),
        recipient=(text, text),
        place_date=text,
        customer_code=text,
        subject=text,
        blocks=(Paragraph(text), Bullets((text,)), table),
        closing=text,
        signature=(text,),
        payment=Payment(text, text, text, text, text, "javascript:alert(1)"),
        language=text,
    )
    (content,) = render_pdfs([letter])
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/Annots" not in pdf.pages[0]
    if text.isascii() and text.isprintable():
        assert "".join(text.split()) in "".join("".join(page_texts(content)).split())


def test_ten_thousand_characters_without_a_space_flow_over_pages():
    endless = "ABCDEFGHIJ" * 1000
    (content,) = render_pdfs([replace(sample_letter(), blocks=(Paragraph(endless),))])
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) > 1
        words = pdf[0].get_textpage()
        assert max(words.get_charbox(n)[2] for n in range(words.count_chars())) / MM <= 191
    letters = "".join(c for page in page_texts(content) for c in page)
    assert letters.count("ABC") == 1000


@pytest.mark.parametrize("content", [b"MZ not a picture", b"\x89PNG\r\n\x1a\n broken"])
def test_a_logo_that_is_no_picture_is_told(content):
    letter = replace(sample_letter(), sender=Sender("A", logo=content))
    with pytest.raises(TemplateTextError, match=r"lettre|Lettre"):
        render_pdfs([letter])


def test_letters_are_taken_batch_by_batch(monkeypatch):
    monkeypatch.setattr(letters_pdf, "BATCH", 2)
    taken = []

    def source():
        for n in range(6):
            taken.append(n)
            yield sample_letter(f"REL-2026-{n:05}", rows=1)

    files = iter_pdfs(source())
    next(files)
    assert taken == [0, 1]
    assert len(list(files)) == 5
