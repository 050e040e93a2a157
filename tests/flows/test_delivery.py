"""Deliver, queue, reconcile: each by itself, as tables."""

from datetime import datetime

import pytest

from relance_xl.flows.delivery import Errand, deliver
from relance_xl.flows.envois import STATUS_OF, row_of
from relance_xl.flows.reconcile import reconcile
from relance_xl.ports import Entry, Message, Pair, Receipt, SendState
from relance_xl.rules.acts import gather
from tests.fakes.channel import Break, FakeChannel
from tests.fakes.journal import MemoryJournal
from tests.rules.builders import frame

A, B, C = "REL-2026-00001", "REL-2026-00002", "REL-2026-00003"
REFUSED = Receipt(SendState.REFUSED, "550 inconnu")
LATER = Receipt(SendState.DEFERRED, "450 plus tard")


def entry(number: str, state: SendState = SendState.QUEUED, **changes: object) -> Entry:
    values: dict[str, object] = {
        "payer": f"C{number[-1]}",
        "currency": "EUR",
        "stage": "standard-1",
        "channel": "email",
        "recipient": f"{number[-1]}@client.example",
        "pairs": (Pair(f"F{number[-1]}", "standard-1"),),
        "machine": "PC1",
    }
    return Entry(number=number, state=state, **values | changes)  # type: ignore[arg-type]


def journal_of(*states: tuple[str, SendState]) -> MemoryJournal:
    journal = MemoryJournal()
    for number, state in states:
        journal.queue([entry(number)])
        if state is not SendState.QUEUED:
            journal.mark(number, state, Receipt(state))
    return journal


def errand(number: str, channel: str = "email", after: str = "") -> Errand:
    who = f"{number[-1]}@client.example"
    return Errand(Message(number, channel, who, who, "Objet", "Texte"), after)


@pytest.mark.parametrize(
    ("answers", "breaks", "states", "faults"),
    [
        ({}, {}, ("accepted", "accepted", "accepted"), 0),
        ({B: REFUSED}, {}, ("accepted", "refused", "accepted"), 0),
        ({B: LATER}, {}, ("accepted", "deferred", "accepted"), 0),
        ({}, {"*": Break.AT_OPEN}, ("deferred", "deferred", "deferred"), 1),
        ({}, {B: Break.BEFORE_THE_ACT}, ("accepted", "deferred", "deferred"), 1),
        ({}, {B: Break.AFTER_THE_ACT}, ("accepted", "in_doubt", "deferred"), 1),
    ],
)
def test_what_becomes_of_a_batch(
    answers: dict[str, Receipt],
    breaks: dict[str, Break],
    states: tuple[str, ...],
    faults: int,
) -> None:
    journal = journal_of(*((number, SendState.QUEUED) for number in (A, B, C)))
    channel = FakeChannel(
        answers={f"{number[-1]}@client.example": receipt for number, receipt in answers.items()},
        breaks={n if n == "*" else f"{n[-1]}@client.example": b for n, b in breaks.items()},
    )
    steps: list[int] = []
    delivery = deliver(
        [errand(number) for number in (A, B, C)], {"email": channel}, journal, steps.append
    )
    assert tuple(receipt.state for receipt in delivery.receipts.values()) == states
    assert tuple(e.state for e in journal.entries()) == states
    assert len(delivery.faults) == faults
    assert channel.opened == (0 if "*" in breaks else 1)


@pytest.mark.parametrize(
    ("main", "second"),
    [(None, "accepted"), (REFUSED, "deferred"), (LATER, "deferred"), ("doubt", "deferred")],
)
def test_the_second_channel_follows_an_accepted_main(main: object, second: str) -> None:
    journal = journal_of((A, SendState.QUEUED), (B, SendState.QUEUED))
    mail, letter = FakeChannel("email"), FakeChannel("letter")
    if main == "doubt":
        mail.breaks["1@client.example"] = Break.AFTER_THE_ACT
    elif isinstance(main, Receipt):
        mail.answers["1@client.example"] = main
    errands = [errand(B, "letter", after=A), errand(A)]
    delivery = deliver(errands, {"email": mail, "letter": letter}, journal, lambda _: None)
    assert delivery.receipts[B].state == second
    assert len(letter.sent) == (second == "accepted")


