"""Problems of sheets Clients and Contacts."""

import numpy as np
import pandas as pd

from relance_xl.problems import Problem
from relance_xl.rules.arrays import (
    Flags,
    among,
    cents,
    days,
    empty,
    said_yes,
    sums,
    texts,
    unreadable,
)
from relance_xl.rules.codes import is_country
from relance_xl.rules.iban import is_iban
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.report import report
from relance_xl.rules.terms import parse_terms

_REASON_ALONE = (
    "block_reason_alone",
    "motif de blocage sans «\u00a0Oui\u00a0»\u202f: rien n’est bloqué",
    "choisir Oui pour bloquer, ou Non",
)


def customer_problems(ledger: Ledger) -> list[Problem]:
    """Check types, terms, IBANs and blocks of customers."""
    customers = ledger.debts.customers
    untyped = (texts(customers["customer_type"]) == "") & (texts(customers["customer"]) != "")
    untyped &= ~unreadable(customers, ("customer_type",))
    fault = (
        "customer_type_missing",
        "type de client vide\u202f: aucune pénalité n’est calculée",
        "choisir professionnel, particulier ou public",
    )
    return [
        *report(("customers", "customer_type"), customers, untyped, fault),
        *_countries(customers),
        *_bad_terms(customers),
        *bad_ibans("customers", "iban", customers),
        *half_blocks("customers", customers),
        *_above_limit(ledger),
    ]


def _above_limit(ledger: Ledger) -> list[Problem]:
    """Report customers who owe more than their credit limit, in the company's currency."""
    debts = ledger.debts
    ours = debts.currency == ledger.run.settings.currency
    owing = np.where(ours, debts.customer, -1)
    owed = sums(owing, ledger.balances.balance, len(debts.customers))
    limit = debts.customers["credit_limit_cents"]
    above = ~empty(limit) & (owed > cents(limit))
    fault = (
        "credit_limit",
        "l’encours dépasse le plafond de ce client",
        "relancer, ou revoir le plafond avant de livrer",
    )
    return report(("customers", "credit_limit_cents"), debts.customers, above, fault)


def _countries(customers: pd.DataFrame) -> list[Problem]:
    country = texts(customers["country"])
    odd = [code for code in pd.unique(country) if code and not is_country(str(code))]
    fault = (
        "unknown_country",
        "ce code de pays n’existe pas",
        "écrire deux lettres, comme FR ou BE",
    )
    return report(("customers", "country"), customers, among(country, odd), fault)


def _bad_terms(customers: pd.DataFrame) -> list[Problem]:
    terms = texts(customers["terms"])
    bad = [text for text in pd.unique(terms) if parse_terms(str(text)) is None]
    rows = np.flatnonzero(among(terms, bad))
    fault = (
        "bad_terms",
        [f"conditions de paiement illisibles\u202f: «\u00a0{text}\u00a0»" for text in terms[rows]],
        "écrire par exemple «\u00a045 jours fin de mois A\u00a0» ou «\u00a0comptant\u00a0»",
    )
    return report(("customers", "terms"), customers, rows, fault)


def bad_ibans(table: str, column: str, frame: pd.DataFrame) -> list[Problem]:
    """Report IBANs whose shape or check digits are wrong."""
    known = texts(frame[column])
    wrong: Flags = known != ""
    wrong[wrong] = [not is_iban(str(text)) for text in known[wrong]]
    fault = ("bad_iban", "cet IBAN est faux", "le recopier depuis le RIB")
    return report((table, column), frame, wrong, fault)


def half_blocks(table: str, frame: pd.DataFrame) -> list[Problem]:
    """Report a last blocked day or a reason whose block does not say Oui."""
    dated = ~pd.isna(days(frame["block_until"]))
    fault = (
        "block_date_alone",
        "fin de blocage sans «\u00a0Oui\u00a0»\u202f: elle bloque, sauf si la case dit Non",
        "choisir Oui, ou effacer la date",
    )
    unsaid = ~said_yes(frame["block"])
    silent = empty(frame["block"]) & ~dated & (texts(frame["block_reason"]) != "")
    silent &= ~unreadable(frame, ("block", "block_until"))
    return report((table, "block"), frame, dated & unsaid, fault) + report(
        (table, "block"), frame, silent, _REASON_ALONE
    )
