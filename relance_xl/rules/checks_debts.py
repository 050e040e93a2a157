"""Problems of sheets Factures and Échéanciers."""

import numpy as np

from relance_xl.problems import Problem, Severity
from relance_xl.rules.agreed_plans import read_agreed_plans
from relance_xl.rules.arrays import Flags, cents, day, days, empty, said_no, said_yes, sums, texts
from relance_xl.rules.checks_customers import half_blocks
from relance_xl.rules.damage import too_much_in_parts
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.report import report
from relance_xl.rules.running_payments import silent_debits

_Fault = tuple[str, str, str]


def debt_problems(ledger: Ledger) -> list[Problem]:
    """Check amounts, dates and holds of invoices, and their instalments."""
    return [
        *_amounts(ledger),
        *_dates(ledger),
        *_half_holds(ledger),
        *half_blocks("invoices", ledger.debts.frame),
        *_instalments(ledger),
    ]


def _each(
    ledger: Ledger, faults: list[tuple[str, Flags, _Fault]], severity: Severity
) -> list[Problem]:
    return [
        problem
        for column, rows, fault in faults
        for problem in report(("invoices", column), ledger.debts.frame, rows, fault, severity)
    ]


def _amounts(ledger: Ledger) -> list[Problem]:
    debts, balances, frame = ledger.debts, ledger.balances, ledger.debts.frame
    negative = (cents(frame["total_cents"]) < 0) & (texts(frame["document"]) != "credit_note")
    dated = ~empty(frame["accounting_date"])
    valued = ~empty(frame["accounting_balance_cents"])
    named = (ledger.text("credit_note_of") != "") & ~debts.damaged
    blocking = _each(
        ledger,
        [
            (
                "total_cents",
                balances.excess,
                (
                    "excess",
                    "solde supérieur au montant moins les avoirs\u202f; la facture est retenue",
                    "corriger le paiement négatif ou le solde comptable",
                ),
            ),
            (
                "accounting_date",
                valued & ~dated & (texts(frame["bad"]) == ""),
                (
                    "accounting_date_missing",
                    "solde comptable sans date",
                    "saisir le jour de ce solde",
                ),
            ),
            (
                "credit_note_of",
                _misplaced(ledger),
                (
                    "credit_note_misplaced",
                    "avoir impossible à imputer\u202f: autre devise, ou avoir sur un avoir",
                    "indiquer la facture annulée, dans la même devise",
                ),
            ),
        ],
        Severity.BLOCKING,
    )
    return blocking + _each(
        ledger,
        [
            (
                "total_cents",
                negative,
                (
                    "negative_invoice",
                    "facture de montant négatif\u202f: elle est lue comme un avoir",
                    "choisir la nature «\u00a0avoir\u00a0»",
                ),
            ),
            (
                "accounting_balance_cents",
                balances.higher,
                (
                    "accounting_higher",
                    "la comptabilité donne un solde plus élevé que les paiements saisis ici",
                    "vérifier les paiements de cette facture",
                ),
            ),
            (
                "credit_note_of",
                named & ~debts.is_credit,
                (
                    "credit_note_of_invoice",
                    "«\u00a0Avoir sur\u00a0» est rempli mais la pièce n’est pas un avoir",
                    "choisir la nature «\u00a0avoir\u00a0», ou effacer le numéro",
                ),
            ),
        ],
        Severity.WARNING,
    )


def _misplaced(ledger: Ledger) -> Flags:
    """Tell which credit notes name a row of Factures they cannot reduce."""
    debts = ledger.debts
    misplaced = ledger.balances.lost_credit & ~debts.damaged
    rows = np.flatnonzero(misplaced)
    misplaced[rows] = debts.find(ledger.text("credit_note_of")[rows]) >= 0
    return misplaced


