"""Insolvent customers: which invoices sleep, and until when a claim may be filed.

FR: two months after the judgment's publication (C. com. R622-24). BE: the deadline the
judgment sets, else thirty days after it (CDE XX.155). A deadline typed goes before both.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from relance_xl.dates import month_end
from relance_xl.problems import Problem
from relance_xl.rules.arrays import Days, Flags, among, days, sums, texts, unreadable
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.report import report

PROCEDURES = ("safeguard", "receivership", "liquidation", "prj", "bankruptcy")
_BELGIAN_DAYS = 30


@dataclass(frozen=True)
class Insolvencies:
    """Per invoice: held by a procedure, its customer's or payer's, and the judgment's day."""

    held: Flags
    judged: Days


def read_insolvencies(ledger: Ledger) -> Insolvencies:
    """Hold what was invoiced before the judgment; everything when its day is not known."""
    customers, debts = ledger.debts.customers, ledger.debts
    insolvent = _insolvent(customers)
    judged = days(customers["judgment_date"])
    held = np.zeros(len(debts), dtype=bool)
    since = np.full(len(debts), np.datetime64("NaT"), dtype="datetime64[D]")
    if insolvent.any():
        padded = np.append(insolvent, False)
        judgments = np.append(judged, np.datetime64("NaT"))
        for who in (ledger.payer, debts.customer):
            day = judgments[who]
            asleep = padded[who] & (np.isnat(day) | (debts.issued < day) | np.isnat(debts.issued))
            held |= asleep
            since = np.where(asleep, day, since)
    return Insolvencies(held, since)


def _insolvent(customers: pd.DataFrame) -> Flags:
    """Tell who is in a procedure; an unreadable cell counts as one."""
    situation = texts(customers["situation"])
    if not (situation != "").any() and not (texts(customers["bad"]) != "").any():
        return np.zeros(len(customers), dtype=bool)
    known = among(situation, PROCEDURES)
    return known | unreadable(customers, ("situation", "judgment_date"))


def insolvency_problems(ledger: Ledger) -> list[Problem]:
    """Say until when each claim must be filed, and which dates are missing to know it."""
    customers, debts = ledger.debts.customers, ledger.debts
    situation = texts(customers["situation"])
    open_cents = sums(debts.customer, np.maximum(ledger.balances.balance, 0), len(customers))
    rows = np.flatnonzero(among(situation, PROCEDURES))
    problems = []
    for row in rows[open_cents[rows] > 0].tolist():
        problems += _deadline_problems(ledger, row)
    stray = ~pd.isna(customers["judgment_date"]).to_numpy() & ~among(situation, PROCEDURES)
    fault = (
        "judgment_without_situation",
        "il y a une date de jugement mais aucune procédure en cours",
        "choisir la situation, ou effacer la date",
    )
    return problems + report(("customers", "judgment_date"), customers, stray, fault)


def _deadline_problems(ledger: Ledger, row: int) -> list[Problem]:
    customers, today = ledger.debts.customers, ledger.run.today
    cells = customers.iloc[row]
    country = str(cells["country"]).strip().upper() or ledger.run.settings.country
    at = np.array([row])
    problems: list[Problem] = []
    if pd.isna(cells["judgment_date"]):
        text = "procédure collective sans date de jugement\u202f: toutes les factures sont retenues"
        fault = ("judgment_date_missing", text, "saisir la date du jugement d’ouverture")
        problems += report(("customers", "judgment_date"), customers, at, fault)
    deadline = _deadline(cells, country)
    if deadline is None:
        column = "publication_date" if country == "FR" else "claim_deadline"
        text = "le délai pour déclarer la créance est inconnu"
        fault = ("claim_deadline_unknown", text, "compléter cette date et déclarer la créance")
        return problems + report(("customers", column), customers, at, fault)
    before = f"déclarer la créance avant le {deadline:%d/%m/%Y}"
    passed = f"le délai pour déclarer la créance a expiré le {deadline:%d/%m/%Y}"
    fault = (
        "claim_deadline",
        passed if deadline < today else before,
        "demander un relevé de forclusion à un avocat"
        if deadline < today
        else "adresser la déclaration au mandataire ou au curateur",
    )
    return problems + report(("customers", "claim_deadline"), customers, at, fault)


def _deadline(cells: "pd.Series[Any]", country: str) -> date | None:
    """Give the last day to file a claim, as far as the sheet lets it be known."""
    typed, published, judged = (
        None if pd.isna(value) else pd.Timestamp(str(value)).date()
        for value in (cells["claim_deadline"], cells["publication_date"], cells["judgment_date"])
    )
    if typed is not None:
        return typed
    if country == "FR" and published is not None:
        return _months_later(published, 2)
    if country == "BE" and judged is not None:
        return judged + timedelta(days=_BELGIAN_DAYS)
    return None


def _months_later(start: date, months: int) -> date:
    """Give the same day of a later month, its last day when the month is shorter.

    >>> _months_later(date(2026, 12, 31), 2)
    datetime.date(2027, 2, 28)
    """
    month = start.month - 1 + months
    first = date(start.year + month // 12, month % 12 + 1, 1)
    return first.replace(day=min(start.day, month_end(first).day))
