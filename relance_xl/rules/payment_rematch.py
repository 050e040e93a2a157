"""Payments nobody recognised, looked at again once a list has brought their invoices.

Banks tell of a payment before accountants export its invoice. A row no person has decided
on, and that names no invoice, is matched anew; it keeps its key, its day and its money.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from relance_xl.incoming import BankEntry
from relance_xl.rules.arrays import texts
from relance_xl.rules.bank_entries import entry_of
from relance_xl.rules.debts import Run
from relance_xl.rules.matching import Match, match_entries, open_book
from relance_xl.rules.payment_doubles import SEEMS
from relance_xl.rules.payment_rows import method_names
from relance_xl.rules.sheet_changes import Row, SheetChanges

_SAME = (
    *("payment_date", "currency", "bank_reference", "own_account", "payer_text"),
    *("payer_account", "source", "statement_end", "imported_on"),
)
"""What all rows of one bank entry share."""


def rematch(run: Run) -> SheetChanges:
    """Give rows of Paiements without invoice what is open now; nothing is accepted.

    What looks like a payment already there stays as it is, and a customer already named is
    never replaced. `run` holds the frames of all schema tables.
    """
    payments, changes = run.tables["payments"], SheetChanges()
    waiting = payments[_undecided(payments)]
    if not len(waiting):
        return changes
    rows = [{str(k): v for k, v in row.items()} for row in waiting.to_dict("records")]
    matches = match_entries(
        [_entry(row) for row in rows], open_book(run.tables, run.settings, run.acts, run.today)
    )
    methods = method_names(run.tables["payment_methods"])
    for row, match in zip(rows, matches, strict=True):
        if row["customer"] in ("", match.customer) and (
            match.invoices or match.customer != row["customer"]
        ):
            _fill(changes, row, match, methods)
    return changes


def _undecided(payments: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Tell which rows are bank entries whole, unplaced, untouched and readable."""
    entries = [entry_of(str(key)) for key in texts(payments["payment"])]
    counts = Counter(entries)
    firsts = payments["payment"].str.endswith("/1").to_numpy(dtype=bool)
    alone = firsts & np.array([bool(e) and counts[e] == 1 for e in entries], dtype=bool)
    doubted = payments["match_reason"].str.startswith(SEEMS).to_numpy(dtype=bool)
    untouched = (payments["accepted"] == "") & (payments["invoice"] == "") & (payments["bad"] == "")
    money_in = (payments["amount_cents"] > 0).fillna(value=False) & payments["payment_date"].notna()
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        alone & ~doubted & (untouched & money_in).to_numpy(dtype=bool)
    )
    return found


def _entry(row: Mapping[str, object]) -> BankEntry:
    return BankEntry(
        booked_on=pd.Timestamp(str(row["payment_date"])).date(),
        amount_cents=int(str(row["amount_cents"])),
        currency=str(row["currency"]),
        label=str(row["payer_text"]),
        reference=str(row["bank_reference"]),
        payer_account=str(row["payer_account"]),
    )


def _fill(
    changes: SheetChanges, row: Mapping[str, object], match: Match, methods: Mapping[str, str]
) -> None:
    """Put the first allocation into the row, each other one into a row after it."""
    key = entry_of(str(row["payment"]))
    for rank, allocation in enumerate(match.allocations, 1):
        cells: Row = {
            "customer": match.customer,
            "invoice": allocation.invoice,
            "amount_cents": allocation.amount_cents,
            "method": methods[allocation.nature],
            "confidence": match.confidence or "low",
            "match_reason": match.reason,
            "accepted": "ticked" if match.confidence == "high" else "",
        }
        if rank == 1:
            changes.patch("payments", str(row["payment"]), cells)
            continue
        same = {name: _value(row[name]) for name in _SAME}
        changes.append("payments", [{"payment": f"{key}/{rank}", **same, **cells}])


def _value(cell: object) -> object:
    if isinstance(cell, pd.Timestamp):
        return cell.date()
    return cell if isinstance(cell, str) else None