def _dates(ledger: Ledger) -> list[Problem]:
    debts, today = ledger.debts, day(ledger.run.today)
    return _each(
        ledger,
        [
            (
                "issue_date",
                debts.issued > today,
                (
                    "future_issue_date",
                    "la date de facture est dans le futur",
                    "vérifier la date",
                ),
            ),
            (
                "due_date",
                (days(debts.frame["due_date"]) < debts.issued) & ~debts.is_credit,
                (
                    "due_before_issue",
                    "l’échéance précède la date de facture",
                    "vérifier les deux dates",
                ),
            ),
            (
                "due_date",
                debts.bad_terms & ~debts.is_credit,
                (
                    "due_date_unknown",
                    "échéance vide et conditions de paiement illisibles",
                    "saisir l’échéance, ou corriger les conditions du client",
                ),
            ),
            (
                "payment_method",
                silent_debits(ledger) & ~debts.is_credit,
                (
                    "debit_without_payment",
                    "prélèvement ou LCR échu, sans ligne dans Paiements",
                    "saisir l’encaissement, ou le rejet avec un montant négatif",
                ),
            ),
        ],
        Severity.WARNING,
    )


def _half_holds(ledger: Ledger) -> list[Problem]:
    frame = ledger.debts.frame
    clean = texts(frame["bad"]) == ""
    dated, made = ~empty(frame["promise_date"]), ~empty(frame["promise_made_on"])
    some = ~empty(frame["promise_cents"]) | made
    contested = cents(frame["disputed_cents"]) > 0
    sent = ledger.text("platform_status") == "payment_sent"
    planned = np.zeros(len(frame), dtype=bool)
    planned[ledger.lines.of[ledger.lines.agreed]] = True
    return _each(
        ledger,
        [
            (
                "promise_date",
                clean & some & ~dated,
                (
                    "promise_without_date",
                    "promesse sans jour promis\u202f: la facture n’est pas relancée",
                    "saisir «\u00a0Promesse pour le\u00a0», ou effacer la promesse",
                ),
            ),
            (
                "promise_made_on",
                clean & dated & ~made,
                (
                    "promise_without_day",
                    "on ne sait pas quand la promesse a été faite, donc ni si elle est tenue",
                    "saisir «\u00a0Promesse faite le\u00a0»",
                ),
            ),
            (
                "dispute",
                clean & contested & ~said_yes(frame["dispute"]) & ~said_no(frame["dispute"]),
                (
                    "disputed_amount_alone",
                    "montant contesté sans litige\u202f: ce montant n’est pas relancé",
                    "choisir Oui dans «\u00a0Litige\u00a0», ou effacer le montant",
                ),
            ),
            (
                "platform_status_on",
                clean & sent & empty(frame["platform_status_on"]),
                (
                    "platform_date_missing",
                    "paiement transmis sans date\u202f: la facture n’est pas relancée",
                    "saisir le jour de ce statut",
                ),
            ),
            (
                "plan_broken_on",
                clean & ~empty(frame["plan_broken_on"]) & ~planned,
                (
                    "plan_broken_alone",
                    "«\u00a0Plan rompu le\u00a0» est rempli sans échéancier accordé",
                    "effacer la date, ou saisir l’échéancier",
                ),
            ),
        ],
        Severity.WARNING,
    )


def _instalments(ledger: Ledger) -> list[Problem]:
    plans, agreed = ledger.instalments, read_agreed_plans(ledger)
    lines, frame = ledger.lines, plans.frame
    if not len(frame):
        return []
    rows = np.flatnonzero(lines.agreed & (lines.balance > 0))
    rows = rows[agreed.late[lines.of[rows]]]
    rows = rows[lines.due[rows] == agreed.oldest[lines.of[rows]]]
    broken = (
        "plan_broken",
        "plan rompu\u202f? cette échéance est impayée depuis 5 jours ou plus",
        "saisir le paiement, ou dater «\u00a0Plan rompu le\u00a0» dans Factures",
    )
    problems = report(("instalments", "due_date"), frame, lines.instalment[rows], broken)
    too_much = np.append(too_much_in_parts(ledger), False)[plans.invoice] & plans.split
    over = (
        "instalments_exceed_total",
        "les échéances dépassent le montant de la facture",
        "corriger les montants",
    )
    where = ("instalments", "amount_cents")
    problems += report(where, frame, too_much, over, Severity.BLOCKING)
    planned = sums(np.where(plans.agreed, plans.invoice, -1), plans.amount, len(ledger.debts))
    short = (planned > 0) & (planned < ledger.balances.balance)
    under = (
        "instalments_below_balance",
        "les échéances accordées ne couvrent pas le solde",
        "ajouter une échéance, ou corriger les montants",
    )
    last = np.append(short, False)[plans.invoice] & plans.agreed
    return problems + report(where, frame, last, under)
