"""Promises to pay: how long they hold, whether they were kept (RULES §4, `promise`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from relance_xl.rules.arrays import (
    Days,
    Flags,
    Ints,
    cents,
    day,
    days,
    empty,
    french_days,
    sums,
)
from relance_xl.rules.freshness import fresh_until
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.working_days import working_days

GRACE_DAYS = 2
"""Working days left to the bank after the promised day."""
_CELLS = ("promise_made_on", "promise_date", "promise_cents")


@dataclass(frozen=True)
class Promises:
    """Per invoice: held by a promise, up to which day, and whether one was broken.

    `until` is the promised day + 2 working days, NaT where nothing says when it ends.
    """

    held: Flags
    broken: Flags
    promised: Days
    until: Days


def read_promises(ledger: Ledger) -> Promises:
    """Judge every promise.

    One holds through its day + 2 working days, then until bank data reach that day unless
    it was kept. Kept: payments from the day it was made on come to the amount promised (a
    whole balance paid is `paid` anyway). Without that day nobody can tell: it is never
    called broken. A promise without date holds until someone completes it.
    """
    frame, run = ledger.debts.frame, ledger.run
    promised, made, amount = (
        frame[name] for name in ("promise_date", "promise_made_on", "promise_cents")
    )
    hidden = ledger.debts.unreadable(*_CELLS)
    known = ~empty(promised) & ~hidden
    undated = empty(promised) & (~empty(made) | (cents(amount) != 0))
    until = np.full(len(frame), np.datetime64("NaT"), dtype="datetime64[D]")
    rows = np.flatnonzero(known)
    if len(rows):
        calendar = working_days(run.settings.country, run.settings.region, run.tables["calendar"])
        until[rows] = days(calendar.add_to(promised.iloc[rows], GRACE_DAYS))
    fresh = fresh_until(run.tables, run.settings, run.today)
    running = known & (day(run.today) <= until)
    late = known & ~running
    kept = late & _kept(ledger, days(made), cents(amount), np.flatnonzero(late))
    waiting = late & ~kept & ~(until <= day(fresh or date.min))
    broken = late & ~kept & ~waiting & ~empty(made)
    return Promises(hidden | undated | running | waiting, broken, days(promised), until)


def _kept(ledger: Ledger, made: Days, amount: Ints, judged: Ints) -> Flags:
    """Tell which promised amounts came in, by our payments or by a later accounting balance."""
    payments, balances, frame = ledger.payments, ledger.balances, ledger.debts.frame
    rows = payments.counts & (payments.amount > 0)
    invoice = payments.invoice
    since = made[invoice] if len(made) else payments.day
    timely = np.where(rows & (payments.day >= since), invoice, -1)
    told = balances.from_accounting & (days(frame["accounting_date"]) >= made)
    by_accounting = np.where(told, balances.base - balances.balance, 0)
    came = np.maximum(sums(timely, payments.amount, len(made)), by_accounting)
    shares = _shares(ledger, made, amount, balances.balance + came, judged)
    kept: Flags = (amount > 0) & (came >= shares)
    return kept


def _shares(ledger: Ledger, made: Days, amount: Ints, owed: Ints, judged: Ints) -> Ints:
    """Give each invoice its share of its promise.

    A sum typed alike (day, amount) on several invoices of a payer, and more than one of
    them owed, was promised for all of them together.
    """
    debts = ledger.debts
    promised = days(debts.frame["promise_date"])
    shares = amount.copy()
    together: dict[tuple[object, ...], list[int]] = {}
    for row in judged[amount[judged] > 0].tolist():
        key = (ledger.payer[row], debts.currency[row], made[row], promised[row], amount[row])
        together.setdefault(key, []).append(row)
    for rows in together.values():
        if len(rows) > 1 and (amount[rows] > owed[rows]).any():
            due = debts.due[rows].astype(object).tolist()
            shares[rows] = share_out(int(amount[rows[0]]), owed[rows].tolist(), due)
    return shares


def described(ledger: Ledger, promises: Promises, invoices: Ints) -> Sequence[str]:
    """Word the promise that holds each of these invoices: « pour le 05/06/2026 »."""
    on = french_days(promises.promised[invoices])
    over = promises.until[invoices] < day(ledger.run.today)
    return [_words(promised, waiting=bool(waits)) for promised, waits in zip(on, over, strict=True)]


def _words(promised: str, *, waiting: bool) -> str:
    if not promised:
        return "date illisible ou manquante"
    return f"pour le {promised}" + (", relevé bancaire attendu" if waiting else "")


def share_out(amount_cents: int, balances: Sequence[int], due: Sequence[date]) -> list[int]:
    """Spread one promise over several invoices, oldest due first.

    Raises `ValueError` when the two lists differ in length. An amount above the sum leaves
    the rest unspread.

    >>> share_out(15_000, [10_000, 10_000], [date(2026, 5, 2), date(2026, 5, 1)])
    [5000, 10000]
    """
    shares = [0] * len(balances)
    oldest_first = sorted((on, place) for place, on in enumerate(due))
    for (_, place), _ in zip(oldest_first, balances, strict=True):
        shares[place] = min(max(balances[place], 0), amount_cents)
        amount_cents -= shares[place]
    return shares
