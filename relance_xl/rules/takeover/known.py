"""Sheet Factures as it stands, ready to hold a file against: one typed row per number."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from relance_xl.frames import DTYPES
from relance_xl.rules.arrays import Flags, days, texts
from relance_xl.rules.debts import Run
from relance_xl.rules.keys import key_of, with_one_spelling
from relance_xl.rules.ledger import Ledger, read_ledger
from relance_xl.rules.sheet_changes import Row
from relance_xl.schema import TABLES

OWNED = (
    *("customer", "issue_date", "due_date", "total_cents", "currency", "document"),
    *("credit_note_of", "structured_reference", "accounting_balance_cents", "accounting_date"),
    *("platform_status", "platform_status_on"),
)
"""Columns an import may fill; of a row that is there `customer` only where it is empty."""


@dataclass(frozen=True)
class Book:
    """What a file is held against; `last_day` is the last day it can speak of."""

    run: Run
    last_day: date

    @property
    def frame(self) -> pd.DataFrame:
        """Sheet Factures, as spelled there."""
        return self.run.tables["invoices"]

    @property
    def currency(self) -> str:
        """The company's currency."""
        return self.run.settings.currency

    def place(self, number: str) -> int:
        """Give the position of an invoice's row, -1 when there is none."""
        return self._places.get(key_of(number), -1)

    def is_double(self, number: str) -> bool:
        """Tell whether two rows bear this number."""
        return self._counts[key_of(number)] > 1

    def row(self, place: int) -> Row:
        """Give the cells an import may compare or write; an empty cell is None or ""."""
        return {name: column[place] for name, column in self._columns.items()}

    def balance(self, place: int) -> int:
        """Give what is open on an invoice, in cents, before this file."""
        return int(self.ledger.balances.balance[place])

    def payer_of(self, code: str) -> str:
        """Give who pays for a customer, itself when nobody else."""
        return self._payers.get(key_of(code), key_of(code))

    @property
    def sheet_row(self) -> list[int]:
        """The rows of the sheet."""
        return [int(row) for row in self.frame["row"]]

    @cached_property
    def newest_list(self) -> date | None:
        """The day of the newest accounting balance known."""
        known = self.frame["accounting_date"].max()
        return None if pd.isna(known) else known.date()

    @cached_property
    def ledger(self) -> Ledger:
        """What the sheets come to, keys in one spelling, rows in the same order."""
        tables, acts = with_one_spelling(self.run.tables, self.run.acts)
        return read_ledger(Run(tables, self.run.settings, acts, self.run.today))

    @cached_property
    def settling(self) -> dict[int, str]:
        """Give the rows of Paiements that propose an invoice as settled, by its position."""
        payments = self.ledger.payments
        keys = texts(payments.frame["payment"])
        rows = np.flatnonzero(payments.proposed & (payments.invoice >= 0)).tolist()
        proposed = [row for row in rows if str(keys[row]).startswith("S-")]
        return {int(payments.invoice[row]): str(keys[row]) for row in proposed}

    @cached_property
    def listed(self) -> Flags:
        """Tell which rows an accounting list has named."""
        return ~np.isnat(days(self.frame["accounting_date"]))

    @cached_property
    def _keys(self) -> list[str]:
        return [key_of(str(number)) for number in self.frame["invoice"]]

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self._keys)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in reversed(list(enumerate(self._keys))) if key}

    @cached_property
    def _columns(self) -> dict[str, list[object]]:
        names = ("invoice", "row", "bad", *OWNED)
        return {name: typed(self.frame[name], name) for name in names}

    @cached_property
    def _payers(self) -> dict[str, str]:
        debts = self.ledger.debts
        codes = [key_of(code) for code in texts(debts.customers["customer"])]
        return {code: codes[final] for code, final in zip(codes, debts.payers.final, strict=True)}


def typed(column: pd.Series, name: str) -> list[object]:
    """Give a column as plain values: cents as int, days as date, None where empty.

    >>> typed(pd.Series([1250, None], dtype="Int64"), "total_cents")
    [1250, None]
    """
    declared = {c.name: DTYPES[c.kind] for c in TABLES["invoices"]}.get(name, "")
    if declared == "datetime64[s]":
        return [None if pd.isna(value) else value.date() for value in column]
    if declared == "Int64":
        return [None if pd.isna(value) else int(value) for value in column]
    return list(column)
