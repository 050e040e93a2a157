"""Two memories, workbook and journal: either may be lost, older, or another machine's."""

from copy import deepcopy

import pytest

from relance_xl.flows.cancel import settle
from relance_xl.flows.check import check
from relance_xl.ports import SendState
from relance_xl.problems import WorkbookError
from tests.fakes.channel import Break
from tests.fakes.journal import MemoryJournal
from tests.flows.world import REL, World, customer, invoice, mail_of

ALL_SENT = {REL(i): "envoyé" for i in (1, 2, 3)}


class Killed(BaseException):
    """The process ends here: nothing after this point runs."""


def killed_in(world: World, step: str) -> World:
    """Run « envoyer » and kill it: at the first or second save, or inside C2's message."""
    saves, real_save = [], world.book.save
    mail, real_send = world.channels["email"], world.channels["email"].send

    def save() -> None:
        saves.append(1)
        if f"save {len(saves)}" == step:
            raise Killed
        real_save()

    def send(message, before_act):  # type: ignore[no-untyped-def]
        if message.recipient == mail_of("C2"):
            if step == "before the mark":
                raise Killed
            if step == "after the mark":
                before_act()
                raise Killed
            if step == "after the act":
                real_send(message, before_act)
                raise Killed
        return real_send(message, before_act)

    world.book.save, mail.send = save, send  # type: ignore[method-assign]
    world.journal.release, real_release = lambda _: [], world.journal.release  # type: ignore[method-assign]
    with pytest.raises(Killed):
        world.send()
    world.book.save, mail.send = real_save, real_send  # type: ignore[method-assign]
    world.journal.release = real_release  # type: ignore[method-assign]
    return world


@pytest.mark.parametrize(
    ("step", "left", "shown"),
    [
        ("save 1", [], {}),
        ("before the mark", [1], {REL(1): "envoyé", REL(2): "pas parti", REL(3): "pas parti"}),
        ("after the mark", [1], {REL(1): "envoyé", REL(2): "incertain", REL(3): "pas parti"}),
        ("after the act", [1, 2], {REL(1): "envoyé", REL(2): "incertain", REL(3): "pas parti"}),
        ("save 2", [1, 2, 3], ALL_SENT),
    ],
)
def test_killed_at_any_step(step: str, left: list[int], shown: dict[str, str]) -> None:
    world = killed_in(World().ready(), step)
    assert [number for number, _ in world.sent()] == [REL(i) for i in left]
    check(world.desk())
    assert world.envois() == shown
    world.send()
    doubtful = {number for number, status in shown.items() if status == "incertain"}
    assert world.envois() == ALL_SENT | dict.fromkeys(doubtful, "incertain")
    never_left = doubtful if step == "after the mark" else set()
    assert [number for number, _ in world.sent()] == sorted({*ALL_SENT} - never_left)


def test_the_journal_is_lost() -> None:
    world = World().ready()
    world.send()
    world.journal = MemoryJournal()
    world.prepare()
    assert (world.relances(), world.envois()) == ({}, ALL_SENT)
    assert world.send().json["sent"] == 0
    assert world.parameter("last_number") == REL(3)


def test_the_journal_is_lost_while_a_fate_is_unknown() -> None:
    world = World().ready()
    world.channels["email"].breaks[mail_of("C2")] = Break.AFTER_THE_ACT
    world.send()
    world.channels["email"].breaks.clear()
    world.journal = MemoryJournal()
    world.prepare()
    assert set(world.relances()) == {"C3"}
    world.type("sends", REL(2), verdict="not_sent")
    world.prepare()
    assert world.envois()[REL(2)] == "pas parti"
    # What was only deferred is known to nobody any more: both ask for a decision again.
    assert world.relances() == {
        "C3": (REL(4), None, "proposée"),
        "C2": (REL(5), None, "proposée"),
    }


def test_the_journal_is_lost_in_the_middle_of_a_batch() -> None:
    world = killed_in(World().ready(), "after the act")
    world.journal = MemoryJournal()
    assert check(world.desk()).status == 3
    with pytest.raises(WorkbookError, match="à trancher d’abord"):
        world.send()
    for i, verdict in enumerate(("sent", "sent", "not_sent"), 1):
        world.type("sends", REL(i), verdict=verdict)
    world.prepare()
    assert world.envois() == {REL(1): "envoyé", REL(2): "envoyé", REL(3): "pas parti"}
    assert world.relances() == {"C3": (REL(4), None, "proposée")}


