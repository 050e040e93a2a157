"""Drawn codes: the same picture as the library's, and readable in every form."""

import io

import numpy as np
import pytest
import segno
import typst
import zxingcpp
from PIL import Image

from relance_xl.render.references.pictures import png, svg, swiss_svg

TEXTS = ["x", "BCD\n002\n1\nSCT", "é€" * 100]


@pytest.mark.parametrize("text", TEXTS)
def test_our_drawing_is_the_librarys(text):
    theirs = io.BytesIO()
    code = segno.make(text, error="m", boost_error=False, micro=False, mask=3, encoding="utf-8",
                      mode="byte")  # fmt: skip
    code.save(theirs, kind="png", scale=4, border=4)
    ours = Image.open(io.BytesIO(png(text))).convert("L")
    assert ours.tobytes() == Image.open(theirs).convert("L").tobytes()


@pytest.mark.parametrize("draw", [svg, swiss_svg])
@pytest.mark.parametrize("text", TEXTS)
def test_paper_forms_are_read(draw, text):
    page = b"#set page(width: auto, height: auto, margin: 6mm)\n#image(bytes(sys.inputs.svg), width: 46mm)"  # noqa: E501
    picture = typst.compile(page, format="png", ppi=200, sys_inputs={"svg": draw(text).decode()})
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert code.text == text


def test_the_cross_covers_seven_of_forty_six_millimetres():
    plain, crossed = (
        Image.open(io.BytesIO(png("é€" * 100, cross=cross, scale=10))).convert("L")
        for cross in (False, True)
    )
    side = plain.width - 80
    left, top, right, bottom = _changed(plain, crossed)
    assert (right - left) / side * 46 == pytest.approx(7, abs=0.2)
    assert (bottom - top) / side * 46 == pytest.approx(7, abs=0.2)
    assert (left + right) / 2 == pytest.approx(plain.width / 2, abs=10)


def _changed(one, other):
    rows, columns = np.nonzero(np.asarray(one) != np.asarray(other))
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1
