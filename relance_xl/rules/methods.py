"""Payment methods of invoices: what they are, and how many days they take."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Flags, Ints, Texts, among, cents, find, texts
from relance_xl.rules.debts import Debts

DEBITS = ("direct_debit", "lcr")
BY_NAME = {"escompte": "discount", "frais bancaires": "bank_fee", "pénalités": "penalties"}
"""What these names mean where tblMoyens, of an older workbook, does not say."""


@dataclass(frozen=True)
class Methods:
    """Per invoice: the method's name, its days, and whether we draw the money ourselves."""

    name: Texts
    days: Ints
    debit: Flags


def read_methods(debts: Debts, methods: pd.DataFrame) -> Methods:
    """Take the invoice's method, else its customer's, and look it up in tblMoyens."""
    usual = np.append(texts(debts.customers["payment_method"]), "")[debts.customer]
    own = texts(debts.frame["payment_method"])
    name = np.where(own == "", usual, own)
    return Methods(name, *looked_up(methods, name))


def looked_up(methods: pd.DataFrame, names: Texts) -> tuple[Ints, Flags]:
    """Give days and nature of these methods; unknown ones take no day.

    >>> methods = pd.DataFrame({"method": ["Chèque"], "nature": ["cheque"], "days": [5]})
    >>> days, debit = looked_up(methods.astype({"days": "Int64"}), np.array(["chèque", "troc"]))
    >>> days.tolist(), debit.tolist()
    ([5, 0], [False, False])
    """
    known = np.array([plain(name) for name in texts(methods["method"])], dtype=object)
    codes, distinct = pd.factorize(names)
    at = find(known, np.array([plain(name) for name in distinct], dtype=object))[codes]
    days = np.append(np.maximum(cents(methods["days"]), 0), 0)[at]
    debit = np.append(among(texts(methods["nature"]), DEBITS), False)[at]
    return days, debit


def natures(methods: pd.DataFrame, names: Texts) -> Texts:
    """Give the nature of these methods, "" of one unknown.

    The names an import writes mean what they say where tblMoyens lacks them.

    >>> methods = pd.DataFrame({"method": ["Remise", "CB"], "nature": ["discount", ""]})
    >>> natures(methods, np.array(["remise", "CB", "Pénalités", "troc"], object)).tolist()
    ['discount', '', 'penalties', '']
    """
    names = np.asarray(names, dtype=object)
    codes, distinct = pd.factorize(names)
    said = np.array([plain(name) for name in distinct], dtype=object)
    known = np.array([plain(name) for name in texts(methods["method"])], dtype=object)
    place = find(known, said)
    found = np.append(texts(methods["nature"]), "")[place]
    usual = np.array([BY_NAME.get(name, "") for name in said], dtype=object)
    told: Texts = np.where(place < 0, usual, found)[codes]
    return told


def plain(name: object) -> str:
    """Write a method's name without regard for case and blanks.

    >>> plain("  Chèque de  banque ")
    'chèque de banque'
    """
    return " ".join(str(name).casefold().split())
