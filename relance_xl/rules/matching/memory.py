"""What sheet Paiements remembers: payers accepted before, and payments a reject may answer."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import day, texts
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.matching.evidence import account_key
from relance_xl.rules.matching.model import Allocation, EarlierPayment, Nature
from relance_xl.rules.matching.words import text_key
from relance_xl.rules.methods import natures

_ANSWERABLE_DAYS = 400
"""A direct debit can be contested for thirteen months."""
_ASIDE: dict[str, Nature] = {
    "discount": "discount",
    "bank_fee": "bank_fee",
    "penalties": "penalties",
}


def remembered(ledger: Ledger) -> tuple[dict[str, str], dict[str, str]]:
    """Give the customer of every label and account accepted before, when it is only one.

    Learnt from imported rows a person accepted. Customers of one payer count as that payer.
    """
    payments, customers = ledger.payments, ledger.debts.customers
    frame = payments.frame
    rows = np.flatnonzero(
        (texts(frame["accepted"]) == "yes")
        & (texts(frame["source"]) != "")
        & (payments.customer >= 0)
    )
    codes, final = texts(customers["customer"]), ledger.debts.payers.final
    by_text: dict[str, set[int]] = defaultdict(set)
    by_account: dict[str, set[int]] = defaultdict(set)
    said, accounts = texts(frame["payer_text"]), texts(frame["payer_account"])
    keys = {text: text_key(text) for text in set(said[rows].tolist())}
    for row in rows.tolist():
        customer = int(payments.customer[row])
        by_text[keys[said[row]]].add(customer)
        by_account[account_key(accounts[row])].add(customer)

    def one(learnt: dict[str, set[int]]) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, whose in learnt.items():
            ends = {int(final[customer]) for customer in whose}
            if key and len(ends) == 1:
                found[key] = str(codes[whose.pop() if len(whose) == 1 else ends.pop()])
        return found

    return one(by_text), one(by_account)


def earlier_payments(ledger: Ledger, today: date) -> tuple[EarlierPayment, ...]:
    """Give recent payments, accepted or proposed, that no reject has answered yet.

    The rows one bank entry gave (same number before « / ») are one payment again.
    """
    payments = ledger.payments
    recent = payments.day >= day(today) - np.timedelta64(_ANSWERABLE_DAYS, "D")
    usable = recent & (payments.accepted | payments.proposed) & ~payments.cancelled.rows
    usable &= ~payments.lost & (payments.customer >= 0) & (payments.amount != 0)
    rows = np.flatnonzero(usable)
    groups: dict[str, list[int]] = defaultdict(list)
    keys = texts(payments.frame["payment"])
    for row in rows.tolist():
        stem, slash, _ = str(keys[row]).rpartition("/")
        groups[stem if slash and stem.startswith("B-") else f"row {row}"].append(row)
    allocations = _allocations(ledger)
    references = texts(payments.frame["bank_reference"])
    codes = texts(ledger.debts.customers["customer"])
    found = (
        EarlierPayment(
            pd.Timestamp(payments.day[members[0]]).date(),
            str(codes[payments.customer[members[0]]]),
            str(payments.currency[members[0]]),
            tuple(dict.fromkeys(str(references[row]) for row in members if references[row])),
            tuple(allocations(row) for row in members),
        )
        for members in groups.values()
    )
    return tuple(payment for payment in found if payment.cash_cents > 0)


def _allocations(ledger: Ledger) -> Callable[[int], Allocation]:
    """Give what reads a row of Paiements as an allocation."""
    payments = ledger.payments
    nature = natures(ledger.run.tables["payment_methods"], texts(payments.frame["method"]))
    numbers = np.append(ledger.debts.number, "")
    return lambda row: Allocation(
        str(numbers[payments.invoice[row]]),
        int(payments.amount[row]),
        _ASIDE.get(str(nature[row]), "payment"),
    )
