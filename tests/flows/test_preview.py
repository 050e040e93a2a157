"""Aperçu, on a workbook in memory."""

from relance_xl.flows.preview import preview
from tests.flows.world import World


def test_the_page_shows_what_is_proposed() -> None:
    world = World()
    world.prepare()
    outcome = preview(world.desk())
    assert len(outcome.json["shown"]) == 3
    assert outcome.json["file"] in world.documents.files


def test_with_nothing_to_show_there_is_no_page() -> None:
    world = World()
    outcome = preview(world.desk())
    assert (outcome.json["file"], outcome.json["shown"]) == ("", [])
    assert outcome.lines == (
        "Aucun message à montrer.",
        "La feuille Relances est vide : lancer d’abord « Préparer ».",
    )
    assert world.documents.files == {}