@pytest.mark.parametrize(
    ("remembered", "status", "verdict", "after"),
    [
        ("in_doubt", "in_doubt", "", "in_doubt"),
        ("in_doubt", "in_doubt", "sent", "accepted"),
        ("in_doubt", "in_doubt", "not_sent", "not_sent"),
        ("accepted", "sent", "not_sent", "not_sent"),
        ("accepted", "sent", "sent", "accepted"),
        ("not_sent", "not_sent", "sent", "accepted"),
        ("queued", "in_progress", "", "deferred"),
        ("sending", "in_progress", "", "deferred"),
        ("in_doubt", "in_progress", "", "in_doubt"),
        ("accepted", "in_progress", "", "accepted"),
    ],
)
def test_a_verdict_wins_over_the_journal(
    remembered: str, status: str, verdict: str, after: str
) -> None:
    journal = journal_of((A, SendState(remembered)))
    sends = frame("sends", [{"number": A, "status": status, "verdict": verdict, "machine": "PC1"}])
    found = reconcile(journal, sends, "PC1")
    assert [e.state for e in found.entries] == [after]
    assert (found.foreign, found.lost) == ((), ())


def test_a_verdict_on_another_machine_s_message_of_that_number_leaves_ours_alone() -> None:
    journal = journal_of((A, SendState.IN_DOUBT))
    (ours,) = journal.entries()
    row = {"number": A, "status": "in_doubt", "verdict": "not_sent", "machine": "PC2"}
    theirs = row | {"payer": f"{ours.payer}-autre", "recipient": "autre@client.example"}
    found = reconcile(journal, frame("sends", [theirs]), "PC1")
    assert [e.state for e in found.entries] == [SendState.IN_DOUBT]


@pytest.mark.parametrize(
    ("status", "verdict", "machine", "foreign", "lost"),
    [
        ("in_progress", "", "PC2", (A,), ()),
        ("in_progress", "", "PC1", (), (A,)),
        ("in_progress", "", "", (A,), ()),
        ("in_progress", "sent", "PC2", (), ()),
        ("in_doubt", "", "PC2", (), ()),
        ("sent", "", "PC2", (), ()),
    ],
)
def test_what_the_journal_does_not_know(
    status: str, verdict: str, machine: str, foreign: tuple[str, ...], lost: tuple[str, ...]
) -> None:
    row = {"number": A, "status": status, "verdict": verdict, "machine": machine}
    found = reconcile(MemoryJournal(), frame("sends", [row]), "PC1")
    assert (found.foreign, found.lost) == (foreign, lost)


def test_another_machines_intentions_are_not_released() -> None:
    journal = MemoryJournal()
    journal.queue([entry(A, machine="PC2"), entry(B)])
    found = reconcile(journal, frame("sends"), "PC1")
    assert [(e.number, e.state) for e in found.entries] == [(A, "queued"), (B, "deferred")]
    assert found.released == (B,)


@pytest.mark.parametrize("state", list(SendState))
def test_every_state_reads_back_as_what_it_was(state: SendState) -> None:
    """A row of Envois alone means to the rules what journal and row mean together."""
    one = entry(A, state, at=datetime(2026, 11, 23, 9))
    row = row_of(one)
    assert row["number"] == A
    sends = frame(
        "sends",
        [
            {
                "number": A,
                "status": STATUS_OF[state],
                "invoices": "F1 → standard-1",
                "channel": "email",
                "recipient": "1@client.example",
                "stage": "standard-1",
            }
        ],
    )
    alone, _ = gather(sends, [], frame("stages"))
    both, _ = gather(sends, [one], frame("stages"))
    if state is SendState.DEFERRED:  # the journal alone knows that a second try is free
        assert (list(alone["status"]), list(both["status"])) == (["not_sent"], [])
    else:
        assert list(alone["status"]) == list(both["status"]) == [STATUS_OF[state]]
