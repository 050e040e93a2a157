"""`relance taux`: what the sheet knows, what it lacks, the ECB's newest rates added once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from relance_xl.flows.outcome import Outcome
from relance_xl.flows.rates import rates
from relance_xl.problems import RelanceError
from tests.flows.world import World

NEW_YEAR = date(2027, 1, 4)


def portal(since: date) -> Sequence[tuple[date, int]]:
    days = [since + timedelta(days=n) for n in range((NEW_YEAR - since).days + 1)]
    changes = [(since, 215), (date(2026, 6, 17), 240), (date(2026, 12, 16), 290)]
    return [(day, [bps for start, bps in changes if start <= day][-1]) for day in days]


def offline(_since: date) -> Sequence[tuple[date, int]]:
    raise RelanceError("La BCE ne répond pas.")


def told(world: World, *, update: bool = False, simulate: bool = False) -> Outcome:
    desk = replace(world.desk(), today=NEW_YEAR, clock_today=NEW_YEAR, simulate=simulate)
    return rates(desk, portal if update else None)


def rows(world: World) -> list[tuple[str, str, str]]:
    grid = world.book.read()["rates"]
    return [(str(row[0]), str(row[1]), str(row[2])[:10]) for row in grid.rows]


def test_what_the_sheet_lacks_is_said() -> None:
    found = told(World({}))
    assert found.status == 3
    assert found.lines[0] == (
        "FR professionnel : aucun taux à partir du 01/01/2027, 12,40\u00a0% en attendant "
        "(provisoire)."
    )
    assert found.json["added"] == []


def test_the_newest_rates_are_added_once() -> None:
    world = World({})
    before = rows(world)
    found = told(world, update=True)
    added = [(row["law"], row["rate_bps"]) for row in found.json["added"]]  # type: ignore[attr-defined] # JSON
    assert added == [("BE", 1100), ("EU", 1090), ("FR", 1090), ("LU", 1090)]
    assert rows(world)[: len(before)] == before
    assert rows(world)[len(before) :] == [
        ("BE", "professionnel", "2027-01-01"),
        ("EU", "professionnel", "2027-01-01"),
        ("FR", "public", "2027-01-01"),
        ("LU", "professionnel", "2027-01-01"),
    ]
    again = told(world, update=True)
    assert again.json["added"] == []
    assert "La BCE n’a rien de plus récent : la feuille Taux est à jour." in again.lines


def test_a_simulation_adds_nothing() -> None:
    world = World({})
    before = world.book.saves
    found = told(world, update=True, simulate=True)
    assert "Feuille Taux : 4 lignes seraient ajoutées" in found.lines[-2]
    assert world.book.saves == before


def test_what_staff_wrote_stays_and_takes_its_period() -> None:
    mine = {
        "law": "FR",
        "customer_type": "public",
        "period_start": date(2026, 12, 1),
        "period_end": date(2027, 3, 31),
        "rate_bps": 999,
    }
    world = World({"rates": [mine]})
    found = told(world, update=True)
    keys = [(row["law"], row["customer_type"]) for row in found.json["added"]]  # type: ignore[attr-defined]
    assert ("FR", "public") not in keys
    assert keys.count(("FR", "business")) == len([k for k in keys if k == ("FR", "business")])
    assert rows(world)[0] == ("FR", "public", "2026-12-01")


def test_offline_changes_nothing() -> None:
    world = World({})
    before = rows(world)
    with pytest.raises(RelanceError, match="ne répond pas"):
        rates(world.desk(), offline)
    assert rows(world) == before


def test_a_rate_another_row_contradicts_is_not_sure() -> None:
    world = World({})
    row = {"law": "FR", "customer_type": "business", "rate_bps": 9_900}
    days = {"period_start": date(2026, 7, 1), "period_end": date(2026, 12, 31)}
    world.add("rates", {**row, **days})
    found = rates(world.desk())
    assert found.status == 3
    assert found.lines[0].endswith("; une autre ligne de Taux la contredit.")
    assert found.lines[-1].startswith("Sans taux sûr")
