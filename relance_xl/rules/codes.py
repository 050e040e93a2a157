"""Codes of countries (ISO 3166) and currencies (ISO 4217), as library `babel` knows them."""

from functools import cache


def is_country(code: str) -> bool:
    """Tell whether a text is a country's two letters, in any case.

    >>> is_country("be"), is_country("France"), is_country("XX")
    (True, False, False)
    """
    return code.strip().upper() in _countries()


def country_named(name: str) -> str:
    """Give the two letters of a country named in French, "" where there is none.

    >>> country_named("france"), country_named("Syldavie")
    ('FR', '')
    """
    wanted = name.strip().casefold()
    named = (code for code, said in _countries().items() if said.casefold() == wanted)
    return next(named, "")


def is_currency(code: str) -> bool:
    """Tell whether a text is a currency's three letters, in any case.

    >>> is_currency("eur"), is_currency("EURO"), is_currency("€")
    (True, False, False)
    """
    return code.strip().upper() in _currencies()


@cache
def _countries() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 - heavy, and not needed to show a command's help

    letters = 2
    named = Locale("fr").territories.items()
    return {code: said for code, said in named if len(code) == letters and code not in _NOT_ONE}


_NOT_ONE = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})
"""Two letters that name no country."""


@cache
def _currencies() -> frozenset[str]:
    from babel.numbers import list_currencies  # noqa: PLC0415 - as above

    return frozenset(list_currencies())
