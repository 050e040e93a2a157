"""A workbook of three invoices, open in a real spreadsheet."""

from pathlib import Path

import pytest

from relance_xl.adapters.live import LiveBook
from tests.adapters.live.opening import live
from tests.adapters.xlsx.samples import THREE, write_workbook


@pytest.fixture
def three(tmp_path: Path) -> LiveBook:
    return live(write_workbook(tmp_path / "Relances.xlsx", THREE))
