"""IBAN check digits (ISO 13616): letters become numbers, the whole is 1 modulo 97."""

import re

_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_COUNTRIES_BY_LENGTH = {
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
"""SWIFT, IBAN registry; countries it does not name here may have any length."""

_LENGTHS = {
    country: length
    for length, countries in _COUNTRIES_BY_LENGTH.items()
    for country in countries.split()
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
