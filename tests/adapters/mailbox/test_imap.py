"""The IMAP mailbox against a real Dovecot: new mail only, no trace, sentences that help."""

import re
import ssl
import time
from collections.abc import Iterator
from datetime import date

import pytest
import trustme

from relance_xl.adapters.mailbox import limits
from relance_xl.adapters.mailbox.imap import ImapMailbox
from relance_xl.adapters.mailbox.imap_account import ImapAccount
from relance_xl.adapters.smtp_account import Security
from relance_xl.incoming import IncomingMail
from relance_xl.ports import Letterbox
from relance_xl.problems import ChannelError
from tests.adapters.mailbox.raw import mail
from tests.fakes.dovecot import MISSING, PASSWORD, TOKEN, USER, Dovecot, dovecot_server

pytestmark = [
    pytest.mark.postfix,
    pytest.mark.skipif(MISSING, reason="needs root and the package dovecot-imapd"),
]
INBOX = Letterbox("INBOX", "")


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[Dovecot]:
    with dovecot_server(authority) as running:
        yield running


def texts(found: list[tuple[Letterbox, IncomingMail]]) -> list[str]:
    return [mail.text.strip() for _, mail in found]


class Reader:
    """Reads the server's mailbox as told."""

    def __init__(self, server: Dovecot, context: ssl.SSLContext | None) -> None:
        self.server = server
        self.context = context

    def read(
        self,
        *boxes: Letterbox,
        secret: str = PASSWORD,
        since: date = date(2020, 1, 1),
        **account: object,
    ) -> list[tuple[Letterbox, IncomingMail]]:
        told = {"host": "localhost", "user": USER, "port": self.server.tls, **account}
        mailbox = ImapMailbox(ImapAccount(**told), secret, since, self.context)  # type: ignore[arg-type]
        return list(mailbox.fetch(boxes or (INBOX,)))


@pytest.fixture
def reader(server: Dovecot, trusting: ssl.SSLContext) -> Reader:
    return Reader(server, trusting)


def test_only_new_mail_comes_and_no_flag_changes(server: Dovecot, reader: Reader) -> None:
    for word in (b"un", b"deux", b"trois"):
        server.put(mail(word))
    with server.at_hand() as client:
        client.select("INBOX")
        client.store("2", "+FLAGS", r"(\Seen \Flagged)")
    first = reader.read()
    assert texts(first) == ["un", "deux", "trois"]
    assert [mail.source for _, mail in first] == ["INBOX/1", "INBOX/2", "INBOX/3"]
    after_two = reader.read(first[1][0])
    assert texts(after_two) == ["trois"]
    assert reader.read(first[2][0]) == []
    with server.at_hand() as client:
        client.select("INBOX", readonly=True)
        _, flags = client.fetch("1:*", "(FLAGS)")
    assert [b"Seen" in line for line in flags] == [False, True, False]
    server.put(mail(b"quatre"))
    assert texts(reader.read(first[2][0])) == ["quatre"]


def test_a_mailbox_numbered_anew_is_read_again(server: Dovecot, reader: Reader) -> None:
    server.put(mail(b"un"))
    server.put(mail(b"deux"))
    first = reader.read()
    server.renumber()
    again = reader.read(first[-1][0])
    assert sorted(texts(again)) == ["deux", "un"]
    assert again[-1][0].cursor.split(":")[0] != first[-1][0].cursor.split(":")[0]
    assert {m.identifier for _, m in again} == {m.identifier for _, m in first}


def test_a_first_run_goes_back_some_days_only(server: Dovecot, reader: Reader) -> None:
    with server.at_hand() as client:
        client.append("INBOX", "", '"01-Jan-2024 10:00:00 +0000"', mail(b"vieux"))
        client.append("INBOX", "", '"01-Mar-2026 10:00:00 +0000"', mail(b"neuf"))
    assert texts(reader.read(since=date(2026, 2, 1))) == ["neuf"]


def test_several_folders_whatever_their_names(server: Dovecot, reader: Reader) -> None:
    server.put(mail(b"un"))
    server.put(mail(b"deux"), "R&AOk-ponses/Re&AOc-ues")
    found = reader.read(INBOX, Letterbox("Réponses/Reçues", ""))
    assert [(box.name, mail.text.strip()) for box, mail in found] == [
        ("INBOX", "un"),
        ("Réponses/Reçues", "deux"),
    ]
    with pytest.raises(ChannelError, match=r"Spam\s» n’existe pas.*Réponses/Reçues"):
        reader.read(Letterbox("Spam", ""))


def test_a_large_mail_is_known_by_its_headers(server: Dovecot, reader: Reader) -> None:
    server.put(mail(b"x" * (limits.MAIL_BYTES + 10)))
    server.put(mail(b"petit"))
    (_, large), (_, small) = reader.read()
    assert "trop volumineux" in large.fault
    assert len(large.raw) < 1_000
    assert large.header("subject") == "Re: Rappel"
    assert (small.fault, small.text.strip()) == ("", "petit")


def test_many_mails_come_in_groups(server: Dovecot, reader: Reader) -> None:
    with server.at_hand() as client:
        for number in range(95):
            client.append("INBOX", "", "", mail(b"%d" % number))
    start = time.monotonic()
    found = reader.read()
    assert texts(found) == [str(number) for number in range(95)]
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "account",
    [
        {},
        {"security": Security.STARTTLS},
        {"security": Security.NONE},
        {"oauth": True, "secret": TOKEN},
    ],
)
def test_ways_in(server: Dovecot, reader: Reader, account: dict[str, object]) -> None:
    server.put(mail(b"un"))
    port = server.plain if "security" in account else server.tls
    assert texts(reader.read(port=port, **account)) == ["un"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        ({"secret": "faux"}, "mot de passe refusé.*Gmail"),
        ({"secret": "été"}, "mot de passe refusé"),
        ({"secret": "faux", "oauth": True}, "jeton OAuth est refusé"),
        ({"port": 1}, "Vérifiez le nom, le port"),
        ({"host": "inconnu.invalid"}, "Vérifiez le nom, le port"),
        ({"host": "127.0.0.2"}, "Vérifiez le nom, le port|certificat"),
    ],
)
def test_what_fails_is_told_with_what_to_do(
    reader: Reader, account: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ChannelError, match=sentence):
        reader.read(**account)  # type: ignore[arg-type]


def test_no_password_goes_to_a_server_nobody_vouches_for(server: Dovecot) -> None:
    for account in ({}, {"port": server.plain, "security": Security.STARTTLS}):
        with pytest.raises(ChannelError, match=r"certificat.*n’a pas été envoyé"):
            Reader(server, None).read(**account)  # type: ignore[arg-type]
    log = (server.root / "log").read_text()
    attempts = re.sub("no auth attempts|disconnected before auth was ready", "", log)
    assert "auth" not in attempts
    assert USER not in attempts


def test_no_password_goes_unprotected_to_another_machine(reader: Reader) -> None:
    with pytest.raises(ChannelError, match="sans chiffrement"):
        reader.read(host="imap.exemple.fr", security=Security.NONE)
