"""Which customer somebody means: a code, or a whole name; else what comes near."""

import unicodedata
from difflib import get_close_matches

import pandas as pd

from relance_xl.rules.keys import key_of

_NEAR = 5


def find_customer(customers: pd.DataFrame, asked: str) -> tuple[str, tuple[str, ...]]:
    """Give the code meant, "" with the nearest « code (nom) » when nobody is.

    Needs `customer` and `name`. A name stands for its customer when only one bears it.

    >>> rows = pd.DataFrame({"customer": ["C1", "C2"], "name": ["Élan", "Boulangerie Roux"]})
    >>> find_customer(rows, "c1"), find_customer(rows, "elan")
    (('C1', ()), ('C1', ()))
    >>> find_customer(rows, "Boulangerie")
    ('', ('C2 (Boulangerie Roux)',))
    """
    wanted = key_of(asked)
    pairs = [
        (str(c), str(n)) for c, n in zip(customers["customer"], customers["name"], strict=True) if c
    ]
    for code, _ in pairs:
        if key_of(code) == wanted:
            return code, ()
    plain = _plain(asked)
    named = [code for code, name in pairs if _plain(name) == plain]
    if len(named) == 1:
        return named[0], ()
    return "", tuple(_near(pairs, plain))


def _near(pairs: list[tuple[str, str]], plain: str) -> list[str]:
    """Give customers whose name holds these words, then those spelled much alike."""
    shown = {code: f"{code} ({name})" if name else code for code, name in pairs}
    holding = [code for code, name in pairs if plain and plain in _plain(name)]
    spelled: dict[str, str] = {}
    for code, name in pairs:
        spelled.setdefault(_plain(code), code)
        spelled.setdefault(_plain(name), code)
    alike = [spelled[text] for text in get_close_matches(plain, list(spelled), _NEAR)]
    return [shown[code] for code in list(dict.fromkeys([*holding, *alike]))[:_NEAR]]


def _plain(text: str) -> str:
    """Write a text without case, accents and spare blanks.

    >>> _plain("  Élan  SARL ")
    'elan sarl'
    """
    apart = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())
