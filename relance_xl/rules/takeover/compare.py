"""One invoice of a file held against its row of Factures: what it contradicts, what it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from relance_xl.incoming import LedgerItem
from relance_xl.rules.keys import key_of
from relance_xl.rules.sheet_changes import Row
from relance_xl.rules.takeover.known import Book
from relance_xl.rules.takeover.model import Cell, shown
from relance_xl.rules.wording import money
from relance_xl.schema import TABLES

_FILLED_ONCE = ("total_cents", "currency", "document", "credit_note_of", "structured_reference")
"""Cells an import fills when they are empty, and leaves as they are when they are not."""


@dataclass(frozen=True, slots=True)
class Source:
    """Of which day a file's balances are, and whether it says so itself."""

    as_of: date | None
    said: bool = True


def contradiction(book: Book, item: LedgerItem, place: int, customer: str) -> str:
    """Say in French how a file contradicts the row of that number; "" when it does not.

    `customer` is who the file means, "" when it is nobody of sheet Clients.
    """
    row = book.row(place)
    if book.is_double(item.invoice):
        return "ce numéro est deux fois dans la feuille Factures"
    theirs = str(row["customer"])
    if theirs and key_of(customer) not in {key_of(theirs), book.payer_of(theirs)}:
        return f"elle est au client « {theirs} » dans le classeur, « {item.customer} » ici"
    currency = str(row["currency"]).upper() or book.currency
    if item.currency and item.currency.upper() != currency:
        return f"elle est en {currency} dans le classeur, en {item.currency} ici"
    known = _signed(row)
    if known is not None and item.total_cents is not None:
        if _is_credit(row) != (item.document == "credit_note"):
            return "facture d’un côté, avoir de l’autre"
        if abs(known) != abs(item.total_cents):
            ours, here = money(known, currency), money(item.total_cents, currency)
            return f"total {ours} dans le classeur, {here} ici"
    return ""


def is_older(book: Book, source: Source, place: int) -> bool:
    """Tell whether a newer accounting balance of this invoice is known already."""
    known = book.row(place)["accounting_date"]
    return source.as_of is not None and isinstance(known, date) and source.as_of < known


def changes_of(book: Book, item: LedgerItem, place: int, source: Source) -> Row:
    """Give the cells of an existing row that change; unreadable ones are left to a person."""
    row = book.row(place)
    agrees = not source.said and item.balance_cents == book.balance(place)
    # Of a list without a day, what agrees with the payments entered here teaches nothing.
    wanted = _wanted(item, Source(None) if agrees else source, book.currency)
    hidden = str(row["bad"]).split()
    return {
        name: value
        for name, value in wanted.items()
        if not _same(row[name], value)
        and name not in hidden
        and not (name in _FILLED_ONCE and row[name] not in (None, ""))
        and not (name == "document" and value == "invoice")
    }


def new_row(item: LedgerItem, customer: str, source: Source, currency: str) -> Row:
    """Make the row of an invoice that is not in Factures yet.

    Without a total, what is open stands for it. A deposit an e-invoice tells of is a balance
    of the day it was issued.
    """
    total = item.balance_cents if item.total_cents is None else item.total_cents
    row: Row = {"invoice": item.invoice, "customer": customer, **_wanted(item, source, currency)}
    row["total_cents"] = total
    if row.get("document") == "invoice":
        del row["document"]
    partly = item.balance_cents is not None and item.balance_cents != total
    if partly and "accounting_date" not in row and item.issue_date is not None:
        row["accounting_balance_cents"] = item.balance_cents
        row["accounting_date"] = item.issue_date
    if item.contract_reference:
        row["contract_reference"] = item.contract_reference
    return row


def cells_of(book: Book, place: int, changed: Mapping[str, object]) -> tuple[Cell, ...]:
    """Show changed cells, before and after."""
    before = book.row(place)
    currency = str(before["currency"]) or book.currency
    table = TABLES["invoices"]
    return tuple(
        Cell(table[name].label, shown(name, before[name], currency), shown(name, value, currency))
        for name, value in changed.items()
    )


def _wanted(item: LedgerItem, source: Source, currency: str) -> Row:
    """Give what the file says, without what it leaves empty."""
    wanted: Row = {
        "issue_date": item.issue_date,
        "due_date": item.due_date,
        "total_cents": item.total_cents,
        "currency": "" if item.currency.upper() == currency else item.currency.upper(),
        "document": item.document,
        "credit_note_of": item.credit_note_of,
        "structured_reference": item.structured_reference,
    }
    if source.as_of is not None and item.balance_cents is not None:
        wanted["accounting_balance_cents"] = item.balance_cents
        wanted["accounting_date"] = source.as_of
    return {name: value for name, value in wanted.items() if value not in (None, "")}


def _same(known: object, value: object) -> bool:
    if isinstance(known, str) and isinstance(value, str):
        return key_of(known) == key_of(value)
    return known == value


def _is_credit(row: Row) -> bool:
    total = row["total_cents"]
    return row["document"] == "credit_note" or (isinstance(total, int) and total < 0)


def _signed(row: Row) -> int | None:
    total = row["total_cents"]
    if not isinstance(total, int):
        return None
    return -abs(total) if _is_credit(row) else total
