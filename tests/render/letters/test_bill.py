"""Swiss QR-bills on paper, in Word and in mails: read back, and measured on the sheet."""

import io
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from relance_xl.render.letters.pdf import render_pdfs
from relance_xl.render.letters.word import shipped_layout
from relance_xl.render.messages import render_messages
from tests.render.cases import CUSTOMER, DAY, LINES, NUMBER, SETTINGS, TEXT, decision, tables
from tests.render.letters.test_pdf import box_of, page_texts

SWISS = replace(
    SETTINGS,
    company_name="Atelier Œuvre & Fils Sàrl",
    country="CH",
    address1="Rue du Lac 12",
    postcode="1003",
    city="Lausanne",
    currency="CHF",
    iban="CH93 0076 2011 6238 5295 7",
    bic="",
)
QR_ACCOUNT = replace(SWISS, iban="CH44 3199 9123 0008 8901 2")
PAYER = {**CUSTOMER, "country": "CH", "postcode": "1204", "city": "Genève"}
QRR = "21 00000 00003 13947 14300 09017"
ONE = ({**LINES[0], "structured_reference": QRR},)
DPI, TOP = 200, 297 - 105


def rendered(settings=SWISS, lines=LINES, customer=PAYER, **row):
    row = {"channel": "letter", "currency": "CHF", **row}
    text = {**TEXT, "channel": row["channel"], "language": row.get("language", "fr")}
    (done,), aside = render_messages(
        decision(row, lines=lines),
        tables(texts=[text], customers=[customer]),
        settings,
        {0: NUMBER},
        DAY,
    )
    assert not aside
    return done


def paper(done):
    (content,) = render_pdfs([done.letter])
    return content


def codes(content, page=-1):
    with pypdfium2.PdfDocument(content) as pdf:
        sheet = pdf[len(pdf) - 1 if page < 0 else page].render(scale=DPI / 72).to_pil()
    return zxingcpp.read_barcodes(sheet)


def test_the_code_on_paper_is_the_message_and_stands_where_it_must():
    done = rendered(QR_ACCOUNT, ONE)
    (code,) = codes(paper(done))
    assert code.text == done.content.pay.qr
    assert code.text.split("\r\n")[3] == "CH4431999123000889012"
    assert code.text.split("\r\n")[18:20] == ["1844.56", "CHF"]
    assert code.text.split("\r\n")[27:30] == [
        "QRR", "210000000003139471430009017", "REL-2026-00042 F2026-0012",
    ]  # fmt: skip
    at = code.position
    corners = [(p.x / DPI * 25.4, p.y / DPI * 25.4)
               for p in (at.top_left, at.bottom_right)]  # fmt: skip
    assert corners[0] == pytest.approx((67, TOP + 17), abs=0.7)
    assert corners[1] == pytest.approx((113, TOP + 63), abs=0.7)


@pytest.mark.parametrize(
    ("text", "left", "top"),
    [
        ("Récépissé", 5, 5),
        ("Section paiement", 67, 5),
        ("Point de dépôt", None, 82),
        ("A détacher avant le versement", None, -3.5),
    ],
)
def test_the_sections_stand_in_their_places(text, left, top):
    found = box_of(paper(rendered(QR_ACCOUNT, ONE)), text)
    assert found[1] == pytest.approx(TOP + top, abs=1)
    if left is not None:
        assert found[0] == pytest.approx(left, abs=0.7)


def test_nothing_else_stands_on_the_slip():
    (text,) = page_texts(paper(rendered(QR_ACCOUNT, ONE)))
    assert "Pour nous régler" not in text
    assert text.count("CH44 3199 9123 0008 8901 2") == 2
    assert text.count(QRR) == 3  # the text names it too
    assert text.count("1 844.56") == 2
    foot = box_of(paper(rendered(QR_ACCOUNT, ONE)), "Page 1/1")
    assert foot[3] < TOP - 4


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Section paiement", "Récépissé", "Payable par", "Monnaie")),
        ("de", ("Zahlteil", "Empfangsschein", "Zahlbar durch", "Währung")),
        ("en", ("Payment part", "Receipt", "Payable by", "Currency")),
        ("nl", ("Payment part", "Receipt", "Payable by", "Currency")),
    ],
)
def test_headings_follow_the_language(language, words):
    text = page_texts(paper(rendered(language=language)))[-1]
    assert all(word in text for word in words)


