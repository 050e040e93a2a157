"""What each invoice still owes, in cents, and the credits nobody has allocated yet."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Days, Flags, Ints, cents, days, empty, sums, texts, unreadable
from relance_xl.rules.debts import Debts
from relance_xl.rules.payments import Payments


@dataclass(frozen=True)
class Balances:
    """One entry per row of Factures, but for `account` and `lost_credit`.

    `balance` is negative for a credit. `base` is what penalties are counted on before
    payments: total less credit notes. `excess` marks what would have gone above it, and
    `higher` an accounting balance above what our payments leave. `lost_credit` marks
    credit notes that cannot be placed. `account` holds the unallocated payments by
    (customer position, currency); a negative one is a reject without its payment.
    """

    balance: Ints
    base: Ints
    excess: Flags
    higher: Flags
    from_accounting: Flags
    """The accounting's balance stands in for the payments up to its date."""
    counted: Flags
    """Per row of Paiements: reduces an invoice."""
    noted: Flags
    """Per row of Paiements: a discount whose credit note has come and stands in for it."""
    lost_credit: Flags
    account: pd.DataFrame


def read_balances(debts: Debts, payments: Payments) -> Balances:
    """Allocate payments and credit notes to the invoices they name (RULES §2)."""
    count = len(debts)
    known, start, since = _accounting(debts)
    on_invoice = payments.counts & (payments.invoice >= 0)
    late = _after(payments.day, payments.invoice, since)
    target, lost_credit = _targets(debts)
    noted = _noted(debts, payments, target)
    counted = on_invoice & late & ~noted
    owed = np.where(known, start, debts.total)
    paid = sums(np.where(counted, payments.invoice, -1), payments.amount, count)
    paid -= _reopened(debts, payments, since)
    given = np.where(_after(debts.issued, target, since), target, -1)
    worth = np.maximum(paid - debts.total, 0)
    credited, all_credited = sums(given, worth, count), sums(target, worth, count)
    balance = np.where(target >= 0, 0, owed - paid - credited)
    base = np.where(debts.is_credit, 0, debts.total - all_credited)
    excess = np.where(debts.is_credit, owed > paid, balance > np.maximum(base, 0))
    earlier = sums(
        np.where(on_invoice & ~late & ~noted, payments.invoice, -1), payments.amount, count
    )
    higher = known & ~debts.is_credit & (start > debts.total - all_credited - earlier)
    return Balances(
        np.minimum(balance, np.maximum(base, 0)),
        base,
        excess,
        higher & ~excess,
        known,
        counted,
        noted,
        lost_credit,
        _account(payments),
    )


def _accounting(debts: Debts) -> tuple[Flags, Ints, Days]:
    """Give where an accounting balance and its date stand, its signed cents, its day."""
    frame = debts.frame
    names = ("accounting_balance_cents", "accounting_date")
    known = ~empty(frame[names[0]]) & ~empty(frame[names[1]])
    if known.any():
        known &= ~unreadable(frame, names)
    start = cents(frame[names[0]])
    start = np.where(debts.is_credit, -np.abs(start), start)
    since = np.where(known, days(frame[names[1]]), np.datetime64("NaT"))
    return known, start, since.astype("datetime64[D]")


def _after(when: Days, invoice: Ints, since: Days) -> Flags:
    """Tell which rows are later than the accounting date of the invoice they point at."""
    if not len(since) or np.isnat(since).all():
        return np.ones(len(when), dtype=bool)
    start = since[invoice]
    return np.isnat(start) | (invoice < 0) | (when > start)


def _reopened(debts: Debts, payments: Payments, since: Days) -> Ints:
    """Sum the payments the accounting still saw as paid, rejected after its date."""
    rows = payments.cancelled.rows & (payments.amount > 0) & (payments.invoice >= 0)
    rows &= ~payments.penalty
    if not rows.any() or np.isnat(since).all():
        return np.zeros(len(debts), dtype=np.int64)
    seen = ~_after(payments.day, payments.invoice, since)
    undone = _after(payments.cancelled.by_day, payments.invoice, since)
    return sums(np.where(rows & seen & undone, payments.invoice, -1), payments.amount, len(debts))


def _targets(debts: Debts) -> tuple[Ints, Flags]:
    """Give the invoice each credit note cancels (-1: none), and which cannot be placed."""
    named = texts(debts.frame["credit_note_of"])
    rows = np.flatnonzero(debts.is_credit & (named != ""))
    target = np.full(len(debts), -1, dtype=np.int64)
    lost = debts.is_credit & debts.damaged
    found = debts.find(named[rows])
    sound = (found >= 0) & ~debts.is_credit[found] if len(debts) else found >= 0
    sound &= (debts.currency[found] == debts.currency[rows]) & ~debts.damaged[rows]
    target[rows[sound]] = found[sound]
    lost[rows[~sound]] = True
    return target, lost


def _noted(debts: Debts, payments: Payments, target: Ints) -> Flags:
    """Tell which discounts have their credit note: same invoice, same amount, one for one.

    The credit note reduces the invoice; the row that announced it does not once more.
    """
    found = np.zeros(len(payments.frame), dtype=bool)
    rows = np.flatnonzero(payments.discount & payments.counts & (payments.invoice >= 0))
    if not len(rows) or not (target >= 0).any():
        return found
    notes = Counter(
        zip(target[target >= 0].tolist(), (-debts.total[target >= 0]).tolist(), strict=True)
    )
    for row in rows.tolist():
        key = (int(payments.invoice[row]), int(payments.amount[row]))
        if notes[key] > 0:
            notes[key] -= 1
            found[row] = True
    return found


def _account(payments: Payments) -> pd.DataFrame:
    """Sum the payments that name no invoice, by customer and currency."""
    rows = np.flatnonzero(payments.counts & (payments.invoice < 0))
    frame = pd.DataFrame(
        {
            "customer": payments.customer[rows],
            "currency": pd.Series(payments.currency[rows], dtype="str"),
            "cents": payments.amount[rows],
        }
    )
    return _by_account(frame)


def _by_account(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.groupby(["customer", "currency"], sort=True)[["cents"]].sum().reset_index()


def unallocated(debts: Debts, balances: Balances) -> pd.DataFrame:
    """Sum unallocated credits by customer and currency, those above 0.

    Open credit notes, overpaid invoices, payments without invoice. Adds: customer, payer,
    currency (str), credit_cents (int64).
    """
    rows = np.flatnonzero((balances.balance < 0) & (debts.customer >= 0) & ~debts.damaged)
    owed = pd.DataFrame(
        {
            "customer": debts.customer[rows],
            "currency": pd.Series(debts.currency[rows], dtype="str"),
            "cents": -balances.balance[rows],
        }
    )
    every = pd.concat([owed, balances.account], ignore_index=True)
    summed = _by_account(every)
    summed = summed[summed["cents"] > 0]
    who = summed["customer"].to_numpy(dtype=np.int64)
    codes = texts(debts.customers["customer"])
    return pd.DataFrame(
        {
            "customer": pd.Series(codes[who], dtype="str"),
            "payer": pd.Series(codes[debts.payers.final[who]], dtype="str"),
            "currency": pd.Series(texts(summed["currency"]), dtype="str"),
            "credit_cents": pd.Series(summed["cents"].to_numpy(dtype=np.int64)),
        }
    )
