"""Payments the bank took back (rejet, impayé), and the payments they answer."""

from collections.abc import Sequence
from dataclasses import replace

from relance_xl.incoming import BankEntry
from relance_xl.rules.matching.desk import Desk
from relance_xl.rules.matching.evidence import Evidence, Party
from relance_xl.rules.matching.model import Allocation, Confidence, EarlierPayment, Match
from relance_xl.typography import french

_SAYS_NOTHING = frozenset({"", "NOTPROVIDED", "NONREF", "NONE"})


class Returns:
    """Payments that can still be taken back, those of this batch included."""

    def __init__(self, payments: Sequence[EarlierPayment]) -> None:
        """Begin with the payments of the workbook."""
        self._payments = list(payments)

    def remember(self, payment: EarlierPayment) -> None:
        """Add a payment just matched."""
        self._payments.append(payment)

    def answer(self, entry: BankEntry, evidence: Evidence, desk: Desk) -> Match:
        """Find the payment: the same reference, else the same amount of that customer."""
        equal = [payment for payment in self._payments if _could_be(payment, entry)]
        known = {*evidence.known, *(desk.items[p].customer for p in evidence.named)}
        by_reference = [payment for payment in equal if _same_reference(payment, entry)]
        by_customer = [payment for payment in equal if payment.customer in known]
        if by_reference:
            return self._taken_back(by_reference, "high", "même référence que ce paiement")
        if by_customer:
            sure = evidence.party(by_customer[0].customer) is Party.FULL or evidence.sure
            level: Confidence = "high" if sure else "medium"
            return self._taken_back(by_customer, level, "même montant, même client")
        if equal and not known:
            return self._taken_back(equal, "low", "même montant, client non reconnu")
        if len(known) == 1:
            unpaid = Allocation("", entry.amount_cents)
            reason = french("rejet : le paiement rejeté n’est pas retrouvé")
            return Match(0, known.pop(), (unpaid,), "low", reason)
        return Match(0, reason=french("rejet : ni paiement ni client retrouvés"))

    def _taken_back(
        self, candidates: list[EarlierPayment], confidence: Confidence, why: str
    ) -> Match:
        """Undo the latest candidate; several are never sure."""
        payment = max(candidates, key=lambda one: (one.on, one.references, one.customer))
        self._payments.remove(payment)
        undone = tuple(replace(a, amount_cents=-a.amount_cents) for a in payment.allocations)
        several = len(candidates) > 1
        more = f" ; {len(candidates)} paiements possibles, le dernier" if several else ""
        reason = french(f"rejet du paiement du {payment.on:%d/%m/%Y} : {why}{more}")
        return Match(0, payment.customer, undone, "low" if several else confidence, reason)


def _could_be(payment: EarlierPayment, entry: BankEntry) -> bool:
    return (
        payment.cash_cents == -entry.amount_cents
        and payment.currency == entry.currency
        and payment.on <= entry.booked_on
    )


def _same_reference(payment: EarlierPayment, entry: BankEntry) -> bool:
    said = {entry.reference, entry.end_to_end} - _SAYS_NOTHING
    return not said.isdisjoint(set(payment.references) - _SAYS_NOTHING)
