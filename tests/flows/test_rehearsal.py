"""Redirected, tested, simulated: nothing of it is ever taken for the real thing."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date

import pytest

from relance_xl.flows.approve import approve
from relance_xl.flows.cancel import settle
from relance_xl.flows.check import check
from relance_xl.flows.desk import Desk
from relance_xl.flows.outcome import Outcome
from relance_xl.flows.prepare import prepare
from relance_xl.flows.preview import preview
from relance_xl.flows.refresh import refresh
from relance_xl.flows.send import send
from relance_xl.flows.trial import try_out
from relance_xl.flows.weekly import run_weekly
from relance_xl.ports import Receipt, SendState
from relance_xl.problems import UsageError
from tests.fakes.channel import Break
from tests.flows.world import CHANNELS, REL, World, mail_of, payment, stage, three_customers

ME = "moi@hautier.example"
KEYS = {"sent", "refused", "unsure", "stale", "ignored", "messages", "faults", "letters"}


def trace(world: World) -> object:
    """Give all that a run could have left behind."""
    books = deepcopy(world.book.saved), world.book.saves
    sent = [list(channel.sent) for channel in world.channels.values()]
    return books, list(world.remembered()), dict(world.documents.files), sent


def in_doubt() -> World:
    world = World({**three_customers(), "stages": stage("standard-1", approval="auto")}).ready()
    world.channels["email"].breaks[mail_of("C2")] = Break.AFTER_THE_ACT
    world.send()
    world.channels["email"].breaks.clear()
    world.prepare()
    world.type("sends", REL(1), verdict="not_sent")
    return world


@pytest.mark.parametrize(
    "flow",
    [
        check,
        refresh,
        prepare,
        preview,
        send,
        lambda desk: run_weekly(desk, World().incoming),
        lambda desk: approve(desk, [REL(3)]),
        lambda desk: settle(desk, [REL(2)], left=False),
        lambda desk: try_out(desk, ME, ""),
    ],
)
def test_a_simulation_leaves_no_trace(flow: Callable[[Desk], Outcome]) -> None:
    world = in_doubt()
    before = trace(world)
    flow(world.desk(simulate=True))
    assert trace(world) == before
    assert [world.trials[name].sent for name in CHANNELS] == [[], [], []]


def test_a_simulated_batch_says_what_would_leave() -> None:
    world = World().ready()
    world.add("payments", payment("F2", 12_000))
    outcome = send(world.desk(simulate=True))
    assert (outcome.status, set(outcome.json)) == (3, KEYS)
    assert [(m["number"], m["to"], m["status"]) for m in outcome.json["messages"]] == [  # type: ignore[attr-defined]
        (REL(1), mail_of("C1"), "simulated"),
        (REL(3), mail_of("C3"), "simulated"),
    ]
    assert outcome.lines[0] == "Simulation : 2 messages partiraient."


def test_a_redirected_batch_goes_to_one_address_and_counts_for_nothing() -> None:
    stages = stage("standard-1", copy_to="chef@hautier.example", second_channel="letter")
    world = World({**three_customers(), "stages": stages}).ready()
    before = trace(world)
    outcome = send(world.desk(redirect=ME))
    assert trace(world) == before
    assert (outcome.status, outcome.json["sent"], set(outcome.json)) == (0, 0, KEYS)
    mails = world.trials["email"].sent
    assert [(m.recipient, m.copies, m.wants_read_receipt) for m in mails] == [(ME, (), False)] * 3
    assert mails[0].subject.startswith(f"[Essai pour {mail_of('C1')}]")
    assert mails[0].message_id.startswith("<essai.")
    assert len(world.trials["letter"].sent) == 3
    assert world.send().json["sent"] == 6


def test_a_redirected_batch_tells_what_did_not_arrive() -> None:
    world = World().ready()
    world.trials["email"].answers[ME] = Receipt(SendState.REFUSED, "550 inconnu")
    outcome = send(world.desk(redirect=ME))
    assert outcome.status == 3
    assert {m["status"] for m in outcome.json["messages"]} == {"refused"}  # type: ignore[attr-defined]
    assert any("550 inconnu" in line for line in outcome.lines)
    world.trials["email"].breaks["*"] = Break.AT_OPEN
    outcome = send(world.desk(redirect=ME))
    assert {m["status"] for m in outcome.json["messages"]} == {"not_sent"}  # type: ignore[attr-defined]
    assert outcome.status == 3


def test_a_trial_shows_one_message_to_oneself() -> None:
    world = World()
    world.prepare()
    before = trace(world)
    outcome = try_out(world.desk(), ME, REL(2).lower())
    assert (outcome.status, outcome.json["sent"], outcome.json["number"]) == (0, True, REL(2))
    (mail,) = world.trials["email"].sent
    assert (mail.recipient, mail.number) == (ME, REL(2))
    assert trace(world) == before


def test_a_trial_that_fails_says_why() -> None:
    world = World()
    with pytest.raises(UsageError, match="Préparer"):
        try_out(world.desk(), ME, "")
    world.prepare()
    with pytest.raises(UsageError, match="REL-9"):
        try_out(world.desk(), ME, "REL-9")
    world.trials["email"].answers[ME] = Receipt(SendState.REFUSED, "550 inconnu")
    outcome = try_out(world.desk(), ME, "")
    assert (outcome.status, outcome.lines) == (3, ("L’essai n’est pas parti.", "550 inconnu"))


def test_a_simulated_trial_says_so() -> None:
    world = World()
    world.prepare()
    outcome = try_out(world.desk(simulate=True), ME, "")
    assert (outcome.status, outcome.json["sent"]) == (0, False)
    assert "Simulation" in outcome.lines[0]


def test_a_closed_day_answers_with_the_same_keys() -> None:
    world = World().ready()
    world.day = date(2026, 11, 29)
    assert set(world.send().json) >= KEYS
