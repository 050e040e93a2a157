"""What the tool writes on sheets Factures, Échéanciers and Clients: key and tool columns."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Days, Flags, Ints, at, cents, days, find, sums, texts
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
    real = items[texts(items["kind"]) != "agreed"].reset_index(drop=True)
    place = pd.Index(invoices["row"]).get_indexer(pd.Index(real["row"])).astype(np.int64)
    speaker = _speakers(real, place, len(invoices))
    said = real[list(_SPOKEN)].take(speaker)
    cells = {"invoice": invoices["invoice"].array}
    for name in _SUMMED:
        total = sums(place, cents(real[name]), len(invoices))
        missing = real[name].isna().to_numpy()[speaker]
        cells[name] = pd.arrays.IntegerArray(total, missing)
    cells |= {name: said[name].array for name in _SPOKEN}
    return _typed(pd.DataFrame(cells))


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
    cells = cells.reset_index(drop=True).assign(instalment=instalments["instalment"].array)
    return _typed(cells[["instalment", *_OF_INSTALMENT]])


def customer_cells(
    items: pd.DataFrame,
    movements: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    settings: Settings,
) -> pd.DataFrame:
    """Give the tool's cells of Clients: balance, oldest delay, usual delay, risk.

    The balance is in the company's currency, less unallocated credits; the usual delay is
    the mean of days after the due date at which settled invoices were last paid.
    """
    customers = tables["customers"]
    items = items[texts(items["kind"]) != "agreed"]
    who = find(texts(customers["customer"]), texts(items["customer"]))
    owed = np.maximum(cents(items["balance_cents"]), 0)
    ours = texts(items["currency"]) == settings.currency
    balance = sums(np.where(ours, who, -1), owed, len(customers))
    credit = np.zeros(len(customers), dtype=np.int64)
    np.maximum.at(credit, who[ours & (who >= 0)], cents(items["credit_cents"])[ours & (who >= 0)])
    balance -= credit
    late = items["days_late"].to_numpy(dtype=np.int64, na_value=0)
    oldest = np.zeros(len(customers), dtype=np.int64)
    open_ = (owed > 0) & (who >= 0)
    np.maximum.at(oldest, who[open_], late[open_])
    usual, known = _usual_days(items, movements, who, len(customers))
    broken = np.zeros(len(customers), dtype=bool)
    broken[who[items["broken_promise"].to_numpy(dtype=bool) & (who >= 0)]] = True
    limit = customers["credit_limit_cents"].to_numpy(dtype=np.int64, na_value=-1)
    risky = broken | (oldest > _RISKY_DAYS) | ((limit >= 0) & (balance > limit))
    slow = (oldest > _SLOW_DAYS) | (known & (usual > _USUALLY_SLOW_DAYS))
    return _typed(
        pd.DataFrame(
            {
                "customer": customers["customer"].array,
                "balance_cents": balance,
                "oldest_delay_days": oldest,
                "usual_days_to_pay": pd.arrays.IntegerArray(usual, ~known),
                "risk": np.select([risky, slow], ["high", "medium"], "low").astype(object),
            }
        )
    )


def _usual_days(
    items: pd.DataFrame, movements: pd.DataFrame, who: Ints, count: int
) -> tuple[Ints, Flags]:
    """Give each customer's mean days from due date to last payment, and where it is known."""
    settled = np.flatnonzero((texts(items["hold"]) == "paid") & (who >= 0))
    line = find(texts(items["item"])[settled], texts(movements["item"]))
    paid_on: Days = np.full(len(settled), np.datetime64("1900-01-01", "D"))
    dated = (line >= 0) & movements["payment_date"].notna().to_numpy()
    np.maximum.at(paid_on, line[dated], days(movements["payment_date"])[dated])
    taken = (days(items["due_date"])[settled], paid_on)
    delay = (taken[1] - taken[0]).astype(np.int64)
    known = (paid_on > np.datetime64("1900-01-01")) & ~np.isnat(taken[0])
    number = np.bincount(who[settled[known]], minlength=count)
    total = sums(who[settled[known]], delay[known], count)
    mean = np.rint(total / np.maximum(number, 1)).astype(np.int64)
    return mean, number > 0


def _typed(cells: pd.DataFrame) -> pd.DataFrame:
    """Give cells the dtypes frames have: Int64 for numbers, str for texts."""
    found = {}
    for name, column in cells.items():
        if column.dtype.kind in "iuf":
            found[name] = column.astype("Int64")
        elif column.dtype == object or column.dtype == "str":
            found[name] = column.fillna("").astype("str")
        else:
            found[name] = column
    return pd.DataFrame(found)
