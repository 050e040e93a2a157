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
        "invoices": invoices_json(decision),
        "problems": [_problem(problem) for problem in decision.problems],
    }


def _proposals(decision: Decision, rows: pd.DataFrame) -> list[dict[str, object]]:
    listed = _listed(decision.lines)
    ranks = dict(zip(decision.proposals["proposal"], decision.proposals["rank"], strict=True))
    found: list[dict[str, object]] = []
    for row in rows.to_dict("records"):
        proposal = int(row["proposal"])
        found.append(
            {
                "number": row["number"],
                "customer": row["payer"],
                "contact": row["contact_name"],
                "to": row["recipient"],
                "channel": row["channel"],
                "language": row["language"],
                "currency": row["currency"],
                "stage": _whole(ranks.get(proposal)),
                "text": row["text"],
                "due_cents": _whole(row["due_cents"]),
                "approval": row["approval"],
                "decision": row["decision"],
                "why": row["why"],
                "invoices": listed.get(proposal, []),
            }
        )
    return found


def _listed(lines: pd.DataFrame) -> dict[int, list[dict[str, object]]]:
    """Give each proposal's invoices; credits are no invoices."""
    lines = lines[lines["part"] != "credit"]
    names = ("proposal", "item", "rank", "balance_cents", "days_late")
    found: dict[int, list[dict[str, object]]] = {}
    for proposal, item, rank, balance, late in zip(
        *(lines[name].tolist() for name in names), strict=True
    ):
        line = {
            "invoice": item,
            "stage": _whole(rank),
            "balance_cents": _whole(balance),
            "days_late": _whole(late),
        }
        found.setdefault(int(proposal), []).append(line)
    return found


def invoices_json(decision: Decision) -> list[dict[str, object]]:
    """Give every invoice: balance, days late, last and next stage, why (PRODUCT §3)."""
    cells = decision.invoices
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
