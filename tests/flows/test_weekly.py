"""The scheduled run, with nobody watching."""

from copy import deepcopy
from datetime import date

import pytest

from relance_xl.flows.outcome import Outcome
from relance_xl.flows.patience import patiently, report_open
from relance_xl.flows.weekly import run_weekly
from relance_xl.ports import Receipt, SendState
from relance_xl.problems import WorkbookBusyError
from tests.fakes.channel import Break
from tests.fakes.journal import MemoryJournal
from tests.flows.world import MONDAY, World, customer, invoice, mail_of, stage, three_customers

ME = "anne@hautier.example"
REPORT = "Comptes rendus/Compte rendu 2026-11-23 09h30.html"


def automatic(**settings: object) -> World:
    """A company whose first stage is automatic and that has sent something before."""
    stages = stage("standard-1", approval="auto")
    world = World({**three_customers(), "stages": stages}, **settings)
    world.add("customers", customer("C0"))
    world.add("invoices", invoice("F0", "C0", uncollectible=True))
    world.add("sends", {"number": "REL-2026-00010", "at": date(2026, 10, 1), "status": "sent",
                        "payer": "C0", "channel": "email", "recipient": "x@client.example",
                        "stage": "standard-1", "invoices": "F0 → standard-1",
                        "currency": "EUR", "machine": "PC1"})  # fmt: skip
    return world


def run(world: World) -> Outcome:
    return run_weekly(world.desk(), world.incoming)


def test_another_day_ends_silently() -> None:
    world = automatic()
    world.day = date(2026, 11, 24)
    before = deepcopy(world.book.saved)
    outcome = run(world)
    assert (outcome.status, outcome.lines, outcome.json) == (0, (), {"ran": False})
    assert (world.book.saved, world.documents.files, world.remembered()) == (before, {}, [])


def test_what_is_automatic_leaves_and_the_rest_waits() -> None:
    world = automatic(report_email=ME)
    world.type("customers", "C2", plan="ménagement")
    outcome = run(world)
    assert outcome.status == 3
    assert (outcome.json["proposals"], outcome.json["waiting"]) == (3, 1)
    assert outcome.json["sending"]["sent"] == 2  # type: ignore[index]
    numbers = {row[0]: row[1] for row in world.column("sends", "payer", "number")}
    mails = world.channels["email"].sent
    assert [m.recipient for m in mails] == [mail_of("C1"), mail_of("C3"), ME]
    assert {m.number for m in mails[:2]} == {numbers["C1"], numbers["C3"]}
    assert world.relances()["C2"][1:] == (None, "proposée")
    assert outcome.json["report"] == REPORT
    page = world.documents.files[REPORT].decode()
    assert "Société C2" in page
    assert mails[-1].number.startswith("RAPPORT-")
    assert f"- {outcome.lines[0]}" in mails[-1].text
    assert outcome.lines[0].startswith("2 relances parties")
    gone = mails[-1].text.split("CE QUI EST PARTI (2)\n")[1].split("\n\n")[0]
    for code, line in zip(("C1", "C3"), gone.splitlines(), strict=True):
        assert line.startswith(f"- {numbers[code]}, Société {code}, {mail_of(code)} (e-mail), ")
        assert line.endswith("\u00a0€")
    assert "- 3 relances proposées, 2 relances approuvées." in mails[-1].text
    assert run(world).json["sending"]["sent"] == 0  # type: ignore[index]


def test_nothing_automatic_before_the_first_row_of_envois() -> None:
    world = World({**three_customers(), "stages": stage("standard-1", approval="auto")})
    outcome = run(world)
    assert (outcome.status, outcome.json["waiting"], world.sent()) == (3, 3, [])
    assert {row[1] for row in world.relances().values()} == {None}


def test_nothing_automatic_on_stale_bank_data() -> None:
    world = automatic(cash_entered_until=date(2026, 11, 10))
    outcome = run(world)
    assert (world.sent(), outcome.json["sending"]["sent"]) == ([], 0)  # type: ignore[index]
    reasons = set(world.column("invoices", "reason"))
    assert ("stale_bank",) in reasons


def test_what_a_person_approved_waits_for_that_person() -> None:
    world = World()
    world.ready()
    outcome = run(world)
    assert (outcome.status, world.sent()) == (0, [])
    assert {row[1:] for row in world.relances().values()} == {("Envoyer", "approuvée")}
    assert world.send().json["sent"] == 3


def test_ignored_and_postponed_rows_are_left_to_envoyer() -> None:
    world = automatic()
    world.prepare()
    mine = str(world.relances()["C1"][0])
    world.type("proposals", mine, decision="ignore")
    run(world)
    assert world.relances() == {"C1": (mine, "Ignorer", "ignorée")}
    assert [to for _, to in world.sent()] == [mail_of("C2"), mail_of("C3")]


