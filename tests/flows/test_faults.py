"""What goes wrong while sending: refusals, delays, broken lines, doubts and their verdicts."""

import pytest

from relance_xl.flows.cancel import settle
from relance_xl.ports import Receipt, SendState
from relance_xl.problems import RelanceError, UsageError, WorkbookBusyError
from tests.fakes.channel import Break
from tests.flows.world import REL, World, mail_of, payment, stage, three_customers

REFUSED = Receipt(SendState.REFUSED, "550 5.1.1 inconnu")
LATER = Receipt(SendState.DEFERRED, "450 4.2.0 plus tard")
SECOND = mail_of("C2")


def test_a_refused_address_is_written_and_proposed_anew_under_a_new_number() -> None:
    world = World().ready()
    world.channels["email"].answers[SECOND] = REFUSED
    outcome = world.send()
    assert (outcome.status, outcome.json["sent"], outcome.json["refused"]) == (3, 2, 1)
    assert world.envois()[REL(2)] == "refusé"
    assert world.relances() == {}
    assert dict(world.column("invoices", "invoice", "stage"))["F2"] == 0
    world.prepare()
    (row,) = world.book.rows("proposals")
    assert (row["number"], row["channel"], row["decision"]) == (REL(4), "lettre", None)
    world.approve_all()
    assert world.send().json["sent"] == 1
    assert world.envois() == {
        REL(1): "envoyé", REL(2): "refusé", REL(3): "envoyé", REL(4): "envoyé",
    }  # fmt: skip


def test_a_corrected_address_is_written_to() -> None:
    world = World().ready()
    world.channels["email"].answers[SECOND] = REFUSED
    world.send()
    world.type("contacts", "C2", email="neuf@client.example")
    world.prepare()
    world.approve_all()
    world.send()
    assert world.sent()[-1] == (REL(4), "neuf@client.example")


def test_a_deferred_message_stays_approved_under_its_number() -> None:
    world = World().ready()
    world.channels["email"].answers[SECOND] = LATER
    outcome = world.send()
    assert (outcome.status, outcome.json["sent"]) == (3, 2)
    assert [m["status"] for m in outcome.json["messages"]] == ["sent", "approved", "sent"]  # type: ignore[attr-defined]
    assert world.relances() == {"C2": (REL(2), "Envoyer", "à renvoyer")}
    world.prepare()
    assert world.relances() == {"C2": (REL(2), "Envoyer", "à renvoyer")}
    world.channels["email"].answers.clear()
    assert (world.send().json["sent"], world.sent()[-1]) == (1, (REL(2), SECOND))
    assert world.envois() == {REL(i): "envoyé" for i in (1, 2, 3)}


def test_a_deferred_message_that_is_paid_meanwhile_never_leaves() -> None:
    world = World().ready()
    world.channels["email"].answers[SECOND] = LATER
    world.send()
    world.channels["email"].answers.clear()
    world.add("payments", payment("F2", 12_000))
    assert world.send().json["stale"] == 1
    assert SECOND not in {b: a for a, b in world.sent()}


def test_a_server_that_does_not_answer_leaves_everything_approved() -> None:
    world = World().ready()
    world.channels["email"].breaks["*"] = Break.AT_OPEN
    outcome = world.send()
    assert (outcome.status, outcome.json["sent"]) == (3, 0)
    assert outcome.json["faults"] == ["Le serveur de messagerie ne répond pas."]
    assert world.relances() == {f"C{i}": (REL(i), "Envoyer", "à renvoyer") for i in (1, 2, 3)}
    world.channels["email"].breaks.clear()
    assert world.send().json["sent"] == 3


def test_a_line_that_breaks_mid_batch_keeps_what_left() -> None:
    world = World().ready()
    world.channels["email"].breaks[SECOND] = Break.BEFORE_THE_ACT
    outcome = world.send()
    assert (outcome.status, outcome.json["sent"], outcome.json["unsure"]) == (3, 1, 0)
    assert world.envois()[REL(1)] == "envoyé"
    assert world.relances() == {f"C{i}": (REL(i), "Envoyer", "à renvoyer") for i in (2, 3)}
    world.channels["email"].breaks.clear()
    assert world.send().json["sent"] == 2
    assert [number for number, _ in world.sent()] == [REL(1), REL(2), REL(3)]


