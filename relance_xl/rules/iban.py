"""IBAN check digits (ISO 13616): letters become numbers, the whole is 1 modulo 97."""

import re

_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_LENGTHS = {
    "FR": 27,
    "BE": 16,
    "LU": 20,
    "CH": 21,
    "DE": 22,
    "NL": 18,
    "ES": 24,
    "IT": 27,
    "MC": 27,
}
_HEAD = 4
_MODULUS = 97


def is_iban(text: str) -> bool:
    """Tell whether a text is an IBAN: shape, length where known, check digits; blanks forgiven.

    >>> is_iban("FR76 3000 6000 0112 3456 7890 189"), is_iban("FR7630006000011234567890188")
    (True, False)
    """
    bare = "".join(text.split()).upper()
    if not _SHAPE.fullmatch(bare) or len(bare) != _LENGTHS.get(bare[:2], len(bare)):
        return False
    digits = "".join(str(int(sign, 36)) for sign in bare[_HEAD:] + bare[:_HEAD])
    return int(digits) % _MODULUS == 1
