"""A person's array formulas: their rows may not move, all else may change."""

from pathlib import Path

import pytest

from relance_xl.adapters.live import LiveBook
from relance_xl.problems import WorkbookError
from tests.adapters.live.opening import cells, column, invoices, sheet_of
from tests.adapters.xlsx.samples import HEADERS

pytestmark = pytest.mark.office


@pytest.fixture
def book(tmp_path: Path) -> LiveBook:
    columns = [{"header": header} for header in (*HEADERS["invoices"], "Au-dessus de 1")]

    def prepare(workbook, sheet) -> None:
        sheet.write_array_formula("J2:J2", "{=SUM((C2:C4>1)*C2:C4)}")

    rows = [["F1", "C1", 1], ["F2", "C1", 2], ["F3", "C1", 3]]
    return invoices(tmp_path / "R.xlsx", rows, prepare, columns)


def array_formula(book: LiveBook) -> str:
    return sheet_of(book).range("J2").impl.xl.getArrayFormula()


def test_a_row_with_an_array_formula_is_not_moved(book: LiveBook) -> None:
    book.replace("invoices", [{"invoice": key} for key in ("F3", "F1", "F2")])
    with pytest.raises(WorkbookError, match=r"« Au-dessus de 1 » .* formule matricielle"):
        book.save()

    assert column(book, "N° facture") == ["F1", "F2", "F3"]
    assert array_formula(book) == "{=SUM((C2:C4>1)*C2:C4)}"
    assert not (book.path.parent / "copies").exists()


def test_beside_an_array_formula_all_else_changes(book: LiveBook) -> None:
    book.patch("invoices", ["F1", "F3"], {"why": ["un", "trois"]})
    book.replace("invoices", [{"invoice": key} for key in ("F1", "F3", "F2")])
    book.save()

    assert column(book, "Pourquoi") == ["un", "trois", None]
    assert cells(book, "J2:J4") == [[5], [None], [None]]
    assert array_formula(book) == "{=SUM((C2:C4>1)*C2:C4)}"
