"""Payment QR codes: checked before, decoded after."""

import io

import pytest
import zxingcpp
from PIL import Image

from relance_xl.render.epc import EpcError, payload
from relance_xl.render.references.pictures import png, svg

IBAN = "BE62 5100 0754 7061"


def _read(text: str) -> str:
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(png(text))))
    assert len(codes) == 1
    return codes[0].text


@pytest.mark.parametrize(
    ("name", "cents", "reference"),
    [
        ("Atelier Élan", 123_456, "+++090/9337/55493+++"),
        ("A", 1, ""),
        ("Œuf & Fils €", 99_999_999_999, "RF18539007547034"),
        ("é" * 200, 100, "é" * 300),
        ("日本" * 40, 100, "référence " * 40),
    ],
)
def test_what_is_written_is_read(name: str, cents: int, reference: str):
    text = payload(name, IBAN, cents, reference, "GKCCBEBB")
    assert _read(text) == text
    assert len(text.encode()) <= 331


def test_fields_stand_in_their_lines():
    text = payload("Atelier Élan", IBAN, 123_456, "F2026-0001", "GKCCBEBB")
    assert text.split("\n") == [
        "BCD", "002", "1", "SCT", "GKCCBEBB", "Atelier Élan", "BE62510007547061", "EUR1234.56",
        "", "", "F2026-0001",
    ]  # fmt: skip
    creditor = payload("A", IBAN, 1, "RF18539007547034")
    assert creditor.split("\n")[9:] == ["RF18539007547034"]


@pytest.mark.parametrize(
    ("name", "iban", "cents", "reference", "why"),
    [
        ("A", "BE62 5100 0754 7062", 1, "", "iban"),
        ("A", "", 1, "", "iban"),
        ("A", "SA03 8000 0000 6080 1016 7519", 1, "", "country"),
        ("A", "CH93 0076 2011 6238 5295 7", 1, "", "bic"),
        ("A", "GB82 WEST 1234 5698 7654 32", 1, "", "bic"),
        ("A", IBAN, 0, "", "amount"),
        ("A", IBAN, -5, "", "amount"),
        ("A", IBAN, 10**11, "", "amount"),
        (" ", IBAN, 1, "", "name"),
        ("A\nB", IBAN, 1, "", "control character"),
        ("A", IBAN, 1, "x\r\ny", "control character"),
    ],
)
def test_refused(name: str, iban: str, cents: int, reference: str, why: str):
    with pytest.raises(EpcError, match=why):
        payload(name, iban, cents, reference)


def test_same_text_same_picture():
    assert png("x") == png.__wrapped__("x")
    assert svg("x").startswith(b"<svg")
