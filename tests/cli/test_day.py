"""A working day on the example, by its commands, on a real file."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from relance_xl.cli import commands
from relance_xl.schema import TABLES
from tests.cli.terminal import DAY, Said, Terminal

D = ("--date", DAY)
ME = "moi@hautier.example"
PROPOSAL = {
    *("number", "customer", "contact", "channel", "language", "currency", "stage", "text"),
    *("due_cents", "invoices"),
}
INVOICE = {
    *("invoice", "balance_cents", "days_late", "stage", "next_stage", "next_date", "reason"),
    "why",
}


def print_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_the_whole_day(copy: Path, relance: Terminal) -> None:
    prepared = relance("preparer", copy, *D, "--json")
    found = prepared.json
    assert (prepared.status, prepared.err) == (3, "")
    assert {"date", "proposals", "invoices", "problems"} <= set(found)
    assert found["date"] == "2026-11-23"
    assert len(found["proposals"]) > 25
    assert set(found["proposals"][0]) >= PROPOSAL
    assert set(found["proposals"][0]["invoices"][0]) == {
        "invoice", "stage", "balance_cents", "days_late",
    }  # fmt: skip
    assert set(found["invoices"][0]) == INVOICE

    early = relance("approuver", copy, *D, "--tout")
    assert (early.status, "Aperçu à faire d’abord" in early.err) == (1, True)
    assert relance("apercu", copy, *D).status == 0
    approved = relance("approuver", copy, *D, "--tout", "--json")
    assert (approved.status, approved.json["left_out"]) == (3, 4)

    sent = relance("envoyer", copy, *D, "--json")
    assert sent.status == 0, sent.out
    assert sent.json["sent"] == len(approved.json["approved"]) == len(sent.json["messages"])
    assert {"sent", "refused", "unsure", "stale", "messages"} <= set(sent.json)
    for message in sent.json["messages"]:
        assert {"number", "channel", "to", "status", "file"} <= set(message)
        assert (copy.parent / message["file"]).is_file()
    again = relance("envoyer", copy, *D, "--json")
    assert (again.status, again.json["sent"]) == (0, 0)
    assert relance("envoyer", copy, "--date", "2026-11-28").out.startswith("Le 28/11/2026")
    unknown = relance("annuler", copy, *D, "REL-1999-00001")
    assert (unknown.status, "REL-1999-00001" in unknown.err) == (2, True)
    number = sent.json["messages"][0]["number"]
    certain = relance("annuler", copy, *D, number)
    assert (certain.status, "--confirmer" in certain.err) == (2, True)
    assert relance("annuler", copy, *D, number, "--confirmer").status == 0
    come_back = relance("preparer", copy, *D, "--json").json["proposals"]
    assert number not in [proposal["number"] for proposal in come_back]
    assert sent.json["messages"][0]["to"] in [proposal["to"] for proposal in come_back]


SIMULATED = (
    ("controler",),
    ("actualiser",),
    ("preparer",),
    ("apercu",),
    ("approuver", "--tout"),
    ("envoyer",),
    ("envoyer", "--rediriger", ME),
    ("tester", "--a", ME),
    ("hebdo",),
)


@pytest.mark.slow
def test_simulations_change_no_byte(copy: Path, relance: Terminal) -> None:
    (first, *_) = relance("preparer", copy, *D, "--json").json["proposals"]
    relance("apercu", copy, *D)
    relance("approuver", copy, *D, "--relance", first["number"])
    relance("envoyer", copy, *D)
    before, there = print_of(copy), files(copy.parent)
    simulated = (*SIMULATED, ("annuler", first["number"], "--confirmer"))
    for command, *more in simulated:
        said = relance(command, copy, *more, *D, "--simulation", "--json")
        assert said.status in (0, 3), (command, said.out)
        assert said.json
        assert (print_of(copy), files(copy.parent)) == (before, there), command


@pytest.mark.slow
def test_redirected_and_tested_messages_leave_the_workbook_alone(
    copy: Path, relance: Terminal
) -> None:
    for words in (("preparer",), ("apercu",), ("approuver", "--tout")):
        relance(words[0], copy, *words[1:], *D)
    before, there = print_of(copy), files(copy.parent)
    said = relance("envoyer", copy, *D, "--rediriger", ME, "--json")
    assert said.json["sent"] == 0
    assert {m["status"] for m in said.json["messages"]} == {"redirected"}
    assert relance("tester", copy, *D, "--a", ME).status == 0
    assert print_of(copy) == before
    assert all(name.startswith("Envois/Essais/") for name in files(copy.parent) - there)
    assert relance("envoyer", copy, *D, "--json").json["sent"] == len(said.json["messages"])


def test_a_workbook_open_elsewhere_is_refused(copy: Path, relance: Terminal) -> None:
    owner = copy.with_name(f"~${copy.name}")
    owner.write_bytes(b"anne")
    before = print_of(copy)
    said = relance("preparer", copy, *D)
    assert (said.status, "ouvert ailleurs" in said.err) == (1, True)
    assert print_of(copy) == before


def test_hebdo_waits_for_a_workbook_open_elsewhere(
    copy: Path, relance: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = copy.with_name(f"~${copy.name}")
    owner.write_bytes(b"anne")
    waits: list[float] = []

    def pause(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:
            owner.unlink()

    monkeypatch.setattr(commands.wiring, "pause", pause)
    said = relance("hebdo", copy, *D, "--json")
    assert (said.status, waits) == (3, [60, 60])
    assert said.json["ran"] is True
    assert Path(said.json["report"]).is_file()


def test_hebdo_on_another_day_says_nothing(copy: Path, relance: Terminal) -> None:
    before, there = print_of(copy), files(copy.parent)
    said = relance("hebdo", copy, "--date", "2026-11-24")
    assert (said.status, said.out, said.err) == (0, "", "")
    assert (print_of(copy), files(copy.parent)) == (before, there)


def test_a_second_run_at_once_says_so(copy: Path, relance: Terminal) -> None:
    from relance_xl import wiring  # noqa: PLC0415 - this test alone

    options = wiring.Options(day=DAY)
    with wiring.open_desk(copy, options, commands.TerminalProgress(), str):
        said = relance("hebdo", copy, *D)
    assert (said.status, said.out) == (1, "")
    assert "Une autre exécution" in said.err


def test_progress_and_words_stay_off_stdout(copy: Path) -> None:
    words = [sys.executable, "-m", "relance_xl", "controler", str(copy), "--date", str(DAY)]
    run = subprocess.run([*words, "--json"], capture_output=True, text=True, check=False)
    assert run.returncode == 3
    assert Said(run.returncode, run.stdout, run.stderr).json["problems"]
    assert run.stderr == ""
    assert len(TABLES) > 10
