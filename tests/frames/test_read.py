"""A grid as Excel holds it becomes a typed frame; every fault finds its words."""

from datetime import date

import pandas as pd

from relance_xl.frames import GAPS, read_table, read_tables, to_rows
from relance_xl.ports import NO_VALUE, Grid
from relance_xl.problems import Severity
from relance_xl.schema import TABLES, Owner

INVOICES = TABLES["invoices"]
GROUPS = TABLES["groups"]
HEADS = tuple(column.label for column in INVOICES)


def grid(*rows, heads=HEADS, first_row=5):
    return Grid("Factures", "tblFactures", tuple(heads), first_row, [list(row) for row in rows])


def invoice(**cells):
    return [cells.get(column.name) for column in INVOICES]


GOOD = {"invoice": "F1", "customer": "C1", "issue_date": date(2026, 1, 2), "total_cents": 120.5}


def test_a_good_row_is_typed_and_its_place_kept():
    frame, problems = read_table(INVOICES, grid(invoice(**GOOD)))
    assert problems == []
    row = frame.iloc[0]
    assert (row["invoice"], row["total_cents"], row["row"], row["bad"]) == ("F1", 12050, 5, "")
    assert row["issue_date"] == pd.Timestamp("2026-01-02")
    assert pd.isna(row["due_date"])


def test_blank_rows_vanish_but_rows_keep_their_sheet_number():
    blank = invoice()
    frame, _ = read_table(INVOICES, grid(blank, invoice(**GOOD), blank, invoice(**GOOD)))
    assert list(frame["row"]) == [6, 8]


def test_one_bad_row_stops_only_itself():
    bad = GOOD | {"invoice": "F2", "issue_date": "32/01/2026", "dispute": "peut-être"}
    frame, problems = read_table(INVOICES, grid(invoice(**GOOD), invoice(**bad)))
    assert list(frame["bad"]) == ["", "issue_date dispute"]
    assert [(p.sheet, p.row, p.column, p.key, p.severity) for p in problems] == [
        ("Factures", 6, "Date facture", "F2", Severity.BLOCKING),
        ("Factures", 6, "Litige", "F2", Severity.BLOCKING),
    ]
    assert problems[0].text == "« 32/01/2026 » n’est pas une date (jour/mois/année)."
    assert problems[0].action == "Saisir une date, comme 03/11/2026."


def test_columns_may_be_reordered_and_new_ones_added():
    heads = ("Ma colonne", "Total TTC", "N° facture", "Code client", "Date facture")
    rows = ("à moi", "1 234,56", "F1", "C1", date(2026, 1, 2))
    frame, problems = read_table(INVOICES, grid(rows, heads=heads))
    assert frame["total_cents"].tolist() == [123456]
    assert "Ma colonne" not in frame
    assert {p.code for p in problems} == {"number_as_text", "missing_column"}


def test_a_renamed_header_names_its_look_alike_and_holds_every_row():
    heads = [("Date de facture" if head == "Date facture" else head) for head in HEADS]
    frame, problems = read_table(INVOICES, grid(invoice(**GOOD), heads=heads))
    assert list(frame["bad"]) == ["issue_date"]
    (problem,) = problems
    assert "Serait-ce « Date de facture » ?" in problem.text
    assert problem.severity is Severity.BLOCKING


def test_a_formula_without_stored_value_is_reported_not_read_as_zero():
    frame, (problem,) = read_table(INVOICES, grid(invoice(**GOOD | {"total_cents": NO_VALUE})))
    assert frame["total_cents"].isna().tolist() == [True]
    assert problem.code == "no_stored_value"
    assert problem.action == "Ouvrir et enregistrer le classeur dans Excel."


def test_true_is_not_one():
    frame, problems = read_table(
        INVOICES,
        grid(
            invoice(**GOOD | {"total_cents": 1}),
            invoice(**GOOD | {"invoice": "F2", "total_cents": True}),
        ),
    )
    assert frame["total_cents"].tolist() == [100, pd.NA]
    assert [p.row for p in problems] == [6]


