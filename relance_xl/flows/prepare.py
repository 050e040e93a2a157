"""Préparer: propose today's messages and say beside each invoice why, or why not."""

import pandas as pd

from relance_xl.flows.deciding import all_problems, decide_today
from relance_xl.flows.desk import Desk
from relance_xl.flows.first_words import hard_first_words
from relance_xl.flows.opening import Opened, open_workbook
from relance_xl.flows.outcome import (
    DONE,
    NEEDS_A_PERSON,
    Outcome,
    blocking,
    counted,
    problem_json,
    problem_lines,
)
from relance_xl.flows.relances import rebuild, write_rows
from relance_xl.flows.writing import write_anomalies, write_decision, write_history
from relance_xl.problems import Problem
from relance_xl.render.formats import locale_of, money
from relance_xl.rules.decide import Decision
from relance_xl.rules.left_alone import left_alone
from relance_xl.rules.summary import as_json

_REASONS = 4
_NEXT = "Ensuite : « Aperçu » montre chaque message tel qu’il partirait ; décider dans Relances."


def prepare(desk: Desk) -> Outcome:
    """Fill sheet Relances; decided rows whose figures did not change stay decided."""
    with open_workbook(desk) as opened:
        decision, rows, problems = propose(desk, opened)
        opened.save(desk)
    lines = [
        *proposal_lines(rows, opened.settings.country),
        *_left_alone(decision),
        *problem_lines(problems),
        *([_NEXT] if len(rows) else []),
    ]
    json = {**as_json(decision, rows), "problems": problem_json(problems)}
    return Outcome(tuple(lines), json, NEEDS_A_PERSON if blocking(problems) else DONE)


def propose(desk: Desk, opened: Opened) -> tuple[Decision, pd.DataFrame, list[Problem]]:
    """Decide, rebuild sheet Relances, and gather everything to write."""
    decision = decide_today(desk, opened)
    rows = rebuild(desk, opened, decision)
    write_decision(desk, opened, decision)
    if len(rows) or not opened.gaps:  # what people decided outlives a header to mend
        write_rows(desk, opened, rows)
    problems = write_anomalies(desk, all_problems(desk, opened, decision))
    counts = {"proposed_count": len(rows), "anomaly_count": len(problems)}
    write_history(desk, "préparer", decision, opened.settings.currency, **counts)
    return decision, rows, problems


def _left_alone(decision: Decision) -> list[str]:
    reasons = left_alone(decision.invoices)
    if not reasons:
        return []
    total = sum(count for _, count in reasons)
    late = counted(total, "facture échue laissée", "factures échues laissées")
    told = ", ".join(f"{reason} ({count})" for reason, count in reasons[:_REASONS])
    return [f"{late} : {told}{', …' if len(reasons) > _REASONS else '.'}"]


def proposal_lines(rows: pd.DataFrame, country: str) -> list[str]:
    """Tell how many messages wait, what they ask for by currency, and how hard they are."""
    if not len(rows):
        return ["Aucune relance à proposer aujourd’hui."]
    locale = locale_of("fr", country)
    mains = rows[rows["main_number"] == ""]
    sums = mains.groupby("currency")["due_cents"].sum()
    asked = " et ".join(money(int(cents), str(code), locale) for code, cents in sums.items())
    decided = int((rows["decision"] != "").sum())
    formal = int((rows["severity"] >= 4).sum())  # noqa: PLR2004 - severity of a formal notice
    lines = [
        (
            f"{counted(len(rows), 'message proposé', 'messages proposés')} à "
            f"{counted(rows['payer'].nunique(), 'client', 'clients')}, pour {asked}."
        )
    ]
    if formal:
        lines.append(f"Dont {counted(formal, 'mise en demeure', 'mises en demeure')}.")
    lines += hard_first_words(rows[rows["decision"] == ""], "avant d’approuver")
    if decided:
        lines.append(f"{counted(decided, 'décision déjà prise', 'décisions déjà prises')}.")
    return lines
