"""What may still be claimed of each item: never what is invoiced, paid or given up already."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Ints, texts
from relance_xl.rules.claims.states import Settled, settled
from relance_xl.rules.keys import key_of

Until = Callable[[pd.DataFrame, date], pd.DataFrame]
"""Counts the penalties of some items up to a day: adds interest_cents, as `with_penalties`."""


def net_of_claims(items: pd.DataFrame, penalties: pd.DataFrame, until: Until) -> pd.DataFrame:
    """Take what was settled before off interest_cents and fee_cents; one fee an invoice.

    Needs item, invoice, due_date, interest_cents and fee_cents (as `with_penalties` adds
    them) and the typed frame of sheet Pénalités. `until` counts again up to a waiver's day.
    Missing amounts stay missing.
    """
    interest = items["interest_cents"].to_numpy(dtype=np.int64, na_value=0).copy()
    fee = items["fee_cents"].to_numpy(dtype=np.int64, na_value=0).copy()
    missing = items["interest_cents"].isna().to_numpy(), items["fee_cents"].isna().to_numpy()
    _fee_once(items, fee)
    known = settled(penalties)
    if known:
        places = _places(items, known)
        given_up = _waived(items, places, known, until)
        for key, rows in places.items():
            one = known[key]
            if one.lost:
                interest[rows] = fee[rows] = 0
                continue
            _take(interest, rows, one.interest_cents + given_up[key])
            _take(fee, rows, int(fee[rows].sum()) if one.fee_waived else one.fee_cents)
    return items.assign(
        interest_cents=pd.arrays.IntegerArray(interest, missing[0]),
        fee_cents=pd.arrays.IntegerArray(fee, missing[1]),
    )


def _fee_once(items: pd.DataFrame, fee: Ints) -> None:
    """Keep the fee of an invoice in parts on its oldest late part alone."""
    bearing = np.flatnonzero(fee > 0)
    order = bearing[np.argsort(items["due_date"].to_numpy()[bearing], kind="stable")]
    again = items["invoice"].iloc[order].duplicated().to_numpy()
    fee[order[again]] = 0


def _places(items: pd.DataFrame, known: Mapping[str, Settled]) -> dict[str, Ints]:
    """Give the rows of each invoice of which something is settled."""
    keys = np.array([key_of(name) for name in texts(items["invoice"])], dtype=object)
    rows = np.flatnonzero(pd.Index(keys, dtype=object).isin(list(known)))
    found: dict[str, list[int]] = {}
    for row in rows.tolist():
        found.setdefault(keys[row], []).append(row)
    return {key: np.array(some, dtype=np.int64) for key, some in found.items()}


def _waived(
    items: pd.DataFrame, places: Mapping[str, Ints], known: Mapping[str, Settled], until: Until
) -> dict[str, int]:
    """Give the interest given up per invoice: what ran to that day, or what the row says."""
    found: dict[str, int] = {}
    by_day: dict[date, list[str]] = {}
    for key in places:
        found[key] = sum(cents for _, cents in known[key].waived)
        last = max((day for day, _ in known[key].waived if day is not None), default=None)
        if last is not None:
            by_day.setdefault(last, []).append(key)
    for day, some in by_day.items():
        rows = np.concatenate([places[key] for key in some])
        counted = until(items.iloc[rows].reset_index(drop=True), day)
        ran = counted["interest_cents"].to_numpy(dtype=np.int64, na_value=0)
        bounds = np.cumsum([0, *(len(places[key]) for key in some)])
        for place, key in enumerate(some):
            total = int(ran[bounds[place] : bounds[place + 1]].sum())
            found[key] = max(found[key], total - known[key].interest_cents)
    return found


def _take(amounts: Ints, rows: Ints, cents: int) -> None:
    """Take a sum off these rows, in order; none goes below 0."""
    for row in rows.tolist():
        part = min(int(amounts[row]), max(cents, 0))
        amounts[row] -= part
        cents -= part
