"""What a newer accounting list does not name any more: proposed as settled (RULES §2)."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np

from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import days, texts
from relance_xl.rules.keys import key_of
from relance_xl.rules.sheet_changes import Row
from relance_xl.rules.takeover import model as m
from relance_xl.rules.takeover.known import Book
from relance_xl.rules.takeover.model import Taken
from relance_xl.rules.takeover.notes import Notes
from relance_xl.schema import TABLES
from relance_xl.typography import french

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


def settle(notes: Notes, as_of: date, *, whole: bool) -> None:
    """Propose as settled what the list does not name any more."""
    named = {key_of(item.invoice) for item in notes.file.items}
    gone = vanished(notes.book, as_of, named)
    known = set(notes.book.run.tables["payments"]["payment"])
    fresh = [one for one in gone if settled_key(notes.book, one) not in known]
    if looks_partial(notes.book, fresh, as_of) and not whole:
        notes.found.problems.append(
            Problem(
                "list_looks_partial",
                TABLES["invoices"].sheet,
                f"« {notes.file.name} » ne nomme plus {len(fresh)} factures ouvertes, plus de "
                "la moitié : la liste paraît partielle, rien n’est proposé comme soldé",
                "importer la liste de tous les clients ; si elle est bien complète, "
                "ajouter --confirmer",
                severity=Severity.BLOCKING,
            )
        )
        return
    for one in gone:
        _settle_one(notes, one, as_of, known=settled_key(notes.book, one) in known)


def _settle_one(notes: Notes, one: Vanished, as_of: date, *, known: bool) -> None:
    if known:
        change = "absente de la liste : déjà proposée comme soldée"
    elif not one.proposed_cents:
        change = "absente de la liste : un règlement est déjà proposé"
    else:
        change = m.CHANGE_WORDS[m.SETTLED]
        row = settled_row(notes.book, one, notes.file.name, as_of)
        notes.found.changes.append("payments", [row])
    state = m.SETTLED if change == m.CHANGE_WORDS[m.SETTLED] else m.UNCHANGED
    before = notes.book.row(one.place)
    notes.found.items.append(
        Taken(
            invoice=one.invoice,
            customer=one.customer,
            state=state,
            change=french(change),
            issue_date=_day(before["issue_date"]),
            due_date=_day(before["due_date"]),
            total_cents=_cents(before["total_cents"]),
            balance_cents=0,
            currency=one.currency,
        )
    )


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
    rows &= (payments.day <= np.datetime64(as_of, "D")) & ~payments.penalty
    settled = [str(key).startswith("S-") for key in payments.frame["payment"]]
    rows &= ~np.array(settled, dtype=bool)
    found: dict[int, int] = {}
    for place, cents in zip(
        payments.invoice[rows].tolist(), payments.amount[rows].tolist(), strict=True
    ):
        found[place] = found.get(place, 0) + cents
    return found


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _cents(value: object) -> int | None:
    return value if isinstance(value, int) else None
