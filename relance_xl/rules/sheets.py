"""What the tool writes on sheets Factures, Échéanciers and Clients: key and tool columns."""

from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import (
    NO_DAY,
    Flags,
    Ints,
    Texts,
    cents,
    days,
    find,
    spread,
    sums,
    texts,
)
from relance_xl.rules.items import Assembled
from relance_xl.rules.settled import places
from relance_xl.settings import Settings

_RISKY_DAYS = 60
_SLOW_DAYS = 30
_USUALLY_SLOW_DAYS = 15

_SPOKEN = (
    "days_late",
    "stage",
    "last_reminder",
    "next_stage",
    "next_date",
    "why",
    "reason",
    "status",
)
_OF_INSTALMENT = (
    "paid_cents",
    "days_late",
    "stage",
    "next_stage",
    "next_date",
    "why",
    "reason",
)
_SUMMED = ("paid_cents", "balance_cents", "interest_cents", "fee_cents")


def invoice_cells(items: pd.DataFrame, invoices: pd.DataFrame) -> pd.DataFrame:
    """Give the tool's cells of Factures, row for row.

    Amounts of an invoice in instalments are summed; one of its lines speaks for the rest:
    what is proposed first, else the open one whose next stage comes first.
    """
    agreed = texts(items["kind"]) == "agreed"
    real = items[~agreed].reset_index(drop=True) if agreed.any() else items
    place = places(real, invoices)
    names = ["invoice", *_SUMMED, *_SPOKEN]
    if np.array_equal(place, np.arange(len(invoices))):
        return _typed(real[names])
    speaker = _speakers(real, place, len(invoices))
    said = real[names].take(speaker).reset_index(drop=True)
    sums_ = {name: sums(place, cents(real[name]), len(invoices)) for name in _SUMMED}
    missing = {name: said[name].isna().to_numpy() for name in _SUMMED}
    summed = {name: pd.arrays.IntegerArray(sums_[name], missing[name]) for name in _SUMMED}
    has_lines = np.bincount(place[place >= 0], minlength=len(invoices)) > 0
    return _typed(said.assign(**summed)[has_lines].reset_index(drop=True))


def _speakers(real: pd.DataFrame, place: Ints, count: int) -> Ints:
    lines = np.bincount(place[place >= 0], minlength=count)
    speaker = np.zeros(count, dtype=np.int64)
    speaker[place] = np.arange(len(place))
    rows = np.flatnonzero(lines[place] > 1)
    if len(rows):
        part = real.iloc[rows]
        reason = texts(part["reason"])
        when = days(part["next_date"])
        when = np.where(np.isnat(when), np.datetime64("9999-12-31"), when)
        order = np.lexsort((rows, when, reason == "paid", reason != "proposed"))[::-1]
        speaker[place[rows[order]]] = rows[order]
    return speaker


def instalment_cells(items: pd.DataFrame, instalments: pd.DataFrame) -> pd.DataFrame:
    """Give the tool's cells of Échéanciers, row for row; an unusable instalment has none."""
    parts = items[texts(items["kind"]) != "invoice"]
    which = find(texts(parts["item"]), texts(instalments["instalment"]))
    cells = parts[list(_OF_INSTALMENT)].reset_index(drop=True).reindex(which)
    cells = cells.fillna({"why": "", "reason": ""}).reset_index(drop=True)
    cells = cells.assign(instalment=instalments["instalment"].array)
    return _typed(cells[["instalment", *_OF_INSTALMENT]])


