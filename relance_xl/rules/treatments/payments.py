"""Payments a person accepts: ticked rows become counted ones (RULES §2, §8).

A row is never accepted beyond what its invoice still owes: two statements of one payment,
or two proposals for one invoice, stop at the second.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import duplicated, texts
from relance_xl.rules.keys import key_of
from relance_xl.rules.methods import natures
from relance_xl.schema import TABLES

_PENALTIES = "penalties"
_FOLLOWING = frozenset({"discount", "bank_fee", _PENALTIES})
"""Natures of rows that only go with another row of their bank entry."""


@dataclass
class Acceptance:
    """Rows of Paiements accepted, refused with the rest of their entry, and those in the way."""

    accepted: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def accept_payments(
    tables: Mapping[str, pd.DataFrame], invoices: pd.DataFrame, *, high: bool = False
) -> Acceptance:
    """Accept the rows that are ticked, and with `high` also the sure ones left empty.

    Needs the typed frames of Paiements and of payment methods, and `invoices` with invoice,
    balance_cents (signed: a rejected payment raises it). The rows of one bank entry stand
    together: when a person has refused one that pays, its discount, fee and penalties go too.
    """
    result = Acceptance()
    payments = tables["payments"]
    payments = payments.assign(nature=natures(tables["payment_methods"], texts(payments["method"])))
    open_cents = {
        key_of(number): int(cents)
        for number, cents in zip(invoices["invoice"], invoices["balance_cents"], strict=True)
    }
    refused = _refused_entries(payments)
    hidden = _hidden(payments)
    wanted = payments["accepted"] == "ticked"
    if high:
        sure = (payments["confidence"] == "high") & (payments["source"] != "")
        wanted |= sure & (payments["accepted"] == "") & ~hidden
    twice = duplicated(payments["payment"].map(key_of).to_numpy(dtype=object))
    doubles = dict(zip(payments.index, twice.tolist(), strict=True))
    for place, *values in payments.loc[wanted, list(_Row._fields)].itertuples(name=None):
        row = _Row(*values)
        if not row.payment or hidden[place] or pd.isna(row.amount_cents):
            result.problems.append(_problem(row, ("ligne illisible", "corriger la ligne")))
        elif doubles[place]:
            result.problems.append(_problem(row, _TWICE))
        elif _entry(row.payment) in refused and row.nature in _FOLLOWING:
            result.refused.append(row.payment)
        elif fault := _fault(row, open_cents):
            result.problems.append(_problem(row, fault))
        else:
            _accept(row, open_cents, result)
    return result


_TWICE = ("son numéro est deux fois dans la feuille", "donner à chaque ligne son numéro")
"""Rows are written by their number: what is said of one would be said of the other."""


class _Row(NamedTuple):
    payment: str
    invoice: str
    amount_cents: int
    nature: str
    row: int


def _fault(row: _Row, open_cents: Mapping[str, int]) -> tuple[str, str] | None:
    """Say what keeps a row from being counted, and what to do; None if nothing does."""
    invoice = key_of(row.invoice)
    if not invoice or row.nature == _PENALTIES:
        return None
    if invoice not in open_cents:
        return "la facture nommée n’existe pas", "corriger « N° facture »"
    if row.amount_cents > 0 and row.amount_cents > max(open_cents[invoice], 0):
        return (
            "le montant dépasse ce qui reste dû sur cette facture",
            "corriger la facture ou le montant, ou choisir « Non »",
        )
    return None


def _accept(row: _Row, open_cents: dict[str, int], result: Acceptance) -> None:
    invoice = key_of(row.invoice)
    if invoice in open_cents and row.nature != _PENALTIES:
        open_cents[invoice] -= row.amount_cents
    result.accepted.append(row.payment)


def _refused_entries(payments: pd.DataFrame) -> set[str]:
    """Give the bank entries of which a person refused every row that pays."""
    verdicts: dict[str, list[bool]] = defaultdict(list)
    names, kinds = payments["payment"], payments["nature"]
    for name, nature, accepted in zip(names, kinds, payments["accepted"], strict=True):
        if nature not in _FOLLOWING:
            verdicts[_entry(name)].append(accepted == "no")
    return {entry for entry, said in verdicts.items() if all(said)}


def _entry(payment: str) -> str:
    return payment.rpartition("/")[0] or payment


def _hidden(payments: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which rows have an unreadable cell that decides."""
    deciding = {"payment", "amount_cents", "invoice", "customer", "accepted", "currency"}
    return payments["bad"].map(lambda names: not deciding.isdisjoint(str(names).split()))


def _problem(row: _Row, fault: tuple[str, str]) -> Problem:
    table = TABLES["payments"]
    text, action = fault
    return Problem(
        "payment_not_accepted",
        table.sheet,
        f"paiement {row.payment} non accepté : {text}",
        action,
        row=int(row.row),
        column=table["accepted"].label,
        key=row.payment,
        severity=Severity.BLOCKING,
    )
