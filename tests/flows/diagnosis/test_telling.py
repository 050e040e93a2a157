"""How the diagnosis is told: what is to mend first, less of it in a box."""

from pathlib import Path

from tests.flows.diagnosis.probes import FakeMachine, World, plain

LOG_FILE = Path("/data/journaux/relance.log")


def test_what_is_to_mend_is_told_first_with_what_to_do() -> None:
    world = World(machine=FakeMachine(folders={"Factures PDF": "missing"}))
    world.settings["iban"] = "FR00"
    lines = plain(world.run().lines)
    assert lines[:3] == [
        "Il reste à faire : 1 point à régler, 1 à voir, 26 en ordre.",
        "✗ IBAN (à régler) : L’IBAN est faux (longueur ou clé de contrôle).",
        "    → Le recopier du relevé d’identité bancaire dans Paramètres, ligne « IBAN ».",
    ]
    assert lines[3].startswith("! Dossier des factures PDF (à voir) : ")


def test_in_a_box_what_is_in_order_is_only_named() -> None:
    world = World(machine=FakeMachine(excel_version=None, program=None), open_here=True)
    world.settings["iban"] = ""
    lines = plain(world.run().lines)
    assert lines[1].startswith("! IBAN (à voir) : ")
    assert lines[2].startswith("    → Le remplir")
    assert lines[3].startswith("✓ En ordre : Python, Paquets, ")
    assert lines[4:] == [
        "– Sans objet : Excel, Programme des boutons.",
        f"Pour demander de l’aide, joindre le journal de l’outil : « {LOG_FILE} »",
    ]
