"""Sheet Factures as the rules see it: who owes what, in which currency, since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import (
    Days,
    Flags,
    Ints,
    Texts,
    cents,
    days,
    duplicated,
    empty,
    find,
    texts,
    unreadable,
)
from relance_xl.rules.payers import Payers, resolve
from relance_xl.rules.terms import due_dates
from relance_xl.settings import Settings

NEEDED = (
    *("invoice", "customer", "issue_date", "due_date", "total_cents", "currency", "document"),
    *("credit_note_of", "accounting_balance_cents", "accounting_date", "plan", "payment_method"),
)
"""Columns of Factures without which nothing can be decided on a row."""
_VALUE = ("total_cents", "document", "accounting_balance_cents", "accounting_date")


@dataclass(frozen=True)
class Debts:
    """One entry per row of Factures; `customer` is a position in Clients, -1 if unknown."""

    frame: pd.DataFrame
    customers: pd.DataFrame
    payers: Payers
    number: Texts
    customer: Ints
    currency: Texts
    is_credit: Flags
    total: Ints
    """Signed: a credit note counts as −|total|, whichever sign was typed."""
    issued: Days
    due: Days
    bad_terms: Flags
    damaged: Flags
    """A needed cell is unreadable or missing."""
    unvalued: Flags
    """Among these, what is owed cannot be known."""

    def __len__(self) -> int:
        """Count rows."""
        return len(self.number)

    def find(self, numbers: Texts) -> Ints:
        """Give the first row of each of these numbers, -1 if there is none."""
        return find(self._index, numbers)

    @cached_property
    def twice(self) -> Flags:
        """Tell which rows share their number with another."""
        return duplicated(self._index)

    def unreadable(self, *names: str) -> Flags:
        """Tell which rows have an unreadable cell in one of these columns."""
        return unreadable(self._bad, names) if len(self._bad) else self._none

    @cached_property
    def _bad(self) -> pd.DataFrame:
        """The frame when it has unreadable cells, else no row of it."""
        return self.frame if (texts(self.frame["bad"]) != "").any() else self.frame[:0]

    @cached_property
    def _none(self) -> Flags:
        return np.zeros(len(self), dtype=bool)

    @cached_property
    def _index(self) -> pd.Index:
        return pd.Index(self.number, dtype=object)


@dataclass(frozen=True)
class Run:
    """What one decision rests on: the sheets, the choices, what was sent, and the day."""

    tables: Mapping[str, pd.DataFrame]
    settings: Settings
    acts: pd.DataFrame
    today: date


def read_debts(run: Run) -> Debts:
    """Read sheets Factures and Clients: resolved due dates, payers, currencies and signs."""
    frame, customers = run.tables["invoices"], run.tables["customers"]
    owner = find(texts(customers["customer"]), texts(frame["customer"]))
    amount = cents(frame["total_cents"])
    is_credit = (texts(frame["document"]) == "credit_note") | (amount < 0)
    due, bad_terms = _due(frame, customers, owner)
    missing = empty(frame["issue_date"]) | empty(frame["total_cents"])
    missing |= (texts(frame["invoice"]) == "") | (texts(frame["customer"]) == "")
    missing |= np.isnat(due) & ~is_credit
    return Debts(
        frame,
        customers,
        resolve(customers),
        texts(frame["invoice"]),
        owner,
        currencies(frame["currency"], run.settings),
        is_credit,
        np.where(is_credit, -np.abs(amount), amount),
        days(frame["issue_date"]),
        due,
        bad_terms,
        unreadable(frame, NEEDED) | missing,
        unreadable(frame, _VALUE) | empty(frame["total_cents"]),
    )


def currencies(column: "pd.Series[str]", settings: Settings) -> Texts:
    """Give currency codes in capitals, the company's where the cell is empty.

    >>> currencies(pd.Series(["chf", ""]), Settings()).tolist()
    ['CHF', 'EUR']
    """
    typed = texts(column)
    if len(typed) and (typed == typed[0]).all():
        return np.full(len(typed), str(typed[0]).strip().upper() or settings.currency, dtype=object)
    codes, distinct = pd.factorize(typed)
    known = [str(code).strip().upper() or settings.currency for code in distinct]
    return np.array(known, dtype=object)[codes] if known else np.array([], dtype=object)


def _due(frame: pd.DataFrame, customers: pd.DataFrame, owner: Ints) -> tuple[Days, Flags]:
    """Typed due dates, else those of the customer's terms; and where the terms fail."""
    due = days(frame["due_date"])
    bad_terms = np.zeros(len(due), dtype=bool)
    lacking = np.flatnonzero(np.isnat(due) & ~unreadable(frame, ("due_date",)))
    if len(lacking):
        said = np.append(texts(customers["terms"]), "")[owner[lacking]]
        issued = frame["issue_date"].iloc[lacking]
        computed, bad = due_dates(issued, pd.Series(said, index=issued.index, dtype="str"))
        due = due.copy()
        due[lacking] = days(computed)
        hidden = np.append(unreadable(customers, ("terms",)), False)[owner[lacking]]
        due[lacking[hidden]] = np.datetime64("NaT")
        bad_terms[lacking] = bad.to_numpy() & ~hidden
    return due, bad_terms
