"""Up to which day the payments of this workbook are known."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import day, days, texts
from relance_xl.rules.own_accounts import plain_account
from relance_xl.settings import Settings

_RECENT_DAYS = 90


def fresh_until(tables: Mapping[str, pd.DataFrame], settings: Settings, today: date) -> date | None:
    """Give the last day whose payments are all entered; None when nothing says so.

    Per own account imported in the last 90 days, its last statement's end; the earliest of
    these. A later « Encaissements saisis jusqu'au » overrides. Rows of Paiements tell it
    (own_account, statement_end, imported_on; empty = the statement's end) and so does sheet
    Imports (own_account, period_end, imported_on of bank files that were applied): a
    statement without a credit keeps an account fresh.

    >>> from relance_xl.frames import empty_frame
    >>> from relance_xl.schema import TABLES
    >>> rows = pd.DataFrame({
    ...     "own_account": ["A", "A", "B"],
    ...     "statement_end": pd.to_datetime(["2026-05-31", "2026-06-12", "2026-06-10"]),
    ...     "imported_on": pd.to_datetime(["2026-06-01", "2026-06-12", None]),
    ... })
    >>> tables = {"payments": rows, "imports": empty_frame(TABLES["imports"])}
    >>> fresh_until(tables, Settings(), date(2026, 6, 15))
    datetime.date(2026, 6, 10)
    >>> fresh_until(tables, Settings(), date(2027, 6, 15)) is None
    True
    """
    payments, imports = tables["payments"], tables["imports"]
    files = imports[(imports["kind"] == "bank") & (imports["state"] == "applied")]
    ends = np.concatenate([days(payments["statement_end"]), days(files["period_end"])])
    imported = np.concatenate([days(payments["imported_on"]), days(files["imported_on"])])
    imported = np.where(np.isnat(imported), ends, imported)
    recent = ~np.isnat(ends) & (imported >= day(today - timedelta(days=_RECENT_DAYS)))
    typed = settings.cash_entered_until
    if not recent.any():
        return typed
    accounts = np.concatenate([texts(payments["own_account"]), texts(files["own_account"])])
    codes, spellings = pd.factorize(accounts[recent])
    plain = np.array([plain_account(str(account)) for account in spellings], dtype=object)
    last = pd.Series(ends[recent].astype("datetime64[s]")).groupby(plain[codes]).max()
    known: date = last.min().date()
    return known if typed is None or typed < known else typed


def is_stale(until: date | None, settings: Settings, today: date) -> bool:
    """Tell whether automatic stages must wait for newer bank data.

    >>> is_stale(date(2026, 6, 8), Settings(), date(2026, 6, 15))
    False
    >>> is_stale(date(2026, 6, 7), Settings(), date(2026, 6, 15))
    True
    """
    return until is None or (today - until).days > settings.stale_bank_days