def test_a_doubt_of_this_run_is_in_its_report() -> None:
    world = automatic()
    world.channels["email"].breaks[mail_of("C1")] = Break.AFTER_THE_ACT
    outcome = run(world)
    assert outcome.status == 3
    doubtful = [number for number, status in world.envois().items() if status == "incertain"]
    assert f"{doubtful[0]} : envoi incertain" in world.documents.files[REPORT].decode()


def test_another_machine_under_way_is_told_and_nothing_leaves() -> None:
    world = automatic()
    world.add("sends", {"number": "REL-2026-00011", "status": "in_progress", "machine": "PC2",
                        "payer": "C0", "channel": "email", "recipient": "x@client.example",
                        "stage": "standard-2", "invoices": "F0 → standard-2"})  # fmt: skip
    outcome = run(world)
    assert (outcome.status, world.sent()) == (3, [])
    assert "REL-2026-00011" in world.documents.files[REPORT].decode()
    assert "à trancher d’abord" in outcome.lines[0]


def test_a_report_that_cannot_be_mailed_is_no_failure() -> None:
    world = automatic(report_email=ME)
    world.channels["email"].answers[ME] = Receipt(SendState.REFUSED, "550 inconnu")
    outcome = run(world)
    assert (outcome.status, outcome.json["sending"]["sent"]) == (3, 3)  # type: ignore[index]
    assert outcome.lines[-1].endswith("550 inconnu")


def test_a_closed_monday_moves_to_the_next_working_day() -> None:
    world = World()
    world.add("calendar", {"label": "Inventaire", "date_from": MONDAY, "kind": "closure"})
    assert run(world).json == {"ran": False}
    world.day = date(2026, 11, 24)
    assert run(world).json["ran"] is True


class Pauses:
    """Counts waits and does something during one of them."""

    def __init__(self, world: World, closes_after: int | None = None) -> None:
        self.world, self.closes_after, self.waits = world, closes_after, 0

    def __call__(self, seconds: float) -> None:
        assert seconds == 60
        self.waits += 1
        if self.waits == self.closes_after:
            self.world.book.busy = None
            self.world.add("customers", customer("C7"))
            self.world.add("invoices", invoice("F7", "C7"))


def test_a_workbook_open_elsewhere_is_tried_again_and_read_anew() -> None:
    world = automatic(busy_wait_minutes=5)
    world.book.busy = WorkbookBusyError("Le classeur est ouvert ailleurs.")
    pauses, told = Pauses(world, closes_after=3), []
    outcome = patiently(lambda: run(world), pauses, told.append)
    assert (pauses.waits, told) == (3, [])
    assert outcome.json["proposals"] == 4
    assert outcome.json["sending"]["sent"] == 4  # type: ignore[index]


def test_a_workbook_that_stays_open_is_given_up_and_reported() -> None:
    world = automatic(busy_wait_minutes=2, report_email=ME)
    world.book.busy = WorkbookBusyError("Le classeur est ouvert ailleurs.")
    before = deepcopy(world.book.saved)
    pauses = Pauses(world)
    with pytest.raises(WorkbookBusyError) as raised:
        patiently(lambda: run(world), pauses, lambda said: report_open(world.desk(), said))
    assert str(raised.value) == (
        "Classeur ouvert, rien n’a été préparé. Attendu 2 minutes. Le classeur est ouvert ailleurs."
    )
    assert pauses.waits == 2
    assert (world.book.saved, world.remembered()) == (before, [])
    assert "Classeur ouvert" in world.documents.files[REPORT].decode()
    assert [m.recipient for m in world.channels["email"].sent] == [ME]


def test_nobody_waits_when_told_not_to() -> None:
    world = automatic(busy_wait_minutes=0)
    world.book.busy = WorkbookBusyError("Le classeur est ouvert ailleurs.")
    pauses = Pauses(world)
    with pytest.raises(WorkbookBusyError):
        patiently(lambda: run(world), pauses, str)
    assert pauses.waits == 0


def test_a_lost_journal_stops_no_run() -> None:
    world = automatic()
    run(world)
    world.journal = MemoryJournal()
    assert run(world).json["sending"]["sent"] == 0  # type: ignore[index]
    assert len(world.sent()) == 3


def test_open_disputes_are_reported_with_who_follows_them() -> None:
    world = automatic(report_email=ME)
    world.type("invoices", "F2", dispute=True, dispute_reason="porte rayée",
               disputed_cents=5_000, dispute_owner="Luc", dispute_opened_on=world.day)  # fmt: skip
    run(world)
    text = world.channels["email"].sent[-1].text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "LITIGES OUVERTS (1)\n- F2, Société C2, 50,00 €, porte rayée (Luc)" in text
