"""Dunnable lines: invoices, or the instalments they are paid in (RULES §3).

Contractual and retention instalments take the place of that much of their invoice; what
they leave of it stays a line. Agreed instalments stand beside the invoice's own line. All
that was paid or credited fills the lines by date.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import (
    Days,
    Flags,
    Ints,
    Texts,
    among,
    cents,
    days,
    empty,
    sums,
    texts,
    unreadable,
)
from relance_xl.rules.balances import Balances
from relance_xl.rules.debts import Debts

SPLIT_KINDS = ("contractual", "retention")
_NEEDED = ("instalment", "invoice", "kind", "due_date", "amount_cents")


@dataclass(frozen=True)
class Instalments:
    """One entry per row of Échéanciers; `invoice` is a position, -1 if unknown."""

    frame: pd.DataFrame
    invoice: Ints
    kind: Texts
    due: Days
    amount: Ints
    damaged: Flags
    split: Flags
    agreed: Flags


@dataclass(frozen=True)
class Lines:
    """One entry per dunnable line; `of` is its invoice, `instalment` its row or -1."""

    of: Ints
    instalment: Ints
    item: Texts
    kind: Texts
    due: Days
    total: Ints
    base: Ints
    """Total less credit notes: what penalties are counted on before payments."""
    balance: Ints
    agreed: Flags
    own: Ints
    """Per invoice: position of the line bearing its number, -1 if instalments replace it."""

    def __len__(self) -> int:
        """Count lines."""
        return len(self.of)


def read_instalments(frame: pd.DataFrame, debts: Debts) -> Instalments:
    """Read sheet Échéanciers."""
    invoice = debts.find(texts(frame["invoice"]))
    kind, due = texts(frame["kind"]), days(frame["due_date"])
    damaged = unreadable(frame, _NEEDED) | empty(frame["amount_cents"]) | np.isnat(due)
    damaged |= (kind == "") | (cents(frame["amount_cents"]) < 0)
    usable = (invoice >= 0) & ~damaged & ~np.append(debts.is_credit, False)[invoice]
    split = usable & among(kind, SPLIT_KINDS)
    return Instalments(
        frame,
        invoice,
        kind,
        due,
        cents(frame["amount_cents"]),
        damaged,
        split,
        usable & (kind == "agreed"),
    )


def draw_lines(debts: Debts, balances: Balances, plans: Instalments) -> Lines:
    """Lay out the lines of every invoice and fill them with what was paid."""
    count = len(debts)
    in_parts = sums(np.where(plans.split, plans.invoice, -1), plans.amount, count)
    replaced = (in_parts > 0) & (in_parts >= debts.total)
    whole = np.flatnonzero(~replaced)
    parts, agreed = np.flatnonzero(plans.split), np.flatnonzero(plans.agreed)
    own = np.full(count, -1, dtype=np.int64)
    own[whole] = np.arange(len(whole))
    instalment = np.concatenate([np.full(len(whole), -1, dtype=np.int64), parts, agreed])
    later = np.concatenate([parts, agreed])
    of = np.concatenate([whole, plans.invoice[later]])
    total = np.concatenate([(debts.total - in_parts)[whole], plans.amount[later]])
    lines = Lines(
        of,
        instalment,
        np.concatenate([debts.number[whole], texts(plans.frame["instalment"])[later]]),
        np.concatenate([np.full(len(whole), "invoice", dtype=object), plans.kind[later]]),
        np.concatenate([debts.due[whole], plans.due[later]]),
        total,
        np.where(instalment < 0, balances.base[of], total),
        np.where(instalment < 0, balances.balance[of], total),
        np.arange(len(of)) >= len(whole) + len(parts),
        own,
    )
    if len(later):
        _fill_parts(lines, debts, balances)
        _fill_agreed(lines, debts, balances)
    return lines


def _fill_parts(lines: Lines, debts: Debts, balances: Balances) -> None:
    """Fill the lines of invoices in parts by date, credit notes first, then payments."""
    parted = np.zeros(len(debts), dtype=bool)
    parted[lines.of[among(lines.kind, SPLIT_KINDS)]] = True
    rows = np.flatnonzero(parted[lines.of] & ~lines.agreed)
    if not len(rows):
        return
    rows = rows[np.lexsort((rows, lines.due[rows], lines.of[rows]))]
    of, total = lines.of[rows], lines.total[rows]
    whole = sums(of, total, len(debts))
    credited = (whole - balances.base)[of]
    filled = (whole - balances.balance)[of]
    lines.base[rows] = total - poured(of, total, credited)
    lines.balance[rows] = total - poured(of, total, filled)


def _fill_agreed(lines: Lines, debts: Debts, balances: Balances) -> None:
    """Fill agreed instalments by date with what was paid of the invoice's own line.

    A plan for less than the line's total was agreed on what remained then: only what has
    been paid of that remainder fills it.
    """
    rows = np.flatnonzero(lines.agreed)
    if not len(rows):
        return
    rows = rows[np.lexsort((rows, lines.due[rows], lines.of[rows]))]
    of, total = lines.of[rows], lines.total[rows]
    agreed = sums(of, total, len(debts))[of]
    mother = lines.own[of]
    owed = np.where(mother >= 0, lines.balance[mother], balances.balance[of])
    whole = np.where(mother >= 0, lines.total[mother], debts.total[of])
    filled = np.where(agreed >= whole, whole - owed, agreed - owed)
    lines.balance[rows] = np.maximum(total - poured(of, total, np.maximum(filled, 0)), 0)


def poured(of: Ints, sizes: Ints, filled: Ints) -> Ints:
    """Pour what was filled into vessels one after the other; the last one overflows.

    `of` groups vessels that stand together; `filled` is the same all over a group.

    >>> of, sizes = np.array([1, 1, 1, 2]), np.array([50, 50, 10, 80])
    >>> poured(of, sizes, np.array([60, 60, 60, 90])).tolist()
    [50, 10, 0, 90]
    """
    before = np.cumsum(sizes) - sizes
    first = np.flatnonzero(np.diff(of, prepend=of[0] - 1))
    lengths = np.diff(np.append(first, len(of)))
    before -= np.repeat(before[first], lengths)
    last = np.append(first[1:], len(of)) - 1
    taken = np.clip(filled - before, 0, sizes)
    taken[last] = np.maximum(filled[last] - before[last], 0)
    return taken
