"""In one line: how many late invoices are not dunned today, and why."""

import pandas as pd

from relance_xl.rules.arrays import cents
from relance_xl.rules.why import CODES

_SHORT = {
    "in_doubt": "envoi incertain",
    "uncollectible": "irrécouvrable",
    "handed_over": "confiée",
    "insolvency": "procédure collective",
    "assigned": "cédée",
    "bad_data": "donnée à corriger",
    "customer_block": "client bloqué",
    "invoice_block": "facture bloquée",
    "dispute": "litige",
    "einvoice": "facture électronique refusée",
    "answer": "réponse à traiter",
    "payment_proposed": "paiement à accepter",
    "promise": "promesse",
    "instalments": "échéancier",
    "direct_debit": "prélèvement ou LCR",
    "processing_days": "paiement en traitement",
    "end_of_plan": "fin de plan, à décider",
    "not_due": "étape pas encore atteinte",
    "gap": "relancée il y a peu",
    "season": "saison creuse",
    "contact_cap": "client déjà contacté",
    "credits_cover": "crédit du client",
    "stale_bank": "encaissements trop anciens",
    "below_minimum": "montant trop petit",
    "no_address": "sans adresse, voir À compléter",
    "awaiting_decision": "reportée",
}


def left_alone(invoices: pd.DataFrame) -> list[tuple[str, int]]:
    """Count late invoices still owed that no message carries, by reason, most frequent first.

    Needs days_late, balance_cents, reason. Reasons of equal count keep the order of RULES §4.

    >>> frame = pd.DataFrame({
    ...     "days_late": pd.array([3, 9, 0], "Int64"),
    ...     "balance_cents": pd.array([100, 200, 300], "Int64"),
    ...     "reason": ["dispute", "proposed", "not_due"],
    ... })
    >>> left_alone(frame)
    [('litige', 1)]
    """
    late = (cents(invoices["days_late"]) > 0) & (cents(invoices["balance_cents"]) > 0)
    counts = invoices.loc[late, "reason"].value_counts()
    found = [(code, int(counts[code])) for code in CODES if code in counts and code in _SHORT]
    found.sort(key=lambda one: -one[1])
    return [(_SHORT[code], count) for code, count in found]
