"""Swiss QR-bills: what the code holds, which reference goes with which account."""

import io
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from relance_xl.render.references.pictures import png
from relance_xl.render.references.swiss import (
    SwissBill,
    SwissError,
    address,
    payload,
    swiss_bill,
)

QR_IBAN, IBAN = "CH44 3199 9123 0008 8901 2", "CH93 0076 2011 6238 5295 7"
QRR, RF = "21 00000 00003 13947 14300 09017", "RF18 5390 0754 7034"
HOME = address("Robert Schneider SA", "Rue du Lac 1268", "2501", "Biel", "CH")
PAYER = address("Pia-Maria Rutschmann-Schnyder", "Grosse Marktgasse 28", "9400", "Rorschach", "CH")
BILL = SwissBill(QR_IBAN, HOME, 194_975, "CHF", reference=QRR, message="REL-1 F1", debtor=PAYER)


def test_the_fields_stand_in_their_lines():
    assert payload(swiss_bill(BILL)).split("\r\n") == [
        "SPC", "0200", "1", "CH4431999123000889012",
        "S", "Robert Schneider SA", "Rue du Lac 1268", "", "2501", "Biel", "CH",
        "", "", "", "", "", "", "",
        "1949.75", "CHF",
        "S", "Pia-Maria Rutschmann-Schnyder", "Grosse Marktgasse 28", "", "9400", "Rorschach", "CH",
        "QRR", "210000000003139471430009017", "REL-1 F1", "EPD",
    ]  # fmt: skip


PAIRS = {
    "QR account, QR reference": (QR_IBAN, QRR, "QRR", "210000000003139471430009017", "m"),
    "creditor reference": (IBAN, RF, "SCOR", "RF18539007547034", "m"),
    "no reference": (IBAN, "", "NON", "", "m"),
    "QR reference on an ordinary account": (IBAN, QRR, "NON", "", f"{QRR} m"),
    "wrong creditor reference": (IBAN, "RF19539007547034", "NON", "", "RF19539007547034 m"),
    "Belgian reference": (IBAN, "+++090/9337/55493+++", "NON", "", "+++090/9337/55493+++ m"),
}


@pytest.mark.parametrize(("account", "given", "kind", "reference", "message"), PAIRS.values(),
                         ids=PAIRS)  # fmt: skip
def test_the_account_decides_which_reference_it_carries(account, given, kind, reference, message):
    found = swiss_bill(replace(BILL, account=account, reference=given, message="m"))
    assert (found.kind, found.reference, found.message) == (kind, reference, message)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"account": "CH44 3199 9123 0008 8901 3"}, "iban"),
        ({"account": "BE62 5100 0754 7061"}, "iban"),
        ({"account": ""}, "iban"),
        ({"currency": "USD"}, "currency"),
        ({"cents": 0}, "amount"),
        ({"cents": 10**11}, "amount"),
        ({"reference": ""}, "reference"),
        ({"reference": RF}, "reference"),
        ({"reference": "21 00000 00003 13947 14300 09018"}, "reference"),
        ({"reference": "0" * 27}, "reference"),
    ],
)
def test_refused(change, why):
    with pytest.raises(SwissError, match=f"^{why}$"):
        swiss_bill(replace(BILL, **change))


HOSTILE = [
    ("Zoé’s – Café «Œuf»", "Zoé's - Café «Œuf»"),
    ("A\nB\r\nC", "A B C"),
    ("中文 SA", "SA"),
    ("😀" * 40 + "X", "X"),
    ("é" * 90, "é" * 70),
    ("e\u0301" * 90, "é" * 70),
]


@pytest.mark.parametrize(("name", "written"), HOSTILE)
def test_texts_fit_the_bills_characters(name, written):
    assert address(name, "", "1003", "Lausanne", "CH").name == written


@pytest.mark.parametrize("missing", ["name", "postcode", "town", "country"])
def test_an_address_without_its_needed_parts_is_none(missing):
    parts = {"name": "A", "street": "", "postcode": "1003", "town": "L", "country": "CH"}
    assert address(**parts) is not None
    assert address(**{**parts, missing: " "}) is None


@pytest.mark.parametrize("given", [QRR, ""])
@pytest.mark.parametrize("name", ["Atelier", "é" * 70, "Ș€ " * 23])
def test_what_is_drawn_is_read_through_the_cross(given, name):
    account = QR_IBAN if given else IBAN
    party = address(name, name, "9" * 16, name[:35], "CH")
    bill = replace(BILL, account=account, reference=given, creditor=party, debtor=party)
    text = payload(swiss_bill(replace(bill, message="é" * 200)))
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png(text, cross=True))))
    assert code.text == text


def test_another_library_writes_the_same():
    qrbill = pytest.importorskip("qrbill")
    names = ("name", "street", "pcode", "city", "country")
    for account, given in ((QR_IBAN, QRR), (IBAN, RF), (IBAN, "")):
        ours = swiss_bill(replace(BILL, account=account, reference=given))
        creditor, debtor = (
            dict(zip(names, (p.name, p.street, p.postcode, p.town, p.country), strict=True))
            for p in (HOME, PAYER)
        )
        theirs = qrbill.QRBill(
            account=account, creditor=creditor, debtor=debtor, amount="1949.75", currency="CHF",
            reference_number=given or None, additional_information=ours.message,
        )  # fmt: skip
        assert theirs.qr_data() == payload(ours)
