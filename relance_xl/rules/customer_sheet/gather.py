"""Gathering one customer's page from the sheets and a decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import among, texts
from relance_xl.rules.customer_sheet.debts import balances, debts, disputes, parts, promises
from relance_xl.rules.customer_sheet.model import Answer, CustomerSheet, Paid, Reminder
from relance_xl.rules.customer_sheet.records import Row, day, moment, records, whole
from relance_xl.rules.debts import Run
from relance_xl.rules.decide import Decision
from relance_xl.rules.keys import with_one_spelling
from relance_xl.rules.ledger import Ledger, read_ledger
from relance_xl.rules.payers import resolve
from relance_xl.settings import Settings

_MONTHS = 24


@dataclass(frozen=True)
class _Circle:
    """The customer, those it pays for, and the invoices of them all."""

    code: str
    members: frozenset[str]
    invoices: frozenset[str]


def customer_sheet(
    code: str,
    tables: Mapping[str, pd.DataFrame],
    decision: Decision,
    acts: pd.DataFrame,
    settings: Settings,
) -> CustomerSheet:
    """Put together what is known of the customer of that code, as of the decision's day.

    A payer's page holds what it pays for others. Needs the frames of all tables and ACTS.
    Raises `KeyError` for a code that is not in Clients.
    """
    tables, acts = with_one_spelling(tables, acts)
    customers = tables["customers"]
    names = dict(zip(customers["customer"], customers["name"], strict=True))
    payer, circle = _circle(code, tables, names)
    facts = records(_of(customers, "customer", [code]))[0]
    invoices = _of(tables["invoices"], "customer", circle.members).reset_index(drop=True)
    own = _own_items(circle, decision.items)
    ledger = read_ledger(Run(tables, settings, acts, decision.today))
    return CustomerSheet(
        code=code,
        name=str(names[code]),
        payer=(payer, str(names.get(payer, ""))) if payer != code else None,
        members=tuple((m, str(names[m])) for m in sorted(circle.members - {code})),
        facts=facts,
        figures=next(iter(records(_of(decision.customers, "customer", [code]))), {}),
        contacts=tuple(records(_of(tables["contacts"], "customer", circle.members))),
        balances=balances(own, _account(circle, ledger)),
        debts=debts(own),
        reminders=_reminders(circle, tables["sends"], acts),
        answers=_answers(circle, tables["answers"], acts),
        promises=promises(invoices, own, settings, decision.today),
        disputes=disputes(invoices, own, settings),
        parts=parts(tables["instalments"], own, invoices),
        payments=_payments(circle, ledger),
        notes=_notes(facts, invoices, tables, circle),
        invoice_files=_files(invoices),
    )


def _circle(
    code: str, tables: Mapping[str, pd.DataFrame], names: Mapping[str, object]
) -> tuple[str, _Circle]:
    """Find who pays for this customer in the end, and whom it pays for."""
    customers, invoices = tables["customers"], tables["invoices"]
    codes = texts(customers["customer"])
    final = resolve(customers).final
    payers = dict(zip(reversed(codes.tolist()), reversed(codes[final].tolist()), strict=True))
    members = {member for member, payer in payers.items() if payer == code} | {code}
    members &= set(names)
    mine = invoices.loc[invoices["customer"].isin(members), "invoice"]
    return str(payers[code]), _Circle(code, frozenset(members), frozenset(mine))


def _own_items(circle: _Circle, items: pd.DataFrame) -> pd.DataFrame:
    """Give the decided lines of the circle's invoices, each under one of its members."""
    own = _of(items, "invoice", circle.invoices)
    return _of(own, "customer", circle.members).reset_index(drop=True)


def _of(frame: pd.DataFrame, column: str, wanted: Iterable[str]) -> pd.DataFrame:
    return frame[frame[column].isin(list(wanted))]


