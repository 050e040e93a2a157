"""Claims that payments of penalties cover (RULES §6: states … → paid)."""

from collections import defaultdict
from dataclasses import dataclass, field

import pandas as pd

from relance_xl.rules.arrays import texts, unreadable
from relance_xl.rules.claims.numbers import statement_named
from relance_xl.rules.keys import key_of
from relance_xl.rules.methods import natures

_DECIDING = ("amount_cents", "invoice", "accepted")
_PAYABLE = ("", "computed", "claimed", "invoiced")


@dataclass
class Covered:
    """Claims now paid, and those marked paid that payments no longer cover."""

    paid: list[str] = field(default_factory=list)
    uncovered: list[str] = field(default_factory=list)


def covered(penalties: pd.DataFrame, payments: pd.DataFrame, methods: pd.DataFrame) -> Covered:
    """Find the claims that accepted payments of penalties settle whole.

    Needs the typed frames of Pénalités, Paiements and tblMoyens. A payment that names its
    invoice pays its claims, oldest first; one without, whose label or reference names a
    statement (DEC-…), pays that statement's claims all together or not at all. Part of a
    claim changes no state.
    """
    result = Covered()
    by_invoice, by_statement = _pools(payments, methods)
    rows = penalties[penalties["state"].isin((*_PAYABLE, "paid"))]
    rows = rows[(rows["claim"] != "") & (rows["bad"] == "")].sort_values("up_to", kind="stable")
    _pay_statements(rows, by_statement, result)
    rows = rows[~rows["claim"].isin(result.paid)]
    for invoice, mine in rows.groupby(rows["invoice"].map(key_of), sort=False):
        pool = by_invoice.get(str(invoice), 0)
        done = mine[mine["state"] == "paid"]
        for claim, statement, owed in zip(
            done["claim"], done["statement"], _owed(done), strict=True
        ):
            if statement and by_statement.get(str(statement), 0) >= owed:
                by_statement[str(statement)] -= owed
            elif pool >= owed:
                pool -= owed
            else:
                result.uncovered.append(str(claim))
        waiting = mine[mine["state"] != "paid"]
        for claim, owed in zip(waiting["claim"], _owed(waiting), strict=True):
            if 0 < owed <= pool:
                pool -= owed
                result.paid.append(str(claim))
    return result


def _pay_statements(rows: pd.DataFrame, pools: dict[str, int], result: Covered) -> None:
    waiting = rows[(rows["state"] != "paid") & (rows["statement"] != "")]
    for statement, mine in waiting.groupby("statement", sort=False):
        paid = rows[(rows["state"] == "paid") & (rows["statement"] == statement)]
        owed = sum(_owed(mine))
        if 0 < owed <= pools.get(str(statement), 0) - sum(_owed(paid)):
            pools[str(statement)] -= owed
            result.paid += [str(claim) for claim in mine["claim"]]


def _owed(rows: pd.DataFrame) -> list[int]:
    both = rows["interest_cents"].fillna(0) + rows["fee_cents"].fillna(0)
    return [int(cents) for cents in both]


def _pools(payments: pd.DataFrame, methods: pd.DataFrame) -> tuple[dict[str, int], dict[str, int]]:
    """Sum what was paid of penalties, by invoice key and by statement."""
    by_invoice: dict[str, int] = defaultdict(int)
    by_statement: dict[str, int] = defaultdict(int)
    typed = (payments["accepted"] == "") & (payments["source"] == "")
    counted = (payments["accepted"] == "yes") | typed
    counted &= natures(methods, texts(payments["method"])) == "penalties"
    counted &= payments["amount_cents"].notna() & ~unreadable(payments, _DECIDING)
    rows = payments[counted]
    columns = ("invoice", "amount_cents", "bank_reference", "payer_text")
    for invoice, cents, reference, label in zip(*(rows[name] for name in columns), strict=True):
        statement = statement_named(f"{reference} {label}")
        if invoice:
            by_invoice[key_of(str(invoice))] += int(cents)
        elif statement:
            by_statement[statement] += int(cents)
    return by_invoice, by_statement
