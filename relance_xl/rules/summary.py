"""A decision as `preparer --json` prints it (PRODUCT §3): plain values, cents, ISO dates."""

import pandas as pd

from relance_xl.problems import Problem
from relance_xl.rules.decide import Decision


def as_json(decision: Decision, rows: pd.DataFrame) -> dict[str, object]:
    """Give date, proposals, invoices and problems; `rows` is `approval.merge`'s result.

    `customer` is who is written to. Inside a proposal, `stage` is the rank it will record,
    None when an invoice is only listed. Of an invoice, `stage` is the rank last sent (0
    none), `reason` its code of RULES §4 and `why` the same in French.
    """
    return {
        "date": decision.today.isoformat(),
        "proposals": _proposals(decision, rows),
        "invoices": _invoices(decision.invoices),
        "problems": [_problem(problem) for problem in decision.problems],
    }


def _proposals(decision: Decision, rows: pd.DataFrame) -> list[dict[str, object]]:
    lines = decision.lines[decision.lines["part"] != "credit"]
    listed: dict[int, list[dict[str, object]]] = {}
    names = ("proposal", "item", "rank", "balance_cents", "days_late")
    for proposal, item, rank, balance, late in zip(*(lines[n] for n in names), strict=True):
        listed.setdefault(int(proposal), []).append(
            {
                "invoice": item,
                "stage": _whole(rank),
                "balance_cents": _whole(balance),
                "days_late": _whole(late),
            }
        )
    ranks = dict(zip(decision.proposals["proposal"], decision.proposals["rank"], strict=True))
    names = (
        "number", "payer", "contact_name", "channel", "language", "currency", "text", "due_cents",
        "recipient", "approval", "decision", "why", "proposal",
    )  # fmt: skip
    return [
        {
            "number": number,
            "customer": payer,
            "contact": contact,
            "channel": channel,
            "to": recipient,
            "language": language,
            "currency": currency,
            "stage": _whole(ranks[proposal]),
            "text": text,
            "due_cents": _whole(due),
            "approval": approval,
            "decision": decided,
            "why": why,
            "invoices": listed.get(int(proposal), []),
        }
        for (
            number, payer, contact, channel, language, currency, text, due,
            recipient, approval, decided, why, proposal,
        ) in zip(*(rows[n] for n in names), strict=True)
    ]  # fmt: skip


def _invoices(cells: pd.DataFrame) -> list[dict[str, object]]:
    names = (
        "invoice", "balance_cents", "days_late", "stage", "next_stage", "next_date", "reason",
        "why",
    )  # fmt: skip
    return [
        {
            "invoice": invoice,
            "balance_cents": _whole(balance),
            "days_late": _whole(late),
            "stage": _whole(stage),
            "next_stage": _whole(next_stage),
            "next_date": None if pd.isna(when) else when.date().isoformat(),
            "reason": reason,
            "why": why,
        }
        for invoice, balance, late, stage, next_stage, when, reason, why in zip(
            *(cells[name].tolist() for name in names), strict=True
        )
    ]


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "key": problem.key,
        "text": problem.text,
        "action": problem.action,
    }


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]  # one number
