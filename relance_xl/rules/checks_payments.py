"""Problems of sheet Paiements."""

import numpy as np

from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import texts
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.report import report
from relance_xl.rules.wording import money


def payment_problems(ledger: Ledger) -> list[Problem]:
    """Check that payments can be placed, and that rejects answer a payment."""
    payments, debts = ledger.payments, ledger.debts
    frame = payments.frame
    if not len(frame):
        return []
    lost = payments.lost & (texts(frame["bad"]) == "")
    nobody = lost & (texts(frame["invoice"]) == "") & (texts(frame["customer"]) == "")
    problems = report(
        ("payments", "customer"),
        frame,
        nobody,
        (
            "payment_without_customer",
            "paiement accepté sans facture ni client\u202f: aucune étape automatique ne part",
            "indiquer la facture ou le client, ou mettre «\u00a0Accepté\u00a0» à Non",
        ),
        Severity.BLOCKING,
    )
    if len(debts):
        problems += _placed_wrong(ledger)
    return problems + _lonely_rejects(ledger) + _discounts(ledger)


def _placed_wrong(ledger: Ledger) -> list[Problem]:
    payments, debts = ledger.payments, ledger.debts
    frame, live = payments.frame, payments.accepted | payments.proposed
    live = live & (payments.invoice >= 0)
    other = live & (debts.currency[payments.invoice] != payments.currency)
    final = np.append(debts.payers.final, -1)
    paying, owing = final[payments.customer], ledger.payer[payments.invoice]
    stranger = live & (paying >= 0) & (owing >= 0) & (paying != owing)
    return report(
        ("payments", "currency"),
        frame,
        other,
        (
            "payment_currency",
            "la devise n’est pas celle de la facture\u202f: le paiement n’est pas compté",
            "saisir le montant dans la devise de la facture",
        ),
        Severity.BLOCKING,
    ) + report(
        ("payments", "customer"),
        frame,
        stranger,
        (
            "payment_customer",
            "cette facture est à un autre client\u202f; le paiement est compté sur la facture",
            "vérifier le numéro de facture et le code client",
        ),
    )


def _lonely_rejects(ledger: Ledger) -> list[Problem]:
    """Report rejects on an account that holds no payment for them."""
    payments, account = ledger.payments, ledger.balances.account
    owing = account["customer"].to_numpy(np.int64)[account["cents"].to_numpy() < 0]
    alone = payments.counts & (payments.invoice < 0) & (payments.amount < 0)
    alone &= np.isin(payments.customer, owing)
    fault = (
        "reject_without_payment",
        "ce rejet ne répond à aucun paiement\u202f: le client n’est pas relancé",
        "indiquer la facture, ou la même référence que le paiement rejeté",
    )
    return report(("payments", "amount_cents"), payments.frame, alone, fault)


def _discounts(ledger: Ledger) -> list[Problem]:
    """List the discounts taken in time that no credit note documents yet (RULES §8)."""
    payments, number = ledger.payments, ledger.debts.number
    counted = ledger.balances.counted & payments.discount & (payments.amount > 0)
    rows = np.flatnonzero(counted)
    told = [
        f"avoir d’escompte à établir : {number[payments.invoice[row]]}, "
        f"{money(int(payments.amount[row]), str(payments.currency[row]))}"
        for row in rows.tolist()
    ]
    fault = (
        "discount_credit_note",
        told,
        "établir l’avoir et le saisir ou l’importer dans Factures, avec « Avoir sur »",
    )
    return report(("payments", "amount_cents"), payments.frame, rows, fault, Severity.INFO)
