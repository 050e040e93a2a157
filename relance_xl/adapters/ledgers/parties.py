"""A buyer or seller of an e-invoice, whatever its syntax."""

import re
from collections.abc import Iterable

from lxml import etree

from relance_xl.adapters.ledgers.xml_tree import every, first, text, text_of
from relance_xl.frames import EMAIL
from relance_xl.incoming import LedgerCustomer

_SIREN, _SIRET = 9, 14
_REGISTERS = frozenset({"0002", "0009", "0208", "FR:SIRENE", "FR:SIRET", "BE:EN", "BE:CBE"})
"""Register schemes (ISO 6523): French SIREN and SIRET, Belgian enterprise number."""
_FRENCH_VAT = re.compile(r"FR[0-9A-Z]{2}([0-9]{9})")
_MAIL_SCHEMES = frozenset({"EM", "SMTP"})


def enterprise_number(numbers: Iterable[tuple[str, str]], vat: str) -> str:
    """Give the official number among (scheme, number) pairs, else the SIREN inside a VAT number.

    >>> enterprise_number([("0009", "732 829 320 00074")], "")
    '732829320'
    >>> enterprise_number([], "FR44732829320")
    '732829320'
    """
    for scheme, number in numbers:
        digits = re.sub(r"[\s.]", "", number)
        if scheme.upper() in _REGISTERS and digits.isdecimal():
            return digits[:_SIREN] if len(digits) == _SIRET else digits
    found = _FRENCH_VAT.fullmatch(vat)
    return found[1] if found else ""


def cii_party(node: etree._Element | None) -> LedgerCustomer:
    """Read a trade party of CII or ZUGFeRD."""
    legal = first(node, "SpecifiedLegalOrganization/ID")
    globally = [(each.get("schemeID", ""), text_of(each)) for each in every(node, "GlobalID")]
    own = [(each.get("schemeID", ""), text_of(each)) for each in every(node, "ID")]
    registered = [(legal.get("schemeID", "0002"), text_of(legal))] if legal is not None else []
    vat = next(
        (
            text_of(each).replace(" ", "").upper()
            for each in every(node, "SpecifiedTaxRegistration/ID")
            if each.get("schemeID", "VA") == "VA"
        ),
        "",
    )
    post = first(node, "PostalTradeAddress")
    wired = [text_of(each) for each in every(node, "URIUniversalCommunication/URIID")]
    contact = text(
        node,
        "DefinedTradeContact/EmailURIUniversalCommunication/URIID",
        "DefinedTradeContact/EmailURIUniversalCommunication/CompleteNumber",
    )
    return _party(
        _code(own),
        text(node, "Name", "SpecifiedLegalOrganization/TradingBusinessName"),
        enterprise_number([*registered, *globally, *own], vat),
        vat,
        email=_mail([contact, *wired]),
        phone=text(node, "DefinedTradeContact/TelephoneUniversalCommunication/CompleteNumber"),
        lines=[text(post, line) for line in ("LineOne", "LineTwo", "LineThree")],
        postcode=text(post, "PostcodeCode"),
        city=text(post, "CityName"),
        country=text(post, "CountryID"),
    )


def ubl_party(role: etree._Element | None) -> LedgerCustomer:
    """Read an AccountingCustomerParty or AccountingSupplierParty of UBL."""
    node = first(role, "Party")
    named = [
        (each.get("schemeID", ""), text_of(each))
        for path in ("PartyLegalEntity/CompanyID", "PartyIdentification/ID", "EndpointID")
        for each in every(node, path)
    ]
    own = [
        (each.get("schemeID", ""), text_of(each)) for each in every(node, "PartyIdentification/ID")
    ]
    vat = text(node, "PartyTaxScheme/CompanyID").replace(" ", "").upper()
    post = first(node, "PostalAddress")
    wired = [number for scheme, number in named if scheme in _MAIL_SCHEMES]
    street = " ".join(
        part for part in (text(post, "StreetName"), text(post, "BuildingNumber")) if part
    )
    return _party(
        text(role, "SupplierAssignedAccountID", "CustomerAssignedAccountID") or _code(own),
        text(node, "PartyName/Name", "PartyLegalEntity/RegistrationName"),
        enterprise_number(named, vat),
        vat,
        email=_mail([text(node, "Contact/ElectronicMail"), *wired]),
        phone=text(node, "Contact/Telephone"),
        lines=[street, text(post, "AdditionalStreetName"), text(post, "AddressLine/Line")],
        postcode=text(post, "PostalZone"),
        city=text(post, "CityName"),
        country=text(post, "Country/IdentificationCode"),
    )


def _code(own: Iterable[tuple[str, str]]) -> str:
    """Give the customer's code at the seller: an identifier of no public register."""
    return next((number for scheme, number in own if not scheme), "")


def _mail(candidates: Iterable[str]) -> str:
    return next((each for each in candidates if EMAIL.fullmatch(each)), "")


def _party(  # noqa: PLR0913 - an address has that many parts
    code: str,
    name: str,
    siren: str,
    vat: str,
    *,
    email: str,
    phone: str,
    lines: Iterable[str],
    postcode: str,
    city: str,
    country: str,
) -> LedgerCustomer:
    written = [line for line in lines if line]
    return LedgerCustomer(
        customer=code or siren or vat or name,
        name=name,
        siren=siren,
        vat_number=vat,
        email=email,
        phone=phone,
        address1=written[0] if written else "",
        address2=", ".join(written[1:]),
        postcode=postcode,
        city=city,
        country=country,
    )
