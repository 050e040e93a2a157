"""The Swiss QR-bill: what its code holds, with the checks before.

For accounts of Switzerland and Liechtenstein, in CHF or EUR. A QR-IBAN goes with a QR
reference and with nothing else; an ordinary IBAN with a creditor reference (RF…) or none.
Source: SIX, « Swiss Implementation Guidelines for the QR-bill », version 2.3 (addresses in
fields, characters up to Latin Extended-A), known through older guideline pages and library
qrbill, whose payloads the tests compare with ours; the text itself was not read.
"""

import re
import unicodedata
from dataclasses import dataclass

from stdnum import iban as ibans

from relance_xl.rules.references import (
    Kind,
    bare_reference,
    is_sound_reference,
    kind_of_reference,
)

_COUNTRIES = frozenset({"CH", "LI"})
_CURRENCIES = frozenset({"CHF", "EUR"})
_QR_BANKS = range(30_000, 32_000)
_MAX_CENTS = 99_999_999_999
_MAX_NAME, _MAX_POSTCODE, _MAX_TOWN, _MAX_MESSAGE = 70, 16, 35, 140
_FOREIGN = re.compile("[^ -~\u00a0-\u017f\u0218-\u021b\u20ac]")
_TYPED = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u202f": " "}
)


class SwissError(ValueError):
    """This payment cannot be put on a Swiss QR-bill; the text is the word of its reason."""


@dataclass(frozen=True, slots=True)
class Address:
    """A party of the bill. Everything but the street is needed; `country` is two letters."""

    name: str
    street: str
    postcode: str
    town: str
    country: str

    def fields(self) -> list[str]:
        """Give the seven fields of a structured address; the street holds its number."""
        return ["S", self.name, self.street, "", self.postcode, self.town, self.country]

    def lines(self) -> tuple[str, ...]:
        """Give the lines to print; the country stands before a foreign postcode.

        >>> Address("A", "", "1003", "Lausanne", "CH").lines()
        ('A', '1003 Lausanne')
        """
        abroad = "" if self.country in _COUNTRIES else f"{self.country}-"
        town = f"{abroad}{self.postcode} {self.town}"
        return (self.name, self.street, town) if self.street else (self.name, town)


@dataclass(frozen=True, slots=True)
class SwissBill:
    """One checked bill. `reference` is bare; `kind` is QRR, SCOR or NON."""

    account: str
    creditor: Address
    cents: int
    currency: str
    kind: str = "NON"
    reference: str = ""
    message: str = ""
    debtor: Address | None = None


def is_swiss(iban: str) -> bool:
    """Tell whether an account calls for a Swiss QR-bill.

    >>> is_swiss("CH93 0076 2011 6238 5295 7"), is_swiss("BE62 5100 0754 7061")
    (True, False)
    """
    return bare_reference(iban)[:2] in _COUNTRIES


def is_qr_iban(iban: str) -> bool:
    """Tell whether a Swiss account is one for QR references (bank number 30000 to 31999).

    >>> is_qr_iban("CH44 3199 9123 0008 8901 2"), is_qr_iban("CH93 0076 2011 6238 5295 7")
    (True, False)
    """
    bank = bare_reference(iban)[4:9]
    return is_swiss(iban) and bank.isdecimal() and int(bank) in _QR_BANKS


def address(name: str, street: str, postcode: str, town: str, country: str) -> Address | None:
    """Give an address fit for the bill; None when a needed part is missing.

    >>> address("Zoé’s – Café", "Rue du Lac 1", "1003", "Lausanne", "ch").name
    "Zoé's - Café"
    >>> address("Zoé", "", "", "Lausanne", "CH") is None
    True
    """
    found = Address(
        _fit(name, _MAX_NAME),
        _fit(street, _MAX_NAME),
        _fit(postcode, _MAX_POSTCODE),
        _fit(town, _MAX_TOWN),
        country.strip().upper(),
    )
    needed = (found.name, found.postcode, found.town)
    return found if all(needed) and re.fullmatch("[A-Z]{2}", found.country) else None


def swiss_bill(bill: SwissBill) -> SwissBill:
    """Check a bill and give it its kind; its texts are made fit for the code.

    The reference comes as somebody typed it and is never made anew: one the account cannot
    carry stands in the message. Raises `SwissError`, whose text is `iban`, `currency`,
    `amount` or `reference` (a QR-IBAN without a QR reference).

    >>> home = Address("A", "", "1003", "Lausanne", "CH")
    >>> swiss_bill(SwissBill("CH93 0076 2011 6238 5295 7", home, 100, "CHF")).kind
    'NON'
    >>> swiss_bill(SwissBill("CH44 3199 9123 0008 8901 2", home, 100, "CHF", message="F1"))
    Traceback (most recent call last):
    ...
    relance_xl.render.references.swiss.SwissError: reference
    """
    if not (is_swiss(bill.account) and ibans.is_valid(bill.account)):
        raise SwissError("iban")
    if bill.currency not in _CURRENCIES:
        raise SwissError("currency")
    if not 1 <= bill.cents <= _MAX_CENTS:
        raise SwissError("amount")
    kind = _kind(bill)
    message = bill.message if kind != "NON" else f"{bill.reference} {bill.message}"
    return SwissBill(
        bare_reference(bill.account),
        bill.creditor,
        bill.cents,
        bill.currency,
        kind,
        bare_reference(bill.reference) if kind != "NON" else "",
        _fit(message, _MAX_MESSAGE),
        bill.debtor,
    )


def _kind(bill: SwissBill) -> str:
    given = kind_of_reference(bill.reference)
    sound = is_sound_reference(bill.reference)
    if is_qr_iban(bill.account):
        if not (given is Kind.SWISS and sound):
            raise SwissError("reference")
        return "QRR"
    return "SCOR" if given is Kind.RF and sound else "NON"


def payload(bill: SwissBill) -> str:
    r"""Give the text of the Swiss QR code of a bill `swiss_bill` has checked.

    >>> home = Address("A", "", "1003", "Lausanne", "CH")
    >>> payload(SwissBill("CH9300762011623852957", home, 123456, "CHF")).split("\r\n")[18:20]
    ['1234.56', 'CHF']
    """
    lines = [
        *("SPC", "0200", "1", bill.account),
        *bill.creditor.fields(),
        *[""] * 7,  # the final creditor, not in use yet
        amount(bill.cents),
        bill.currency,
        *(bill.debtor.fields() if bill.debtor else [""] * 7),
        *(bill.kind, bill.reference, bill.message, "EPD"),
    ]
    return "\r\n".join(lines)


def amount(cents: int, group: str = "") -> str:
    """Write an amount as the bill wants it: a point, two decimals.

    >>> amount(5), amount(123456, " ")
    ('0.05', '1 234.56')
    """
    return f"{cents // 100:,}".replace(",", group) + f".{cents % 100:02}"


def _fit(text: str, room: int) -> str:
    """Write a text in the bill's characters, on one line, in its room."""
    known = unicodedata.normalize("NFC", " ".join(text.translate(_TYPED).split()))
    latin = "".join(c if not _FOREIGN.match(c) else _plainer(c) for c in known)
    return " ".join(latin.split())[:room].strip()


def _plainer(sign: str) -> str:
    """Give a sign without what the bill cannot write: « ǆ » is « dž », « 中 » nothing."""
    return "".join(c for c in unicodedata.normalize("NFKC", sign) if not _FOREIGN.match(c))
