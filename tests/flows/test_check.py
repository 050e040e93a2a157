"""Contrôler: what was read is counted as the tables hold it."""

from dataclasses import replace

import pytest

from relance_xl.flows.check import check
from relance_xl.schema import TABLES
from tests.flows.world import World, payment, three_customers

PAID = payment("F1", 4_000)


@pytest.mark.parametrize(
    ("inside", "under", "told"),
    [
        (0, 0, "aucun paiement."),
        (1, 0, "1 paiement."),
        (1, 1, "1 paiement (1 autre, sous le tableau, n’est pas compté)."),
        (0, 2, "aucun paiement (2 autres, sous le tableau, ne sont pas comptés)."),
    ],
)
def test_payments_under_their_table_are_counted_apart(inside: int, under: int, told: str) -> None:
    world = World({**three_customers(), "payments": [PAID] * inside})
    line = [PAID.get(column.name) for column in TABLES["payments"]]
    grids = dict(world.book.read())
    grids["payments"] = replace(grids["payments"], below=[line] * under)
    world.book.read = lambda: grids  # type: ignore[method-assign]
    first = check(world.desk()).lines[0]
    assert first.replace("\u202f", " ") == f"Lu : 3 clients, 3 factures, {told}"
