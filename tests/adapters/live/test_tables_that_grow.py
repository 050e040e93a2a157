"""The live book over a real spreadsheet: rows added and taken away, few or twenty thousand."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from relance_xl.problems import WorkbookError
from tests.adapters.live.opening import cells, column, invoices, live, sheet_of
from tests.adapters.xlsx.samples import HEADERS

pytestmark = pytest.mark.office


def test_a_formula_spreads_to_no_other_row(tmp_path: Path) -> None:
    columns = [{"header": header} for header in (*HEADERS["invoices"], "Calcul")]

    def prepare(workbook, sheet) -> None:
        sheet.write_formula("J2", "=1+1")

    book = invoices(tmp_path / "R.xlsx", [["F1"], ["F2"], ["F3"]], prepare, columns)
    book.replace("invoices", [{"invoice": key} for key in ("F3", "F1", "F2")])
    book.save()

    assert cells(book, "J2:J4") == [[None], [2], [None]]
    assert book._book.app.api.AutoCorrect.AutoFillFormulasInLists, "as the user had it"


def test_a_table_grows_and_shrinks_with_its_totals(tmp_path: Path) -> None:
    path = tmp_path / "R.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("Factures")
    columns: list[dict[str, object]] = [{"header": header} for header in HEADERS["invoices"]]
    columns[2]["total_function"] = "sum"
    sheet.add_table("A1:I4", {"name": "tblFactures", "columns": columns, "total_row": True})
    for row in (1, 2):
        sheet.write_row(row, 0, [f"F{row}", "C1", row])
    sheet.write_row("A4", ["Somme", None, "=21*2"])
    workbook.close()
    book = live(path)

    book.append("invoices", [{"invoice": "F3", "total_cents": 3}])
    book.save()
    assert column(book, "N° facture") == ["F1", "F2", "F3"]
    book.replace("invoices", [{"invoice": "F2"}])
    book.save()
    assert column(book, "N° facture") == ["F2"]
    assert sheet_of(book).tables[0].range.address == "$A$1:$I$3"
    assert cells(book, "A4:I6") == [[None] * 9] * 3
    assert [cells(book, "A3:C3"), sheet_of(book).range("C3").formula] == [
        [["Somme", None, 42]],
        "=21*2",
    ], "the totals are the user's"


def test_a_table_grows_by_nothing_that_is_in_the_way(tmp_path: Path) -> None:
    def prepare(workbook, sheet) -> None:
        sheet.write("B4", "ma remarque")

    book = invoices(tmp_path / "R.xlsx", [["F1"]], prepare)
    book.patch("invoices", ["F1"], {"why": ["non"]})
    book.append("invoices", [{"invoice": f"F{i}"} for i in (2, 3, 4)])
    with pytest.raises(WorkbookError, match="ligne 4 est occupée"):
        book.save()

    assert cells(book, "A2:F4") == [
        ["F1", None, None, None, None, None],
        [None] * 6,
        [None, "ma remarque", None, None, None, None],
    ]


def test_a_blank_table_without_headers_is_in_the_way_too(tmp_path: Path) -> None:
    def prepare(workbook, sheet) -> None:
        sheet.add_table("B4:C6", {"name": "Notes", "header_row": False})

    book = invoices(tmp_path / "R.xlsx", [["F1"]], prepare)
    book.append("invoices", [{"invoice": f"F{i}"} for i in (2, 3, 4)])
    with pytest.raises(WorkbookError, match="un autre tableau gêne"):
        book.save()
    assert cells(book, "A2:A5") == [["F1"], [None], [None], [None]]


def test_an_empty_table(tmp_path: Path) -> None:
    book = invoices(tmp_path / "R.xlsx", [])
    assert [list(row) for row in book.read()["invoices"].rows] == [[None] * 9]
    book.append("invoices", [{"invoice": "F1"}, {"invoice": "F2"}])
    book.save()

    assert column(book, "N° facture") == ["F1", "F2"]


@pytest.mark.slow
def test_twenty_thousand_rows(tmp_path: Path) -> None:
    rows = [[f"F{i}", f"C{i % 100}", i + 0.5, date(2026, 1, 15)] for i in range(20_000)]
    book = invoices(tmp_path / "R.xlsx", rows)
    keys = [row[0] for row in rows]
    days = [*range(20_000)]
    book.patch("invoices", keys, {"why": [f"0{i}" for i in days], "days": days})
    book.append("invoices", [{"invoice": f"N{i}", "total_cents": i} for i in range(500)])
    book.save()

    grid = book.read()["invoices"]
    assert len(grid.rows) == 20_500
    assert grid.rows[19_999][:7] == (
        *("F19999", "C99", 19_999.5, date(2026, 1, 15), None),
        *("019999", 19_999),
    )
    assert grid.rows[20_499][:3] == ("N499", None, 499)


def test_what_stands_under_a_table_is_given_beside_it(tmp_path: Path) -> None:
    def prepare(workbook, sheet) -> None:
        sheet.write_row("A4", ["F9", None, 5])
        sheet.write_formula("C5", "=SUM(C2:C4)")
        sheet.add_table("A7:B8", {"name": "autre"})

    grid = invoices(tmp_path / "R.xlsx", [["F1"], ["F2"]], prepare).read()["invoices"]

    assert [list(line[:3]) for line in grid.below] == [["F9", None, 5], *[[None] * 3] * 2]
    assert len(grid.rows) == 2
