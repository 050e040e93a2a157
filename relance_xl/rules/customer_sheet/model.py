"""What one page about a customer holds: plain values, cents and dates, codes for choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

EDGES = (30, 60, 90)
"""Days late that part the ages of debts; 0 parts what is not due."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What is open in one currency. `ageing` has one (cents, lines) per age, not due first.

    `credit_cents` are credits nobody has allocated, already in no other figure here.
    """

    currency: str
    open_cents: int
    overdue_cents: int
    disputed_cents: int
    credit_cents: int
    ageing: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Debt:
    """One open line: an invoice, an instalment of it, or a credit (negative balance)."""

    item: str
    invoice: str
    customer: str
    issue_date: date | None
    due_date: date | None
    currency: str
    total_cents: int
    balance_cents: int
    days_late: int
    stage: int
    next_date: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """One message that left, or tried to."""

    at: datetime | None
    number: str
    channel: str
    stage_label: str
    recipient: str
    due_cents: int | None
    currency: str
    status: str
    delivered_on: datetime | None
    read_on: datetime | None
    received_on: date | None
    file: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One mail that came back, and what was done about it."""

    at: datetime | None
    answer_class: str
    excerpt: str
    reminder: str
    treatment: str
    treated_on: date | None
    done: bool
    file: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise to pay; `state` is running, kept, broken or open (nobody can tell)."""

    invoice: str
    made_on: date | None
    promised_for: date | None
    cents: int | None
    currency: str
    state: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a customer contests; `cents` None = the whole invoice."""

    invoice: str
    reason: str
    cents: int | None
    currency: str
    owner: str
    opened_on: date | None
    alive: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment and what is still due of it."""

    instalment: str
    kind: str
    due_date: date | None
    currency: str
    amount_cents: int
    balance_cents: int
    days_late: int
    broken_on: date | None


@dataclass(frozen=True, slots=True)
class Paid:
    """One row of Paiements; `state` is counted or proposed."""

    day: date | None
    invoice: str
    cents: int
    currency: str
    method: str
    reference: str
    state: str


@dataclass(frozen=True, slots=True)
class CustomerSheet:
    """One customer, and those it pays for (`members`).

    `facts` are its row of Clients, `figures` the tool's cells of it, typed as frames are but
    for missing values: None. `contacts` likewise. `notes` are (where, text).
    """

    code: str
    name: str
    payer: tuple[str, str] | None
    members: tuple[tuple[str, str], ...]
    facts: Mapping[str, object]
    figures: Mapping[str, object]
    contacts: tuple[Mapping[str, object], ...]
    balances: tuple[Balance, ...]
    debts: tuple[Debt, ...]
    reminders: tuple[Reminder, ...]
    answers: tuple[Answer, ...]
    promises: tuple[Promise, ...]
    disputes: tuple[Dispute, ...]
    parts: tuple[Part, ...]
    payments: tuple[Paid, ...]
    notes: tuple[tuple[str, str], ...]
    invoice_files: tuple[tuple[str, str], ...]
    """(invoice, file named in the sheet) of every invoice, newest first."""
