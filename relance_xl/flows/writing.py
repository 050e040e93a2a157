"""What every recalculation writes back: tool columns, the anomalies, one line of history."""

from collections.abc import Iterable

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.frames import to_cell, to_columns, to_rows
from relance_xl.ports import Cell
from relance_xl.problems import Problem, Severity
from relance_xl.rules.decide import Decision
from relance_xl.rules.missing_data import missing_data
from relance_xl.schema import TABLES, Owner

_ORDER = {Severity.BLOCKING: 0, Severity.WARNING: 1, Severity.INFO: 2}
_SHEET_ORDER = {table.sheet: rank for rank, table in enumerate(TABLES.values())}


def write_decision(desk: Desk, opened: Opened, decision: Decision) -> None:
    """Gather the tool columns of customers, invoices and instalments, and « À compléter »."""
    frames = {
        "invoices": decision.invoices,
        "instalments": decision.instalments,
        "customers": decision.customers,
    }
    for name, frame in frames.items():
        if len(frame):
            _write_columns(desk, name, frame)
    if "missing_data" in opened.found and not opened.gaps:
        rows = missing_data(opened.tables, decision.items, opened.settings)
        desk.book.replace("missing_data", to_rows(TABLES["missing_data"], rows))


def _write_columns(desk: Desk, name: str, frame: pd.DataFrame) -> None:
    table = TABLES[name]
    keys = table.key
    frame = frame[frame[keys[0]] != ""]  # a row being typed has no key to be found by
    names = [c.name for c in table if c.owner is Owner.TOOL and c.name in frame.columns]
    desk.book.patch(name, list(frame[keys[0]]), to_columns(table, frame, names))


def write_anomalies(desk: Desk, problems: Iterable[Problem]) -> list[Problem]:
    """Gather sheet Anomalies, gravest first; returns the problems in that order, once each."""
    unique = list(dict.fromkeys(problems))
    ordered = sorted(unique, key=_gravest_first)
    desk.book.replace("anomalies", [_row(rank, p) for rank, p in enumerate(ordered, 1)])
    return ordered


def _gravest_first(problem: Problem) -> tuple[int, bool, int, int]:
    """Order by severity; a missing table or column comes before cells of other sheets."""
    place = _SHEET_ORDER.get(problem.sheet, len(TABLES))
    return _ORDER[problem.severity], problem.row > 0, place, problem.row


def _row(rank: int, problem: Problem) -> dict[str, Cell]:
    return {
        "anomaly": rank,
        "severity": problem.severity.value,
        "sheet": problem.sheet,
        "row": problem.row or None,
        "column": problem.column or None,
        "key": problem.key or None,
        "text": problem.told,
        "action": problem.advice,
        "code": problem.code,
    }


def write_history(
    desk: Desk, command: str, decision: Decision, currency: str, **counts: int
) -> None:
    """Gather one line of sheet Tableau de bord: where things stand, in the company's currency."""
    items = decision.items
    items = items[(items["kind"] != "agreed") & (items["currency"] == currency)]
    open_items = items[items["balance_cents"] > 0]
    late = open_items[open_items["days_late"] > 0]
    table = TABLES["history"]
    figures: dict[str, object] = {
        "run_at": desk.moment(),
        "command": command,
        "open_cents": int(open_items["balance_cents"].sum()),
        "overdue_cents": int(late["balance_cents"].sum()),
        "overdue_count": len(late),
        **counts,
    }
    desk.book.append(
        "history", [{name: to_cell(table[name], value) for name, value in figures.items()}]
    )
