"""Bank entries and what they are thought to pay -> rows of Paiements, nothing twice.

The same statement again, or one that overlaps it, adds nothing. An entry that only looks like
one that came by another file or by hand is added for a person to judge.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from relance_xl.incoming import BankEntry
from relance_xl.rules.bank_entries import Numbered, is_credit
from relance_xl.rules.matching.model import Allocation, Match
from relance_xl.rules.payment_doubles import Paid
from relance_xl.rules.sheet_changes import Row
from relance_xl.typography import french

WRITTEN, KNOWN, DEBIT = "proposed", "known", "debit"

_NATURES = {
    "payment": ("transfer", "Virement"),
    "discount": ("discount", "Escompte"),
    "bank_fee": ("bank_fee", "Frais bancaires"),
    "penalties": ("penalties", "Pénalités"),
}
"""Nature of an allocation -> nature of a payment method, and its name where tblMoyens has none."""
NO_EFFECT = "débit : sans effet"
WAITING = "en attente à la banque : sans effet"


@dataclass(frozen=True, slots=True)
class Booked:
    """What becomes of one entry: `state` proposed, known or debit; `match` as it is written."""

    numbered: Numbered
    state: str
    match: Match
    rows: tuple[Row, ...] = ()


def book_entries(
    numbered: Sequence[Numbered],
    matches: Mapping[int, Match],
    tables: Mapping[str, pd.DataFrame],
    source: tuple[str, str],
    today: date,
) -> list[Booked]:
    """Say what becomes of each entry, in order.

    `matches` holds, by position, what was found for the entries that concern customers.
    `tables` needs payments, imports, invoices and payment_methods. `source` is the file's name and
    its format.
    """
    methods = method_names(tables["payment_methods"])
    unpaid = (methods["discount"], methods["bank_fee"])
    paid = Paid(tables, {one.key for one in numbered}, unpaid)
    fresh = {
        place: one
        for place, one in enumerate(numbered)
        if is_credit(one.entry) and one.key not in paid.keys
    }
    doubts = paid.doubts(fresh, source[1])
    booked = []
    for place, one in enumerate(numbered):
        match = matches.get(place, Match(place))
        if not is_credit(one.entry):
            reason = french(WAITING if one.entry.pending else NO_EFFECT)
            booked.append(Booked(one, DEBIT, replace(match, reason=reason)))
        elif one.key in paid.keys:
            booked.append(Booked(one, KNOWN, paid.as_written(one, place)))
        else:
            match = _doubted(match, doubts.get(place, ""))
            rows = _rows(one, match, methods, source[0], today)
            booked.append(Booked(one, WRITTEN, match, rows))
    return booked


def _doubted(match: Match, why: str) -> Match:
    """Leave to a person what looks like a payment already there."""
    reason = french(f"{why} ; {match.reason}" if match.reason else why)
    return replace(match, confidence="low", reason=reason) if why else match


def _rows(
    one: Numbered, match: Match, methods: Mapping[str, str], source: str, today: date
) -> tuple[Row, ...]:
    entry = one.entry
    allocations = match.allocations or (Allocation("", entry.amount_cents),)
    common: Row = {
        "payment_date": entry.booked_on,
        "customer": match.customer,
        "currency": entry.currency.upper(),
        "own_account": one.account,
        "payer_text": _label(entry),
        "payer_account": entry.payer_account,
        "source": source,
        "statement_end": one.until,
        "imported_on": today,
        "confidence": match.confidence or "low",
        "match_reason": match.reason,
        "accepted": "ticked" if match.confidence == "high" else "",
    }
    return tuple(
        {
            "payment": f"{one.key}/{rank}",
            **common,
            "invoice": allocation.invoice,
            "amount_cents": allocation.amount_cents,
            "method": methods[allocation.nature],
            "bank_reference": _reference(entry, allocation),
        }
        for rank, allocation in enumerate(allocations, 1)
    )


def _label(entry: BankEntry) -> str:
    """Give the bank's text, with the payer's name when it does not hold it."""
    name = entry.payer_name.strip()
    if not name or name.casefold() in entry.label.casefold():
        return entry.label
    return f"{name} – {entry.label}" if entry.label else name


def _reference(entry: BankEntry, allocation: Allocation) -> str:
    """Give what a reject of this payment will bear: the payer's reference, else the bank's.

    A credit note used up by a payment is no reject of it: it bears none.
    """
    if (allocation.amount_cents < 0) != (entry.amount_cents < 0):
        return ""
    return entry.end_to_end or entry.reference


def method_names(table: pd.DataFrame) -> dict[str, str]:
    """Name the method of each nature of allocation as tblMoyens does."""
    pairs = zip(table["method"], table["nature"], strict=True)
    named = {str(nature): str(method) for method, nature in reversed(list(pairs)) if method}
    return {ours: named.get(nature, name) for ours, (nature, name) in _NATURES.items()}
