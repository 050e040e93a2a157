"""Interest and fixed fee of every open late item, as of a day (RULES §6)."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.laws import Beginning, Law, code_of
from relance_xl.laws import find as law_of
from relance_xl.rules.arrays import NO_DAY, Days, Flags, Texts, at, empty, find, texts, unreadable
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
    rows = ruled & _running(items)
    columns = _nothing_due(ruled)
    if rows.any():
        late = items[rows].assign(
            customer_type=kind[rows], terms=at(contracts.place, who[rows], -1)
        )
        late["noticed"] = _noticed(late, laws, tables, settings).astype("datetime64[s]")
        how = Counting(code, as_of, settings.interest_first, contracts.usual, contracts.own)
        found = _counted(late, movements, readable_rates(tables["rates"]), how)
        for name, column in columns.items():
            column[rows] = found[name].array
    return items.assign(**columns)


def readable_rates(rates: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows of Taux that cannot be read: no amount rests on them."""
    return rates[~unreadable(rates, DECIDING["rates"])] if "bad" in rates else rates


def _running(items: pd.DataFrame) -> Flags:
    """Tell what may bear interest: late, owed, told once, in no procedure without a date."""
    late = items["days_late"].to_numpy(dtype=np.int64, na_value=0) > 0
    owed = items["balance_cents"].to_numpy(dtype=np.int64) > 0
    asleep = items["insolvent"].to_numpy(dtype=bool) & empty(items["interest_stop"])
    running: Flags = late & owed & (texts(items["kind"]) != "agreed") & ~asleep
    return running


def _nothing_due(ruled: Flags) -> "dict[str, pd.api.extensions.ExtensionArray | Texts | Flags]":
    """Give the columns as they are where nothing runs: 0 under a law, empty under none."""

    def zero() -> pd.api.extensions.ExtensionArray:
        return pd.arrays.IntegerArray(np.zeros(len(ruled), dtype=np.int64), ~ruled)

    return {
        "interest_cents": zero(),
        "fee_cents": zero(),
        "rate_text": np.full(len(ruled), "", dtype=object),
        "rate_source": np.full(len(ruled), "", dtype=object),
        "provisional": np.zeros(len(ruled), dtype=bool),
    }


def _noticed(
    late: pd.DataFrame,
    laws: Mapping[str, Law],
    tables: Mapping[str, pd.DataFrame],
    settings: Settings,
) -> Days:
    """Give, for laws that wait for a message, the last day before interest may run."""
    noticed, kind = np.full(len(late), NO_DAY), texts(late["customer_type"])
    for name, law in laws.items():
        asked = kind == name
        if law.begins in _NOTIFIED and asked.any():
            numbers = texts(late["item"])[asked]
            noticed[asked] = noticed_days(numbers, law.begins, tables, settings)
    return noticed


def _counted(
    items: pd.DataFrame,
    movements: pd.DataFrame,
    rates: pd.DataFrame,
    how: Counting,
) -> pd.DataFrame:
    """Count the late rows; a number borne twice counts its payments once, for the first.

    The fixed fee is in euros: none in another currency.
    """
    names = ["customer_type", "base_cents", "due_date", "contract_rate_bps", "interest_stop"]
    debts = items[[*names, "noticed", "terms"]].assign(invoice=items["item"])
    again = debts["invoice"].duplicated()
    if again.any():
        marks = debts["invoice"] + "\x1f" + debts.index.astype("str")
        debts = debts.assign(invoice=debts["invoice"].where(~again, marks))
    paid = movements[movements["item"].isin(debts["invoice"])].rename(columns={"item": "invoice"})
    found = interest(debts, paid, rates, how)
    foreign = (items["currency"] != _FEE_CURRENCY) & found["fee_cents"].notna()
    return found.assign(fee_cents=found["fee_cents"].mask(foreign, 0))
