"""Our own bank accounts, whichever way a file names them: IBAN, or the number inside it."""

import re
from collections.abc import Iterable

_SIGNS = re.compile(r"[^0-9A-Z]")
_TELLING = 8
"""Signs a number needs to be recognised inside a longer one."""


def plain_account(text: str) -> str:
    """Write an account without blanks and signs.

    >>> plain_account("fr76 3000-6000")
    'FR7630006000'
    """
    return _SIGNS.sub("", text.upper())


def same_account(one: str, other: str) -> bool:
    """Tell whether two texts can name one account; an unknown one can be any.

    >>> same_account("FR7630006000011234567890189", "30006 00001 12345678901")
    True
    >>> same_account("BE68539007547034", "BE71096123456769"), same_account("", "BE68539007547034")
    (False, True)
    """
    short, long = sorted((plain_account(one), plain_account(other)), key=len)
    return not short or short == long or (len(short) >= _TELLING and short in long)


def known_account(account: str, known: Iterable[str]) -> str:
    """Give an account in the spelling already used for it, else as it is.

    >>> known_account("30006 00001 12345678901", ["FR7630006000011234567890189"])
    'FR7630006000011234567890189'
    """
    if not plain_account(account):
        return ""
    return next((k for k in known if plain_account(k) and same_account(k, account)), account)