def test_one_channel_down_does_not_stop_another() -> None:
    rows = three_customers()
    del rows["contacts"][2]
    world = World(rows).ready()
    world.channels["email"].breaks["*"] = Break.AT_OPEN
    assert world.send().json["sent"] == 1
    assert [number for number, _ in world.sent("letter")] == [REL(3)]


@pytest.fixture
def doubtful() -> World:
    """C2's fate unknown: the line broke after the last dot."""
    world = World().ready()
    world.channels["email"].breaks[SECOND] = Break.AFTER_THE_ACT
    outcome = world.send()
    world.channels["email"].breaks.clear()
    assert (outcome.status, outcome.json["sent"], outcome.json["unsure"]) == (3, 1, 1)
    return world


def test_what_is_in_doubt_is_shown_and_proposed_by_nobody(doubtful: World) -> None:
    world = doubtful
    assert world.envois()[REL(2)] == "incertain"
    world.prepare()
    assert set(world.relances()) == {"C3"}
    assert dict(world.column("invoices", "invoice", "reason"))["F2"] == "in_doubt"
    assert world.send().json["sent"] == 1
    assert SECOND not in [to for _, to in world.sent()]


@pytest.mark.parametrize("by_command", [True, False])
def test_the_verdict_not_sent_frees_the_stage(doubtful: World, by_command: bool) -> None:  # noqa: FBT001 - a parameter
    world = doubtful
    if by_command:
        outcome = settle(world.desk(), [REL(2).lower()], left=False)
        assert outcome.lines == (f"1 envoi noté « pas parti » : {REL(2)}.",)
    else:
        world.type("sends", REL(2), verdict="not_sent")
    world.prepare()
    assert world.envois()[REL(2)] == "pas parti"
    assert world.relances()["C2"] == (REL(4), None, "proposée")
    world.approve_all()
    world.send()
    assert (REL(4), SECOND) in world.sent()


@pytest.mark.parametrize("by_command", [True, False])
def test_the_verdict_sent_raises_the_stage(doubtful: World, by_command: bool) -> None:  # noqa: FBT001 - a parameter
    world = doubtful
    if by_command:
        settle(world.desk(), [REL(2)], left=True)
    else:
        world.type("sends", REL(2), verdict="sent")
    world.prepare()
    assert world.envois()[REL(2)] == "envoyé"
    assert set(world.relances()) == {"C3"}
    assert dict(world.column("invoices", "invoice", "stage"))["F2"] == 1


def test_a_verdict_on_a_number_nobody_knows(doubtful: World) -> None:
    with pytest.raises(UsageError, match="REL-2026-00077"):
        settle(doubtful.desk(), [REL(2), REL(77)], left=False)
    assert doubtful.envois()[REL(2)] == "incertain"


def test_the_second_channel_waits_for_the_main_one() -> None:
    world = World({**three_customers(), "stages": stage("standard-1", second_channel="letter")})
    world.ready().channels["email"].answers[SECOND] = LATER
    outcome = world.send()
    assert outcome.json["sent"] == 4
    assert len(world.sent("letter")) == 2
    waiting = world.column("proposals", "payer", "channel", "decision", "status")
    assert waiting == [
        ("C2", "e-mail", "Envoyer", "à renvoyer"),
        ("C2", "lettre", "Envoyer", "à renvoyer"),
    ]
    world.channels["email"].answers.clear()
    assert world.send().json["sent"] == 2


def test_the_second_channel_that_broke_off_leaves_later() -> None:
    world = World({**three_customers(), "stages": stage("standard-1", second_channel="letter")})
    world.ready().channels["letter"].breaks["*"] = Break.AT_OPEN
    assert world.send().json["sent"] == 3
    world.channels["letter"].breaks.clear()
    outcome = world.send()
    assert (outcome.json["sent"], len(world.sent()), len(world.sent("letter"))) == (3, 3, 3)
    world.prepare()
    assert world.relances() == {}


def test_a_workbook_that_cannot_be_saved_before_sending_lets_nothing_leave() -> None:
    world = World().ready()
    world.book.busy = WorkbookBusyError("Le classeur est ouvert ailleurs.")
    with pytest.raises(WorkbookBusyError):
        world.send()
    assert world.sent() == []
    world.book.busy = None
    assert world.send().json["sent"] == 3
    assert world.envois() == {REL(i): "envoyé" for i in (1, 2, 3)}


