"""What payers copy into a transfer: creditor references, told apart and checked.

A reference somebody gave is kept as typed and never made anew; an invoice without one has
none. Known are RF… (ISO 11649), the Belgian structured communication and the reference of
Swiss QR-bills. Anything else is free text, of which nothing can be checked.
"""

import re
from enum import StrEnum

from stdnum import iso11649
from stdnum.be import ogm_vcs
from stdnum.ch import esr


class Kind(StrEnum):
    """Which standard a reference follows; its check digits may still be wrong."""

    RF = "RF"
    BELGIAN = "communication structurée belge"
    SWISS = "référence QR suisse"
    FREE = ""


_SHAPES = (
    (Kind.RF, re.compile(r"RF\d{2}[A-Z0-9]{1,21}")),
    (Kind.BELGIAN, re.compile(r"(\+\+\+|\*\*\*)\d{3}/?\d{4}/?\d{5}\1")),
    (Kind.BELGIAN, re.compile(r"\d{3}/\d{4}/\d{5}")),
    (Kind.SWISS, re.compile(r"\d{27}")),
)
_BELGIAN_FRAME = re.compile(r"[+*/]")


def bare_reference(text: str) -> str:
    """Write a reference without blanks, in capitals.

    >>> bare_reference("rf18 5390 0754 7034")
    'RF18539007547034'
    """
    return "".join(text.split()).upper()


def kind_of_reference(text: str) -> Kind:
    """Tell which standard a reference follows, by its shape alone.

    >>> [kind_of_reference(t).name for t in ("RF18 5390 0754 7034", "+++090/9337/55493+++")]
    ['RF', 'BELGIAN']
    >>> kind_of_reference("21 00000 00003 13947 14300 09017").name, kind_of_reference("F1").name
    ('SWISS', 'FREE')
    """
    bare = bare_reference(text)
    return next((kind for kind, shape in _SHAPES if shape.fullmatch(bare)), Kind.FREE)


def is_sound_reference(text: str) -> bool:
    """Tell whether the check digits are right; free text is always sound.

    RF: the whole is 1 modulo 97. Belgium: ten digits and their remainder modulo 97, 97 for
    0. Switzerland: 26 digits and a recursive modulo 10.

    >>> is_sound_reference("+++090/9337/55493+++"), is_sound_reference("+++090/9337/55494+++")
    (True, False)
    >>> is_sound_reference("RF18 5390 0754 7034"), is_sound_reference("RF18 5390 0754 7035")
    (True, False)
    """
    bare = bare_reference(text)
    match kind_of_reference(text):
        case Kind.RF:
            return bool(iso11649.is_valid(bare))
        case Kind.BELGIAN:
            return bool(ogm_vcs.is_valid(_BELGIAN_FRAME.sub("", bare)))
        case Kind.SWISS:
            return bool(bare.strip("0") and esr.is_valid(bare))
        case _:
            return True
