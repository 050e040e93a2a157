"""Interest and fixed fee of every open late item, as of a day (RULES §6)."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.laws import Beginning, code_of
from relance_xl.laws import find as law_of
from relance_xl.rules.arrays import NO_DAY, Days, Flags, at, find, texts, unreadable
from relance_xl.rules.contracts import read_contracts
from relance_xl.rules.gaps import DECIDING
from relance_xl.rules.notified import noticed_days
from relance_xl.rules.penalties import Counting, interest
from relance_xl.settings import Settings

_FEE_CURRENCY = "EUR"
_NOTIFIED = frozenset({Beginning.NOTICE, Beginning.FIRST_REMINDER})


def law_code(settings: Settings) -> str:
    """Name the law that rules the creditor's claims.

    >>> law_code(Settings(country="CA", region="QC")), law_code(Settings(country="DE"))
    ('QC', 'EU')
    """
    return code_of(settings.country, settings.region)


def with_penalties(
    items: pd.DataFrame,
    movements: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    settings: Settings,
    as_of: date,
) -> pd.DataFrame:
    """Add interest_cents, fee_cents (Int64), provisional (bool), rate_text, rate_source.

    Needs item, customer, kind, days_late, balance_cents, base_cents, due_date,
    contract_rate_bps, interest_stop, insolvent, currency; `movements` with item,
    payment_date, amount_cents. Nothing runs on what is settled or not late, nor in a
    procedure whose judgment has no date: 0. The fixed fee is a sum in euros (D441-5): none
    in another currency. Where no law applies, or a customer's clauses cannot be read, both
    are empty.
    """
    customers = tables["customers"]
    who = find(texts(customers["customer"]), texts(items["customer"]))
    kind = at(texts(customers["customer_type"]), who, "")
    code, contracts = law_code(settings), read_contracts(customers, settings)
    laws = {name: law for name in set(kind) if (law := law_of(code, name))}
    ruled = np.isin(kind, list(laws)) & ~at(contracts.unclear, who, missing=False)
    late = items["days_late"].to_numpy(dtype=np.int64, na_value=0) > 0
    rows = ruled & late & (items["balance_cents"].to_numpy(dtype=np.int64) > 0)
    rows &= texts(items["kind"]) != "agreed"
    rows &= ~(items["insolvent"].to_numpy(dtype=bool) & items["interest_stop"].isna().to_numpy())
    amounts = {name: _zero_where(ruled) for name in ("interest_cents", "fee_cents")}
    provisional = np.zeros(len(items), dtype=bool)
    words = {name: np.full(len(items), "", dtype=object) for name in ("rate_text", "rate_source")}
    if rows.any():
        noticed = np.full(len(items), NO_DAY)
        for name, law in laws.items():
            asked = rows & (kind == name)
            if law.begins in _NOTIFIED and asked.any():
                numbers = texts(items["item"])[asked]
                noticed[asked] = noticed_days(numbers, law.begins, tables, settings)
        found = _counted(
            items[rows].assign(
                customer_type=kind[rows],
                noticed=_seconds(noticed[rows]),
                terms=at(contracts.place, who[rows], -1),
            ),
            movements,
            readable_rates(tables["rates"]),
            Counting(code, as_of, settings.interest_first, contracts.usual, contracts.own),
        )
        for name, column in amounts.items():
            column[rows] = found[name].array
        for name, texts_ in words.items():
            texts_[rows] = texts(found[name])
        foreign = rows & (texts(items["currency"]) != _FEE_CURRENCY)
        amounts["fee_cents"][foreign & ~amounts["fee_cents"].isna()] = 0
        provisional[rows] = found["provisional"].to_numpy(dtype=bool, na_value=False)
    return items.assign(**amounts, **words, provisional=provisional)


def readable_rates(rates: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows of Taux that cannot be read: no amount rests on them."""
    return rates[~unreadable(rates, DECIDING["rates"])] if "bad" in rates else rates


def _zero_where(ruled: Flags) -> "pd.api.extensions.ExtensionArray":
    return pd.arrays.IntegerArray(np.zeros(len(ruled), dtype=np.int64), ~ruled)


def _seconds(days: Days) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    return days.astype("datetime64[s]")


def _counted(
    items: pd.DataFrame,
    movements: pd.DataFrame,
    rates: pd.DataFrame,
    how: Counting,
) -> pd.DataFrame:
    """Count the late rows; a number borne twice counts its payments once, for the first."""
    names = ["customer_type", "base_cents", "due_date", "contract_rate_bps", "interest_stop"]
    debts = items[[*names, "noticed", "terms"]].assign(invoice=items["item"])
    again = debts["invoice"].duplicated()
    if again.any():
        marks = debts["invoice"] + "\x1f" + debts.index.astype("str")
        debts = debts.assign(invoice=debts["invoice"].where(~again, marks))
    paid = movements[movements["item"].isin(debts["invoice"])].rename(columns={"item": "invoice"})
    return interest(debts, paid, rates, how)