def test_an_empty_table_has_no_row_and_every_column():
    frame, problems = read_table(INVOICES, grid())
    assert (len(frame), problems) == (0, [])
    assert set(frame) == {c.name for c in INVOICES if c.owner is not Owner.FORMULA} | {"row", "bad"}


def test_a_missing_table_is_empty_and_blocking():
    frames, problems = read_tables({})
    gaps = frames.pop(GAPS)
    assert all(len(frame) == 0 for frame in frames.values())
    assert set(gaps["table"]) == {name for name, table in TABLES.items() if not table.idle}
    newer, older = ("newer_table", Severity.INFO), ("missing_table", Severity.BLOCKING)
    assert [(p.code, p.severity) for p in problems] == [
        newer if table.newer else older for table in TABLES.values()
    ]


def test_rows_go_back_as_cells_people_recognise():
    heads = tuple(column.label for column in GROUPS)
    cells = ["Grands comptes", "standard", None]
    frame, _ = read_table(GROUPS, Grid("Groupes", "tblGroupes", heads, 2, [cells]))
    assert to_rows(GROUPS, frame) == [{"group": "Grands comptes", "plan": "standard", "note": None}]


def test_a_decision_that_cannot_be_read_stays_as_typed():
    table = TABLES["proposals"]
    heads = (table["number"].label, table["decision"].label)
    rows = [["REL-2026-00001", "NE PAS ENVOYER"], ["REL-2026-00002", "envoyer"]]
    frame, problems = read_table(table, Grid(table.sheet, table.excel_name, heads, 5, rows))
    assert frame["decision"].tolist() == ["NE PAS ENVOYER", "send"]
    assert "decision" in frame["bad"].iloc[0].split()
    (problem,) = [p for p in problems if p.code == "bad_choice"]
    assert (problem.severity, problem.key) == (Severity.BLOCKING, "REL-2026-00001")
    assert to_rows(table, frame)[0]["decision"] == "NE PAS ENVOYER"


def test_an_unreadable_address_is_not_used_and_holds_nothing():
    table = TABLES["contacts"]
    heads = tuple(column.label for column in table)
    row = [{"customer": "C1", "email": "zoe(at)x"}.get(column.name) for column in table]
    _, (problem,) = read_table(table, Grid(table.sheet, table.excel_name, heads, 5, [row]))
    assert (problem.code, problem.severity) == ("bad_email", Severity.WARNING)


PAYMENTS = TABLES["payments"]
PAID_HEADS = tuple(column.label for column in PAYMENTS)


def payments(*rows, below):
    lines = [[cells.get(column.name) for column in PAYMENTS] for cells in (*rows, *below)]
    head, under = lines[: len(rows)], lines[len(rows) :]
    return Grid("Paiements", "tblPaiements", PAID_HEADS, 5, head, below=under)


def test_a_payment_typed_under_the_table_is_a_row_that_cannot_be_counted():
    day, paid = date(2026, 10, 25), {"invoice": "F1", "amount_cents": 1000}
    below = ({}, {"payment_date": day} | paid, {"payment": "Total", "amount_cents": 1100})
    frame, problems = read_table(PAYMENTS, payments({"amount_cents": 100}, below=below))
    assert frame[["invoice", "row", "bad"]].to_numpy().tolist() == [
        ["", 5, ""],
        ["F1", 7, "amount_cents"],
    ]
    assert [(p.code, p.place, p.severity) for p in problems] == [
        ("row_under_table", "Paiements, ligne 7", Severity.BLOCKING)
    ]


def test_other_rows_under_their_table_are_told_and_left_out():
    under = [invoice(**GOOD | {"invoice": f"F{rank}"}) for rank in (2, 3)]
    table = Grid("Factures", "tblFactures", HEADS, 5, [invoice(**GOOD)], below=under)
    frame, problems = read_table(INVOICES, table)
    assert list(frame["invoice"]) == ["F1"]
    assert [(p.code, p.row) for p in problems] == [("row_under_table", 6)]
    assert problems[0].text == (
        "À partir d’ici, 2 lignes sont sous le tableau\u202f: elles n’en font pas partie "
        "et ne sont pas comptées."
    )
