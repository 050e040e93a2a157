"""The SMTP channel against real and misbehaving servers, all on loopback."""

import ssl
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
import trustme

from relance_xl.adapters.smtp import SmtpChannel
from relance_xl.adapters.smtp_account import (
    Login,
    Security,
    SmtpAccount,
    password_login,
    trusted_context,
)
from relance_xl.adapters.smtp_connection import Connection
from relance_xl.ports import Message, Receipt, SendState
from relance_xl.problems import ChannelError
from tests.adapters.mails import PDF, message
from tests.fakes.mail_server import (
    DROP,
    PASSWORD,
    SILENCE,
    USER,
    Inbox,
    ScriptedServer,
    real_server,
)

LOGIN = password_login(USER, PASSWORD)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def port(inbox: Inbox, authority: trustme.CA) -> Iterator[int]:
    with real_server(inbox, authority) as number:
        yield number


def account(port: int, **more: object) -> SmtpAccount:
    known: dict[str, object] = {
        "host": "localhost",
        "port": port,
        "from_address": "compta@acme.example",
        "from_name": "Société Élan",
        "timeout_seconds": 5,
        "last_dot_seconds": 5,
    }
    return SmtpAccount(**known | more)  # type: ignore[arg-type]


def plain(port: int, **more: object) -> SmtpChannel:
    return SmtpChannel(account(port, host="127.0.0.1", security=Security.NONE, **more))


