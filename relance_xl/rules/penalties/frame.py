"""Penalties of every invoice at once: the arithmetic of `penalty`, on arrays.

Interest is a sum of cents × days × basis points. With R(d) the basis points summed over
the days up to d, a balance kept from day a to day b bears balance × (R(b) − R(a)); one
division at the end gives cents. All of it fits 64-bit integers up to a limit that the few
larger invoices, if any, go around through `penalty`.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.laws import NO_TERMS, Law, Terms, find, why_none
from relance_xl.rules.penalties.answers import Answers
from relance_xl.rules.penalties.beginning import EPOCH, MISSING, last_free_days
from relance_xl.rules.penalties.claim import NO_CLAUSE, Claim, UnknownRateError, penalty
from relance_xl.rules.penalties.part_payments import (
    Debts,
    days_of,
    gather,
    interest_first,
    principal_first,
)
from relance_xl.rules.penalties.rate_sums import NO_CONTRACT, RateSums
from relance_xl.rules.penalties.schedule import Schedule, Told, schedule

Ints = npt.NDArray[np.int64]

_NOT_DATED = "échéance inconnue\u202f: pas de pénalités"
_NO_AMOUNT = "montant inconnu\u202f: pas de pénalités"
_NO_RATE = "aucun taux connu au début du retard\u202f: pas de pénalités"


@dataclass(frozen=True, slots=True)
class Counting:
    """How the creditor counts: law code (FR, BE, QC…), as-of day, imputation, contracts.

    `own` are the contracts that say something else than `terms`.
    """

    law: str
    as_of: date
    interest_first: bool = False
    terms: Terms = NO_TERMS
    own: tuple[Terms, ...] = ()

    @property
    def contracts(self) -> tuple[Terms, ...]:
        """All that contracts say, by place; the usual terms stand last, at -1."""
        return (*self.own, self.terms)


def interest(
    invoices: pd.DataFrame, payments: pd.DataFrame, rates: pd.DataFrame, how: Counting
) -> pd.DataFrame:
    """Compute the penalties of all invoices up to `how.as_of`, in cents.

    Needs `invoices` with invoice (unique), customer_type, base_cents (total with VAT less
    credit notes and the disputed part, but not less payments), due_date, contract_rate_bps
    (missing = the law's rate), interest_stop (missing = none: last day that bears interest),
    and, both may be absent, noticed (for laws that wait for a message, see `Claim`) and
    terms (place in `how.own`, -1 = `how.terms`);
    `payments`, accepted and allocated, with invoice, payment_date (missing = counted from
    the start), amount_cents; `rates` with the columns of sheet Taux.

    Returns, on the index of `invoices`: interest_cents and fee_cents (Int64, missing when
    there is nothing to state), provisional (boolean: a period without a rate was met, state
    no amount), rate_text, rate_source (str), why_none (str: why amounts are missing).

    >>> from relance_xl.laws import rate_table
    >>> days = pd.to_datetime(["2026-04-30", "2026-05-01"])
    >>> both = {"customer_type": "business", "base_cents": 1_000_000, "interest_stop": pd.NaT}
    >>> own_rates = pd.array([None, None], dtype="Int64")
    >>> invoices = pd.DataFrame({"invoice": ["F1", "F2"], "due_date": days}).assign(
    ...     contract_rate_bps=own_rates, **both)
    >>> paid = {"invoice": ["F2"], "payment_date": days[1:], "amount_cents": [1_000_000]}
    >>> how = Counting("FR", date(2026, 8, 31))
    >>> found = interest(invoices, pd.DataFrame(paid), rate_table(), how)
    >>> found["interest_cents"].to_list(), found["fee_cents"].to_list()
    ([41368, 0], [4000, 0])
    """
    book = _Book.of(invoices, payments)
    answers = Answers(len(invoices))
    kinds, names = pd.factorize(invoices["customer_type"])
    for place, name in enumerate(names):
        debts = np.flatnonzero(kinds == place)
        if law := find(how.law, str(name)):
            _of_law(book, debts, schedule(law, rates), how, answers)
        else:
            answers.refuse(debts, why_none(how.law, str(name)))
    return answers.frame(invoices.index)


@dataclass(frozen=True)
class _Book:
    """Invoices and payments as arrays; `debt` is the place of a payment's invoice, -1 = none."""

    base: Ints
    due: Ints
    contract: Ints
    stop: Ints
    noticed: Ints
    terms: Ints
    debt: Ints
    payments: pd.DataFrame

    @classmethod
    def of(cls, invoices: pd.DataFrame, payments: pd.DataFrame) -> "_Book":
        nowhere, usual = np.full(len(invoices), MISSING), np.full(len(invoices), -1)
        return cls(
            base=invoices["base_cents"].to_numpy(dtype=np.int64, na_value=MISSING),
            due=days_of(invoices["due_date"]),
            contract=invoices["contract_rate_bps"].to_numpy(dtype=np.int64, na_value=NO_CONTRACT),
            stop=days_of(invoices["interest_stop"]),
            noticed=days_of(invoices["noticed"]) if "noticed" in invoices else nowhere,
            terms=invoices["terms"].to_numpy(np.int64) if "terms" in invoices else usual,
            debt=_owners(invoices["invoice"], payments["invoice"]),
            payments=payments,
        )

    def granted(self, debts: Ints, law: Law, how: Counting, answers: Answers) -> Ints:
        """Keep the debts whose contract has the clause this law asks for, if it asks for one."""
        if not law.needs_clause:
            return debts
        clause = np.array([terms.consumer_clause for terms in how.contracts])
        granted = clause[self.terms[debts]]
        answers.refuse(debts[~granted], NO_CLAUSE)
        kept: Ints = debts[granted]
        return kept

    def usable(self, debts: Ints, answers: Answers) -> Ints:
        """Keep the debts with a due date and an amount; the others are refused."""
        undated, unknown = self.due[debts] == MISSING, self.base[debts] == MISSING
        if undated.any() or unknown.any():
            answers.refuse(debts[unknown], _NO_AMOUNT)
            answers.refuse(debts[undated], _NOT_DATED)
            kept: Ints = debts[~undated & ~unknown]
            return kept
        return debts

    def agreed(self, debts: Ints, law: Law, contracts: tuple[Terms, ...]) -> Ints:
        """Give the rate each contract agrees on as this law hears it, else `NO_CONTRACT`."""
        unsaid = [law.agreed_bps(None, terms) for terms in contracts]
        named = np.array([NO_CONTRACT if bps is None else bps for bps in unsaid])
        deaf = np.array([law.agreed_bps(0, terms) is None for terms in contracts])
        contract, place = self.contract[debts], self.terms[debts]
        return np.where((contract == NO_CONTRACT) | deaf[place], named[place], contract)

    def fees(self, debts: Ints, unpaid: Ints, law: Law, how: Counting) -> Ints:
        """Give the fee on what was unpaid when interest began, by each debt's contract."""
        if not how.own or not law.indemnity_clause:
            return law.fee(unpaid, how.terms)
        fees, places = np.zeros_like(unpaid), self.terms[debts]
        for place in np.unique(places).tolist():
            same = places == place
            fees[same] = law.fee(unpaid[same], how.contracts[place])
        return fees

    def laid_out(self, debts: Ints, law: Law, as_of: date) -> Debts:
        """Lay debts out; one whose interest has not begun ends where it begins."""
        last = np.int64((as_of - EPOCH).days)
        free = last_free_days(law, self.due[debts], self.noticed[debts])
        free = np.where(free == MISSING, last, free)
        stop = self.stop[debts]
        end = np.where(stop == MISSING, last, np.minimum(stop, last))
        return Debts(np.maximum(self.base[debts], 0), free, np.maximum(end, free))


def _of_law(book: _Book, debts: Ints, periods: Schedule, how: Counting, answers: Answers) -> None:
    """Compute the debts one law rules: on arrays where products surely fit 64 bits."""
    law = periods.law
    debts = book.usable(book.granted(debts, law, how, answers), answers)
    laid = book.laid_out(debts, law, how.as_of)
    sums = RateSums.of(periods, book.agreed(debts, law, how.contracts), laid.due + 1)
    huge = laid.base > sums.largest_base(how.as_of)
    if huge.any():
        _one_by_one(book, debts[huge], periods, how, answers)
        debts = debts[~huge]
        laid = book.laid_out(debts, law, how.as_of)
        sums = RateSums.of(periods, book.agreed(debts, law, how.contracts), laid.due + 1)
    place = np.full(len(book.base) + 1, -1)
    place[debts] = np.arange(len(debts))
    paid = gather(place[book.debt], book.payments, laid)
    settle = interest_first if how.interest_first else principal_first
    settled = settle(laid, paid, sums, law)
    late = settled.last_day > laid.due
    known = ~late | (laid.due + 1 >= sums.starts[0])
    stop = book.stop[debts]
    claimed = late & ((stop == MISSING) | (stop > (how.as_of - EPOCH).days))
    fee = np.where(claimed, book.fees(debts, settled.unpaid, law, how), 0)
    told = sums.words(laid.due, settled.last_day, late & known)
    answers.state(debts, settled.interest, fee, told)
    if not known.all():
        answers.refuse(debts[~known], _NO_RATE)


def _one_by_one(book: _Book, debts: Ints, rates: Schedule, how: Counting, answers: Answers) -> None:
    """Compute the few amounts too large for 64-bit products, with Python's integers."""
    for debt in debts.tolist():
        due, stop, noticed = (_date(days[debt]) for days in (book.due, book.stop, book.noticed))
        ours = book.payments[book.debt == debt]
        days = ours["payment_date"].fillna(pd.Timestamp(due or EPOCH))
        claim = Claim(
            amount_cents=int(book.base[debt]),
            due_date=due or EPOCH,
            as_of=how.as_of,
            rate_bps=None if book.contract[debt] == NO_CONTRACT else int(book.contract[debt]),
            payments=tuple(
                (day.date(), int(cents))
                for day, cents in zip(days, ours["amount_cents"].fillna(0), strict=True)
            ),
            interest_first=how.interest_first,
            stop=stop,
            noticed=noticed,
        )
        one = np.array([debt])
        try:
            found = penalty(claim, replace(rates, terms=how.contracts[book.terms[debt]]))
        except UnknownRateError:
            answers.refuse(one, _NO_RATE)
        else:
            told = Told(found.provisional, found.rate_text, found.rate_source)
            amounts = np.array([found.interest_cents]), np.array([found.fee_cents])
            answers.state(one, *amounts, (np.array([0]), [told]))


def _date(day: np.int64) -> date | None:
    return None if day == MISSING else EPOCH + timedelta(days=int(day))


def _owners(invoices: "pd.Series[str]", wanted: "pd.Series[str]") -> Ints:
    """Give where each payment's invoice first stands, -1 for nowhere.

    Hashes the payments, usually fewer, and looks the invoices up.
    """
    codes, names = pd.factorize(wanted)
    if not len(names):
        return np.full(len(wanted), -1)
    found = pd.Index(names).get_indexer(pd.Index(invoices))
    places = np.flatnonzero(found >= 0)[::-1]
    owner = np.full(len(names) + 1, -1)
    owner[found[places]] = places
    owners: Ints = owner[codes]
    return owners
