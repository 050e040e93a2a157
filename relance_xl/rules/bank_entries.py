"""Entries of bank files, each with a key of its own: the same statement again, the same keys.

An entry is known by what the bank says of it: account, day, amount, currency, references and
label, and its rank among equal ones of its file.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from relance_xl.incoming import BankEntry, BankFile, BankStatement
from relance_xl.rules.own_accounts import known_account, plain_account

_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Numbered:
    """One entry of a file: its key, its statement's account and last day."""

    entry: BankEntry
    key: str
    account: str
    until: date | None


@dataclass(frozen=True, slots=True)
class OwnStatement:
    """One statement of a file, its entries with their keys.

    `named` is its account as the file writes it, `account` as we do.
    """

    named: str
    account: str
    currency: str
    until: date | None
    booked_count: int
    entries: tuple[Numbered, ...]


def number_entries(file: BankFile, accounts: Sequence[str], today: date) -> list[OwnStatement]:
    """Give every entry its key, from what the file itself says alone.

    `accounts` are our accounts as they are spelled already. No statement speaks of days to
    come: its end is `today` at most.
    """
    seen: Counter[str] = Counter()
    statements = []
    for statement in file.statements:
        account = known_account(statement.account, accounts)
        until = statement_end(statement, today)
        numbered = []
        for entry in statement.entries:
            mark = _mark(entry, statement.account)
            digest = hashlib.sha256(f"{mark}\x1f{seen[mark]}".encode("utf-8", "replace"))
            seen[mark] += 1
            numbered.append(Numbered(entry, f"B-{digest.hexdigest()[:_DIGITS]}", account, until))
        statements.append(
            OwnStatement(
                statement.account,
                account,
                statement.currency,
                until,
                statement.booked_count,
                tuple(numbered),
            )
        )
    return statements


def written_keys(payments: pd.DataFrame) -> set[str]:
    """Give the keys of the entries that are in Paiements already.

    >>> sorted(written_keys(pd.DataFrame({"payment": ["B-1/1", "B-1/2", "P00001", ""]})))
    ['B-1']
    """
    return {entry_of(str(key)) for key in payments["payment"]} - {""}


def statement_end(statement: BankStatement, today: date) -> date | None:
    """Give the last day a statement covers: as it says, else that of its last entry."""
    days = [entry.booked_on for entry in statement.entries if not entry.pending]
    until = statement.period_end or max(days, default=None)
    return min(until, today) if until else None


def is_credit(entry: BankEntry) -> bool:
    """Tell whether an entry concerns a customer: money in, or a payment that comes back."""
    if entry.pending:
        return False
    return entry.amount_cents > 0 or (entry.returned and entry.amount_cents < 0)


def entry_of(payment: str) -> str:
    """Give the key of the entry a payment row is of, "" for one that came another way.

    >>> entry_of("B-0123456789/2"), entry_of("P00001")
    ('B-0123456789', '')
    """
    head, _, rank = payment.strip().rpartition("/")
    return head if head.startswith("B-") and rank.isdigit() else ""


def _mark(entry: BankEntry, account: str) -> str:
    label = "".join(entry.label.split()).casefold()
    parts = (
        plain_account(account),
        entry.booked_on.isoformat(),
        str(entry.amount_cents),
        entry.currency.upper(),
        entry.reference.strip(),
        entry.end_to_end.strip(),
        label,
    )
    return "\x1f".join(parts)
