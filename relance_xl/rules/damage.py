"""Invoices nothing can be decided on: rows that cannot be read, placed, or believed."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import (
    Flags,
    Ints,
    Texts,
    duplicated,
    empty,
    find,
    sums,
    texts,
    unreadable,
)
from relance_xl.rules.codes import is_currency
from relance_xl.rules.debts import NEEDED
from relance_xl.rules.gaps import DECIDING, everyone_held, unclear_customers
from relance_xl.rules.keys import key_of
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.methods import plain
from relance_xl.rules.report import labels

_SEVERAL = tuple(map(re.compile, (r"[,;+&|\n]", r"[\s,;+&|]", r"[\s,;+&|/]")))
"""What stands between numbers, the surest first: blanks and « / » may be of a number."""


@dataclass(frozen=True)
class Damage:
    """Per invoice: held for `bad_data`, and why. `everyone`: no automatic stage at all."""

    held: Flags
    detail: Texts
    everyone: bool


def read_damage(ledger: Ledger) -> Damage:
    """Gather what is wrong with each invoice, its customer, payments and credit notes."""
    damage = Damage(
        np.zeros(len(ledger.debts), dtype=bool),
        np.full(len(ledger.debts), "", dtype=object),
        _nobody_known(ledger),
    )
    if missing := everyone_held(ledger.run.tables):
        _mark(damage, ~damage.held, missing)
    _own_rows(ledger, damage)
    _customers(ledger, damage)
    _methods(ledger, damage)
    _credit_notes(ledger, damage)
    _payments(ledger, damage)
    _amounts(ledger, damage)
    return damage


def _mark(damage: Damage, where: Flags, detail: str) -> None:
    fresh = where & ~damage.held
    damage.held[fresh] = True
    damage.detail[fresh] = detail


def _own_rows(ledger: Ledger, damage: Damage) -> None:
    debts = ledger.debts
    rows = np.flatnonzero(debts.damaged)
    bad = texts(debts.frame["bad"])[rows]
    needed = [" ".join(name for name in str(names).split() if name in NEEDED) for names in bad]
    for row, names in zip(rows, needed, strict=True):
        if damage.held[row]:
            continue
        damage.held[row] = True
        damage.detail[row] = (
            f"illisible\u202f: {labels('invoices', names)}" if names else _gap(ledger, int(row))
        )
    _mark(damage, debts.twice, "numéro de facture en double")
    _mark(damage, unknown_currencies(ledger), "devise inconnue")


def unknown_currencies(ledger: Ledger) -> Flags:
    """Tell which invoices are typed in a currency that does not exist."""
    typed = ledger.text("currency")
    codes, distinct = pd.factorize(typed)
    wrong = [code != "" and not is_currency(str(code)) for code in distinct]
    return np.array(wrong, dtype=bool)[codes] if wrong else np.zeros(len(typed), dtype=bool)


def _gap(ledger: Ledger, row: int) -> str:
    """Name the needed cell that is empty."""
    debts = ledger.debts
    cells = debts.frame.iloc[row]
    for name in ("invoice", "customer", "issue_date", "total_cents"):
        if pd.isna(cells[name]) or cells[name] == "":
            return f"{labels('invoices', name)} manque"
    return "échéance inconnue\u202f: conditions de paiement illisibles"


def _customers(ledger: Ledger, damage: Damage) -> None:
    debts = ledger.debts
    _mark(damage, debts.customer < 0, "client inconnu")
    payers = debts.payers
    for flags, detail in (
        (duplicated(texts(debts.customers["customer"])), "code client en double"),
        (payers.looping, "payeurs en boucle"),
        (payers.unknown, "payeur inconnu"),
    ):
        if flags.any():
            _mark(damage, np.append(flags, False)[debts.customer], detail)
    unclear = unclear_customers(ledger.run.tables)
    if unclear.any():
        _mark(damage, ledger.of_customers(unclear), "fiche du client illisible")


def _methods(ledger: Ledger, damage: Damage) -> None:
    """Hold what is paid by a method whose row cannot be read: it may be drawn by ourselves."""
    methods = ledger.run.tables["payment_methods"]
    lost = unreadable(methods, DECIDING["payment_methods"])
    if lost.any():
        names = {plain(name) for name in texts(methods["method"])[lost]}
        used = [plain(name) in names for name in ledger.methods.name]
        _mark(damage, np.array(used, dtype=bool), "moyen de paiement illisible")


def _credit_notes(ledger: Ledger, damage: Damage) -> None:
    """Let a credit note that cannot be placed hold the invoice it names, else its customer."""
    lost = ledger.balances.lost_credit
    if not lost.any():
        return
    debts = ledger.debts
    named = debts.find(ledger.text("credit_note_of"))
    detail = "avoir illisible ou impossible à imputer"
    _mark(damage, lost | ledger.of_rows(lost, named), detail)
    _mark(damage, ledger.of_rows_customers(lost & (named < 0), debts.customer), detail)


def _payments(ledger: Ledger, damage: Damage) -> None:
    """Do the same for payments; a reject without payment holds its customer."""
    payments = ledger.payments
    lost = payments.lost
    detail = "paiement illisible ou impossible à imputer"
    if lost.any():
        unplaced = lost & (payments.invoice < 0)
        _mark(damage, ledger.of_rows(lost, payments.invoice), detail)
        _mark(damage, _named_among(ledger, unplaced), detail)
        _mark(damage, ledger.of_rows_customers(unplaced, payments.customer), detail)
    account = ledger.balances.account
    owing = account["customer"].to_numpy(dtype=np.int64)[account["cents"].to_numpy() < 0]
    everyone = np.ones(len(owing), dtype=bool)
    _mark(damage, ledger.of_rows_customers(everyone, owing), "rejet sans le paiement rejeté")


def _named_among(ledger: Ledger, unplaced: Flags) -> Flags:
    """Tell which invoices such payments name along with other words: « F1, F2 »."""
    said = set(texts(ledger.payments.frame["invoice"])[unplaced])
    words = {key_of(word) for text in said for cut in _SEVERAL for word in cut.split(text)} - {""}
    if not words:
        return np.zeros(len(ledger.debts), dtype=bool)
    return np.array([key_of(number) in words for number in ledger.debts.number], dtype=bool)


def _amounts(ledger: Ledger, damage: Damage) -> None:
    frame, plans = ledger.debts.frame, ledger.instalments
    _mark(damage, ledger.balances.excess, "solde supérieur au montant de la facture")
    undated = ~empty(frame["accounting_balance_cents"]) & empty(frame["accounting_date"])
    _mark(damage, undated, "solde comptable sans date")
    _mark(damage, forgotten_by_accounting(ledger), "règlement accepté absent de la comptabilité")
    if len(plans.frame):
        _instalments(ledger, damage)


def forgotten_by_accounting(ledger: Ledger) -> Flags:
    """Tell which invoices the accounting asks more for than a bank statement leaves open.

    Accountants book days after the bank: who has paid is not chased for that. A row typed by
    hand, or deduced from a list, proves nothing against a newer list. A customer whose
    account the accounting credits as well has his payment counted there: it nets his messages.
    """
    payments, balances = ledger.payments, ledger.balances
    banked = payments.counts & ~balances.counted & (payments.invoice >= 0)
    banked &= ~empty(payments.frame["statement_end"])
    told: Flags = balances.higher & ledger.of_rows(banked, payments.invoice)
    if told.any():
        given = balances.from_accounting & (balances.balance < 0)
        told &= ~ledger.of_rows_customers(given, ledger.debts.customer)
    return told


def _instalments(ledger: Ledger, damage: Damage) -> None:
    plans, named = ledger.instalments, named_by_instalments(ledger)
    lost = plans.damaged | (plans.invoice < 0)
    _mark(damage, ledger.of_rows(lost, named), "échéancier illisible")
    _mark(damage, too_much_in_parts(ledger), "échéances supérieures au montant de la facture")
    short = "les échéances contractuelles ne font pas le montant de la facture"
    _mark(damage, parts_missing(ledger), short)
    twice = duplicated(texts(plans.frame["instalment"]))
    _mark(damage, ledger.of_rows(twice, plans.invoice), "échéance en double")
    other = ledger.debts.find(texts(plans.frame["instalment"]))
    mixed = ledger.of_rows(other >= 0, other) | ledger.of_rows(other >= 0, named)
    _mark(damage, mixed, "échéance et facture de même numéro")


def named_by_instalments(ledger: Ledger) -> Ints:
    """Give the invoice of each row of Échéanciers, if need be by its number (« F1#2 »)."""
    plans, debts = ledger.instalments, ledger.debts
    found = plans.invoice.copy()
    lost = np.flatnonzero(found < 0)
    if len(lost):
        ids = texts(plans.frame["instalment"])[lost]
        stems = [key_of(str(text).rpartition("#")[0]) for text in ids]
        numbers = np.array([key_of(number) for number in debts.number], dtype=object)
        found[lost] = find(numbers, np.array(stems, dtype=object))
    return found


def parts_missing(ledger: Ledger) -> Flags:
    """Tell which invoices have contractual instalments that leave some of it without a date."""
    plans, debts = ledger.instalments, ledger.debts
    parts = sums(np.where(plans.split, plans.invoice, -1), plans.amount, len(debts))
    contractual = ledger.of_rows(plans.split & (plans.kind == "contractual"), plans.invoice)
    missing: Flags = contractual & (parts < debts.total)
    return missing


def too_much_in_parts(ledger: Ledger) -> Flags:
    """Tell which invoices have contractual instalments for more than their total."""
    plans, debts = ledger.instalments, ledger.debts
    parts = sums(np.where(plans.split, plans.invoice, -1), plans.amount, len(debts))
    return (parts > 0) & (parts > debts.total)


def _nobody_known(ledger: Ledger) -> bool:
    """Tell whether a payment, credit note or instalment concerns nobody knows whom."""
    payments, debts = ledger.payments, ledger.debts
    lost = payments.lost & (payments.invoice < 0) & (payments.customer < 0)
    if lost.any():
        return True
    if len(ledger.instalments.frame) and (named_by_instalments(ledger) < 0).any():
        return True
    stray = np.flatnonzero(ledger.balances.lost_credit & (debts.customer < 0))
    return bool((debts.find(ledger.text("credit_note_of")[stray]) < 0).any())


def same_amount(ledger: Ledger) -> Flags:
    """Tell which invoices owe exactly what an unplaced proposed payment brings."""
    payments, debts = ledger.payments, ledger.debts
    stray = np.flatnonzero(
        payments.proposed & (payments.invoice < 0) & (payments.customer < 0) & (payments.amount > 0)
    )
    if not len(stray):
        return np.zeros(len(debts), dtype=bool)
    brought = pd.MultiIndex.from_arrays([payments.currency[stray], payments.amount[stray]])
    owed = pd.MultiIndex.from_arrays([debts.currency, ledger.balances.balance])
    equal: Flags = owed.isin(brought) & (ledger.balances.balance > 0)
    return equal
