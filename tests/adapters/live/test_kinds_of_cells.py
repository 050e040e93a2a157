"""The live book over a real spreadsheet: texts, numbers and dates arrive as such."""

from datetime import date
from pathlib import Path

import pytest

from relance_xl.adapters.live import LiveBook
from relance_xl.problems import WorkbookError
from tests.adapters.live.opening import column, invoices

pytestmark = pytest.mark.office
STRINGS = [
    "=1+1",
    "+33 6 12 34 56 78",
    "00042",
    "@x",
    "-",
    "'t Hooft",
    "1/2",
    "VRAI",
    "TRUE",
    "12 %",
]
STRINGS += ["1850-05-12", "31/12/1899", "1e5", "a\nb", "é\u202f!", "x" * 9_000, "=" + "y" * 9_000]


@pytest.mark.parametrize("formatted", [False, True], ids=["general", "text"])
def test_text_stays_text(tmp_path: Path, *, formatted: bool) -> None:
    def prepare(workbook, sheet) -> None:
        if formatted:
            sheet.set_column("A:I", None, workbook.add_format({"num_format": "@"}))

    book = invoices(tmp_path / "R.xlsx", [[f"F{i}"] for i in range(len(STRINGS))], prepare)
    keys = [f"F{i}" for i in range(len(STRINGS))]
    book.patch("invoices", keys, {"why": STRINGS})
    book.append("invoices", [{"invoice": text} for text in STRINGS[:4]])
    book.save()

    assert column(book, "Pourquoi")[: len(STRINGS)] == STRINGS
    assert column(book, "N° facture")[len(STRINGS) :] == STRINGS[:4]
    grid = book.read()["invoices"]
    assert grid.formula_columns == frozenset()


def test_numbers_are_numbers_in_cells_among_which_some_are_text(tmp_path: Path) -> None:
    def prepare(workbook, sheet) -> None:
        text = workbook.add_format({"num_format": "@"})
        for place in ("G3", "F3", "H3"):
            sheet.write(place, "x", text)

    book = invoices(tmp_path / "R.xlsx", [["F1"], ["F2"], ["F3"]], prepare)
    days = [date(2026, 3, day) for day in (4, 5, 6)]
    given = {"days": [1, 2, 3], "why": ["01", "02", "=3"], "next_on": days}
    book.patch("invoices", ["F1", "F2", "F3"], given)
    book.save()

    assert column(book, "Retard") == [1, 2, 3]
    assert column(book, "Pourquoi") == ["01", "02", "=3"]
    assert column(book, "Prochaine date") == days


def test_dates_too_old_are_refused_before_anything_changes(three: LiveBook) -> None:
    three.patch("invoices", ["F1"], {"why": ["non"], "next_on": [date(1850, 1, 1)]})
    with pytest.raises(WorkbookError, match="trop ancienne"):
        three.save()

    assert column(three, "Pourquoi")[0] == "vieux"


def test_dates_get_a_date_format_and_numbers_no_text_format(tmp_path: Path) -> None:
    def prepare(workbook, sheet) -> None:
        sheet.set_column("A:I", None, workbook.add_format({"num_format": "@"}))

    book = invoices(tmp_path / "R.xlsx", [["F1"]], prepare)
    book.patch("invoices", ["F1"], {"days": [12], "next_on": [date(2026, 3, 4)]})
    book.save()

    assert column(book, "Retard") == [12]
    assert column(book, "Prochaine date") == [date(2026, 3, 4)]
