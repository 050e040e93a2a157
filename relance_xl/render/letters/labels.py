"""The few fixed words of a letter, per language."""

from collections.abc import Mapping
from types import MappingProxyType

_KEYS = (
    "page", "numero", "code_client", "objet", "recommande", "paiement", "montant",
    "beneficiaire", "iban", "bic", "communication", "en_ligne", "qr",
)  # fmt: skip

_WORDS = {
    "fr": (
        "Page", "Nos références", "Votre code client", "Objet\u202f:",
        "Lettre recommandée avec avis de réception", "Pour nous régler", "Montant",
        "Bénéficiaire", "IBAN", "BIC", "Référence à rappeler", "Payer en ligne",
        "Virement à scanner",
    ),
    "nl": (
        "Pagina", "Onze referentie", "Uw klantnummer", "Betreft:",
        "Aangetekende brief met ontvangstbewijs", "Hoe betaalt u ons", "Bedrag",
        "Begunstigde", "IBAN", "BIC", "Mededeling", "Online betalen",
        "Scan om te betalen",
    ),
    "de": (
        "Seite", "Unser Zeichen", "Ihre Kundennummer", "Betreff:",
        "Einschreiben mit Rückschein", "So bezahlen Sie", "Betrag",
        "Empfänger", "IBAN", "BIC", "Verwendungszweck", "Online bezahlen",
        "Zum Bezahlen scannen",
    ),
    "en": (
        "Page", "Our reference", "Your customer number", "Subject:",
        "Registered letter with acknowledgement of receipt", "How to pay", "Amount",
        "Payee", "IBAN", "BIC", "Reference to quote", "Pay online",
        "Scan to pay",
    ),
}  # fmt: skip


LANGUAGES = frozenset(_WORDS)


def labels(language: str) -> Mapping[str, str]:
    """Return the fixed words of a language, keyed by the layout's field names.

    An unknown language gets French: the sender's own.

    >>> labels("nl")["page"], labels("it")["page"]
    ('Pagina', 'Page')
    """
    words = _WORDS.get(language, _WORDS["fr"])
    return MappingProxyType(dict(zip(_KEYS, words, strict=True)))
