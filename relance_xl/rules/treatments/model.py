"""An answer as a person has decided on it, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from relance_xl.problems import Problem
from relance_xl.rules.keys import key_of
from relance_xl.rules.working_days import WorkingDays

Key = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody of ours to be told of a dispute; `to` is a name or an address, "" if unsaid."""

    to: str
    answer: str
    customer: str
    invoices: tuple[str, ...]
    reason: str
    disputed_cents: int | None
    excerpt: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Instalments granted to a customer: (invoice, day, cents) in order of date."""

    answer: str
    customer: str
    parts: tuple[tuple[str, date, int], ...]


@dataclass
class Effects:
    """What is to be written: `cells` of rows there, `rows` to add, typed as frames are."""

    cells: dict[tuple[str, Key], dict[str, object]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    treated: dict[str, str] = field(default_factory=dict)
    """Answers dealt with, and how (code of the treatment)."""

    def set(self, table: str, key: Key, **values: object) -> None:
        """Write these cells of a row."""
        self.cells.setdefault((table, key), {}).update(values)

    def add(self, table: str, row: dict[str, object]) -> None:
        """Add a row to a table."""
        self.rows.setdefault(table, []).append(row)


@dataclass(frozen=True)
class Answered:
    """The workbook as treatments see it.

    `invoices` has invoice, customer, due_date, balance_cents, days_late; `listed` gives the
    invoices of each reminder; `planned` the invoices in instalments already.
    """

    invoices: pd.DataFrame
    contacts: pd.DataFrame
    listed: Mapping[str, tuple[str, ...]]
    recipients: Mapping[str, str]
    planned: frozenset[str]
    calendar: WorkingDays
    today: date

    def known(self, names: list[str]) -> tuple[list[str], list[str]]:
        """Give the invoices of these numbers, as the sheet spells them, and the unknown ones."""
        spelled = {key_of(number): number for number in self.invoices["invoice"]}
        found = [spelled[key_of(name)] for name in names if key_of(name) in spelled]
        return list(dict.fromkeys(found)), [n for n in names if key_of(n) not in spelled]

    def still_open(self, numbers: list[str]) -> list[str]:
        """Keep the invoices on which something is owed, oldest due date first."""
        frame = self.invoices
        rows = frame[frame["invoice"].isin(numbers) & (frame["balance_cents"] > 0)]
        return [str(number) for number in rows.sort_values(["due_date", "invoice"])["invoice"]]

    def overdue_of(self, customer: str) -> list[str]:
        """Give a customer's invoices that are late, oldest first."""
        frame = self.invoices
        late = (frame["customer"].map(key_of) == key_of(customer)) & (frame["days_late"] > 0)
        return self.still_open([str(number) for number in frame.loc[late, "invoice"]])

    def balance_of(self, invoice: str) -> int:
        """Give what is owed on an invoice, in cents."""
        frame = self.invoices
        return int(frame.loc[frame["invoice"] == invoice, "balance_cents"].iloc[0])
