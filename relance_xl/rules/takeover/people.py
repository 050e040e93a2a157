"""The customers of a foreign file, found in sheet Clients or made anew."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from relance_xl.frames.cells import CellError, read_email
from relance_xl.incoming import LedgerCustomer
from relance_xl.rules.codes import country_named, is_country
from relance_xl.rules.keys import key_of
from relance_xl.rules.sheet_changes import Row

_LONGEST_CODE = 40
_SIREN_DIGITS = 9
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_NOT_CODE = re.compile(r"[^0-9A-Za-z]+")
_PLAIN = ("name", "siren", "vat_number", "address1", "address2", "postcode", "city")


@dataclass(frozen=True, slots=True)
class Found:
    """A customer of the file: its code in Clients, `new` when it is not there yet.

    `doubt` says in French why it cannot be told who it is; then there is no code.
    """

    code: str
    new: bool = False
    doubt: str = ""


class People:
    """Finds customers by code, official number, VAT number, then name; never two of them."""

    def __init__(self, customers: pd.DataFrame, foreign: Iterable[LedgerCustomer]) -> None:
        """Take sheet Clients and the customers of the file."""
        self._customers = customers
        self._foreign = {key_of(one.customer): one for one in foreign}
        self._found: dict[str, Found] = {}

    def find(self, code: str) -> Found:
        """Tell who the file means by this code."""
        key = key_of(code)
        if key not in self._found:
            self._found[key] = self._search(code.strip(), self._foreign.get(key))
        return self._found[key]

    def foreign(self, code: str) -> LedgerCustomer | None:
        """Give what the file says of a customer."""
        return self._foreign.get(key_of(code))

    def row(self, found: Found, code: str) -> Row:
        """Make the row of Clients of a new customer."""
        one = self._foreign.get(key_of(code), LedgerCustomer(customer=code))
        row: Row = {"customer": found.code}
        row |= {name: value for name in _PLAIN if (value := getattr(one, name))}
        row.setdefault("name", found.code)
        country = one.country if is_country(one.country) else country_named(one.country)
        return row | ({"country": country.upper()} if country else {})

    def contact(self, found: Found, code: str) -> Row | None:
        """Make the row of Contacts that holds a customer's addresses, None without any."""
        one = self._foreign.get(key_of(code))
        if one is None:
            return None
        try:
            email = read_email(one.email) or ""
        except CellError:
            email = ""
        if not email and not one.phone:
            return None
        return {"customer": found.code, "email": email, "phone": one.phone}

    def _search(self, code: str, one: LedgerCustomer | None) -> Found:
        if known := self._by_code.get(key_of(code)):
            return Found(known)
        one = one or LedgerCustomer(customer=code, name=code)
        name = one.name or code
        for label, index, wanted in (
            ("ce SIREN", self._by_siren, siren_of(one.siren, one.vat_number)),
            ("ce numéro de TVA", self._by_vat, _plain_code(one.vat_number)),
            ("ce nom", self._by_name, _plain_name(name)),
        ):
            codes = index.get(wanted, []) if wanted else []
            if len(codes) == 1:
                return Found(codes[0])
            if codes:
                few = ", ".join(codes[:5])
                return Found("", doubt=f"plusieurs clients portent {label} ({few})")
        fresh = code or siren_of(one.siren, one.vat_number) or one.vat_number or one.name
        fresh = " ".join(fresh.split())[:_LONGEST_CODE].strip()
        return Found(fresh, new=True) if fresh else Found("", doubt="le client n’est pas indiqué")

    @cached_property
    def _by_code(self) -> Mapping[str, str]:
        codes = [str(code) for code in self._customers["customer"] if code]
        return {key_of(code): code for code in reversed(codes)}

    @cached_property
    def _by_siren(self) -> Mapping[str, list[str]]:
        pairs = zip(self._customers["siren"], self._customers["vat_number"], strict=True)
        return self._index(siren_of(str(siren), str(vat)) for siren, vat in pairs)

    @cached_property
    def _by_vat(self) -> Mapping[str, list[str]]:
        return self._index(_plain_code(str(vat)) for vat in self._customers["vat_number"])

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        return self._index(_plain_name(str(name)) for name in self._customers["name"])

    def _index(self, marks: Iterable[str]) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for mark, code in zip(marks, self._customers["customer"], strict=True):
            if mark and code:
                found[mark].append(str(code))
        return found


def siren_of(number: str, vat_number: str) -> str:
    """Give an official number to compare by: a French SIREN out of SIRET or VAT number too.

    >>> siren_of("732 829 320 00074", ""), siren_of("", "FR44732829320"), siren_of("", "BE0417")
    ('732829320', '732829320', '')
    """
    plain = _plain_code(number)
    if not plain and _plain_code(vat_number).startswith("FR"):
        plain = _plain_code(vat_number)[4:]
    if plain.isdigit() and len(plain) == _SIREN_DIGITS + 5:
        return plain[:_SIREN_DIGITS]
    return plain


def is_other(one: LedgerCustomer, siren: str, vat_number: str) -> bool | None:
    """Tell whether a party bears other official numbers than these; None when nobody can.

    >>> is_other(LedgerCustomer(customer="", siren="732829320"), "", "FR44732829320")
    False
    """
    pairs = (
        (siren_of(one.siren, one.vat_number), siren_of(siren, vat_number)),
        (_plain_code(one.vat_number), _plain_code(vat_number)),
    )
    known = [theirs == ours for theirs, ours in pairs if theirs and ours]
    return None if not known else not any(known)


def _plain_code(text: str) -> str:
    return _NOT_CODE.sub("", text).upper()


def _plain_name(text: str) -> str:
    """Write a name without case, accents and signs.

    >>> _plain_name(" Boulangerie ÉLAN, S.A.R.L. ")
    'boulangerie elan s a r l'
    """
    split = unicodedata.normalize("NFKD", text)
    plain = "".join(sign for sign in split if not unicodedata.combining(sign))
    return _NOT_WORD.sub(" ", plain.casefold()).strip()
