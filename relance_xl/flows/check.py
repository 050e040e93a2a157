"""Contrôler: what is wrong in the data, before anything is decided."""

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
            f"{counted(len(tables['payments']), 'paiement', 'paiements', 'aucun paiement')}."
        ),
        *(problem_lines(problems) or ["Aucune anomalie."]),
    ]
    status = NEEDS_A_PERSON if blocking(problems) else DONE
    return Outcome(tuple(lines), {"problems": problem_json(problems)}, status)
