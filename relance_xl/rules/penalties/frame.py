"""Penalties of every invoice at once: the arithmetic of `penalty`, on arrays.

Interest is a sum of cents × days × basis points. With R(d) the basis points summed over
the days up to d, a balance kept from day a to day b bears balance × (R(b) − R(a)); one
division at the end gives cents. All of it fits 64-bit integers up to a limit that the few
larger invoices, if any, go around through `penalty`.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.laws import NO_TERMS, Terms, find, why_none
from relance_xl.rules.penalties.beginning import MISSING, last_free_days
from relance_xl.rules.penalties.claim import NO_CLAUSE, Claim, UnknownRateError, penalty
from relance_xl.rules.penalties.part_payments import (
    Debts,
    days_of,
    gather,
    interest_first,
    principal_first,
)
from relance_xl.rules.penalties.rate_sums import NO_CONTRACT, RateSums
from relance_xl.rules.penalties.schedule import Schedule, schedule

Ints = npt.NDArray[np.int64]

_NEEDED = (
    "invoice",
    "customer_type",
    "base_cents",
    "due_date",
    "contract_rate_bps",
    "interest_stop",
    "noticed",
)
_STATED = ["interest_cents", "fee_cents", "provisional", "rate_text", "rate_source"]
_NOT_DATED = "échéance inconnue\u202f: pas de pénalités"
_NO_AMOUNT = "montant inconnu\u202f: pas de pénalités"
_NO_RATE = "aucun taux connu au début du retard\u202f: pas de pénalités"


@dataclass(frozen=True, slots=True)
class Counting:
    """How the creditor counts: law code (FR, BE, QC…), as-of day, imputation, contracts."""

    law: str
    as_of: date
    interest_first: bool = False
    terms: Terms = NO_TERMS


def interest(
    invoices: pd.DataFrame, payments: pd.DataFrame, rates: pd.DataFrame, how: Counting
) -> pd.DataFrame:
    """Compute the penalties of all invoices up to `how.as_of`, in cents.

    Needs `invoices` with invoice (unique), customer_type, base_cents (total with VAT less
    credit notes and the disputed part, but not less payments), due_date, contract_rate_bps
    (missing = the law's rate), interest_stop (missing = none: last day that bears interest),
    and, for laws that ask for one, noticed (see `Claim`; the column may be absent);
    `payments`, accepted and allocated, with invoice, payment_date (missing = counted from
    the start), amount_cents; `rates` with the columns of sheet Taux.

    Returns, on the index of `invoices`: interest_cents and fee_cents (Int64, missing when
    there is nothing to state), provisional (boolean: a period without a rate was met, state
    no amount), rate_text, rate_source (str), why_none (str: why amounts are missing).

    >>> from relance_xl.laws import rate_table
    >>> day = pd.to_datetime
    >>> invoices = pd.DataFrame({
    ...     "invoice": ["F1", "F2", "F3"],
    ...     "customer_type": ["business", "business", "consumer"],
    ...     "base_cents": [1_000_000] * 3,
    ...     "due_date": day(["2026-04-30", "2026-05-01", "2026-05-01"]),
    ...     "contract_rate_bps": pd.array([None] * 3, dtype="Int64"),
    ...     "interest_stop": day([None] * 3),
    ... })
    >>> payments = pd.DataFrame({
    ...     "invoice": ["F2"], "payment_date": day(["2026-05-01"]), "amount_cents": [1_000_000],
    ... })
    >>> found = interest(invoices, payments, rate_table(), Counting("FR", date(2026, 8, 31)))
    >>> found["interest_cents"].to_list(), found["fee_cents"].to_list()
    ([41368, 0, 0], [4000, 0, 0])
    >>> interest(invoices, payments, rate_table(), Counting("EU", date(2026, 8, 31)))[
    ...     "why_none"].to_list()
    ['', '', 'pas de pénalités prévues pour EU particulier']
    """
    if "noticed" not in invoices:
        nothing = pd.Series(pd.NaT, index=invoices.index, dtype="datetime64[s]")
        invoices = invoices.assign(noticed=nothing)
    rows = invoices[list(_NEEDED)].reset_index(drop=True)
    paid = payments.assign(debt=_positions(pd.Index(rows["invoice"]), payments["invoice"]))
    found = [
        _of_type(part, paid, rates, how) for _, part in rows.groupby("customer_type", sort=False)
    ]
    whole = pd.concat([_nothing(rows.iloc[:0], ""), *found]).sort_index()
    return whole.set_axis(invoices.index)


def _of_type(
    rows: pd.DataFrame, payments: pd.DataFrame, rates: pd.DataFrame, how: Counting
) -> pd.DataFrame:
    """Compute the invoices of one customer type; those that cannot be say why."""
    customer_type = str(rows["customer_type"].iloc[0])
    law = find(how.law, customer_type)
    if law is None:
        return _nothing(rows, why_none(how.law, customer_type))
    if law.needs_clause and not how.terms.consumer_clause:
        return _nothing(rows, NO_CLAUSE)
    undated, unknown = rows["due_date"].isna(), rows["base_cents"].isna()
    usable = rows[~undated & ~unknown]
    periods = schedule(law, rates, how.terms)
    limit = _sums(usable, _debts(usable, periods, how.as_of), periods).largest_base(how.as_of)
    huge = (usable["base_cents"] > limit).to_numpy(dtype=bool)
    return pd.concat(
        [
            _nothing(rows[undated], _NOT_DATED),
            _nothing(rows[unknown & ~undated], _NO_AMOUNT),
            _on_arrays(usable[~huge], payments, periods, how),
            _one_by_one(usable[huge], payments, periods, how),
        ]
    )


def _on_arrays(
    rows: pd.DataFrame, payments: pd.DataFrame, rates: Schedule, how: Counting
) -> pd.DataFrame:
    """Compute what surely fits 64 bits."""
    debts = _debts(rows, rates, how.as_of)
    sums = _sums(rows, debts, rates)
    paid = gather(_positions(rows.index, payments["debt"]), payments, debts)
    settle = interest_first if how.interest_first else principal_first
    settled = settle(debts, paid, sums, rates.law)
    late = settled.last_day > debts.due
    known = ~late | (debts.due + 1 >= sums.starts[0])
    stopped = (rows["interest_stop"] <= pd.Timestamp(how.as_of)).to_numpy(dtype=bool)
    fee = np.where(late & ~stopped, rates.law.fee(settled.unpaid, rates.terms), 0)
    provisional, texts, sources = sums.words(debts.due, settled.last_day, late & known)
    columns = {
        "interest_cents": pd.arrays.IntegerArray(settled.interest, ~known),
        "fee_cents": pd.arrays.IntegerArray(fee, ~known),
        "provisional": pd.array(provisional, dtype="boolean"),
        "rate_text": texts,
        "rate_source": sources,
        "why_none": pd.array(["", _NO_RATE], dtype="str").take((~known).astype(np.int64)),
    }
    return pd.DataFrame(columns, index=rows.index)


def _one_by_one(
    rows: pd.DataFrame, payments: pd.DataFrame, rates: Schedule, how: Counting
) -> pd.DataFrame:
    """Compute the few amounts too large for 64-bit products, with Python's integers."""
    found = _nothing(rows, "")
    for position, row in rows.iterrows():
        ours = payments[payments["debt"] == position]
        due = row["due_date"]
        dates = ours["payment_date"].fillna(due)
        claim = Claim(
            amount_cents=int(row["base_cents"]),
            due_date=due.date(),
            as_of=how.as_of,
            rate_bps=None if pd.isna(row["contract_rate_bps"]) else int(row["contract_rate_bps"]),
            payments=tuple(
                (day.date(), int(cents))
                for day, cents in zip(dates, ours["amount_cents"].fillna(0), strict=True)
            ),
            interest_first=how.interest_first,
            stop=None if pd.isna(row["interest_stop"]) else row["interest_stop"].date(),
            noticed=None if pd.isna(row["noticed"]) else row["noticed"].date(),
        )
        try:
            answer = penalty(claim, rates)
        except UnknownRateError:
            found.loc[position, "why_none"] = _NO_RATE
        else:
            found.loc[position, _STATED] = [getattr(answer, name) for name in _STATED]
    return found


def _debts(rows: pd.DataFrame, rates: Schedule, as_of: date) -> Debts:
    """Lay the debts out; one whose interest has not begun ends where it begins."""
    last = np.int64((as_of - date(1970, 1, 1)).days)
    free = last_free_days(rates.law, days_of(rows["due_date"]), days_of(rows["noticed"]))
    free = np.where(free == MISSING, last, free)
    stop = days_of(rows["interest_stop"])
    end = np.where(stop == MISSING, last, np.minimum(stop, last))
    base = np.maximum(rows["base_cents"].to_numpy(dtype=np.int64), 0)
    return Debts(base, free, np.maximum(end, free))


def _sums(rows: pd.DataFrame, debts: Debts, rates: Schedule) -> RateSums:
    return RateSums.of(rates, _contracts(rows), debts.due + 1)


def _contracts(rows: pd.DataFrame) -> Ints:
    return rows["contract_rate_bps"].to_numpy(dtype=np.int64, na_value=NO_CONTRACT)


def _positions(keys: "pd.Index[str] | pd.Index[int]", wanted: "pd.Series[str]") -> Ints:
    """Give where each wanted key first stands among the keys, -1 for nowhere."""
    if keys.is_unique:
        return keys.get_indexer(pd.Index(wanted))
    first = np.flatnonzero(~keys.duplicated())
    found = keys[first].get_indexer(pd.Index(wanted))
    return np.where(found < 0, -1, first[found])


def _nothing(rows: pd.DataFrame, why: str) -> pd.DataFrame:
    """Give the answer's columns without amounts."""
    frame = pd.DataFrame(index=rows.index)
    return frame.assign(
        interest_cents=pd.array([pd.NA] * len(rows), dtype="Int64"),
        fee_cents=pd.array([pd.NA] * len(rows), dtype="Int64"),
        provisional=pd.array([False] * len(rows), dtype="boolean"),
        rate_text=pd.array([""] * len(rows), dtype="str"),
        rate_source=pd.array([""] * len(rows), dtype="str"),
        why_none=pd.array([why] * len(rows), dtype="str"),
    )
