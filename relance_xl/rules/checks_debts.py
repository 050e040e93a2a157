"""Problems of sheets Factures and Échéanciers."""

import numpy as np

from relance_xl.problems import Problem, Severity
from relance_xl.rules.agreed_plans import read_agreed_plans
from relance_xl.rules.arrays import (
    Flags,
    cents,
    day,
    days,
    empty,
    french_days,
    said_no,
    said_yes,
    sums,
    texts,
)
from relance_xl.rules.checks_customers import half_blocks
from relance_xl.rules.damage import parts_missing, too_much_in_parts, unknown_currencies
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.report import report
from relance_xl.rules.running_payments import silent_debits

_SERIOUS = frozenset(
    (
        *("excess", "accounting_date_missing", "credit_note_misplaced", "unknown_currency"),
        *("instalments_exceed_total", "instalments_below_total", "negative_instalment"),
        *("instalment_is_invoice", "plan_broken"),
    )
)
"""Faults that hold an invoice until someone mends them, or decides."""

_FAULTS = {
    "excess": (
        "total_cents",
        "solde supérieur au montant moins les avoirs\u202f; la facture est retenue",
        "corriger le paiement négatif ou le solde comptable",
    ),
    "unknown_currency": (
        "currency",
        "cette devise n’existe pas\u202f: la facture est retenue",
        "écrire les trois lettres de la devise (EUR, CHF…), ou laisser vide",
    ),
    "accounting_date_missing": (
        "accounting_date",
        "solde comptable sans date",
        "saisir le jour de ce solde",
    ),
    "credit_note_misplaced": (
        "credit_note_of",
        "avoir impossible à imputer\u202f: autre devise, ou avoir sur un avoir",
        "indiquer la facture annulée, dans la même devise",
    ),
    "negative_invoice": (
        "total_cents",
        "facture de montant négatif\u202f: elle est lue comme un avoir",
        "choisir la nature «\u00a0avoir\u00a0»",
    ),
    "accounting_higher": (
        "accounting_balance_cents",
        "la comptabilité donne un solde plus élevé que les paiements saisis ici",
        "vérifier les paiements de cette facture",
    ),
    "credit_note_of_invoice": (
        "credit_note_of",
        "«\u00a0Avoir sur\u00a0» est rempli mais la pièce n’est pas un avoir",
        "choisir la nature «\u00a0avoir\u00a0», ou effacer le numéro",
    ),
    "future_issue_date": (
        "issue_date",
        "la date de facture est dans le futur",
        "vérifier la date",
    ),
    "due_before_issue": (
        "due_date",
        "l’échéance précède la date de facture",
        "vérifier les deux dates",
    ),
    "due_date_unknown": (
        "due_date",
        "échéance vide et conditions de paiement illisibles",
        "saisir l’échéance, ou corriger les conditions du client",
    ),
    "debit_without_payment": (
        "payment_method",
        "prélèvement ou LCR échu, sans ligne dans Paiements",
        "saisir l’encaissement, ou le rejet avec un montant négatif",
    ),
    "promise_without_date": (
        "promise_date",
        "promesse sans jour promis\u202f: la facture n’est pas relancée",
        "saisir «\u00a0Promesse pour le\u00a0», ou effacer la promesse",
    ),
    "promise_without_day": (
        "promise_made_on",
        "on ne sait pas quand la promesse a été faite, donc ni si elle est tenue",
        "saisir «\u00a0Promesse faite le\u00a0»",
    ),
    "disputed_amount_alone": (
        "dispute",
        "montant contesté sans litige\u202f: ce montant n’est pas relancé",
        "choisir Oui dans «\u00a0Litige\u00a0», ou effacer le montant",
    ),
    "dispute_reason_alone": (
        "dispute",
        "motif de litige sans «\u00a0Oui\u00a0»\u202f: la facture est relancée",
        "choisir Oui dans «\u00a0Litige\u00a0», ou Non si le litige est clos",
    ),
    "platform_date_missing": (
        "platform_status_on",
        "paiement transmis sans date\u202f: la facture n’est pas relancée",
        "saisir le jour de ce statut",
    ),
    "plan_broken_alone": (
        "plan_broken_on",
        "«\u00a0Plan rompu le\u00a0» est rempli sans échéancier accordé",
        "effacer la date, ou saisir l’échéancier",
    ),
}
"""Per code: column, what is wrong, what to do."""

_INSTALMENT_FAULTS = {
    "plan_broken": (
        "due_date",
        "plan rompu\u202f? l’échéance {name} du {on} est impayée",
        "saisir le paiement, ou dater «\u00a0Plan rompu le\u00a0» dans Factures",
    ),
    "instalments_exceed_total": (
        "amount_cents",
        "les échéances dépassent le montant de la facture",
        "corriger les montants",
    ),
    "instalments_below_total": (
        "amount_cents",
        "les échéances contractuelles ne font pas le montant de la facture",
        "ajouter l’échéance qui manque, ou corriger les montants",
    ),
    "negative_instalment": (
        "amount_cents",
        "une échéance ne peut pas être négative",
        "corriger le montant",
    ),
    "instalment_is_invoice": (
        "instalment",
        "ce numéro d’échéance est aussi celui d’une facture",
        "numéroter l’échéance « NUMÉRO#1 »",
    ),
    "instalments_below_balance": (
        "amount_cents",
        "les échéances accordées ne couvrent pas le solde",
        "ajouter une échéance, ou corriger les montants",
    ),
}