def test_an_older_workbook_is_restored() -> None:
    world = World()
    before = deepcopy(world.book.saved)
    world.ready()
    approved = deepcopy(world.book.saved)
    world.send()
    for backup in (before, approved):
        world.book.saved = deepcopy(backup)
        outcome = world.send()
        assert outcome.json["sent"] == 0
        assert (outcome.status, world.envois(), world.relances()) == (0, ALL_SENT, {})
    world.prepare()
    assert world.relances() == {}
    assert world.column("invoices", "invoice", "stage") == [("F1", 1), ("F2", 1), ("F3", 1)]
    assert len(world.sent()) == 3


def test_a_workbook_from_the_middle_of_a_batch_is_restored() -> None:
    """The backup made between both saves of « envoyer » shows « en cours »."""
    world = World().ready()
    saved = []
    real = world.channels["email"].send

    def send(message, before_act):  # type: ignore[no-untyped-def]
        saved.append(deepcopy(world.book.saved))
        return real(message, before_act)

    world.channels["email"].send = send  # type: ignore[method-assign]
    world.send()
    world.book.saved = saved[0]
    assert set(world.envois().values()) == {"en cours"}
    world.prepare()
    assert (world.envois(), world.relances()) == (ALL_SENT, {})


def test_numbers_go_on_where_the_journal_stands() -> None:
    world = World()
    before = deepcopy(world.book.saved)
    world.ready().send()
    world.book.saved = before
    world.add("customers", customer("C9"))
    world.add("invoices", invoice("F9", "C9"))
    world.prepare()
    assert world.relances() == {"C9": (REL(4), None, "proposée")}
    assert world.parameter("last_number") == REL(4)


def test_another_machine_meets_a_batch_under_way() -> None:
    world = killed_in(World().ready(), "after the act")
    first = world.journal
    world.machine, world.journal = "PC2", MemoryJournal()
    problems = check(world.desk()).json["problems"]
    codes = [p["code"] for p in problems]  # type: ignore[attr-defined]
    assert codes.count("send_under_way_elsewhere") == 3
    with pytest.raises(WorkbookError, match=REL(1)):
        world.send()
    for i, verdict in enumerate(("sent", "sent", "not_sent"), 1):
        world.type("sends", REL(i), verdict=verdict)
    world.prepare()
    world.approve_all()
    assert world.send().json["sent"] == 1
    # Back on the first machine: the verdicts win over its journal and are copied into it.
    world.machine, world.journal = "PC1", first
    world.prepare()
    states = {entry.number: entry.state for entry in world.remembered()}
    assert states[REL(2)] is SendState.ACCEPTED
    assert states[REL(3)] is SendState.NOT_SENT
    assert world.relances() == {}
    assert [number for number, _ in world.sent()] == [REL(1), REL(2), REL(4)]


def test_what_another_machine_sent_is_not_sent_again() -> None:
    world = World().ready()
    approved = deepcopy(world.book.saved["proposals"])
    world.send()
    world.machine, world.journal = "PC2", MemoryJournal()
    world.book.saved["proposals"] = approved
    assert world.send().json["sent"] == 0
    assert len(world.sent()) == 3


def test_a_row_of_envois_deleted_by_hand_comes_back() -> None:
    world = World().ready()
    world.send()
    del world.book.saved["sends"].rows[1]
    world.prepare()
    assert world.envois() == ALL_SENT
    assert world.relances() == {}


def test_what_was_only_deferred_does_not_come_back() -> None:
    world = World()
    world.ready().channels["email"].breaks["*"] = Break.AT_OPEN
    before = deepcopy(world.book.saved)
    world.send()
    world.book.saved = before
    world.prepare()
    assert world.envois() == {}
    assert {row[1] for row in world.relances().values()} == {"Envoyer"}


def test_a_verdict_after_a_crash_asks_for_a_decision_of_its_own() -> None:
    world = killed_in(World().ready(), "after the mark")
    check(world.desk())
    settle(world.desk(), [REL(2)], left=False)
    assert world.send().json["sent"] == 1
    assert [number for number, _ in world.sent()] == [REL(1), REL(3)]
    world.prepare()
    assert world.relances() == {"C2": (REL(4), None, "proposée")}
