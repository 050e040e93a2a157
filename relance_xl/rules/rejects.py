"""Negative payment rows (rejet, impayé) and the payments they answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from relance_xl.rules.arrays import Days, Flags, Ints, Texts


@dataclass(frozen=True)
class Candidates:
    """Columns of Paiements a reject and its payment are told by; positions are -1 if none."""

    invoice: Ints
    customer: Ints
    amount: Ints
    day: Days
    currency: Texts
    reference: Texts

    def scope(self, row: int) -> tuple[str, int]:
        """Give what a row is about: its invoice, else its customer's account."""
        if self.invoice[row] >= 0:
            return "invoice", int(self.invoice[row])
        return "customer", int(self.customer[row])


@dataclass(frozen=True)
class Cancelled:
    """Payments as if never made, the rejects used up by them, and what is left of these.

    `by_day` is, for a cancelled payment, the day of its reject. `invoice` and `amount` are
    the candidates', a reject having found its payment's invoice and kept only its excess.
    """

    rows: Flags
    by_day: Days
    invoice: Ints
    amount: Ints


def cancel(rows: Candidates, usable: Flags) -> Cancelled:
    """Match each negative row with the payment of the same reference, else the same amount.

    A reject of a payment spread over several rows takes them all. One of less than its
    payment is a refund: nothing is cancelled, both count. `usable` rows are accepted and readable.
    """
    done = np.zeros(len(usable), dtype=bool)
    by_day = np.full(len(usable), np.datetime64("NaT"), dtype="datetime64[D]")
    invoice, amount = rows.invoice.copy(), rows.amount.copy()
    rejects = np.flatnonzero(usable & (rows.amount < 0))
    if len(rejects):
        order = rejects[np.argsort(rows.day[rejects], kind="stable")].tolist()
        places = _Places(rows, np.flatnonzero(usable & (rows.amount > 0)).tolist(), order)
        for reject in order:
            paid = places.answered_by(reject, done)
            if not paid:
                continue
            left = int(rows.amount[reject] + rows.amount[paid].sum())
            if left <= 0:
                done[paid] = True
                by_day[paid] = rows.day[reject]
                amount[reject] = left
                done[reject] = left == 0
            if invoice[reject] < 0:
                invoice[reject] = rows.invoice[paid[0]]
    return Cancelled(done, by_day, invoice, amount)


class _Places:
    """Payments by reference, and by amount within an invoice or a customer's account."""

    def __init__(self, rows: Candidates, payments: Iterable[int], rejects: Iterable[int]) -> None:
        self._rows = rows
        self._by_reference: dict[str, list[int]] = defaultdict(list)
        self._by_amount: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        references = {str(rows.reference[reject]) for reject in rejects} - {""}
        amounts = {-int(rows.amount[reject]) for reject in rejects}
        for row in payments:
            if rows.reference[row] in references:
                self._by_reference[str(rows.reference[row])].append(row)
            if (cents := int(rows.amount[row])) in amounts:
                self._by_amount[(*rows.scope(row), cents)].append(row)
                if rows.invoice[row] >= 0 and rows.customer[row] >= 0:
                    self._by_amount["customer", int(rows.customer[row]), cents].append(row)

    def answered_by(self, reject: int, done: Flags) -> list[int]:
        """Give the payment rows this reject takes back; empty if none is found."""
        rows = self._rows
        found = self._free(self._by_reference.get(str(rows.reference[reject]), ()), reject, done)
        if rows.invoice[reject] >= 0:
            found = [row for row in found if rows.invoice[row] in (-1, rows.invoice[reject])]
        if found:
            exact = [row for row in found if rows.amount[row] == -rows.amount[reject]]
            return exact[:1] or found
        scope, cents = rows.scope(reject), -int(rows.amount[reject])
        if scope[1] < 0:
            return []
        same = self._free(self._by_amount.get((*scope, cents), ()), reject, done)
        before = [row for row in same if rows.day[row] <= rows.day[reject]]
        return [max(before, key=self._latest)] if before else same[:1]

    def _latest(self, row: int) -> tuple[np.datetime64, int]:
        return self._rows.day[row], row

    def _free(self, found: Iterable[int], reject: int, done: Flags) -> list[int]:
        rows = self._rows
        customer = rows.customer[reject]
        return [
            row
            for row in found
            if not done[row]
            and rows.currency[row] == rows.currency[reject]
            and (customer < 0 or rows.customer[row] in (-1, customer))
        ]
