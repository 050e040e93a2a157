"""The figures of Accueil: calculated, they are what the rules count in the same workbook."""

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from relance_xl.adapters.xlsx import ClosedBook
from relance_xl.builder import build
from relance_xl.builder.figures import FIGURES
from relance_xl.frames import read_tables
from relance_xl.rules.acts import gather
from relance_xl.rules.decide import decide
from relance_xl.schema import TABLES
from relance_xl.settings import read_settings

TODAY = date(2026, 11, 23)
LABELS = [figure.label for figure in FIGURES]


@pytest.fixture
def book(tmp_path: Path) -> ClosedBook:
    build(tmp_path / "Exemple.xlsx", today=TODAY, workbook_id="demo", with_example=True)
    now = datetime(2026, 11, 23, 9)
    return ClosedBook(tmp_path / "Exemple.xlsx", tmp_path / "copies", TABLES, lambda: now)


def _owed(book: ClosedBook) -> tuple[float, float]:
    """What is open, and late, in euros: summed line by line from what the rules decide."""
    frames, _ = read_tables(book.read())
    settings, _ = read_settings(frames["parameters"])
    acts, _ = gather(frames["sends"], [], frames["stages"])
    items = decide(frames, settings, frames["rates"], acts, TODAY).items
    lines = items[(items["kind"] != "agreed") & (items["balance_cents"] > 0)]
    lines = lines[lines["currency"] == "EUR"]
    late = lines[lines["days_late"] > 0]
    return lines["balance_cents"].sum() / 100, late["balance_cents"].sum() / 100


def _stored(path: Path) -> dict[str, float]:
    """Give each figure by its label: it stands just below."""
    home = openpyxl.load_workbook(path, data_only=True)["Accueil"]
    cells = [cell for line in home.iter_rows(max_col=12) for cell in line if cell.value in LABELS]
    places = {cell.value: home.cell(cell.row + 1, cell.column).value for cell in cells}
    return {label: places[label] for label in LABELS if places[label] is not None}


def _calculated(path: Path) -> dict[str, float]:
    """Let LibreOffice, with its first settings, open the workbook and save it elsewhere."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    out = path.parent / "out"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", out, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return _stored(out / path.name)


def test_a_new_example_stores_what_the_rules_count(book: ClosedBook) -> None:
    stored = _stored(book.path)
    assert list(stored) == LABELS
    assert (stored["Encours client"], stored["Dont échu"]) == _owed(book)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is missing")
@pytest.mark.parametrize("delay", [6, -24])
def test_calculated_they_are_the_same(book: ClosedBook, delay: int) -> None:
    """Whichever instalment of an invoice tells its delay: one of 3 000 € is late, one is not."""
    stored, owed = _stored(book.path), _owed(book)
    book.patch("invoices", ["F2026-0321"], {"days_late": [delay], "why": ["autre"]})
    book.save()

    assert _stored(book.path) == {}
    assert _calculated(book.path) == stored
    assert (stored["Encours client"], stored["Dont échu"]) == owed
