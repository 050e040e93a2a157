"""Words by which lines of foreign tables tell what they are; read on folded texts."""

import re

TOTAL = re.compile(
    r"(?:sous ?)?tota(?:l|ux)\b|grand total|subtotal|cumuls?\b"
    r"|solde (?:client|total|general|fin)|(?:a )?report(?:er)?\b(?! a nouveau)"
    r"|totaal\b|summe\b|gesamt"
)
GRAND = re.compile(
    r"(?:grand )?total(?: general| clients?| du| ttc| eur)?|totaux(?: generaux)?"
    r"|totaal|summe|gesamt"
)
CREDIT = re.compile(
    r"\b(?:avoirs?|credit ?notes?|credit ?memos?|out refund|note de credit|refund|gutschrift"
    r"|creditnota|av|nc)\b"
)
PAYMENT = re.compile(
    r"\b(?:reglements?|paiements?|payments?|virements?|cheques?|encaissements?|acomptes? recus?"
    r"|versements?|cb|receipt|betaling|zahlung|rgt|prelevements?|remise|banque|bq|bnq|deposit)\b"
)
NO_DEBT = re.compile(
    r"\b(?:devis|quote|quotation|estimate|bons? de (?:livraison|commande)|commande|order"
    r"|pro ?forma|offerte|in invoice|in refund|facture fournisseur|bill|brouillon|draft"
    r"|entwurf|concept)\b"
)
CANCELLED = re.compile(
    r"\b(?:annulee?s?|cancell?ed|cancel|void(?:ed)?|abandonnee?|storniert|supprimee?)\b"
)
UNPAID = re.compile(
    r"\b(?:non|not|un|pas|im|in|partial|partiell?e?(?:ment)?|en|reste|a|retard)\b"
    r"|impaye|unpaid|overdue"
)
PAID = re.compile(
    r"\b(?:payee?s?|paid|reglee?s?|soldee?s?|encaissee?s?|acquittee?s?|settled|closed|betaald"
    r"|bezahlt)\b"
)
YES = frozenset({"oui", "yes", "o", "y", "x", "1", "true", "vrai", "ok"})
CREDIT_SIDE = frozenset({"c", "credit", "cr", "h"})
OPEN_LIST = re.compile(
    r"impaye|echeancier|balance agee|postes? ouverts?|open (?:items?|invoices?)|aged|a r aging"
    r"|ageing|creances|encours|non (?:reglee?s?|soldee?s?|lettree?s?)|reste a (?:payer|regler)"
    r"|relances?|overdue|unpaid|offene posten|openstaande"
)
"""What the caption of a list says when everything on it is still open."""

AS_OF = re.compile(
    r"(?i)(?:\bau\b|arrêtée?s? au|à la date du|as of|date d.arrêté|op datum|per|stand)\s*:?\s*"
    r"([0-9]{1,4}[-/. ][0-9a-zéû]{1,9}\.?[-/. ][0-9]{2,4}|[a-z]{3,9} [0-9]{1,2}, ?[0-9]{4})"
)
DAY_IN_NAME = re.compile(
    r"(?<![0-9])(20[0-9]{2}-?[0-9]{2}-?[0-9]{2}|[0-9]{2}[-_.][0-9]{2}[-_.]20[0-9]{2})(?![0-9])"
)
GROUP_LEAD = re.compile(
    r"(?i)^(?:client|tiers|compte(?: tiers)?|customer|klant|kunde)\s*(?:n°\s*)?[:\-–]\s*"
)
SHARED_ACCOUNT = re.compile(r"4(?:11|10|00|0|1)0*")
"""The account of all customers together, which is no code of one."""

CODE_NAME = re.compile(r"([A-Z0-9][A-Z0-9._/-]{1,16})(?:\s*[-–:]\s+|\s+)(\S.*)")
