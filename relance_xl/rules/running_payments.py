"""Money on its way: direct debits, bills, cheques to come, and processing days (RULES §2)."""

from collections.abc import Callable

import numpy as np

from relance_xl.rules.arrays import Days, Flags, Ints, cents, day, french_days, spread, texts
from relance_xl.rules.holds_board import Holds
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.methods import looked_up

_OVERDUE = "sans paiement enregistré depuis l’échéance"


def hold_running_payments(ledger: Ledger, holds: Holds) -> None:
    """Write down direct_debit, then processing_days."""
    today, lines = day(ledger.run.today), ledger.lines
    methods = ledger.methods
    expected, drawn = _to_come(ledger)
    coming = ~np.isnat(expected)
    holds.invoices("direct_debit", coming & drawn, expected, _expected_on(expected))
    end = lines.due + methods.days.astype("timedelta64[D]")[lines.of]
    debit = methods.debit[lines.of] & ~_rejected(ledger)[lines.of]
    holds.lines("direct_debit", debit & (today <= end), end)
    holds.lines("direct_debit", debit & ~_named(ledger)[lines.of], detail=_OVERDUE)
    holds.invoices("processing_days", coming, expected, _expected_on(expected))
    begun = (lines.due <= today) & (today < end) & ~methods.debit[lines.of]
    holds.lines("processing_days", begun, end - np.timedelta64(1, "D"), methods.name[lines.of])


def silent_debits(ledger: Ledger) -> Flags:
    """Tell which invoices we should have drawn by now, without a word from the bank."""
    methods = ledger.methods
    end = ledger.debts.due + methods.days.astype("timedelta64[D]")
    late = methods.debit & (end < day(ledger.run.today)) & (ledger.balances.balance > 0)
    silent: Flags = late & ~_named(ledger) & ~_rejected(ledger)
    return silent


def _expected_on(until: Days) -> Callable[[Ints], list[str]]:
    return lambda rows: [f"encaissement attendu le {on}" for on in french_days(until[rows])]


def _to_come(ledger: Ledger) -> tuple[Days, Flags]:
    """Give, per invoice, the last day its payments to come hold it, and if any is drawn.

    A payment to come without invoice holds all that its customer owes.
    """
    payments, count = ledger.payments, len(ledger.debts)
    until = np.full(count, np.datetime64("NaT"), dtype="datetime64[D]")
    drawn = np.zeros(count, dtype=bool)
    rows = np.flatnonzero(payments.future)
    if not len(rows):
        return until, drawn
    names = texts(payments.frame["method"])[rows]
    extra, debit = looked_up(ledger.run.tables["payment_methods"], names)
    last = payments.day[rows] + extra.astype("timedelta64[D]")
    order = np.argsort(last, kind="stable")
    rows, last, debit = rows[order], last[order], debit[order]
    for place in np.flatnonzero(payments.invoice[rows] < 0).tolist():
        held = ledger.of_rows_customers(np.array([True]), payments.customer[rows[[place]]])
        until[held] = last[place]
        drawn[held] |= debit[place]
    named = payments.invoice[rows] >= 0
    on = payments.invoice[rows[named]]
    latest = np.full(count, np.datetime64("NaT"), dtype="datetime64[D]")
    latest[on] = last[named]
    until = np.fmax(until, latest)
    drawn[on[debit[named]]] = True
    return until, drawn


def _named(ledger: Ledger) -> Flags:
    """Tell which invoices a row of Paiements names, refused ones apart."""
    payments = ledger.payments
    rows = payments.accepted | payments.proposed
    return spread(rows, payments.invoice, len(ledger.debts))


def _rejected(ledger: Ledger) -> Flags:
    """Tell which invoices an accepted reject names."""
    payments = ledger.payments
    negative = cents(payments.frame["amount_cents"]) < 0
    return spread(payments.accepted & negative, payments.invoice, len(ledger.debts))
