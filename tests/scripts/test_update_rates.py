"""The shipped ECB series refreshed: newer changes added, nothing rewritten, nothing guessed."""

import runpy
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "update_rates.py"), run_name="update_rates")
TODAY = date(2027, 1, 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("ecb_mro.csv", "known.csv"):
        shutil.copy(ROOT / "relance_xl" / "laws" / "rates" / name, tmp_path)
    return tmp_path


def each_day(changes: list[tuple[date, int]], since: date) -> list[tuple[date, int]]:
    days = [since + timedelta(days=n) for n in range((TODAY - since).days + 1)]
    return [(day, [bps for start, bps in changes if start <= day][-1]) for day in days]


KNOWN = [
    *((date(2025, 3, 12), 265), (date(2025, 4, 23), 240), (date(2025, 6, 11), 215)),
    *((date(2026, 6, 17), 240), (date(2026, 9, 16), 265)),
]


def test_newer_changes_are_added_at_the_end(folder: Path) -> None:
    before = (folder / "ecb_mro.csv").read_text("utf-8")
    new = [*KNOWN, (date(2026, 11, 4), 290)]
    told = SCRIPT["update"](lambda since: each_day(new, max(since, KNOWN[0][0])), TODAY, folder)
    after = (folder / "ecb_mro.csv").read_text("utf-8")
    assert told == ["2026-11-04 : 2.90 %"]
    assert after == before + (
        '2026-11-04,2.90,percent a year,"BCE, portail de données, lu le 04/01/2027",official\n'
    )
    assert "ecb_mro,2027-01-04" in (folder / "known.csv").read_text("utf-8")


def test_nothing_newer_moves_only_the_day_known(folder: Path) -> None:
    before = (folder / "ecb_mro.csv").read_text("utf-8")
    assert SCRIPT["update"](lambda since: each_day(KNOWN, KNOWN[0][0]), TODAY, folder) == []
    assert (folder / "ecb_mro.csv").read_text("utf-8") == before


def test_a_contradiction_stops_everything(folder: Path) -> None:
    wrong = [*KNOWN[:-1], (date(2026, 9, 16), 270)]
    before = (folder / "known.csv").read_text("utf-8")
    with pytest.raises(ValueError, match="265 here, 270 at the ECB"):
        SCRIPT["update"](lambda since: each_day(wrong, KNOWN[0][0]), TODAY, folder)
    assert (folder / "known.csv").read_text("utf-8") == before
