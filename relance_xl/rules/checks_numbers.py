"""Problems of official numbers and payment references: check digits that do not fit.

All are warnings: a wrong number stops no reminder, and stays as it was typed.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from relance_xl.problems import Problem
from relance_xl.rules.arrays import Flags, Texts, among, texts
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.official_numbers import (
    are_of_one_company,
    is_official_number,
    is_vat_number,
)
from relance_xl.rules.references import is_sound_reference, kind_of_reference
from relance_xl.rules.report import report

_NUMBER = (
    "bad_siren",
    "ce numéro d’entreprise est faux pour le pays du client",
    "le recopier d’une facture ou du registre, ou corriger le pays",
)
_VAT = (
    "bad_vat_number",
    "ce numéro de TVA est faux",
    "le recopier d’une facture du client, avec les lettres du pays",
)
_OTHER = (
    "vat_number_of_another",
    "ce numéro de TVA n’est pas celui de ce numéro d’entreprise",
    "corriger l’un des deux",
)


def number_problems(ledger: Ledger) -> list[Problem]:
    """Check the numbers of Clients and the references of Factures.

    >>> from tests.rules.builders import TODAY, customer, invoice, settings, tables
    >>> from relance_xl.rules.checks import check
    >>> rows = tables(invoices=[invoice(structured_reference="+++090/9337/55494+++")])
    >>> [found.code for found in check(rows, settings(), TODAY)]
    ['bad_reference']
    """
    customers = ledger.debts.customers
    home = ledger.run.settings.country
    return [*_companies(customers, home), *_references(ledger.run.tables["invoices"])]


def _companies(customers: pd.DataFrame, home: str) -> list[Problem]:
    number, vat = texts(customers["siren"]), texts(customers["vat_number"])
    country = texts(customers["country"].str.strip().str.upper())
    country = np.where(country == "", home, country)
    bad = ~_each(is_official_number, number, country)
    bad_vat = ~_each(is_vat_number, vat, country)
    both = (number != "") & (vat != "") & ~bad & ~bad_vat
    other = both & ~_each(are_of_one_company, number, vat)
    return [
        *report(("customers", "siren"), customers, bad, _NUMBER),
        *report(("customers", "vat_number"), customers, bad_vat, _VAT),
        *report(("customers", "vat_number"), customers, other, _OTHER),
    ]


def _each(rule: Callable[[str, str], bool], given: Texts, other: Texts) -> Flags:
    """Ask the rule for every pair; where nothing is given nothing is wrong."""
    sound = [not one or rule(one, two) for one, two in zip(given, other, strict=True)]
    return np.array(sound, dtype=bool)


def _references(invoices: pd.DataFrame) -> list[Problem]:
    given = texts(invoices["structured_reference"])
    bad = [text for text in pd.unique(given) if not is_sound_reference(str(text))]
    rows = np.flatnonzero(among(given, bad))
    fault = (
        "bad_reference",
        [f"{kind_of_reference(text)}\u202f: chiffre de contrôle faux" for text in given[rows]],
        "la recopier de la facture\u202f; elle est reprise telle quelle",
    )
    return report(("invoices", "structured_reference"), invoices, rows, fault)
