"""Official numbers of companies: SIREN, SIRET, BCE, IDE, VAT, by their check digits.

A number is told wrong only where its country's rule is known; what no rule covers passes.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from stdnum.be import vat as be_vat
from stdnum.ch import uid, vat
from stdnum.eu import vat as eu_vat
from stdnum.fr import siren, siret

_SIRET_DIGITS = 14
_PREFIX = 2
_Check = Callable[[str], bool]


def is_official_number(text: str, country: str) -> bool:
    """Tell whether a company's number has the right check digits for its country.

    France: SIREN or SIRET (La Poste's own rule known); Belgium: BCE; Switzerland: IDE.

    >>> is_official_number("732 829 320", "FR"), is_official_number("732829321", "FR")
    (True, False)
    >>> is_official_number("0428.759.497", "BE"), is_official_number("CHE-100.155.212", "CH")
    (True, True)
    >>> is_official_number("B 123456", "LU")
    True
    """
    rule = _RULES.get(country)
    return True if rule is None else rule(_bare(text))


@lru_cache(maxsize=16_384)
def is_vat_number(text: str, country: str) -> bool:
    """Tell whether a VAT number is right; without its letters it takes those of the country.

    >>> is_vat_number("FR44 732829320", ""), is_vat_number("BE0428759498", "BE")
    (True, False)
    >>> is_vat_number("CHE-107.787.577 TVA", "CH"), is_vat_number("GB999", "GB")
    (True, True)
    """
    bare = _bare(text)
    if bare.startswith("CHE"):
        return bool(vat.is_valid(bare) or uid.is_valid(bare))
    letters = bare[:_PREFIX] if bare[:_PREFIX].isalpha() else country
    if letters.lower() not in {*eu_vat.MEMBER_STATES, "el"}:
        return True
    return bool(eu_vat.is_valid(letters + bare.removeprefix(letters)))


def are_of_one_company(number: str, vat_number: str) -> bool:
    """Tell whether a French or Belgian VAT number holds the company's own number.

    >>> are_of_one_company("73282932000074", "FR44732829320")
    True
    >>> are_of_one_company("732829320", "FR03552081317")
    False
    """
    bare, vat_bare = _bare(number), _bare(vat_number)
    if vat_bare.startswith("FR"):
        return vat_bare[4:] == bare[:9]
    if vat_bare.startswith("BE"):
        return vat_bare[_PREFIX:].zfill(10) == bare.removeprefix("BE").zfill(10)
    return True


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).upper()


def _french(bare: str) -> bool:
    return bool((siret if len(bare) == _SIRET_DIGITS else siren).is_valid(bare))


def _belgian(bare: str) -> bool:
    return bool(be_vat.is_valid(bare))


def _swiss(bare: str) -> bool:
    return bool(uid.is_valid(bare) or vat.is_valid(bare))


_RULES: Mapping[str, _Check] = MappingProxyType({"FR": _french, "BE": _belgian, "CH": _swiss})