class Acts:
    """Counts the marks set just before the point of no return."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def deliver(channel: SmtpChannel, *messages: Message) -> tuple[list[Receipt], int]:
    acts = Acts()
    with channel.open():
        receipts = [channel.send(each, acts) for each in messages]
    return receipts, acts.count


def test_a_batch_through_one_protected_connection(
    inbox: Inbox, port: int, trusting: ssl.SSLContext
) -> None:
    batch = [
        message(number=f"REL-2026-{i:05d}", recipient=f"c{i}@client.example", attachments=(PDF,))
        for i in range(5)
    ]
    receipts, acts = deliver(SmtpChannel(account(port), LOGIN, trusting), *batch)
    assert [receipt.state for receipt in receipts] == [SendState.ACCEPTED] * 5
    assert acts == 5
    assert [mail.rcpt_tos for mail in inbox.mails] == [[m.recipient] for m in batch]
    assert {mail.mail_from for mail in inbox.mails} == {"compta@acme.example"}
    assert inbox.secure == [True] * 5
    assert inbox.connections == 2  # EHLO before and after STARTTLS
    mail = message_from_bytes(inbox.mails[0].original_content or b"", policy=policy.default)
    assert mail["X-Relance"] == "REL-2026-00000"
    text = mail.get_body(("plain",))
    assert text is not None
    assert "\n.une ligne qui commence" in text.get_content()
    assert [part.get_content() for part in mail.iter_attachments()] == [PDF.content]


def test_copies_ride_in_the_same_envelope(
    inbox: Inbox, port: int, trusting: ssl.SSLContext
) -> None:
    inbox.refusals["b@c.example"] = "550 5.1.1 inconnu"
    copied = message(copies=("chef@acme.example", "b@c.example"))
    receipts, _ = deliver(SmtpChannel(account(port), LOGIN, trusting), copied)
    assert inbox.mails[0].rcpt_tos == ["client@client.example", "chef@acme.example"]
    assert receipts[0].state is SendState.ACCEPTED
    assert receipts[0].detail == "250 2.0.0 Ok\u202f; copie refusée\u202f: b@c.example"


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("550 5.1.1 User unknown", "refused"),
        ("550 No such user here", "refused"),
        ("552 5.2.2 Mailbox full", "refused"),
        ("550 5.4.1 Recipient address rejected: Access denied", "refused"),
        ("556 5.1.10 Null MX", "refused"),
        ("450 4.2.0 Greylisted", "deferred"),
        ("452 4.2.2 Mailbox full", "deferred"),
        ("451 Too many recipients this hour", "deferred"),
        ("550 5.4.5 Daily sending quota exceeded", "deferred"),
        ("550 5.7.1 Relaying denied", "deferred"),
        ("554 5.7.1 Client host blocked", "deferred"),
        ("553 5.1.8 Sender domain not found", "deferred"),
        ("554 Transaction failed", "deferred"),
        ("503 5.5.1 Bad sequence", "deferred"),
    ],
)
def test_only_a_no_to_the_recipient_is_a_refusal(answer: str, state: str) -> None:
    with ScriptedServer(RCPT=[answer]) as server:
        receipts, acts = deliver(plain(server.port), message(), message(number="R2"))
    assert [receipt.state.value for receipt in receipts] == [state, "accepted"]
    assert receipts[0].detail == answer
    assert acts == 1
    assert len(server.mails) == 1


@pytest.mark.parametrize(
    ("stage", "answer", "state", "marked"),
    [
        ("MAIL", "552 5.3.4 Too big", "deferred", 0),
        ("MAIL", "451 4.3.0 Later", "deferred", 0),
        ("DATA", "554 5.5.1 No valid recipients", "deferred", 0),
        ("DATA", "451 4.3.0 Later", "deferred", 0),
        ("DATA", "250 strange", "deferred", 0),
        ("DOT", "554 5.7.1 Spam", "deferred", 1),
        ("DOT", "550 Blocked", "deferred", 1),
        ("DOT", "452 4.3.1 Disk full", "deferred", 1),
        ("DOT", "550 5.1.1 User unknown", "refused", 1),
    ],
)
def test_answers_at_other_moments(stage: str, answer: str, state: str, marked: int) -> None:
    with ScriptedServer(**{stage: [answer]}) as server:
        receipts, acts = deliver(plain(server.port), message(), message(number="R2"))
    assert receipts[0] == Receipt(SendState(state), answer)
    assert receipts[1].state is SendState.ACCEPTED
    assert acts == marked + 1


@pytest.mark.parametrize(
    ("script", "marked"),
    [
        ({"MAIL": [DROP, DROP]}, 0),
        ({"RCPT": [DROP]}, 0),
        ({"RCPT": ["421 4.7.0 Enough"]}, 0),
        ({"DATA": [DROP]}, 0),
        ({"MAIL": ["530 5.7.0 Authentication required"]}, 0),
        ({"DOT": [DROP]}, 1),
        ({"DOT": [SILENCE]}, 1),
        ({"DOT": ["hm ?"]}, 1),
        ({"DOT": ["354 encore"]}, 1),
    ],
)
def test_a_lost_line_is_told_and_tried_no_more(script: dict[str, list[str]], marked: int) -> None:
    """Marked means in doubt: the journal keeps it so."""
    acts = Acts()
    with ScriptedServer(**script) as server:
        channel = plain(server.port, last_dot_seconds=0.2)
        with channel.open():
            with pytest.raises(ChannelError, match="incertain" if marked else "approuvé"):
                channel.send(message(), acts)
            with pytest.raises(ChannelError):
                channel.send(message(number="R2"), acts)
    assert acts.count == marked
    assert len(server.mails) == marked


def test_a_server_that_tires_of_a_connection_gets_a_new_one() -> None:
    with ScriptedServer(MAIL=["250 Ok", "421 4.7.0 Enough for one connection"]) as server:
        receipts, acts = deliver(plain(server.port), *(message(number=f"R{i}") for i in range(3)))
    assert [receipt.state for receipt in receipts] == [SendState.ACCEPTED] * 3
    assert (acts, len(server.mails)) == (3, 3)
    assert sum(command.startswith("ehlo") for command in server.commands) == 2


def test_a_journal_that_cannot_mark_stops_the_message() -> None:
    def disk_full() -> None:
        raise OSError(28, "No space left on device")

    with ScriptedServer() as server:
        channel = plain(server.port)
        with channel.open(), pytest.raises(OSError, match="No space"):
            channel.send(message(), disk_full)
    assert server.mails == []
    assert b"une ligne" in server.halves[0]


def test_delivery_reports_and_size_where_offered() -> None:
    with ScriptedServer(("DSN", "SIZE 1000000")) as server:
        deliver(plain(server.port), message(recipient="a+b@client.example"))
    sent = [line for line in server.commands if line.lower().startswith(("mail", "rcpt"))]
    assert sent[0].startswith("mail FROM:<compta@acme.example> SIZE=")
    assert sent[0].endswith(" RET=HDRS ENVID=REL-2026-00042")
    assert sent[1] == (
        "rcpt TO:<a+b@client.example> NOTIFY=SUCCESS,FAILURE,DELAY "
        "ORCPT=rfc822;a+2Bb@client.example"
    )


def test_too_big_for_the_server() -> None:
    with ScriptedServer(("SIZE 9000",)) as server:
        receipts, acts = deliver(plain(server.port), message(attachments=(PDF,)))
    assert receipts[0].state is SendState.DEFERRED
    assert "trop lourd" in receipts[0].detail
    assert (acts, server.mails) == (0, [])


def test_a_dot_cannot_end_the_message_early() -> None:
    """Two mails in one is what SMTP smuggling tries."""
    smuggled = "a\r\n.\r\nMAIL FROM:<x@y.example>\r\n.\n.\r"
    with ScriptedServer() as server:
        deliver(plain(server.port), message(text=smuggled))
    assert len(server.mails) == 1
    assert server.commands[-2:] == ["DATA", "quit"]


def test_a_server_without_starttls_gets_no_password(trusting: ssl.SSLContext) -> None:
    with ScriptedServer(("AUTH PLAIN LOGIN",)) as server:
        channel = SmtpChannel(account(server.port), LOGIN, trusting)
        with pytest.raises(ChannelError, match="n’offre pas la protection"), channel.open():
            pass
    assert [line.split()[0] for line in server.commands] == ["ehlo"]


@pytest.mark.parametrize("login", [LOGIN, None])
def test_nothing_in_the_clear_off_this_machine(login: Login | None) -> None:
    remote = account(25, host="mail.example", security=Security.NONE)
    with pytest.raises(ChannelError, match="sans chiffrement"), SmtpChannel(remote, login).open():
        pass


@pytest.mark.parametrize("name", ["localhost", "autre.example"])
def test_a_bad_certificate_gets_no_password(inbox: Inbox, name: str) -> None:
    """Unknown authority, then a known one that speaks for another name."""
    stranger = trustme.CA()
    context = trusted_context()
    if name != "localhost":
        stranger.configure_trust(context)
    with real_server(inbox, stranger, name) as port:
        channel = SmtpChannel(account(port), LOGIN, context)
        with pytest.raises(ChannelError, match="certificat n’est pas valable"), channel.open():
            pass
    assert inbox.mails == []


def test_old_tls_is_refused() -> None:
    assert trusted_context().minimum_version == ssl.TLSVersion.TLSv1_2
    assert trusted_context().verify_mode == ssl.CERT_REQUIRED
    assert trusted_context().check_hostname


@pytest.mark.parametrize("password", ["faux", "faux é", ""])
def test_a_wrong_password_is_told(port: int, trusting: ssl.SSLContext, password: str) -> None:
    channel = SmtpChannel(account(port), password_login(USER, password), trusting)
    with pytest.raises(ChannelError, match="mot de passe refusé") as told, channel.open():
        pass
    assert password == "" or password not in str(told.value)


@pytest.mark.parametrize("greeting", [DROP, SILENCE, "554 5.7.1 No", "421 4.3.2 Later"])
def test_a_server_that_will_not_talk(greeting: str) -> None:
    with ScriptedServer(HELLO=[greeting]) as server:
        channel = plain(server.port, timeout_seconds=0.2)
        with pytest.raises(ChannelError, match="Serveur de messagerie"), channel.open():
            pass


def test_nobody_at_that_port() -> None:
    with ScriptedServer() as server:
        port = server.port
    with pytest.raises(ChannelError, match="ne répond pas"), plain(port).open():
        pass


def test_yagmail_neither_asks_nor_reads_nor_sends(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Under Excel there is no console: a prompt would hang for ever."""
    monkeypatch.setattr("sys.stdin", None)
    monkeypatch.setattr("getpass.getpass", lambda *_: pytest.fail("asked for a password"))
    monkeypatch.setattr("yagmail.utils.find_user_home_path", lambda: pytest.fail("read a file"))
    with ScriptedServer() as server:
        deliver(plain(server.port), message())
    connection = Connection(account(1), trusted_context())
    for way in ("send", "send_unsent", "_attempt_send", "feedback"):
        with pytest.raises(NotImplementedError):
            getattr(connection, way)()
    assert capfd.readouterr() == ("", "")


def test_closing_is_quiet() -> None:
    with ScriptedServer(QUIT=[DROP]) as server, plain(server.port).open():
        pass
    assert [command.split()[0] for command in server.commands] == ["ehlo", "quit"]
    never_opened = Connection(account(1), trusted_context())
    never_opened.close()
    assert never_opened.is_closed
