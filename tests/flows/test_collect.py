"""Relever, told as mornings: answers, reports, an address that no longer exists, a hostile mail."""

from datetime import datetime

import pytest

from relance_xl.flows.collect import collect
from relance_xl.flows.outcome import Outcome
from relance_xl.flows.prepare import prepare
from relance_xl.problems import ChannelError
from tests.fakes.mailbox import MemoryMailbox
from tests.flows.world import REL, World, mail_of

SENT_ON = "Mon, 23 Nov 2026 11:00:00 +0100"


@pytest.fixture
def world() -> World:
    """Three customers were reminded this morning: REL 1, 2 and 3."""
    world = World().ready()
    world.send()
    return world


@pytest.fixture
def box() -> MemoryMailbox:
    return MemoryMailbox()


def read(world: World, box: MemoryMailbox, **options: object) -> Outcome:
    return collect(world.desk(**options), box.open)


def answer(box: MemoryMailbox, number: int, text: str, **headers: str) -> None:
    told = {
        "From": f"Zoé <{mail_of(f'C{number}')}>",
        "To": "compta@hautier.example",
        "Subject": f"Re: Relance {REL(number)}",
        "Date": SENT_ON,
        **headers,
    }
    box.receive(text, **told)


def bounce(box: MemoryMailbox, world: World, number: int, status: str = "5.1.1") -> None:
    sent = {m.number: m for m in world.channels["email"].sent}[REL(number)]
    box.receive_raw(
        f"""From: MAILER-DAEMON@hautier.example
To: compta@hautier.example
Subject: Undelivered Mail Returned to Sender
Date: {SENT_ON}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

<{sent.recipient}>: host said: 550 {status} user unknown

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.hautier.example

Final-Recipient: rfc822; {sent.recipient}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 {status} user unknown

--x
Content-Type: text/rfc822-headers

Message-ID: {sent.message_id}
Subject: {sent.subject.encode("ascii", "replace").decode()}

--x--
""".encode()
    )


def rows(world: World) -> list[tuple[object, ...]]:
    return world.column("answers", "answer_class", "customer", "reminder", "done")


def reason(world: World, number: str) -> object:
    return dict(world.column("invoices", "invoice", "reason"))[number]  # type: ignore[arg-type]


def test_an_answer_pauses_its_invoices_until_somebody_has_dealt_with_it(
    world: World, box: MemoryMailbox
) -> None:
    answer(box, 1, "Bonjour,\n\nPouvez-vous me renvoyer la facture ?\n\nZoé")
    outcome = read(world, box)
    assert outcome.status == 3
    assert outcome.lines[0] == "1 message relevé : question (1)."
    assert rows(world) == [("question", "C1", REL(1), None)]
    assert (reason(world, "F1"), reason(world, "F2")) == ("answer", "not_due")
    (row,) = world.book.rows("answers")
    assert row["excerpt"] == "Bonjour, Pouvez-vous me renvoyer la facture ? Zoé"
    assert str(row["file"]).startswith("Réponses/2026-11/M-")
    assert world.documents.files[str(row["file"])].startswith(b"From:")


def test_the_same_mail_counts_once(world: World, box: MemoryMailbox) -> None:
    answer(box, 1, "Je paie vendredi.")
    read(world, box)
    world.set("inbox_cursor", "")  # a restored backup reads again
    assert read(world, box).lines == ("Aucun nouveau message.",)
    answer(box, 2, "Nous contestons cette facture.")
    assert read(world, box).lines[0] == "1 message relevé : contestation (1)."
    assert [row[0] for row in rows(world)] == ["promesse", "contestation"]


def test_a_promise_is_suggested_never_applied(world: World, box: MemoryMailbox) -> None:
    answer(box, 1, "Bonjour, je vous règle 80,00 € vendredi.")
    outcome = read(world, box)
    (told,) = outcome.json["answers"]  # type: ignore[misc]
    assert (told["class"], told["promise_date"], told["promise_cents"]) == (
        "promise",
        "2026-11-27",
        8_000,
    )
    assert world.column("invoices", "promise_date")[0] == (None,)


def test_an_address_that_is_gone_frees_the_stage_for_another_way(
    world: World, box: MemoryMailbox
) -> None:
    bounce(box, world, 2)
    read(world, box)
    assert rows(world) == [("rebond", "C2", REL(2), None)]
    assert world.envois()[REL(2)] == "rebond"
    failed = dict(world.column("contacts", "customer", "email_bounced_on"))  # type: ignore[arg-type]
    assert failed["C2"] == datetime(2026, 11, 23).date()
    prepare(world.desk())
    again = [row for row in world.book.rows("proposals") if row["payer"] == "C2"]
    assert [(row["channel"], row["stage"]) for row in again] == [("lettre", "standard-1")]


def test_a_bounce_of_something_else_frees_nothing(world: World, box: MemoryMailbox) -> None:
    box.receive(
        "The following address failed:\n\n  <c2@client.example>: 550 5.1.1 user unknown\n",
        From="MAILER-DAEMON@hautier.example",
        Subject="Mail delivery failed: returning message to sender",
        Date="Mon, 21 Dec 2026 11:00:00 +0100",
    )
    read(world, box)
    assert [row[0] for row in rows(world)] == ["rebond"]
    assert world.envois()[REL(2)] == "envoyé"


def test_a_hostile_mail_becomes_a_row(world: World, box: MemoryMailbox) -> None:
    box.receive_raw(b"From: a@b.fr\r\n" + b"X: " + b"y" * 500_000 + b"\r\n\r\n\xff\xfe=1+1")
    answer(box, 1, "=cmd|' /C calc'!A0 merci")
    outcome = read(world, box)
    assert outcome.status == 3
    assert len(rows(world)) == 2


def test_a_mailbox_out_of_reach_changes_nothing(world: World, box: MemoryMailbox) -> None:
    box.fault = "Boîte de réception injoignable."
    saves = world.book.saves
    with pytest.raises(ChannelError):
        read(world, box)
    assert world.book.saves == saves


def test_a_simulation_leaves_no_trace(world: World, box: MemoryMailbox) -> None:
    answer(box, 1, "Déjà payé.")
    bounce(box, world, 2)
    before, files = world.book.saves, dict(world.documents.files)
    outcome = read(world, box, simulate=True)
    assert len(outcome.json["answers"]) == 2  # type: ignore[arg-type]
    assert (world.book.saves, world.documents.files) == (before, files)
    assert [entry.state.value for entry in world.remembered()] == ["accepted"] * 3
