"""What accounting tools call their columns, and which tool a header line betrays.

Sage, EBP, Cegid, Ciel, QuickBooks, FreshBooks, Odoo, Pennylane, Dolibarr, Xero, Exact and the
sheets companies keep themselves; French first, English, Dutch and German too.
"""

import re
from collections.abc import Sequence

from relance_xl.adapters.ledgers.spoken import SPOKEN
from relance_xl.adapters.tabular import Cell, folded

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OWED = re.compile(r"\b(montant|reste|solde|restant|total|net|ttc) du(?:e|s)?\b(?= ttc| facture|$)")
_AS_OF = re.compile(r" (?:au|as of) \d{1,4} \d{1,2} \d{2,4}$")
_IDLE = frozenset(
    {"de", "du", "la", "le", "les", "des", "d", "l", "en", "ce", "a", "the", "of", "in", "e"}
    | {"eur", "euro", "euros", "chf", "usd", "gbp", "utc"}
)
_SAME = {
    **dict.fromkeys(("numero", "num", "no", "nr", "number", "nummer", "nro", "nbr"), "n"),
    "dt": "date",
    "mt": "montant",
    "mnt": "montant",
    "fact": "facture",
    "fac": "facture",
    "ref": "reference",
    "code": "code",
    "ech": "echeance",
    "cpte": "compte",
    "lib": "libelle",
    "inv": "invoice",
}
_LETTERS = (("t t c", "ttc"), ("h t", "ht"), ("t v a", "tva"))
_PLURAL_FROM = 4


def canonical(header: str) -> str:
    """Reduce a header to what tools agree on.

    >>> [canonical(h) for h in ("N° de facture", "invoiceNumber", "Montant T.T.C. (€)")]
    ['n facture', 'invoice n', 'montant ttc']
    >>> canonical("Montant dû"), canonical("Date du document"), canonical("Solde au 31/10/2026")
    ('montant owed', 'date document', 'solde')
    """
    plain = folded(_CAMEL.sub(" ", header.replace("#", " n ")))
    for spelt, short in _LETTERS:
        plain = re.sub(rf"\b{spelt}\b", short, plain)
    plain = _OWED.sub(r"\1 owed", _AS_OF.sub("", plain))
    words = (_SAME.get(word, word) for word in plain.split() if word not in _IDLE)
    return " ".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    return (
        word[:-1] if len(word) > _PLURAL_FROM and word.endswith("s") and word[-2] != "s" else word
    )


ALIASES: dict[str, tuple[str, ...]] = {
    field: tuple(dict.fromkeys(canonical(said) for said in spoken.split("|")))
    for field, spoken in SPOKEN.items()
}
"""Each of our fields -> canonical header names, the surest first."""

_BUCKET = re.compile(
    r"(?:non echu|a echoir|pas echu|current|courant|echu|not due"
    r"|(?:[<>] )?\d{1,3}(?: \d{1,3})?(?: (?:j|jour|day|d|et plus|et|plus|over|ou plus)){0,3}"
    r"|(?:plus|over|sup|superieur|moins|echu|retard)(?: \d{1,3}){1,2}(?: (?:j|jour|day))?)"
)
_TOOLS = {
    "Odoo": (
        "invoice partner display name",
        "nom d'affichage du partenaire de la facture",
        "partenaire de la facture",
    ),
    "Pennylane": ("remaining amount with tax", "numéro de facture+client+échéance+reste à payer"),
    "Dolibarr": (
        "f ref+f datef",
        "réf facture+date facturation+total ttc",
        "réf facture+date échéance+tiers",
    ),
    "QuickBooks": (
        "transaction type+due date+open balance",
        "transaction type+num+due date+amount",
        "type de transaction+n°+date d'échéance+solde ouvert",
        "type d'opération+n°+date d'échéance+solde ouvert",
        "doc number+txn date+total amt+balance",
    ),
    "FreshBooks": (
        "client name+invoice #+date issued",
        "client+invoice number+issued date+amount due",
    ),
    "Xero": ("contact name+invoice number+invoice date+due date",),
    "Sage": (
        "n° tiers+n° pièce+échéance+débit+crédit",
        "code tiers+n° pièce+date échéance+débit+crédit",
        "compte tiers+n° pièce+échéance+débit+crédit",
        "compte tiers+intitulé du tiers+n° facture+échéance+solde",
    ),
    "Cegid": (
        "auxiliaire+échéance+débit+crédit+lettrage",
        "compte auxiliaire+échéance+débit+crédit",
    ),
    "EBP": (
        "numéro du document+date du document+nom du client+montant ttc",
        "code client+nom du client+n° document+échéance+solde dû",
    ),
    "Ciel": ("n° facture+code client+total ht+total ttc+solde+échéance",),
}
_SIGNATURES = [
    (tool, frozenset(canonical(part) for part in shape.split("+")))
    for tool, shapes in _TOOLS.items()
    for shape in shapes
]


def tool_of(header: Sequence[str]) -> str:
    """Name the tool whose list has this header; "" for a header nobody ships.

    >>> tool_of(("Date", "Transaction Type", "Num", "Customer", "Due Date", "Open Balance"))
    'QuickBooks'
    """
    seen = {canonical(name) for name in header}
    return next((tool for tool, shape in _SIGNATURES if shape <= seen), "")


def places(header: Sequence[Cell]) -> dict[str, int]:
    """Match header cells to our fields: the surer spelling first, each column used once.

    Columns of an aged balance come out as `bucket0`, `bucket1`…

    >>> places(("Client", "N° facture", "Total TTC", "Reste dû"))
    {'invoice': 1, 'name': 0, 'total': 2, 'balance': 3}
    """
    names = [canonical(cell) if isinstance(cell, str) else "" for cell in header]
    found: dict[str, int] = {}
    used = set[int]()
    for rank in range(max(len(known) for known in ALIASES.values())):
        for wanted, spellings in ALIASES.items():
            if wanted in found or rank >= len(spellings):
                continue
            spelling = spellings[rank]
            place = next((i for i, n in enumerate(names) if n == spelling and i not in used), None)
            if place is not None:
                found[wanted] = place
                used.add(place)
    ordered = {name: found[name] for name in ALIASES if name in found}
    buckets = [i for i, n in enumerate(names) if i not in used and n and _BUCKET.fullmatch(n)]
    return ordered | {f"bucket{rank}": place for rank, place in enumerate(buckets)}
