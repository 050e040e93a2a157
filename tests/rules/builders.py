"""Typed tables from a few keyword rows: what `frames` gives, without a workbook.

A cell is written as a person thinks of it: `"2026-05-01"` for a date, an integer for cents, a code
for a choice; whatever is not named is empty.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import cache

import pandas as pd

from relance_xl.laws import rate_table
from relance_xl.rules.acts import COLUMNS
from relance_xl.schema import TABLES, Column, Kind, Table
from relance_xl.settings import Settings

TODAY = date(2026, 6, 15)
"""A Monday, far from the holidays of the countries served."""

_DTYPES = {
    Kind.MONEY: "Int64",
    Kind.INTEGER: "Int64",
    Kind.RATE: "Int64",
    Kind.FLAG: "boolean",
    Kind.DATE: "datetime64[s]",
    Kind.DATETIME: "datetime64[s]",
}
_FIRST_ROW = 5


def frame(table: str, rows: Iterable[Mapping[str, object]] = ()) -> pd.DataFrame:
    """Make one typed frame; `row` counts from 5 and `bad` is empty unless a row names it."""
    given = [dict(row) for row in rows]
    schema: Table = TABLES[table]
    known = {column.name for column in schema} | {"row", "bad"}
    for row in given:
        assert set(row) <= known, f"{table}: {set(row) - known}"
    columns = {column.name: _typed(column, given) for column in schema}
    columns["row"] = pd.Series(
        [row.get("row", _FIRST_ROW + i) for i, row in enumerate(given)], dtype="int64"
    )
    columns["bad"] = pd.Series([row.get("bad", "") for row in given], dtype="str")
    return pd.DataFrame(columns)


def _typed(column: Column, rows: list[dict[str, object]]) -> "pd.Series[object]":
    dtype = _DTYPES.get(column.kind, "str")
    if dtype == "datetime64[s]":
        values = [row.get(column.name) for row in rows]
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"))).astype(dtype)
    empty = "" if dtype == "str" else pd.NA
    return pd.Series([row.get(column.name, empty) for row in rows], dtype=dtype)


METHODS = (
    {"method": "virement", "nature": "transfer", "days": 2},
    {"method": "chèque", "nature": "cheque", "days": 5},
    {"method": "prélèvement", "nature": "direct_debit", "days": 8},
    {"method": "LCR", "nature": "lcr", "days": 10},
    {"method": "carte", "nature": "card", "days": 0},
)


def customer(code: str = "C1", **cells: object) -> dict[str, object]:
    """Make a business customer that raises no anomaly by itself."""
    return {
        "customer": code,
        "name": f"Société {code}",
        "customer_type": "business",
        "country": "FR",
        **cells,
    }


def invoice(number: str = "F1", **cells: object) -> dict[str, object]:
    """Make an invoice of 100 € to C1, due 2026-05-16: thirty days late on `TODAY`."""
    return {
        "invoice": number,
        "customer": "C1",
        "issue_date": "2026-04-16",
        "due_date": "2026-05-16",
        "total_cents": 10_000,
        **cells,
    }


def payment(amount_cents: object, **cells: object) -> dict[str, object]:
    """Make a payment typed by hand for F1 on 2026-06-01."""
    return {
        "payment": "P1",
        "payment_date": "2026-06-01",
        "customer": "C1",
        "invoice": "F1",
        "amount_cents": amount_cents,
        **cells,
    }


STANDARD = tuple(
    {
        "stage": f"standard-{rank}",
        "plan": "standard",
        "rank": rank,
        "label": label,
        "severity": severity,
        "reference": "due_date",
        "after_days": after,
        "gap_days": 12,
        "channel": channel,
        "contact_role": "billing",
        "text": f"relance-{rank}",
        "days_to_pay": 8,
        "penalties": penalties,
        "approval": "manual",
        "min_cents": 1_500,
        "invoice_pdf": "if_found",
    }
    for rank, label, severity, after, channel, penalties in (
        (1, "Rappel courtois", 1, 3, "email", "none"),
        (2, "Relance ferme", 2, 15, "email", "mention"),
        (3, "Dernier avis", 3, 30, "email", "mention"),
        (4, "Mise en demeure", 4, 45, "registered_letter", "claim"),
    )
)


def tables(**rows: Iterable[Mapping[str, object]]) -> dict[str, pd.DataFrame]:
    """Make all tables: the rows given, plus plan *standard*, its texts and the usual methods.

    A table given stands as given, shipped rows included or not.
    """
    return {
        name: frame(name, rows[name]) if name in rows else _usual(name).copy(deep=False)
        for name in TABLES
    }


@cache
def _usual(name: str) -> pd.DataFrame:
    return frame(name, _USUAL.get(name, ()))


_USUAL: dict[str, Iterable[Mapping[str, object]]] = {
    "customers": [customer()],
    "contacts": [
        {
            "customer": "C1",
            "contact_name": "Zoé Lefèvre",
            "role": "billing",
            "email": "zoe@client.example",
        }
    ],
    "plans": [{"plan": "standard", "entry": "contextual", "listing": "all_overdue"}],
    "stages": STANDARD,
    "texts": [
        {"text": stage["text"], "language": "fr", "channel": stage["channel"], "body": "x"}
        for stage in STANDARD
    ],
    "payment_methods": METHODS,
    "rates": rate_table().to_dict("records"),
}


_COMPANY = {
    "company_name": "Élan SARL",
    "sender_name": "Anne Roy",
    "sender_email": "anne@elan.example",
    "address1": "2 quai Sud",
    "postcode": "29200",
    "city": "Brest",
    "iban": "FR7630006000011234567890189",
}


def settings(**values: object) -> Settings:
    """Make the settings of a company that filled Paramètres in, with fresh bank data."""
    known = {field.name for field in fields(Settings)}
    assert set(values) <= known, set(values) - known
    return Settings(**{**_COMPANY, "cash_entered_until": TODAY, **values})


def no_acts() -> pd.DataFrame:
    """Make an ACTS frame without a row."""
    return acts()


def acts(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Make an ACTS frame, the columns of `relance_xl.rules.acts`: one row per (message, pair)."""
    usual: dict[str, object] = {
        "number": "REL-2026-00001",
        "item": "F1",
        "stage": "standard-1",
        "status": "sent",
        "at": "2026-05-20 10:00",
        "payer": "C1",
        "currency": "EUR",
        "channel": "email",
        "recipient": "zoe@client.example",
        "severity": 1,
        "rank": 1,
        "main": True,
        "main_number": "",
        "machine": "PC1",
    }
    full = [{**usual, **row} for row in rows]
    columns = {}
    for name, dtype in COLUMNS.items():
        values = pd.Series([row[name] for row in full], dtype="object")
        columns[name] = (pd.to_datetime(values) if name == "at" else values).astype(dtype)
    return pd.DataFrame(columns)
