"""What a customer owes, promised, contests and agreed to pay in parts."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from relance_xl.rules.customer_sheet.model import EDGES, Balance, Debt, Dispute, Part, Promise
from relance_xl.rules.customer_sheet.records import Row, day, records, whole
from relance_xl.settings import Settings


def balances(items: pd.DataFrame, account: Mapping[str, int]) -> tuple[Balance, ...]:
    """Sum what is open by currency and age; `account` are payments that name no invoice."""
    real = [row for row in records(items) if row["kind"] != "agreed"]
    found = []
    for currency in sorted({str(row["currency"]) for row in real} | set(account)):
        mine = [row for row in real if row["currency"] == currency]
        owed = [(_cents(row, "balance_cents"), _late(row)) for row in mine]
        ages = [[cents for cents, late in owed if cents > 0 and age_of(late) == age]
                for age in range(len(EDGES) + 2)]  # fmt: skip
        credit = sum(-cents for cents, _ in owed if cents < 0) + account.get(currency, 0)
        balance = Balance(
            currency,
            sum(map(sum, ages)),
            sum(map(sum, ages[1:])),
            sum(_cents(row, "disputed_cents") for row in mine),
            credit,
            tuple((sum(age), len(age)) for age in ages),
        )
        if balance.open_cents or balance.credit_cents:
            found.append(balance)
    return tuple(found)


def age_of(late: int) -> int:
    """Give the rank of an age: 0 not due, then one more beyond each edge.

    >>> [age_of(late) for late in (-3, 0, 1, 30, 31, 90, 91)]
    [0, 0, 1, 1, 2, 3, 4]
    """
    return 0 if late <= 0 else 1 + sum(late > edge for edge in EDGES)


def debts(items: pd.DataFrame) -> tuple[Debt, ...]:
    """Give the open lines, oldest due date first, agreed instalments apart."""
    found = [
        Debt(
            str(row["item"]),
            str(row["invoice"]),
            str(row["customer"]),
            day(row["issue_date"]),
            day(row["due_date"]),
            str(row["currency"]),
            _cents(row, "total_cents"),
            _cents(row, "balance_cents"),
            _late(row),
            whole(row["stage"]) or 0,
            day(row["next_date"]),
            str(row["why"]),
        )
        for row in records(items)
        if row["kind"] != "agreed" and _cents(row, "balance_cents")
    ]
    return tuple(sorted(found, key=lambda one: (one.due_date or date.max, one.item)))


def promises(
    invoices: pd.DataFrame, items: pd.DataFrame, settings: Settings, today: date
) -> tuple[Promise, ...]:
    """Give the promises of Factures and what became of each; latest first."""
    own = _own_lines(items)
    found = [
        Promise(
            str(row["invoice"]),
            day(row["promise_made_on"]),
            day(row["promise_date"]),
            whole(row["promise_cents"]),
            _currency(row, settings),
            _became(row, own.get(str(row["invoice"]), {}), today),
        )
        for row in records(invoices)
        if row["promise_date"] is not None or row["promise_made_on"] is not None
    ]
    return tuple(
        sorted(found, key=lambda one: (one.promised_for or date.max, one.invoice), reverse=True)
    )


def _became(row: Row, line: Row, today: date) -> str:
    if line.get("broken_promise"):
        return "broken"
    if line.get("reason") == "paid" or line.get("hold") == "paid":
        return "kept"
    promised = day(row["promise_date"])
    if line.get("hold") == "promise" or promised is None or promised >= today:
        return "running"
    # In part: neither held by it any more, nor broken, though somebody dated and valued it.
    partly = row["promise_cents"] is not None and row["promise_made_on"] is not None
    return "kept" if partly and not line.get("hold") else "open"


def disputes(
    invoices: pd.DataFrame, items: pd.DataFrame, settings: Settings
) -> tuple[Dispute, ...]:
    """Give what is or was contested; running disputes first."""
    open_ = {str(row["invoice"]) for row in records(items) if _cents(row, "balance_cents") > 0}
    found = [
        Dispute(
            str(row["invoice"]),
            str(row["dispute_reason"]),
            whole(row["disputed_cents"]),
            _currency(row, settings),
            str(row["dispute_owner"]),
            day(row["dispute_opened_on"]),
            row["dispute"] is True and str(row["invoice"]) in open_,
        )
        for row in records(invoices)
        if row["dispute"] is True or row["dispute_reason"] or row["dispute_opened_on"] is not None
    ]
    return tuple(
        sorted(found, key=lambda one: (not one.alive, one.opened_on or date.min, one.invoice))
    )


def parts(
    instalments: pd.DataFrame, items: pd.DataFrame, invoices: pd.DataFrame
) -> tuple[Part, ...]:
    """Give the instalments of the customer's invoices, by invoice and date."""
    lines = {str(row["item"]): row for row in records(items)}
    broken = dict(zip(invoices["invoice"], invoices["plan_broken_on"], strict=True))
    found: list[tuple[str, Part]] = []
    for row in records(instalments[instalments["invoice"].isin(invoices["invoice"])]):
        line = lines.get(str(row["instalment"]))
        amount, invoice = whole(row["amount_cents"]) or 0, str(row["invoice"])
        part = Part(
            str(row["instalment"]),
            str(row["kind"]),
            day(row["due_date"]),
            str(line["currency"]) if line else "",
            amount,
            _cents(line, "balance_cents") if line else amount,
            _late(line) if line else 0,
            day(broken[invoice]),
        )
        found.append((invoice, part))
    found.sort(key=lambda pair: (pair[0], pair[1].due_date or date.max, pair[1].instalment))
    return tuple(part for _, part in found)


def _own_lines(items: pd.DataFrame) -> dict[str, Row]:
    """Give the line that speaks for each invoice: its own, else its first instalment."""
    lines: dict[str, Row] = {}
    for row in records(items):
        if row["kind"] == "invoice" or str(row["invoice"]) not in lines:
            lines[str(row["invoice"])] = row
    return lines


def _currency(row: Row, settings: Settings) -> str:
    return str(row["currency"]).strip().upper() or settings.currency


def _cents(row: Row, name: str) -> int:
    return whole(row[name]) or 0


def _late(row: Row) -> int:
    return whole(row["days_late"]) or 0
