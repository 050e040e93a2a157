"""What can be dunned today: one row per dunnable line, its balance, and what holds it.

`assemble` is the one door; its tables and acts have one spelling of every key (`keys`).

Reading notes for those who decide on top of it:

- `item` is the invoice number, or the instalment id for contractual and retention
  instalments. What such an invoice owes beyond its instalments stays a row of its own
  (item = invoice number, kind "invoice"). Lines of one invoice add up to its balance.
- Rows of kind "agreed" double the invoice's own row, which bears hold `instalments` while
  the plan runs: leave them out of every sum (`kind != "agreed"`). They are free of a hold
  only while the plan runs and up to their date, and serve the notice before it.
- `hold_until` is the last day held, included.
- `processing_days` begins on the due date itself (days late 0).
- `open_cents` is never negative; a credit stands in `balance_cents`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.problems import Problem
from relance_xl.rules.arrays import Texts, day, texts
from relance_xl.rules.balances import unallocated
from relance_xl.rules.checks import check_ledger
from relance_xl.rules.damage import same_amount
from relance_xl.rules.debts import Run
from relance_xl.rules.holds import Findings, hold, read_findings
from relance_xl.rules.holds_board import Holds
from relance_xl.rules.ledger import Ledger, read_ledger
from relance_xl.rules.movements import movements
from relance_xl.settings import Settings


@dataclass(frozen=True)
class Assembled:
    """Items, unallocated credits, and the dated movements penalties are counted with.

    `movements` holds item, payment_date (NaT: counted from the start) and amount_cents:
    accepted payments after cancelled ones went out; with `items.base_cents` it is what
    `penalties.interest` needs. `credits` holds customer, payer, currency, credit_cents > 0.
    """

    items: pd.DataFrame
    credits: pd.DataFrame
    movements: pd.DataFrame
    problems: tuple[Problem, ...]


def assemble(
    tables: Mapping[str, pd.DataFrame], settings: Settings, acts: pd.DataFrame, today: date
) -> Assembled:
    """Compute what is open, due and held on that day (RULES §1, §2, §4).

    Needs the frames of all schema tables and the ACTS frame (number, item, status). Adds to
    `items`: item, invoice, customer, payer, currency, document (str); issue_date, due_date,
    hold_until, interest_stop (datetime64[s]); days_late (Int64); total_cents, paid_cents,
    balance_cents, open_cents, disputed_cents, base_cents (int64); plan_typed, method (str),
    method_days (int64); hold, hold_detail (str); auto_hold, broken_promise, broken_plan,
    is_credit, insolvent (bool); contract_rate_bps (Int64); kind (str); row (int64).
    """
    ledger = read_ledger(Run(tables, settings, acts, today))
    found = read_findings(ledger)
    holds = hold(ledger, found)
    return Assembled(
        _items(ledger, found, holds),
        unallocated(ledger.debts, ledger.balances),
        movements(ledger),
        tuple(check_ledger(ledger)),
    )


def _items(ledger: Ledger, found: Findings, holds: Holds) -> pd.DataFrame:
    lines, debts = ledger.lines, ledger.debts
    of, contested = lines.of, found.disputes.contested
    automatic = same_amount(ledger) | found.damage.everyone
    return pd.DataFrame(
        {
            **_names(ledger),
            "issue_date": debts.issued[of].astype("datetime64[s]"),
            "due_date": lines.due.astype("datetime64[s]"),
            "days_late": _days_late(ledger),
            "total_cents": lines.total,
            "paid_cents": lines.total - lines.balance,
            "balance_cents": lines.balance,
            "open_cents": np.maximum(lines.balance - contested, 0),
            "disputed_cents": contested,
            "base_cents": lines.base - contested,
            "method_days": ledger.methods.days[of],
            "hold": text_column(holds.code),
            "hold_until": holds.until.astype("datetime64[s]"),
            "hold_detail": text_column(holds.detail),
            "auto_hold": automatic[of],
            "broken_promise": found.promises.broken[of] & (lines.balance > 0),
            "broken_plan": found.agreed.broken[of] & (lines.balance > 0),
            "is_credit": (debts.is_credit[of]) | (lines.balance < 0),
            "contract_rate_bps": _contract_rates(ledger),
            "insolvent": found.insolvencies.held[of],
            "interest_stop": found.insolvencies.judged[of].astype("datetime64[s]"),
            "row": debts.frame["row"].to_numpy()[of],
        },
        copy=False,
    )


def _names(ledger: Ledger) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Give the text columns that say which line this is, and whose."""
    lines, debts = ledger.lines, ledger.debts
    codes = np.append(texts(debts.customers["customer"]), "")
    named = texts(debts.frame["customer"])
    by_invoice = {
        "invoice": debts.number,
        "customer": named,
        "payer": np.where(ledger.payer < 0, named, codes[ledger.payer]),
        "currency": debts.currency,
        "document": np.where(debts.is_credit, "credit_note", "invoice").astype(object),
        "plan_typed": ledger.text("plan"),
        "method": ledger.methods.name,
    }
    told = {name: text_column(values[lines.of]) for name, values in by_invoice.items()}
    return {"item": text_column(lines.item), "kind": text_column(lines.kind), **told}


def text_column(values: Texts) -> pd.api.extensions.ExtensionArray:
    """Make a str column of an array of str."""
    return pd.array(values, dtype="str")


def _days_late(ledger: Ledger) -> pd.arrays.IntegerArray:
    due = ledger.lines.due
    missing = np.isnat(due)
    late = (day(ledger.run.today) - due).astype(np.int64)
    return pd.arrays.IntegerArray(np.where(missing, 0, late), missing)


def _contract_rates(ledger: Ledger) -> "pd.Series[int]":
    """Give each line its customer's contract rate, else the one of Paramètres."""
    typed = ledger.debts.customers["contract_rate_bps"]
    usual = ledger.run.settings.contract_rate_bps
    rates = typed.fillna(usual) if usual is not None else typed
    known = np.append(rates.notna().to_numpy(), usual is not None)
    values = np.append(rates.to_numpy(dtype=np.int64, na_value=0), usual or 0)
    who = ledger.debts.customer[ledger.lines.of]
    return pd.Series(pd.arrays.IntegerArray(values[who], ~known[who]))
