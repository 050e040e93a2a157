"""The payment part and receipt of a Swiss QR-bill, as the layout of letters sees them.

Headings are those the guidelines prescribe, in the letter's language where it is one of
Switzerland's or English; a Dutch letter gets the English ones.
Source: SIX, « Swiss Implementation Guidelines for the QR-bill », annex of headings.
"""

from collections.abc import Mapping
from types import MappingProxyType

from stdnum import iso11649
from stdnum.ch import esr

from relance_xl.render.letters.texts import printable
from relance_xl.render.references.swiss import Address, SwissBill, amount

_KEYS = (
    "section", "recepisse", "compte", "reference", "informations", "payable", "payable_vide",
    "monnaie", "montant", "depot", "detacher",
)  # fmt: skip

_WORDS = {
    "fr": (
        "Section paiement", "Récépissé", "Compte / Payable à", "Référence",
        "Informations supplémentaires", "Payable par", "Payable par (nom/adresse)", "Monnaie",
        "Montant", "Point de dépôt", "A détacher avant le versement",
    ),
    "de": (
        "Zahlteil", "Empfangsschein", "Konto / Zahlbar an", "Referenz",
        "Zusätzliche Informationen", "Zahlbar durch", "Zahlbar durch (Name/Adresse)", "Währung",
        "Betrag", "Annahmestelle", "Vor der Einzahlung abzutrennen",
    ),
    "en": (
        "Payment part", "Receipt", "Account / Payable to", "Reference",
        "Additional information", "Payable by", "Payable by (name/address)", "Currency",
        "Amount", "Acceptance point", "Separate before paying in",
    ),
}  # fmt: skip

_FALLBACKS = {"nl": "en"}


def bill_data(bill: SwissBill, language: str) -> Mapping[str, object]:
    """Give the printed words of a bill, for the layout; its picture is not in it.

    >>> home = Address("A", "", "1003", "Lausanne", "CH")
    >>> data = bill_data(SwissBill("CH9300762011623852957", home, 123456, "CHF"), "nl")
    >>> data["compte"], data["somme"], data["libelles"]["section"]
    ('CH93 0076 2011 6238 5295 7', '1 234.56', 'Payment part')
    """
    account = bill.account
    words = _WORDS.get(_FALLBACKS.get(language, language), _WORDS["fr"])
    return MappingProxyType(
        {
            "libelles": dict(zip(_KEYS, words, strict=True)),
            "compte": " ".join(account[i : i + 4] for i in range(0, len(account), 4)),
            "creancier": _printable(bill.creditor),
            "reference": _grouped(bill),
            "message": printable(bill.message),
            "debiteur": _printable(bill.debtor),
            "monnaie": bill.currency,
            "somme": amount(bill.cents, " "),
        }
    )


def _printable(party: Address | None) -> list[str]:
    return [printable(line) for line in party.lines()] if party else []


def _grouped(bill: SwissBill) -> str:
    if bill.kind == "QRR":
        return str(esr.format(bill.reference))
    return str(iso11649.format(bill.reference)) if bill.kind == "SCOR" else ""
