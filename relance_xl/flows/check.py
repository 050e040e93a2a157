"""Contrôler: what is wrong in the data, before anything is decided."""

from collections.abc import Iterable

import pandas as pd

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
from relance_xl.flows.writing import write_anomalies
from relance_xl.problems import Problem
from relance_xl.schema import TABLES


def check(desk: Desk) -> Outcome:
    """Read and check everything; fill sheet Anomalies. Nothing else is written."""
    with open_workbook(desk) as opened:
        decision = decide_today(desk, opened)
        problems = write_anomalies(desk, all_problems(desk, opened, decision))
        opened.save(desk)
    tables = opened.tables
    lines = [
        (
            "Lu : "
            f"{counted(len(tables['customers']), 'client', 'clients', 'aucun client')}, "
            f"{counted(len(tables['invoices']), 'facture', 'factures', 'aucune facture')}, "
            f"{_payments(tables['payments'], opened.problems)}."
        ),
        *(problem_lines(problems) or ["Aucune anomalie."]),
    ]
    status = NEEDS_A_PERSON if blocking(problems) else DONE
    return Outcome(tuple(lines), {"problems": problem_json(problems)}, status)


def _payments(payments: pd.DataFrame, problems: Iterable[Problem]) -> str:
    """Count the payments of the table, and apart those that stand under it (`frames`)."""
    sheet = TABLES["payments"].sheet
    under = [p.row for p in problems if p.code == "row_under_table" and p.sheet == sheet]
    missed = int((payments["row"] >= min(under)).sum()) if under else 0
    told = counted(len(payments) - missed, "paiement", "paiements", "aucun paiement")
    rest = counted(missed, "autre, sous le tableau, n’est pas compté",
                   "autres, sous le tableau, ne sont pas comptés")  # fmt: skip
    return f"{told} ({rest})" if missed else told
