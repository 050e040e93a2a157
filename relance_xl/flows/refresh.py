"""Actualiser: balances, delays, stages and *pourquoi*, without proposing anything."""

from relance_xl.flows.deciding import all_problems, decide_today
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import open_workbook
from relance_xl.flows.outcome import (
    DONE,
    NEEDS_A_PERSON,
    Outcome,
    blocking,
    counted,
    problem_json,
    problem_lines,
)
from relance_xl.flows.writing import write_anomalies, write_decision
from relance_xl.rules.decide import Decision
from relance_xl.rules.summary import invoices_json


def refresh(desk: Desk) -> Outcome:
    """Recompute every tool column and sheet Anomalies."""
    with open_workbook(desk) as opened:
        decision = decide_today(desk, opened)
        write_decision(desk, opened, decision)
        problems = write_anomalies(desk, all_problems(desk, opened, decision))
        opened.save(desk)
    lines = (_told(decision), *problem_lines(problems))
    json = {
        "date": desk.today.isoformat(),
        "invoices": invoices_json(decision),
        "problems": problem_json(problems),
    }
    return Outcome(lines, json, NEEDS_A_PERSON if blocking(problems) else DONE)


def _told(decision: Decision) -> str:
    """Count the invoices, and those late with something due: held ones are late too."""
    invoices = decision.invoices
    if not len(invoices):
        return "Aucune facture à recalculer."
    late = int(((invoices["balance_cents"] > 0) & (invoices["days_late"] > 0)).sum())
    done = counted(len(invoices), "facture recalculée", "factures recalculées")
    return f"{done}, {f'dont {late}' if late else 'aucune'} en retard."
