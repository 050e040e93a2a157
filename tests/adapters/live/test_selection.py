"""What a person has chosen in the sheet, as a button sees it."""

from pathlib import Path

import pytest

from relance_xl.adapters.live import Patience
from relance_xl.adapters.live.selection import selected_row
from tests.adapters.live.opening import live
from tests.adapters.xlsx.samples import THREE, write_workbook

pytestmark = pytest.mark.office


def chosen(path: Path, area: str) -> dict[str, str]:
    book = live(write_workbook(path / "Relances.xlsx", THREE))._book
    controller = book.impl.doc.CurrentController
    sheet = next(sheet for sheet in book.sheets if sheet.tables)
    controller.setActiveSheet(sheet.impl.xl)
    controller.select(sheet.range(area).impl.xl)
    return selected_row(book, Patience("Relances.xlsx"))


@pytest.mark.parametrize("area", ["B4", "E4", "C4:D5"])
def test_any_cell_of_a_row_gives_the_row(tmp_path: Path, area: str) -> None:
    assert list(chosen(tmp_path, area).items())[:2] == [("N° facture", "F1"), ("Code client", "C1")]


@pytest.mark.parametrize("area", ["B3", "A4", "B40"])
def test_outside_the_body_nothing_is_chosen(tmp_path: Path, area: str) -> None:
    assert chosen(tmp_path, area) == {}
