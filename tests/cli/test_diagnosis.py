"""`diagnostic` and `planifier` as typed on a terminal."""

import os
import subprocess
import sys
import warnings
from getpass import GetPassWarning
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree

from relance_xl.adapters.secrets import SystemSecrets
from relance_xl.adapters.this_machine import ThisMachine
from relance_xl.adapters.xlsx import ClosedBook
from relance_xl.cli import commands, main
from relance_xl.schema import TABLES
from relance_xl.wiring.clock import moment
from tests.cli.terminal import DAY, Terminal

USER = "compta@hautier.example"


def states(found: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {check["code"]: check["state"] for check in found["checks"]}


def test_the_machine(relance: Terminal) -> None:
    said = relance("diagnostic", "--json")
    assert (said.status, said.err) == (0, "")
    assert {tuple(check) for check in said.json["checks"]} == {
        ("code", "name", "state", "text", "action")
    }
    if os.name == "posix":
        assert states(said.json)["excel"] == "none"


def test_the_example(copy: Path, relance: Terminal) -> None:
    before = sha256(copy.read_bytes()).digest()
    there = set(copy.parent.rglob("*"))
    said = relance("diagnostic", copy)
    assert said.status == 0
    assert said.out.startswith("Tout est en place : rien à régler")
    assert "Menuiserie Hautier" in said.out
    assert (sha256(copy.read_bytes()).digest(), set(copy.parent.rglob("*"))) == (before, there)


def test_a_workbook_that_is_not_there(tmp_path: Path, relance: Terminal) -> None:
    said = relance("diagnostic", tmp_path / "absent.xlsm")
    assert said.status == 3
    assert "✗ Classeur (à régler)" in said.out


def test_a_workbook_open_elsewhere(copy: Path, relance: Terminal) -> None:
    copy.with_name(f"~${copy.name}").write_bytes(b"anne")
    assert states(relance("diagnostic", copy, "--json").json)["workbook_free"] == "look"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="facultatif : droits POSIX")
def test_a_folder_without_rights(tmp_path: Path) -> None:
    closed = tmp_path / "fermé"
    closed.mkdir(mode=0o500)
    assert ThisMachine(tmp_path).folder(closed) == "read_only"
    assert ThisMachine(tmp_path).folder(closed / "neuf") == "nowhere"


def test_folders(tmp_path: Path) -> None:
    machine = ThisMachine(tmp_path)
    (tmp_path / "fichier").write_text("")
    assert machine.folder(tmp_path) == "writable"
    assert machine.folder(tmp_path / "a" / "b") == "missing"
    assert machine.folder(tmp_path / "fichier" / "b") == "nowhere"
    assert [path.name for path in tmp_path.iterdir()] == ["fichier"]


@pytest.fixture
def account(copy: Path) -> Path:
    book = ClosedBook(copy, copy.parent / "Sauvegardes", TABLES, lambda: moment(DAY))
    values = {"Envoi des e-mails": "SMTP", "Serveur SMTP": "smtp.invalid", "Compte SMTP": USER}
    changed = {"value": list(values.values())}
    book.patch("parameters", list(values), changed, handed_over=frozenset({"value"}))
    book.save()
    return copy


