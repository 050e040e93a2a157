"""The live book over a real spreadsheet: whatever a person did to the sheets is kept."""

from datetime import datetime
from pathlib import Path

import pytest

from relance_xl.adapters.live import LiveBook
from tests.adapters.live.opening import cells, column, invoices, sheet_of, visible_rows
from tests.adapters.xlsx.samples import HEADERS
from tests.office.cells import CellRange

pytestmark = pytest.mark.office


def test_what_a_person_typed_stays_as_it_was(three: LiveBook) -> None:
    sheet = sheet_of(three)
    sheet.range("B4").value = "'00042"
    sheet.range("F4").value = "'12/05/1850"
    sheet.range("D5").value = 1234.5678
    three.patch("invoices", ["00042"], {"why": ["vu"]})
    three.save()

    assert cells(three, "B4:G5") == [
        ["00042", "C1", 100.5, datetime(2026, 1, 15), "12/05/1850", "vu"],
        ["F2", "C1", 1234.5678, datetime(2026, 2, 15), "à voir", None],
    ]


def test_rows_moved_meanwhile_are_found_by_their_key(three: LiveBook) -> None:
    three.patch("invoices", ["F1", "F2"], {"days": [1, 2]})
    sheet = sheet_of(three)
    sheet.range("B4:C5").value = [["F2", "C9"], ["F1", "C8"]]
    three.save()

    assert cells(three, "B4:C5") == [["F2", "C9"], ["F1", "C8"]]
    assert column(three, "Retard")[:2] == [2, 1]


def test_filtered_rows_are_written_where_they_stand(tmp_path: Path) -> None:
    rows = [[f"F{i}", "C1" if i % 2 else "C2"] for i in range(1, 11)]
    book = invoices(tmp_path / "R.xlsx", rows)
    sheet_of(book).tables[0].impl.filter_rows(1, "C1")
    assert visible_rows(book) == [1, 2, 4, 6, 8, 10]
    book.patch("invoices", [row[0] for row in rows], {"days": [*range(1, 11)]})
    book.append("invoices", [{"invoice": "F11", "customer": "C2"}])
    book.save()

    assert column(book, "Retard") == [*range(1, 11), None]
    assert visible_rows(book) == [1, 2, 4, 6, 8, 10], "filtered anew"


def test_the_stand_in_misplaces_values_in_filtered_rows_as_excel_does(tmp_path: Path) -> None:
    book = invoices(tmp_path / "R.xlsx", [["F1", "C1"], ["F2", "C2"], ["F3", "C1"]])
    sheet_of(book).tables[0].impl.filter_rows(1, "C1")
    sheet_of(book).range("F2:F4").raw_value = [["un"], ["deux"], ["trois"]]

    assert column(book, "Pourquoi") == ["un", None, "un"]


def test_values_excel_misplaced_all_the_same_are_written_again(tmp_path, monkeypatch) -> None:
    book = invoices(tmp_path / "R.xlsx", [["F1", "C1"], ["F2", "C2"], ["F3", "C1"]])
    sheet_of(book).tables[0].impl.filter_rows(1, "C1")
    monkeypatch.setattr(CellRange, "row_hidden", False)  # as if rows could not be shown
    book.patch("invoices", ["F1", "F2", "F3"], {"why": ["un", "deux", "trois"]})
    book.save()

    assert column(book, "Pourquoi") == ["un", "deux", "trois"]


def test_hidden_columns_extra_columns_and_formulas(tmp_path: Path) -> None:
    columns = [{"header": header} for header in ("Ma note", *HEADERS["invoices"], "Mon calcul")]
    columns[-1]["formula"] = "=tblFactures[[#This Row],[Total TTC]]*2"

    def prepare(workbook, sheet) -> None:
        sheet.set_column("G:G", None, None, {"hidden": True})

    rows = [[f"à moi {i}", f"F{i}", "C1", 10 * i] for i in range(1, 4)]
    book = invoices(tmp_path / "R.xlsx", rows, prepare, columns)
    book.patch("invoices", ["F1", "F3"], {"why": ["un", "trois"]})
    book.append("invoices", [{"invoice": "F4", "total_cents": 40}])
    book.save()

    assert cells(book, "A2:D5") == [
        ["à moi 1", "F1", "C1", 10],
        ["à moi 2", "F2", "C1", 20],
        ["à moi 3", "F3", "C1", 30],
        [None, "F4", None, 40],
    ]
    assert column(book, "Pourquoi") == ["un", None, "trois", None]
    assert column(book, "Mon calcul") == [20, 40, 60, 80], "filled down and calculated"
    assert book.read()["invoices"].formula_columns == {"Mon calcul"}
    assert sheet_of(book).range("G1").columns.hidden


def test_times_of_day_and_errors_move_with_their_row(tmp_path: Path) -> None:
    columns = [{"header": header} for header in (*HEADERS["invoices"], "Heure", "Erreur")]

    def prepare(workbook, sheet) -> None:
        sheet.write("J2", 0.75, workbook.add_format({"num_format": "hh:mm"}))
        sheet.write("J3", 1.25, workbook.add_format({"num_format": "hh:mm"}))
        sheet.write("K2", "=NA()")

    book = invoices(tmp_path / "R.xlsx", [["F1"], ["F2"]], prepare, columns)
    assert [row[9:] for row in book.read()["invoices"].rows] == [(0.75, "#N/A"), (1.25, None)]
    book.replace("invoices", [{"invoice": "F2"}, {"invoice": "F1"}])
    book.save()

    assert [row[9:] for row in book.read()["invoices"].rows] == [(1.25, None), (0.75, "#N/A")]


def test_replaced_rows_take_a_persons_cells_and_formulas_along(tmp_path: Path) -> None:
    columns = [{"header": header} for header in (*HEADERS["invoices"], "À moi", "Calcul")]
    rows: list[list[object]] = [[f"F{i}", "C1", i] + [None] * 6 + [f"n{i}"] for i in range(1, 5)]

    def prepare(workbook, sheet) -> None:
        sheet.write_formula("K2", "=C2*100")
        sheet.write("K3", "constante")
        sheet.write_formula("K4", "=C4*300")

    book = invoices(tmp_path / "R.xlsx", rows, prepare, columns)
    book.replace("invoices", [{"invoice": key} for key in ("F3", "F9", "F2", "F1")])
    book.save()

    assert [row[:3] + row[9:] for row in cells(book, "A2:K5")] == [
        ["F3", "C1", 3, "n3", 900],
        ["F9", None, None, None, None],
        ["F2", "C1", 2, "n2", "constante"],
        ["F1", "C1", 1, "n1", 100],
    ]
    assert [line[0] for line in sheet_of(book).range("K2:K5").formula][::3] == [
        "=C2*300",
        "=C5*100",
    ]
