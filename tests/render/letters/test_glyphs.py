"""Letters that would show empty boxes are told."""

from dataclasses import replace

from relance_xl.render.blocks import Paragraph
from relance_xl.render.letters.glyphs import missing_signs
from tests.render.letters.samples import formal_notice, sample_letter


def test_usual_letters_are_printed():
    assert missing_signs(formal_notice()) == []
    assert (
        missing_signs(replace(sample_letter(), subject="Ελλάδα Россия שלום łódź ’–… 1\u202f€"))
        == []
    )


def test_signs_without_a_shape_are_named():
    letter = replace(sample_letter(), blocks=(Paragraph("merci 😀 中"),))
    (problem,) = missing_signs(letter)
    assert problem.text.endswith("\u202f: 中 😀")
    assert problem.key == "REL-2026-00042"
