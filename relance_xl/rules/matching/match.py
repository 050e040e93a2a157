"""Entries of a bank against open invoices: who paid, and what (RULES §8)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from relance_xl.incoming import BankEntry
from relance_xl.rules.matching.confidence import LOOSE, Answer, rate
from relance_xl.rules.matching.desk import Desk
from relance_xl.rules.matching.evidence import Evidence, Party, Witness
from relance_xl.rules.matching.fits import Fit, Question, exact_fit
from relance_xl.rules.matching.model import EarlierPayment, Match, OpenBook
from relance_xl.rules.matching.reasons import CARDS, DEBIT, OUR_OWN, SEVERAL, UNKNOWN, told
from relance_xl.rules.matching.returned import Returns
from relance_xl.rules.matching.strangers import stranger
from relance_xl.rules.matching.tolerance import near_fit, on_account, other_fit
from relance_xl.rules.matching.words import plain
from relance_xl.typography import french

_CARDS = re.compile(
    r"\bTPE\b|\b(?:REM|REMISE|REMISES|ENCAISSEMENT|ENCAISSEMENTS)\W+(?:DE\W+)?(?:CB|CARTES?)\b"
    r"|\b(?:STRIPE|PAYPAL|SUMUP|ZETTLE|WORLDLINE|ADYEN|MOLLIE|GOCARDLESS|AMERICAN EXPRESS|AMEX)\b"
)
"""Payments of many people in one entry: what they are for is not guessed."""


def match_entries(entries: Sequence[BankEntry], book: OpenBook) -> list[Match]:
    """Propose for each entry a customer and invoices; nothing is booked.

    Entries are taken by day, then as given; each takes its invoices from the next, so that
    no invoice is proposed for more than it owes. The order of items in the book is of no
    matter. Returned entries give back what the payment they answer had taken. Gives one
    `Match` per entry, in the order of entries.

    >>> from datetime import date
    >>> from relance_xl.rules.matching.model import OpenItem, Payer
    >>> book = OpenBook(
    ...     (OpenItem(invoice="F2026-0012", customer="C1", payer="C1", currency="EUR",
    ...               open_cents=12_000),),
    ...     (Payer("C1", "C1", "Boulangerie Élan"),))
    >>> entry = BankEntry(date(2026, 6, 5), 12_000, "EUR", "VIR BOULANGERIE ELAN F2026 0012")
    >>> [match] = match_entries([entry], book)
    >>> match.customer, match.invoices, match.confidence
    ('C1', ('F2026-0012',), 'high')
    """
    desk, witness = Desk(book), Witness(book)
    returns = Returns(book.payments)
    found: dict[int, Match] = {}
    for place in sorted(range(len(entries)), key=lambda n: (entries[n].booked_on, n)):
        entry = entries[place]
        if not entry.currency:
            entry = replace(entry, currency=book.currency)
        match = replace(_match(entry, desk, witness, returns), entry=place)
        desk.take(match.allocations)
        if entry.amount_cents > 0 and match.customer:
            returns.remember(_as_payment(entry, match))
        found[place] = match
    return [found[place] for place in range(len(entries))]


def _as_payment(entry: BankEntry, match: Match) -> EarlierPayment:
    references = tuple(filter(None, (entry.reference, entry.end_to_end)))
    return EarlierPayment(
        entry.booked_on, match.customer, entry.currency, references, match.allocations
    )


def _match(entry: BankEntry, desk: Desk, witness: Witness, returns: Returns) -> Match:
    if entry.amount_cents < 0 and entry.returned:
        return returns.answer(entry, witness.ask(entry), desk)
    if entry.amount_cents <= 0 or entry.returned:
        return Match(0, reason=french(OUR_OWN if entry.returned else DEBIT))
    evidence = witness.ask(entry)
    if _CARDS.search(plain(entry.label)) and not evidence.named and not evidence.known:
        return Match(0, reason=french(CARDS))
    answers = list(_answers(entry, evidence, desk))
    elsewhere = None
    if not any(answer.fit.places for answer in answers):
        if not evidence.certain:
            answers = [*stranger(entry, desk), *answers]
        elif len(equal := desk.equal_to(entry)) == 1:
            elsewhere = equal[0]
    return _best(answers, evidence, desk, elsewhere)


def _answers(entry: BankEntry, evidence: Evidence, desk: Desk) -> Iterator[Answer]:
    """Give the best answer of every customer the entry may be of."""
    payable = (p for p in evidence.named if desk.open[p] and desk.may_pay(p, entry))
    named = tuple(sorted(payable, key=desk.order))
    owners = dict.fromkeys(desk.items[place].customer for place in evidence.named)
    for customer in dict.fromkeys((*evidence.known, *owners)):
        fit, held = _fit(entry, customer, named, desk)
        if customer in evidence.known or evidence.sure or fit.kind not in LOOSE:
            yield _answer(evidence, customer, held, fit)
    if len(owners) > 1 and named:
        together = Question(desk, entry, named, named)
        if desk.total(named) == entry.amount_cents:
            payer = next(iter(sorted(evidence.certain)), desk.items[named[0]].customer)
            yield _answer(evidence, payer, named, together.whole("named", named))


def _answer(evidence: Evidence, customer: str, named: tuple[int, ...], fit: Fit) -> Answer:
    known = evidence.known.get(customer)
    return Answer(customer, known, named, fit, rate(evidence, customer, fit))


def _fit(
    entry: BankEntry, customer: str, named: tuple[int, ...], desk: Desk
) -> tuple[Fit, tuple[int, ...]]:
    """Share an amount among a customer's own items, else among all his payer has."""
    questions = []
    for scope in desk.scopes(customer, entry, named):
        held = tuple(place for place in named if place in scope)
        questions.append(Question(desk, entry, scope, held))
    for step in (exact_fit, near_fit):
        for question in questions:
            if fit := step(question):
                return fit, question.named
    for question in questions:
        if question.named or question is questions[-1]:
            return other_fit(question), question.named
    return on_account(Question(desk, entry, (), ())), ()


def _best(answers: list[Answer], evidence: Evidence, desk: Desk, elsewhere: int | None) -> Match:
    """Choose the weightiest answer; one as weighty with other invoices makes it low.

    `elsewhere` is another customer's item of that very amount: the person is told.
    """
    if not answers:
        return Match(0, reason=french(UNKNOWN))
    ranked = sorted(answers, key=lambda a: ([-int(w) for w in a.weight], a.customer))
    best = ranked[0]
    rivals = [
        other for other in ranked[1:] if other.weight == best.weight and _differs(other, best)
    ]
    if best.fit.kind == "account" and rivals and best.party is not Party.FULL:
        return Match(0, reason=french(SEVERAL))
    confidence = "low" if rivals else best.confidence
    reason = told(best, evidence, desk, rivals=len(rivals), elsewhere=elsewhere)
    return Match(0, best.customer, best.fit.allocations, confidence, reason)


def _differs(one: Answer, other: Answer) -> bool:
    if not one.fit.places and not other.fit.places:
        return one.customer != other.customer
    return set(one.fit.places) != set(other.fit.places)
