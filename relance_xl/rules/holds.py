"""Who is left alone today, and why: the holds of RULES §4, in their order.

`paid, credit, in_doubt, uncollectible, handed_over, insolvency, assigned, bad_data,
customer_block, invoice_block, dispute, einvoice, answer, payment_proposed, promise,
instalments, direct_debit, processing_days`. The first that applies stands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from relance_xl.rules import answers, promises
from relance_xl.rules.agreed_plans import AgreedPlans, read_agreed_plans
from relance_xl.rules.answers import Pauses, invoices_of, read_answers
from relance_xl.rules.arrays import (
    Days,
    Flags,
    Ints,
    among,
    at,
    day,
    days,
    find,
    said_no,
    said_yes,
    texts,
    unreadable,
)
from relance_xl.rules.damage import Damage, read_damage
from relance_xl.rules.disputes import Disputes, read_disputes
from relance_xl.rules.holds_board import Holds
from relance_xl.rules.insolvency import Insolvencies, read_insolvencies
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.plans import resolve
from relance_xl.rules.promises import Promises, read_promises
from relance_xl.rules.running_payments import hold_running_payments
from relance_xl.schema import TABLES

_PLATFORM_STOPS = ("disputed", "suspended", "refused", "rejected", "recycled")
_PAYMENT_SENT_DAYS = 10
_UNCERTAIN = ("in_doubt", "in_progress")


@dataclass(frozen=True)
class Findings:
    """What the longer rules found, per invoice (disputes: per line)."""

    damage: Damage
    insolvencies: Insolvencies
    disputes: Disputes
    pauses: Pauses
    promises: Promises
    agreed: AgreedPlans


def read_findings(ledger: Ledger) -> Findings:
    """Run the rules whose results serve more than holding."""
    return Findings(
        read_damage(ledger),
        read_insolvencies(ledger),
        read_disputes(ledger),
        read_answers(ledger),
        read_promises(ledger),
        read_agreed_plans(ledger),
    )


def hold(ledger: Ledger, found: Findings) -> Holds:
    """Write down the hold of every line."""
    lines, debts = ledger.lines, ledger.debts
    holds = Holds(lines.of)
    valued = ~debts.unvalued[lines.of]
    holds.lines("paid", valued & (lines.balance == 0))
    holds.lines("credit", valued & (debts.is_credit[lines.of] | (lines.balance < 0)))
    _hold_marked(ledger, found, holds)
    _hold_bad_data(ledger, found, holds)
    _hold_blocked(ledger, holds)
    holds.lines("dispute", found.disputes.full, detail=ledger.text("dispute_reason")[lines.of])
    _hold_platform(ledger, holds)
    words = partial(answers.described, ledger, found.pauses)
    holds.invoices("answer", found.pauses.held, detail=words)
    holds.invoices("payment_proposed", _payment_proposed(ledger))
    words = partial(promises.described, ledger, found.promises)
    judged = found.promises
    holds.invoices("promise", judged.held, until=_to_come(ledger, judged.until), detail=words)
    holds.lines("instalments", found.agreed.held_lines, detail=found.agreed.details)
    hold_running_payments(ledger, holds)
    return holds


def _to_come(ledger: Ledger, until: Days) -> Days:
    """Forget last days that are already past: what still holds then has no known end."""
    return np.where(until >= day(ledger.run.today), until, np.datetime64("NaT")).astype(until.dtype)


def _hold_marked(ledger: Ledger, found: Findings, holds: Holds) -> None:
    """in_doubt, uncollectible, handed_over, insolvency, assigned."""
    frame, acts = ledger.debts.frame, ledger.run.acts
    unsure = acts[among(texts(acts["status"]), _UNCERTAIN)]
    doubted = invoices_of(ledger, texts(unsure["item"]))
    numbers = texts(unsure["number"])

    def number(rows: Ints) -> list[str]:
        return [str(numbers[doubted == row][0]) for row in rows]

    holds.invoices("in_doubt", ledger.of_rows(doubted >= 0, doubted), detail=number)
    for code in ("uncollectible", "handed_over"):
        holds.invoices(code, said_yes(frame[code]) | ledger.debts.unreadable(code))
    holds.invoices("insolvency", found.insolvencies.held, detail=_situation(ledger))
    holds.invoices("assigned", _assigned(ledger), detail=ledger.text("assigned_to"))


def _situation(ledger: Ledger) -> Callable[[Ints], list[str]]:
    customers = ledger.debts.customers
    words = {c.code: c.label for c in TABLES["customers"]["situation"].choices}

    def said(rows: Ints) -> list[str]:
        own = texts(customers["situation"])[ledger.debts.customer[rows]]
        of_payer = texts(customers["situation"])[ledger.payer[rows]]
        found = np.where(among(own, ("", "in_bonis")), of_payer, own)
        return [words.get(code, "procédure illisible") for code in found]

    return said


def _assigned(ledger: Ledger) -> Flags:
    """Tell which invoices belong to a factor that has not asked us to dun them."""
    frame = ledger.debts.frame
    assigned: Flags = (ledger.text("assigned_to") != "") | ledger.debts.unreadable("assigned_to")
    rows = np.flatnonzero(assigned)
    if len(rows):
        tables = ledger.run.tables
        typed = pd.DataFrame(
            {
                "customer": frame["customer"].iloc[rows],
                "plan_typed": frame["plan"].iloc[rows],
            }
        )
        plan = resolve(typed, tables, ledger.run.settings.default_plan)
        place = find(texts(tables["plans"]["plan"]), texts(plan))
        for_factor = np.append(said_yes(tables["plans"]["factor"]), False)[place]
        assigned[rows] = ~for_factor | ledger.debts.unreadable("assigned_to")[rows]
    return assigned


def _hold_bad_data(ledger: Ledger, found: Findings, holds: Holds) -> None:
    holds.invoices("bad_data", found.damage.held, detail=found.damage.detail)
    undated = np.isnat(ledger.lines.due)
    holds.lines("bad_data", undated, detail="échéance inconnue")


def _hold_blocked(ledger: Ledger, holds: Holds) -> None:
    """customer_block (the debtor's or the payer's), invoice_block: through their last day."""
    today, customers, frame = ledger.run.today, ledger.debts.customers, ledger.debts.frame
    blocked = _blocked(customers, day(today))
    if blocked.any():
        own = at(blocked, ledger.debts.customer, missing=False)
        who = np.where(own, ledger.debts.customer, ledger.payer)
        until = np.append(days(customers["block_until"]), np.datetime64("NaT"))[who]
        reason = np.append(texts(customers["block_reason"]), "")[who]
        where = ledger.of_customers(blocked)
        holds.invoices("customer_block", where, until=until, detail=reason)
    holds.invoices(
        "invoice_block",
        _blocked(frame, day(today)),
        until=days(frame["block_until"]),
        detail=ledger.text("block_reason"),
    )


def _blocked(frame: pd.DataFrame, today: np.datetime64) -> Flags:
    """Tell which rows are blocked today; a last day alone, not denied by a Non, blocks too."""
    until = days(frame["block_until"])
    running = np.isnat(until) | (until >= today)
    meant = said_yes(frame["block"]) | (~np.isnat(until) & ~said_no(frame["block"]))
    return (meant & running) | unreadable(frame, ("block", "block_until"))


def _hold_platform(ledger: Ledger, holds: Holds) -> None:
    """einvoice: the platform says it is contested, or that the payment is on its way."""
    frame = ledger.debts.frame
    status = ledger.text("platform_status")
    hidden = ledger.debts.unreadable("platform_status")
    if not (status != "").any() and not hidden.any():
        return
    since = days(frame["platform_status_on"])
    until = since + np.timedelta64(_PAYMENT_SENT_DAYS - 1, "D")
    sent = status == "payment_sent"
    sent &= np.isnat(until) | (until >= day(ledger.run.today))
    held = among(status, _PLATFORM_STOPS) | sent | hidden
    until = np.where(sent, until, np.datetime64("NaT")).astype(until.dtype)
    words = {c.code: c.label for c in TABLES["invoices"]["platform_status"].choices}

    def said(rows: Ints) -> list[str]:
        return [words.get(code, "statut illisible") for code in status[rows]]

    holds.invoices("einvoice", held, until=until, detail=said)


def _payment_proposed(ledger: Ledger) -> Flags:
    """Tell whose payment waits to be accepted; one without invoice holds the customer's all."""
    payments = ledger.payments
    waiting = payments.proposed
    if not waiting.any():
        return np.zeros(len(ledger.debts), dtype=bool)
    on_account = waiting & (payments.invoice < 0)
    named = ledger.of_rows(waiting, payments.invoice)
    return named | ledger.of_rows_customers(on_account, payments.customer)