def test_a_workbook_opened_during_the_batch_is_written_by_the_next_command() -> None:
    world = World().ready()
    real = world.channels["email"].send

    def then_busy(message, before_act):  # type: ignore[no-untyped-def]
        world.book.busy = WorkbookBusyError("Le classeur est ouvert ailleurs.")
        return real(message, before_act)

    world.channels["email"].send = then_busy  # type: ignore[method-assign]
    outcome = world.send()
    assert (outcome.status, outcome.json["sent"]) == (3, 3)
    assert "n’a pas pu être enregistré" in outcome.lines[-1]
    assert set(world.envois().values()) == {"en cours"}
    world.book.busy = None
    world.prepare()
    assert set(world.envois().values()) == {"envoyé"}
    assert world.relances() == {}
    assert world.send().json["sent"] == 0


def test_a_fault_nobody_foresaw_mid_batch_loses_and_repeats_nothing() -> None:
    world = World().ready()
    real = world.channels["email"].send

    def fails(message, before_act):  # type: ignore[no-untyped-def]
        if message.recipient == SECOND:
            before_act()
            raise RuntimeError("imprévu")
        return real(message, before_act)

    world.channels["email"].send = fails  # type: ignore[method-assign]
    with pytest.raises(RuntimeError):
        world.send()
    world.channels["email"].send = real  # type: ignore[method-assign]
    world.send()
    assert world.envois() == {REL(1): "envoyé", REL(2): "incertain", REL(3): "envoyé"}
    assert [number for number, _ in world.sent()] == [REL(1), REL(3)]


def test_an_interrupted_batch_is_written_down() -> None:
    world = World({**three_customers(), "stages": stage("standard-1", second_channel="letter")})
    real = world.ready().channels["email"].send

    def stops(message, before_act):  # type: ignore[no-untyped-def]
        if message.recipient == SECOND:
            raise KeyboardInterrupt
        return real(message, before_act)

    world.channels["email"].send = stops  # type: ignore[method-assign]
    outcome = world.send()
    assert (outcome.status, outcome.json["sent"]) == (3, 1)
    assert "Interrompu au clavier" in outcome.json["faults"][0]  # type: ignore[index]
    assert world.sent("letter") == []
    world.channels["email"].send = real  # type: ignore[method-assign]
    assert world.send().json["sent"] == 5
    assert (len(world.sent()), len(world.sent("letter"))) == (3, 3)


@pytest.mark.parametrize("failing", [SendState.IN_DOUBT, SendState.ACCEPTED])
@pytest.mark.parametrize("for_good", [True, False])
def test_a_journal_that_fails_mid_batch(failing: SendState, for_good: bool) -> None:  # noqa: FBT001 - a parameter
    """A full disk: what could not be marked does not leave; what left is never sent again."""
    world = World().ready()
    real = world.journal.mark
    failed: list[str] = []

    def mark(number: str, state: SendState, receipt: Receipt | None = None) -> None:
        if (number, state) == (REL(2), failing) or (failed and for_good):
            failed.append(number)
            raise RelanceError("Le journal des envois est inaccessible.")
        real(number, state, receipt)

    world.journal.mark = mark  # type: ignore[method-assign]
    outcome = world.send()
    assert (outcome.status, outcome.json["sent"]) == (3, 1)
    assert outcome.json["faults"] == ["Le journal des envois est inaccessible."]
    world.journal.mark = real  # type: ignore[method-assign]
    world.send()
    left = [number for number, _ in world.sent()]
    assert left == [REL(1), REL(2), REL(3)]
    doubtful = failing is SendState.ACCEPTED
    assert world.envois()[REL(2)] == ("incertain" if doubtful else "envoyé")


def test_two_rows_for_the_same_pairs_leave_once() -> None:
    """A row copied by hand in sheet Relances, under another number."""
    world = World().ready()
    sheet = world.book.saved["proposals"]
    twin = list(sheet.rows[0])
    twin[0] = REL(50)
    sheet.rows.append(twin)
    world.send()
    assert sorted(to for _, to in world.sent()) == [mail_of(f"C{i}") for i in (1, 2, 3)]