def customer_cells(
    items: pd.DataFrame,
    found: Assembled,
    tables: Mapping[str, pd.DataFrame],
    settings: Settings,
) -> pd.DataFrame:
    """Give the tool's cells of Clients: balance, oldest delay, usual delay, risk.

    The balance is in the company's currency, less unallocated credits, and empty for who
    owes in others alone; delays and risk count every currency. The usual delay is
    the mean of days after the due date at which settled invoices were last paid.
    """
    customers = tables["customers"]
    codes = texts(customers["customer"])
    balance, oldest, broken, elsewhere = _open_by_customer(items, codes, settings.currency)
    ours = found.credits[found.credits["currency"] == settings.currency]
    credit = find(codes, texts(ours["customer"]))
    balance -= sums(credit, cents(ours["credit_cents"]), len(codes))
    usual, known = _usual_days(items, found.movements, codes)
    limit = customers["credit_limit_cents"].to_numpy(dtype=np.int64, na_value=-1)
    risky = broken | (oldest > _RISKY_DAYS) | ((limit >= 0) & (balance > limit))
    slow = (oldest > _SLOW_DAYS) | (known & (usual > _USUALLY_SLOW_DAYS))
    return _typed(
        pd.DataFrame(
            {
                "customer": customers["customer"].array,
                "balance_cents": pd.arrays.IntegerArray(balance, elsewhere & (balance == 0)),
                "oldest_delay_days": oldest,
                "usual_days_to_pay": pd.arrays.IntegerArray(usual, ~known),
                "risk": np.select([risky, slow], ["high", "medium"], "low").astype(object),
            }
        )
    )


def _open_by_customer(
    items: pd.DataFrame, codes: Texts, currency: str
) -> tuple[Ints, Ints, Flags, Flags]:
    """Give what each customer owes in that currency; oldest delay, broken promise, other debts."""
    owed = cents(items["balance_cents"])
    rows = np.flatnonzero((owed > 0) & (texts(items["kind"]) != "agreed"))
    mine = items.iloc[rows]
    who = find(codes, texts(mine["customer"]))
    ours = texts(mine["currency"]) == currency
    balance = sums(np.where(ours, who, -1), owed[rows], len(codes))
    oldest = np.zeros(len(codes), dtype=np.int64)
    late = mine["days_late"].to_numpy(dtype=np.int64, na_value=0)
    np.maximum.at(oldest, who[who >= 0], late[who >= 0])
    broken = spread(mine["broken_promise"].to_numpy(dtype=bool), who, len(codes))
    return balance, oldest, broken, spread(~ours, who, len(codes))


def _usual_days(items: pd.DataFrame, movements: pd.DataFrame, codes: Texts) -> tuple[Ints, Flags]:
    """Give each customer's mean days from due date to last payment, and where it is known."""
    settled = np.flatnonzero(texts(items["hold"]) == "paid")
    if not len(settled):
        return np.zeros(len(codes), dtype=np.int64), np.zeros(len(codes), dtype=bool)
    line = find(texts(items["item"])[settled], texts(movements["item"]))
    when = days(movements["payment_date"])
    dated = np.flatnonzero((line >= 0) & ~np.isnat(when))
    dated = dated[np.argsort(when[dated], kind="stable")]
    paid_on = np.full(len(settled), NO_DAY)
    paid_on[line[dated]] = when[dated]
    delay = (paid_on - days(items["due_date"])[settled]).astype(np.int64)
    known = ~np.isnat(paid_on) & ~items["due_date"].isna().to_numpy()[settled]
    who = find(codes, texts(items["customer"])[settled[known]])
    number = sums(who, np.ones(len(who), dtype=np.int64), len(codes))
    total = sums(who, delay[known], len(codes))
    mean = np.rint(total / np.maximum(number, 1)).astype(np.int64)
    return mean, number > 0


def _typed(cells: pd.DataFrame) -> pd.DataFrame:
    """Give cells the dtypes frames have: Int64 for numbers, str for texts."""
    found: dict[Hashable, object] = {}
    for name, column in cells.items():
        if column.dtype.kind in "iuf" and column.dtype != "Int64":
            found[name] = column.astype("Int64")
        elif column.dtype == object:
            found[name] = column.astype("str")
        else:
            found[name] = column
    return pd.DataFrame(found, copy=False)
