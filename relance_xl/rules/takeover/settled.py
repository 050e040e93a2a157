"""What a newer accounting list does not name any more: proposed as settled (RULES §2)."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np

from relance_xl.rules.arrays import days, texts
from relance_xl.rules.keys import key_of
from relance_xl.rules.sheet_changes import Row
from relance_xl.rules.takeover.known import Book

_MANY = 10
REASON = "soldé en comptabilité"


@dataclass(frozen=True, slots=True)
class Vanished:
    """An open invoice the list left out: what is open, and what of it to propose as paid."""

    place: int
    invoice: str
    customer: str
    currency: str
    balance_cents: int
    proposed_cents: int


def vanished(book: Book, as_of: date, named: Collection[str]) -> list[Vanished]:
    """Find the open invoices earlier lists named and this newer one does not.

    `named` holds the keys (`key_of`) of every invoice of the file. Credits count too: what
    settles one has its own, negative amount.
    """
    frame, on = book.frame, np.datetime64(as_of, "D")
    older = book.listed & (days(frame["accounting_date"]) < on)
    older &= ~(days(frame["issue_date"]) > on)
    open_now = book.ledger.balances.balance != 0
    numbers, owners = texts(frame["invoice"]), texts(frame["customer"])
    currencies = book.ledger.debts.currency
    waiting = _waiting(book, as_of)
    found = []
    for place in np.flatnonzero(older & open_now).tolist():
        if not numbers[place] or key_of(numbers[place]) in named:
            continue
        balance = book.balance(place)
        left = max(balance - waiting.get(place, 0), 0) if balance > 0 else balance
        found.append(
            Vanished(
                place,
                str(numbers[place]),
                str(owners[place]),
                str(currencies[place]),
                balance,
                left,
            )
        )
    return found


def looks_partial(book: Book, gone: Collection[Vanished], as_of: date) -> bool:
    """Tell whether so much is missing that this can hardly be the whole list.

    One customer's statement or one agent's list would settle everybody else's invoices.
    `gone` is what would be proposed anew; it is weighed against what older lists named.
    """
    older = days(book.frame["accounting_date"]) < np.datetime64(as_of, "D")
    open_before = int((older & (book.ledger.balances.balance != 0)).sum())
    return len(gone) >= _MANY and 2 * len(gone) > open_before


def settled_key(book: Book, one: Vanished) -> str:
    """Name the proposed row of Paiements: the same until a list names the invoice again."""
    seen = book.row(one.place)["accounting_date"]
    mark = f"{key_of(one.invoice)}\x1f{seen}".encode()
    return f"S-{hashlib.sha256(mark).hexdigest()[:10]}"


def settled_row(book: Book, one: Vanished, file_name: str, as_of: date) -> Row:
    """Make the proposed row of Paiements that settles what vanished."""
    return {
        "payment": settled_key(book, one),
        "payment_date": as_of,
        "customer": one.customer,
        "invoice": one.invoice,
        "amount_cents": one.proposed_cents,
        "currency": "" if one.currency == book.currency else one.currency,
        "source": file_name,
        "imported_on": book.run.today,
        "confidence": "medium",
        "match_reason": f"{REASON} : absente de la liste du {as_of:%d/%m/%Y}",
    }


def _waiting(book: Book, as_of: date) -> dict[int, int]:
    """Sum the payments already proposed up to that day, by invoice."""
    payments = book.ledger.payments
    rows = payments.proposed & (payments.invoice >= 0) & (payments.amount > 0)
    rows &= payments.day <= np.datetime64(as_of, "D")
    settled = [str(key).startswith("S-") for key in payments.frame["payment"]]
    rows &= ~np.array(settled, dtype=bool)
    found: dict[int, int] = {}
    for place, cents in zip(
        payments.invoice[rows].tolist(), payments.amount[rows].tolist(), strict=True
    ):
        found[place] = found.get(place, 0) + cents
    return found
