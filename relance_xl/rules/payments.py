"""Sheet Paiements sorted out: which rows count, for which invoice, and which only hold.

A row is *refused* (Non), *accepted* (Oui, or typed by hand and left empty) or *proposed*
(imported or ticked, not yet accepted). An accepted row counts when it can be read and
placed, and its day has come: a payment dated after the day of the run (`--date` too) holds
like any payment to come, unless a bank statement shows it already. A negative row (rejet,
impayé) takes the payment it answers out as if never made. Penalties paid (method
« Pénalités ») reduce neither a balance nor an account: what they pay is in neither.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import (
    Days,
    Flags,
    Ints,
    Texts,
    cents,
    day,
    days,
    empty,
    find,
    texts,
    unreadable,
)
from relance_xl.rules.debts import Debts, Run, currencies
from relance_xl.rules.methods import natures
from relance_xl.rules.rejects import Cancelled, Candidates, cancel

_PLACING = (
    *("payment_date", "customer", "invoice", "amount_cents", "currency"),
    *("method", "bank_reference", "source"),
)
"""Columns that say what a payment does: where it goes, when it counts, what it answers."""


@dataclass(frozen=True)
class Payments:
    """One entry per row of Paiements; `invoice` and `customer` are positions, -1 if none."""

    frame: pd.DataFrame
    invoice: Ints
    customer: Ints
    amount: Ints
    day: Days
    currency: Texts
    accepted: Flags
    proposed: Flags
    """Not yet accepted, nor refused; readable."""
    lost: Flags
    """Neither refused nor placed: unreadable, or naming what does not exist."""
    future: Flags
    """Accepted for a day to come (LCR, dated cheque): holds, does not reduce."""
    counts: Flags
    """Reduces a balance, or an account when `invoice` is -1."""
    cancelled: Cancelled
    penalty: Flags
    """Pays penalties: never counts."""
    discount: Flags
    """Is no money: a discount taken in time, for which a credit note is to come."""


def read_payments(run: Run, debts: Debts) -> Payments:
    """Sort out the payments of a workbook."""
    frame = run.tables["payments"]
    currency = currencies(frame["currency"], run.settings)
    invoice = debts.find(texts(frame["invoice"]))
    customer = find(texts(debts.customers["customer"]), texts(frame["customer"]))
    amount, when = cents(frame["amount_cents"]), days(frame["payment_date"])
    accepted, proposed = _standing(frame)
    damaged = unreadable(frame, _PLACING) | empty(frame["amount_cents"]) | np.isnat(when)
    nature = natures(run.tables["payment_methods"], texts(frame["method"]))
    penalty = nature == "penalties"
    candidates = Candidates(
        invoice, customer, amount, when, currency, texts(frame["bank_reference"])
    )
    # Penalties that come back answer no payment of a debt; a reject of both takes both back.
    cancelled = cancel(candidates, accepted & ~damaged & ~(penalty & (amount < 0)))
    invoice, amount = cancelled.invoice, cancelled.amount
    placed = _placed(frame, debts, (invoice, customer, currency)) | cancelled.rows
    lost = (accepted & ~placed) | ((accepted | proposed) & damaged)
    to_come = accepted & ~lost & ~cancelled.rows & (when > day(run.today)) & ~_banked(frame, when)
    return Payments(
        frame,
        invoice,
        customer,
        amount,
        when,
        currency,
        accepted,
        proposed & ~damaged,
        lost,
        to_come & (amount > 0),
        accepted & ~lost & ~cancelled.rows & ~to_come & ~penalty,
        cancelled,
        penalty,
        nature == "discount",
    )


def _standing(frame: pd.DataFrame) -> tuple[Flags, Flags]:
    """Tell accepted from proposed rows; an unreadable « Accepté » is a proposal."""
    said = texts(frame["accepted"])
    hidden = unreadable(frame, ("accepted",))
    typed = (said == "") & (texts(frame["source"]) == "") & ~hidden
    accepted = (said == "yes") | typed
    return accepted, ~accepted & (said != "no")


def _placed(frame: pd.DataFrame, debts: Debts, where: tuple[Ints, Ints, Texts]) -> Flags:
    """Tell which rows name an invoice of their currency, or no invoice but a customer."""
    invoice, customer, currency = where
    if not len(debts):
        return np.asarray((texts(frame["invoice"]) == "") & (customer >= 0), dtype=bool)
    same_currency = debts.currency[invoice] == currency
    named = (texts(frame["invoice"]) != "") | (invoice >= 0)
    placed: Flags = np.where(named, (invoice >= 0) & same_currency, customer >= 0)
    return placed


def _banked(frame: pd.DataFrame, when: Days) -> Flags:
    """Tell which rows a bank statement already shows: they are facts, whatever the run's day."""
    ends = days(frame["statement_end"])
    return ~np.isnat(ends) & (when <= ends)
