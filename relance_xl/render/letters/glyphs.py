"""Signs the shipped font cannot print, found before a letter shows empty boxes."""

import re
from collections.abc import Iterator
from functools import cache

import typst

from relance_xl.problems import Problem
from relance_xl.render.letters.data import letter_data
from relance_xl.render.letters.fonts import fonts
from relance_xl.render.letters.model import Letter

_UNUSUAL = re.compile("[^\n -~\u00a0-\u017f\u2009-\u200b\u2010-\u2026\u202f\u20ac]")
_PAGE = b'#set text(font: "Liberation Sans")\n#sys.inputs.sign'


def missing_signs(letter: Letter) -> list[Problem]:
    r"""Return one problem for a letter holding signs its PDF would show as empty boxes.

    Emoji and Chinese are such signs; Greek, Cyrillic, Hebrew and Arabic are printed.

    >>> from datetime import date
    >>> from relance_xl.render.letters.model import Sender
    >>> letter = Letter("REL-2026-00001", date(2026, 8, 3), Sender("Ωmega"), ("中 Œuf",))
    >>> missing_signs(letter)[0].text
    'le courrier contient des signes que la police ne sait pas imprimer\u202f: 中'
    """
    unusual = {sign for text in _texts(letter_data(letter)) for sign in _UNUSUAL.findall(text)}
    missing = sorted(sign for sign in unusual if not _has_glyph(sign))
    if not missing:
        return []
    text = "le courrier contient des signes que la police ne sait pas imprimer\u202f: "
    return [
        Problem(
            "missing_glyph",
            "Relances",
            text + " ".join(missing),
            "remplacez ces signes dans la feuille Clients ou Modèles",
            key=letter.number,
        )
    ]


@cache
def _has_glyph(sign: str) -> bool:
    """Ask typst: an archive PDF is refused when a sign has no glyph."""
    try:
        typst.compile(
            _PAGE,
            format="pdf",
            pdf_standards="a-2b",
            sys_inputs={"sign": sign},
            font_paths=fonts(),
        )
    except typst.TypstError:
        return False
    return True


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