def test_a_long_letter_has_its_slip_on_the_last_page_once():
    many = tuple({**LINES[n % 2], "item": f"F{n:04}", "invoice": f"F{n:04}"} for n in range(70))
    content = paper(rendered(lines=many))
    texts = page_texts(content)
    assert len(texts) == 3
    assert [f"Page {n}/3" in text for n, text in enumerate(texts, 1)] == [True] * 3
    assert ["Récépissé" in text for text in texts] == [False, False, True]
    assert [len(codes(content, page)) for page in range(3)] == [0, 0, 1]


LONGEST = "Société anonyme pour la promotion des très longues raisons sociales SA"


def test_the_longest_texts_stay_in_their_sections():
    town = "Villars-sous-Yens-et-Saint-Sulpice"
    settings = replace(SWISS, account_holder=LONGEST, address1=LONGEST, city=town)
    done = rendered(settings)
    debtor = replace(done.letter.payment.bill.creditor, country="FR")
    bill = replace(done.letter.payment.bill, debtor=debtor, message="M " * 70)
    payment = replace(done.letter.payment, bill=bill)
    content = paper(replace(done, letter=replace(done.letter, payment=payment)))
    with pypdfium2.PdfDocument(content) as pdf:
        words = pdf[len(pdf) - 1].get_textpage()
        boxes = [words.get_charbox(n) for n in range(words.count_chars())]
    mm = [
        (b[0] / 72 * 25.4, 297 - b[3] / 72 * 25.4, b[2] / 72 * 25.4) for b in boxes if b[2] > b[0]
    ]
    slip = [(left, right) for left, top, right in mm if top > TOP]
    assert all(right <= 57.1 or left >= 66.9 for left, right in slip)
    assert max(right for _, right in slip) <= 205.1
    (code,) = codes(content)
    assert code.text == done.content.pay.qr


def test_a_payer_without_whole_address_gets_fields_to_fill_in():
    done = rendered(customer={**PAYER, "postcode": ""})
    assert "Payable par (nom/adresse)" in page_texts(paper(done))[-1]
    assert codes(paper(done))[0].text.split("\r\n")[20:27] == [""] * 7


FAULTS = {
    "QR account, several invoices": (QR_ACCOUNT, LINES, {}, "référence QR"),
    "no address of ours": (replace(SWISS, postcode=""), LINES, {}, "adresse de la société"),
    "dollars": (SWISS, LINES, {"currency": "USD"}, "CHF et en EUR"),
    "wrong IBAN": (replace(SWISS, iban="CH93 0076 2011 6238 5295 8"), LINES, {}, "IBAN est faux"),
}


@pytest.mark.parametrize(("settings", "lines", "row", "why"), FAULTS.values(), ids=FAULTS)
def test_where_no_bill_can_be_made_the_person_is_told(settings, lines, row, why):
    done = rendered(settings, lines, **row)
    (warning,) = done.content.warnings
    assert why in warning
    (text,) = page_texts(paper(done))
    assert "Récépissé" not in text
    assert "Pour nous régler" in text
    assert not codes(paper(done))


def test_a_plan_without_code_has_none():
    done = rendered(qr=False)
    assert (done.content.pay.bill, done.content.warnings) == (None, ())


def test_euros_on_a_swiss_account_are_a_swiss_bill_too():
    assert codes(paper(rendered(currency="EUR")))[0].text.split("\r\n")[18:20] == [
        "1844.56", "EUR",
    ]  # fmt: skip


def test_word_shows_the_code_alone():
    done = rendered(QR_ACCOUNT, ONE)
    with zipfile.ZipFile(io.BytesIO(shipped_layout().render(done.letter))) as word:
        picture = word.read("word/media/relance_qr.png")
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert code.text == done.content.pay.qr


def test_mails_show_the_code_too():
    message = rendered(QR_ACCOUNT, ONE, channel="email").message
    (picture,) = message.attachments
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.content)))
    assert code.text.startswith("SPC\r\n0200\r\n1\r\nCH4431999123000889012")
    assert 'width="174"' in message.html


def test_same_letter_same_bytes():
    done = rendered()
    assert paper(done) == paper(done)