def typing(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(commands, "getpass", lambda _: password)


def test_a_password_is_asked_for_and_kept(
    account: Path, relance: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, str] = {}
    monkeypatch.setattr(SystemSecrets, "store", lambda _, name, word: kept.update({name: word}))
    monkeypatch.setattr(SystemSecrets, "get", lambda _, name: kept.get(name))
    before = relance("diagnostic", account, "--json")
    assert states(before.json)["mail_password"] == "mend"
    typing(monkeypatch, "très secret")
    said = relance("diagnostic", account, "--mot-de-passe", "--json")
    assert kept == {f"smtp:{USER}": "très secret"}
    assert states(said.json)["mail_password"] == "good"
    assert states(said.json)["mail_server"] == "mend"
    assert "secret" not in said.out + said.err
    assert said.status == 3


def test_the_mailbox_has_a_password_of_its_own(
    account: Path, relance: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = ClosedBook(account, account.parent / "Sauvegardes", TABLES, lambda: moment(DAY))
    values = {"Lecture des réponses": "IMAP", "Serveur IMAP": "imap.invalid",
              "Compte IMAP": "lecture@hautier.example"}  # fmt: skip
    changed = {"value": list(values.values())}
    book.patch("parameters", list(values), changed, handed_over=frozenset({"value"}))
    book.save()
    kept = {f"smtp:{USER}": "ancien"}
    monkeypatch.setattr(SystemSecrets, "store", lambda _, name, word: kept.update({name: word}))
    monkeypatch.setattr(SystemSecrets, "get", lambda _, name: kept.get(name))
    before = states(relance("diagnostic", account, "--json").json)
    assert (before["mail_password"], before["inbox_password"]) == ("good", "mend")
    asked: list[str] = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(
        commands, "getpass", lambda word: asked.append(word) or ("" if USER in word else "neuf")
    )
    after = states(relance("diagnostic", account, "--mot-de-passe", "--json").json)
    assert [USER in asked[0], "lecture@hautier.example" in asked[1], len(asked)] == [True, True, 2]
    assert kept == {f"smtp:{USER}": "ancien", "imap:lecture@hautier.example": "neuf"}
    assert (after["inbox_password"], after["inbox_server"]) == ("good", "mend")


def test_a_password_that_would_show_is_not_asked_for(
    account: Path, relance: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = relance("diagnostic", account, "--mot-de-passe")
    assert (said.status, "terminal" in said.err) == (2, True)

    def shows(_: str) -> str:
        warnings.warn("can not control echo", GetPassWarning, stacklevel=2)
        raise AssertionError

    typing(monkeypatch, "")
    monkeypatch.setattr(commands, "getpass", shows)
    said = relance("diagnostic", account, "--mot-de-passe")
    assert (said.status, "afficherait" in said.err) == (2, True)


@pytest.mark.parametrize("words", [("--mot-de-passe",), ("absent.xlsx", "--mot-de-passe")])
def test_a_password_for_no_account(words: tuple[str, ...], relance: Terminal) -> None:
    assert relance("diagnostic", *words).status == 2


def test_a_password_without_account_in_the_sheet(copy: Path, relance: Terminal) -> None:
    said = relance("diagnostic", copy, "--mot-de-passe")
    assert (said.status, "Compte SMTP" in said.err) == (1, True)


@pytest.mark.skipif(os.name == "nt", reason="facultatif : ailleurs que sous Windows")
def test_the_task_is_written_beside_the_workbook(copy: Path, relance: Terminal) -> None:
    said = relance("planifier", copy, "--heure", "06:45", "--json")
    assert (said.status, said.err) == (0, "")
    file = copy.parent / "Relance XL – Relances.xml"
    assert said.json["file"] == str(file)
    assert (said.json["hour"], said.json["registered"]) == ("06:45", False)
    root = etree.fromstring(file.read_bytes())
    (arguments,) = root.xpath("//*[local-name()='Arguments']/text()")
    assert arguments == subprocess.list2cmdline(["-I", "-m", "relance_xl", "hebdo", str(copy)])
    assert "lundi (prochaine fois le " in relance("planifier", copy).out
    for typed in ("7h30", "7 h 30", "07:30"):
        assert relance("planifier", copy, "--heure", typed, "--json").json["hour"] == "07:30"
    assert "pas de tâche planifiée" in relance("planifier", copy, "--retirer").out


@pytest.mark.parametrize("hour", ["7h3", "25:00", "12h75", "7:", "demain"])
def test_an_hour_that_is_none(hour: str, copy: Path, relance: Terminal) -> None:
    said = relance("planifier", copy, "--heure", hour)
    assert (said.status, "n’est pas une heure" in said.err) == (2, True)


def test_what_cannot_be_planned(tmp_path: Path, relance: Terminal) -> None:
    assert relance("planifier", tmp_path / "absent.xlsm").status == 2
    (tmp_path / "Budget.xlsx").write_bytes(b"PK")
    assert relance("planifier", tmp_path / "Budget.xlsx").status == 1


def test_started_by_pythonw_there_is_nobody_to_talk_to(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["hebdo", str(copy), "--date", DAY.isoformat()]) == 3