def debt_problems(ledger: Ledger) -> list[Problem]:
    """Check amounts, dates and holds of invoices, and their instalments."""
    frame = ledger.debts.frame
    found = {**_amounts(ledger), **_dates(ledger), **_half_holds(ledger)}
    problems: list[Problem] = []
    for code, rows in found.items():
        column, text, action = _FAULTS[code]
        severity = Severity.BLOCKING if code in _SERIOUS else Severity.WARNING
        problems += report(("invoices", column), frame, rows, (code, text, action), severity)
    return [*problems, *half_blocks("invoices", frame), *_instalments(ledger)]


def _amounts(ledger: Ledger) -> dict[str, Flags]:
    debts, balances, frame = ledger.debts, ledger.balances, ledger.debts.frame
    valued = ~empty(frame["accounting_balance_cents"])
    undated = valued & empty(frame["accounting_date"]) & (texts(frame["bad"]) == "")
    negative = (cents(frame["total_cents"]) < 0) & (texts(frame["document"]) != "credit_note")
    named = (ledger.text("credit_note_of") != "") & ~debts.damaged
    return {
        "excess": balances.excess,
        "unknown_currency": unknown_currencies(ledger),
        "accounting_date_missing": undated,
        "credit_note_misplaced": _misplaced(ledger),
        "negative_invoice": negative,
        "accounting_higher": balances.higher,
        "credit_note_of_invoice": named & ~debts.is_credit,
    }


def _misplaced(ledger: Ledger) -> Flags:
    """Tell which credit notes name a row of Factures they cannot reduce."""
    debts = ledger.debts
    misplaced = ledger.balances.lost_credit & ~debts.damaged
    rows = np.flatnonzero(misplaced)
    misplaced[rows] = debts.find(ledger.text("credit_note_of")[rows]) >= 0
    return misplaced


def _dates(ledger: Ledger) -> dict[str, Flags]:
    debts = ledger.debts
    return {
        "future_issue_date": debts.issued > day(ledger.run.today),
        "due_before_issue": (days(debts.frame["due_date"]) < debts.issued) & ~debts.is_credit,
        "due_date_unknown": debts.bad_terms & ~debts.is_credit,
        "debit_without_payment": silent_debits(ledger) & ~debts.is_credit,
    }


def _half_holds(ledger: Ledger) -> dict[str, Flags]:
    """Tell which promises, disputes and the like are filled in half."""
    frame = ledger.debts.frame
    clean = texts(frame["bad"]) == ""
    dated, made = ~empty(frame["promise_date"]), ~empty(frame["promise_made_on"])
    promised = ~empty(frame["promise_cents"]) | made
    contested = cents(frame["disputed_cents"]) > 0
    blamed = ledger.text("dispute_reason") != ""
    unsaid = ~said_yes(frame["dispute"]) & ~said_no(frame["dispute"])
    sent = ledger.text("platform_status") == "payment_sent"
    planned = np.zeros(len(frame), dtype=bool)
    planned[ledger.lines.of[ledger.lines.agreed]] = True
    return {
        "promise_without_date": clean & promised & ~dated,
        "promise_without_day": clean & dated & ~made,
        "disputed_amount_alone": clean & contested & unsaid,
        "dispute_reason_alone": clean & unsaid & ~contested & blamed,
        "platform_date_missing": clean & sent & empty(frame["platform_status_on"]),
        "plan_broken_alone": clean & ~empty(frame["plan_broken_on"]) & ~planned,
    }


def _instalments(ledger: Ledger) -> list[Problem]:
    plans, lines = ledger.instalments, ledger.lines
    if not len(plans.frame):
        return []
    agreed = read_agreed_plans(ledger)
    unpaid = np.flatnonzero(lines.agreed & (lines.balance > 0))
    of = lines.of[unpaid]
    oldest = unpaid[agreed.late[of] & (lines.due[unpaid] == agreed.oldest[of])]
    broken = np.zeros(len(plans.frame), dtype=bool)
    broken[lines.instalment[oldest]] = True
    planned = sums(np.where(plans.agreed, plans.invoice, -1), plans.amount, len(ledger.debts))
    short = np.append((planned > 0) & (planned < ledger.balances.balance), False)
    missing = np.append(parts_missing(ledger), False)
    above = np.append(too_much_in_parts(ledger), False)
    found = {
        "plan_broken": broken,
        "instalments_exceed_total": above[plans.invoice] & plans.split,
        "instalments_below_total": missing[plans.invoice] & plans.split,
        "negative_instalment": plans.amount < 0,
        "instalment_is_invoice": ledger.debts.find(texts(plans.frame["instalment"])) >= 0,
        "instalments_below_balance": short[plans.invoice] & plans.agreed,
    }
    problems: list[Problem] = []
    for code, rows in found.items():
        column, text, action = _INSTALMENT_FAULTS[code]
        severe = Severity.BLOCKING if code in _SERIOUS else Severity.WARNING
        told = [
            text.format(name=name, on=on)
            for name, on in zip(
                texts(plans.frame["instalment"])[rows], french_days(plans.due[rows]), strict=True
            )
        ]
        where = ("instalments", column)
        problems += report(where, plans.frame, rows, (code, told, action), severe)
    return problems
