"""Where buttons stand on Accueil, today and with those to come."""

import pytest

from relance_xl.builder import buttons
from relance_xl.schema.buttons import BUTTONS, HOME, Button


def _named(group: str, number: int, sheet: str = HOME) -> Button:
    return Button(group, f"{group} {number}", "M", "f", "Aide.", group, "Help", sheet)


def test_every_button_of_accueil_is_drawn_once_in_order() -> None:
    drawn = buttons.home_buttons()
    assert sorted(b.name for b in drawn) == sorted(b.name for b in BUTTONS if b.sheet == HOME)


def test_one_line_for_a_group_and_more_for_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = {
        "Données": [_named("Données", n) for n in range(3)],
        "Ruban seul": [_named("Ruban seul", 0, sheet="")],
        "Clients": [_named("Clients", n) for n in range(7)],
    }
    monkeypatch.setattr(buttons, "ribbon_groups", lambda: groups)
    assert buttons.rows_of_buttons() == 3
    assert buttons.home_buttons() == [*groups["Données"], *groups["Clients"]]
