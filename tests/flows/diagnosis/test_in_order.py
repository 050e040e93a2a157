"""Diagnostic where nothing is to mend, whichever way mails go, wherever it runs."""

from contextlib import nullcontext

from relance_xl.flows.diagnose import diagnose
from relance_xl.flows.diagnosis.probes import Probes
from tests.fakes.journal import MemoryJournal
from tests.flows.diagnosis.probes import (
    CODES,
    IMAP,
    SMTP,
    FakeFile,
    FakeMachine,
    FakeMail,
    World,
    said,
    states,
)
from tests.flows.world import MONDAY


def test_all_is_well() -> None:
    outcome = World().run()
    assert outcome.status == 0
    assert states(outcome) == dict.fromkeys([*CODES, "journal", "task"], "good")
    assert outcome.lines[0].replace("\u202f", " ") == (
        "Tout est en place : rien à régler, rien à voir, 28 en ordre."
    )


def test_all_is_well_by_smtp() -> None:
    world = World()
    world.settings |= SMTP
    outcome = world.run()
    assert outcome.status == 0
    assert set(states(outcome).values()) == {"good"}
    assert said(outcome, "mail_server") == (
        "Connexion établie, certificat vérifié, mot de passe accepté. Rien n’a été envoyé. "
    )


def test_all_is_well_by_imap() -> None:
    world = World()
    world.settings |= IMAP
    outcome = world.run()
    assert outcome.status == 0
    assert set(states(outcome).values()) == {"good"}
    assert said(outcome, "inbox_password").startswith("Le mot de passe de lecture@acme.example")
    assert "Aucun message n’a été touché" in said(outcome, "inbox_server")


def test_nothing_is_written() -> None:
    book = World().book()
    World().run(book)
    assert book.saves == 0


def test_elsewhere_than_on_windows() -> None:
    world = World(
        machine=FakeMachine(excel_version=None, program=None),
        file=FakeFile(trusted=None, outside=None, name=None),
    )
    outcome = world.run()
    assert outcome.status == 0
    assert {code for code, state in states(outcome).items() if state == "none"} == {
        *("excel", "trusted_folder", "buttons_program", "task")
    }
    assert any("(sans objet)" in line for line in outcome.lines)


def test_without_workbook_the_machine_alone() -> None:
    probes = Probes(FakeMachine(), FakeMail(), FakeMail(), lambda _: nullcontext(MemoryJournal()))
    outcome = diagnose(probes, None, MONDAY)
    assert list(states(outcome)) == CODES[:6]


def test_a_button_is_pressed_in_an_open_workbook() -> None:
    world = World(file=FakeFile(held="ouvert ailleurs."), open_here=True)
    assert states(world.run())["workbook_free"] == "good"
