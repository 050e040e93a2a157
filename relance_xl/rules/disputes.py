"""Disputes: what part of an invoice is contested, and what may still be asked for."""

from dataclasses import dataclass

import numpy as np

from relance_xl.rules.arrays import Flags, Ints, cents, said_no, said_yes
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.lines import poured


@dataclass(frozen=True)
class Disputes:
    """Per line: contested cents, and whether nothing is left to ask for."""

    contested: Ints
    full: Flags


def read_disputes(ledger: Ledger) -> Disputes:
    """Take the contested amount off each balance; an empty one contests it all.

    An amount typed without « Litige » counts, unless « Litige » says Non. On an invoice
    in parts it is taken off the oldest lines first.
    """
    frame, lines = ledger.debts.frame, ledger.lines
    amount = cents(frame["disputed_cents"])
    hidden = ledger.debts.unreadable("dispute", "disputed_cents")
    disputed = said_yes(frame["dispute"]) | ((amount > 0) & ~said_no(frame["dispute"])) | hidden
    contested = np.zeros(len(lines), dtype=np.int64)
    rows = np.flatnonzero(disputed[lines.of] & ~lines.agreed & (lines.balance > 0))
    if len(rows):
        rows = rows[np.lexsort((rows, lines.due[rows], lines.of[rows]))]
        of, balance = lines.of[rows], lines.balance[rows]
        whole = (hidden | (amount <= 0))[of]
        taken = np.minimum(poured(of, balance, amount[of]), balance)
        contested[rows] = np.where(whole, balance, taken)
    own_all = np.append((contested >= lines.balance) & (contested > 0), False)[lines.own]
    agreed = lines.agreed & own_all[lines.of]
    return Disputes(contested, ((contested > 0) & (contested >= lines.balance)) | agreed)
