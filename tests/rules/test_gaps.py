"""A table or a header that cannot be found: nobody is reminded on what nobody can see."""

from functools import cache

import pandas as pd
import pytest

from relance_xl.frames import read_tables, to_rows
from relance_xl.laws import rate_table
from relance_xl.ports import Grid
from relance_xl.problems import Severity
from relance_xl.rules.acts import gather
from relance_xl.rules.decide import Decision, decide
from relance_xl.schema import TABLES, Owner
from relance_xl.settings import read_settings
from tests.rules.builders import TODAY, customer, frame, invoice, payment, tables
from tests.rules.deciding import reasons, run

RECOMPUTED = ("customers", "invoices", "instalments")
"""Their tool columns are written, never read."""

HOLDING = [
    (table.name, column.name)
    for table in TABLES.values()
    for column in table
    if table.decides(column.name)
    and not (table.name in RECOMPUTED and column.owner is Owner.TOOL)
    and table.name not in {"rates", "proposals", "calls", "penalties", "history", "anomalies"}
]


@cache
def sheets() -> dict[str, pd.DataFrame]:
    """A customer 30 days late, with one row in every sheet that may stop it."""
    rows = tables(
        invoices=[invoice("F1"), invoice("F2", total_cents=20_000)],
        payments=[payment(20_000, invoice="F2")],
        parameters=[
            {"parameter": "Pays", "value": "FR"},
            {"parameter": "Encaissements saisis jusqu’au", "value": TODAY.isoformat()},
        ],
    )
    return {**rows, "rates": frame("rates", rate_table().to_dict("records"))}


@cache
def grids() -> dict[str, Grid]:
    return {name: _grid(name) for name in TABLES}


def _grid(name: str) -> Grid:
    table = TABLES[name]
    heads = [column for column in table if column.owner is not Owner.FORMULA]
    rows = [[row[column.name] for column in heads] for row in to_rows(table, sheets()[name])]
    return Grid(table.sheet, table.excel_name, tuple(c.label for c in heads), 5, rows)


def renamed(table: str, column: str) -> dict[str, Grid]:
    grid = grids()[table]
    label = TABLES[table][column].label
    heads = tuple(f"{head} *" if head == label else head for head in grid.headers)
    return {**grids(), table: Grid(grid.sheet, grid.excel_name, heads, 5, grid.rows)}


def decided(found: dict[str, Grid]) -> tuple[Decision, list]:
    frames, problems = read_tables(found)
    chosen, _ = read_settings(frames["parameters"])
    known, _ = gather(frames["sends"], (), frames["stages"])
    return decide(frames, chosen, frames["rates"], known, TODAY), problems


def test_the_whole_workbook_reminds_who_has_not_paid():
    decision, problems = decided(grids())
    assert [p for p in problems if p.severity is Severity.BLOCKING] == []
    assert reasons(decision) == {"F1": "proposed", "F2": "paid"}


@pytest.mark.parametrize(("table", "column"), HOLDING, ids=["-".join(pair) for pair in HOLDING])
def test_a_renamed_header_stops_every_reminder_and_is_named(table, column):
    decision, problems = decided(renamed(table, column))
    label = TABLES[table][column].label
    assert len(decision.proposals) == 0
    (problem,) = [p for p in problems if p.code == "missing_column"]
    assert (problem.severity, problem.column) == (Severity.BLOCKING, label)
    assert f"Serait-ce « {label} * » ?" in problem.text


STOPPING = [name for name in TABLES if not TABLES[name].idle and name not in ("rates", "proposals")]


@pytest.mark.parametrize("table", STOPPING)
def test_a_table_that_is_gone_stops_every_reminder(table):
    decision, problems = decided({n: grid for n, grid in grids().items() if n != table})
    assert len(decision.proposals) == 0
    assert ("missing_table", Severity.BLOCKING) in {(p.code, p.severity) for p in problems}


def test_the_sentence_names_the_column():
    decision, _ = decided(renamed("payments", "invoice"))
    why = dict(zip(decision.invoices["invoice"], decision.invoices["why"], strict=True))
    assert why["F1"] == (
        "Donnée à corriger\u202f: colonne «\u00a0N° facture\u00a0» introuvable dans Paiements "
        "(Anomalies)."
    )


@pytest.mark.parametrize("column", ["law", "customer_type", "period_start", "rate_bps"])
def test_without_rates_no_amount_is_stated(column):
    decision, _ = decided(renamed("rates", column))
    assert decision.proposals["penalties_ok"].tolist() == [False]
    assert decision.invoices["interest_cents"].isna().tolist()[0]


@pytest.mark.parametrize(
    ("table", "column"),
    [("customers", "note"), ("invoices", "payment_link"), ("payments", "payer_text")],
)
def test_a_column_that_decides_nothing_is_only_a_remark(table, column):
    decision, problems = decided(renamed(table, column))
    assert reasons(decision) == {"F1": "proposed", "F2": "paid"}
    assert [p.severity for p in problems] == [Severity.INFO]


CELLS = {
    "customer": ({"customers": [customer(bad="language")]}, "fiche du client illisible"),
    "group": (
        {"customers": [customer(group="G")], "groups": [{"group": "G", "bad": "plan"}]},
        "fiche du client illisible",
    ),
    "invoice": (
        {"invoices": [invoice(bad="plan")]},
        "illisible\u202f: «\u00a0Plan de relance\u00a0»",
    ),
    "payment": (
        {"payments": [payment(10_000, accepted="yes", bad="source")]},
        "paiement illisible ou impossible à imputer",
    ),
    "method": (
        {
            "invoices": [invoice(payment_method="LCR")],
            "payment_methods": [{"method": "LCR", "days": 10, "bad": "nature"}],
        },
        "moyen de paiement illisible",
    ),
    "plan": (
        {"plans": [{"plan": "standard"}, {"plan": "doux", "bad": "for_type"}]},
        "«\u00a0Plan du type\u00a0» illisible dans Plans",
    ),
}


@pytest.mark.parametrize(("rows", "detail"), CELLS.values(), ids=list(CELLS))
def test_one_unreadable_cell_holds_what_it_can_change(rows, detail):
    found = run(tables(**{"invoices": [invoice()], **rows})).items
    assert found[["hold", "hold_detail"]].to_numpy().tolist() == [["bad_data", detail]]


def test_a_plan_that_cannot_be_read_reminds_nobody():
    rows = tables(invoices=[invoice()], plans=[{"plan": "standard", "bad": "entry"}])
    assert reasons(run(rows)) == {"F1": "end_of_plan"}


def test_a_row_of_envois_that_cannot_be_read_is_in_doubt():
    sent = {
        "number": "REL-2026-00001", "status": "sent", "payer": "C1", "currency": "EUR",
        "stage": "standard-1", "invoices": "F1 → standard-1", "bad": "at",
    }  # fmt: skip
    rows = tables(invoices=[invoice()], sends=[sent])
    known, _ = gather(rows["sends"], (), rows["stages"])
    assert known["status"].tolist() == ["in_doubt"]
    assert reasons(run(rows, acts=known)) == {"F1": "in_doubt"}
