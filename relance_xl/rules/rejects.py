"""Negative payment rows (rejet, impayé) and the payments they answer."""

from collections import defaultdict, deque
from dataclasses import dataclass

import numpy as np

from relance_xl.rules.arrays import Days, Flags, Ints, Texts, among

_Whose = tuple[str, int]
_Key = tuple[str, str, int | None, _Whose]
_ANYBODY: _Whose = ("anybody", 0)


@dataclass(frozen=True)
class Candidates:
    """Columns of Paiements a reject and its payment are told by; positions are -1 if none."""

    invoice: Ints
    customer: Ints
    amount: Ints
    day: Days
    currency: Texts
    reference: Texts


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
        payments = np.flatnonzero(usable & (rows.amount > 0) & _answerable(rows, rejects))
        payments = payments[np.argsort(rows.day[payments], kind="stable")]
        places = _Places(rows, payments.tolist(), order)
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


def _answerable(rows: Candidates, rejects: Ints) -> Flags:
    """Tell which rows any reject could be about: the few worth looking at one by one."""
    references = [str(text) for text in rows.reference[rejects] if text]
    near = np.isin(rows.invoice, rows.invoice[rejects])
    near |= np.isin(rows.customer, rows.customer[rejects])
    near &= np.isin(rows.amount, -rows.amount[rejects])
    return near | among(rows.reference, references)


class _Places:
    """Payments by what a reject may know of them; both come in the order of their days.

    A key is (reference or empty, currency, amount or None for any, whose): whose being an
    invoice, a customer, a customer's account, or anybody.
    """

    def __init__(self, rows: Candidates, payments: list[int], rejects: list[int]) -> None:
        self._rows = rows
        self._waiting: dict[_Key, deque[int]] = defaultdict(deque)
        self._reached: dict[_Key, list[int]] = defaultdict(list)
        references = {str(rows.reference[reject]) for reject in rejects} - {""}
        amounts = {-int(rows.amount[reject]) for reject in rejects}
        for row in payments:
            reference, cents = str(rows.reference[row]), int(rows.amount[row])
            known = [reference, ""] if reference in references else [""]
            for said in known:
                for whose in self._owners(row):
                    if cents in amounts:
                        self._waiting[said, rows.currency[row], cents, whose].append(row)
                    if said:
                        self._waiting[said, rows.currency[row], None, whose].append(row)

    def _owners(self, row: int) -> list[_Whose]:
        invoice, customer = int(self._rows.invoice[row]), int(self._rows.customer[row])
        place = ("invoice", invoice) if invoice >= 0 else ("account", customer)
        return [place, ("customer", customer), _ANYBODY]

    def answered_by(self, reject: int, done: Flags) -> list[int]:
        """Give the payment rows this reject takes back; empty if none is found."""
        rows = self._rows
        invoice, customer = int(rows.invoice[reject]), int(rows.customer[reject])
        whose: list[_Whose] = [("invoice", invoice), ("account", customer)]
        if invoice < 0:
            whose = [("customer", customer) if customer >= 0 else _ANYBODY]
        reference, currency = str(rows.reference[reject]), str(rows.currency[reject])
        cents = -int(rows.amount[reject])
        if reference:
            for who in whose:
                if found := self._one((reference, currency, cents, who), reject, done):
                    return found
            for who in whose:
                if found := self._all((reference, currency, None, who), done):
                    return found
        known = whose[0] != _ANYBODY
        return self._one(("", currency, cents, whose[0]), reject, done) if known else []

    def _one(self, key: _Key, reject: int, done: Flags) -> list[int]:
        """Take the latest payment up to the reject's day, else the first after it."""
        waiting, reached = self._waiting.get(key), self._reached[key]
        while waiting and self._rows.day[waiting[0]] <= self._rows.day[reject]:
            reached.append(waiting.popleft())
        while reached:
            if not done[row := reached.pop()]:
                return [row]
        while waiting:
            if not done[row := waiting.popleft()]:
                return [row]
        return []

    def _all(self, key: _Key, done: Flags) -> list[int]:
        return [row for row in self._waiting.get(key, ()) if not done[row]]