def _reminders(circle: _Circle, sends: pd.DataFrame, acts: pd.DataFrame) -> tuple[Reminder, ...]:
    """Give what was sent to the customer, or to its payer about its invoices; latest first."""
    about = set(_of(acts, "item", circle.invoices)["number"])
    about |= set(_of(acts, "item", _instalment_stems(acts, circle))["number"])
    rows = sends[sends["payer"].eq(circle.code) | sends["number"].isin(about)]
    found = [
        Reminder(
            moment(row["at"]),
            str(row["number"]),
            str(row["channel"]),
            str(row["stage_label"]),
            str(row["recipient"]),
            whole(row["due_cents"]),
            str(row["currency"]),
            _status(row),
            moment(row["delivered_on"]),
            moment(row["read_on"]),
            day(row["received_on"]),
            str(row["file"]),
        )
        for row in records(rows)
        if row["number"]
    ]
    return tuple(sorted(found, key=lambda one: (str(one.at or ""), one.number), reverse=True))


def _instalment_stems(acts: pd.DataFrame, circle: _Circle) -> set[str]:
    items = set(acts["item"])
    return {item for item in items if str(item).rpartition("#")[0] in circle.invoices}


def _status(row: Row) -> str:
    """Give what is known of a sending: a person's verdict goes first."""
    return str(row["verdict"] or row["status"])


def _answers(circle: _Circle, answers: pd.DataFrame, acts: pd.DataFrame) -> tuple[Answer, ...]:
    numbers = set(_of(acts, "item", circle.invoices)["number"])
    rows = answers[answers["customer"].isin(circle.members) | answers["reminder"].isin(numbers)]
    found = [
        Answer(
            moment(row["at"]),
            str(row["answer_class"]),
            str(row["excerpt"]),
            str(row["reminder"]),
            str(row["treatment"]),
            day(row["treated_on"]),
            row["done"] is True,
            str(row["file"]),
        )
        for row in records(rows)
    ]
    return tuple(sorted(found, key=lambda one: str(one.at or ""), reverse=True))


def _payments(circle: _Circle, ledger: Ledger) -> tuple[Paid, ...]:
    """Give payments of the last 24 months, refused ones apart; latest first."""
    payments, frame = ledger.payments, ledger.payments.frame
    since = pd.Timestamp(ledger.run.today) - pd.DateOffset(months=_MONTHS)
    wanted = frame["customer"].isin(circle.members) | frame["invoice"].isin(circle.invoices)
    wanted &= (frame["payment_date"] >= since) & (payments.accepted | payments.proposed)
    states = np.select(
        [payments.proposed, payments.cancelled.rows, payments.lost, payments.future],
        ["proposed", "cancelled", "lost", "future"],
        "counted",
    )
    rows = frame.assign(state=states, currency=payments.currency)[wanted]
    found = [
        Paid(
            day(row["payment_date"]),
            str(row["invoice"]),
            whole(row["amount_cents"]) or 0,
            str(row["currency"]),
            str(row["method"]),
            str(row["bank_reference"]),
            str(row["state"]),
        )
        for row in records(rows)
    ]
    return tuple(sorted(found, key=lambda one: one.day or date.min, reverse=True))


def _account(circle: _Circle, ledger: Ledger) -> dict[str, int]:
    """Sum, by currency, the payments of the circle that name no invoice."""
    account = ledger.balances.account
    codes = texts(ledger.debts.customers["customer"])
    mine = account[np.isin(account["customer"], np.flatnonzero(among(codes, circle.members)))]
    return {str(k): int(v) for k, v in mine.groupby("currency")["cents"].sum().items()}


def _notes(
    facts: Row, invoices: pd.DataFrame, tables: Mapping[str, pd.DataFrame], circle: _Circle
) -> tuple[tuple[str, str], ...]:
    """Give what people wrote about the customer, its invoices, answers and calls."""
    found = [("Client", str(facts["note"]))]
    found += [(str(n), str(x)) for n, x in zip(invoices["invoice"], invoices["note"], strict=True)]
    answers = _of(tables["answers"], "customer", circle.members)
    found += [(str(n), str(x)) for n, x in zip(answers["answer"], answers["note"], strict=True)]
    calls = tables["calls"]
    calls = calls[calls["payer"] == circle.code]
    found += [(str(n), str(x)) for n, x in zip(calls["call"], calls["note"], strict=True)]
    return tuple((where, text) for where, text in found if text.strip())


def _files(invoices: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    newest = invoices.sort_values(["issue_date", "invoice"], ascending=False, kind="stable")
    pairs = zip(newest["invoice"], newest["pdf_file"], strict=True)
    return tuple((str(number), str(name)) for number, name in pairs if number)
