"""Mails made to harm: read or set aside, quickly, never an exception."""

import random
import time

import hypothesis
import hypothesis.strategies as st
import pytest

from relance_xl.adapters.mailbox.msg import parse_msg
from relance_xl.adapters.mailbox.parsing import parse_mail
from relance_xl.rules.replies.machines import recognise
from tests.adapters.mailbox.raw import HEAD, mail, nested

MIXED = b"Content-Type: multipart/mixed; boundary="
REPORT = b"Content-Type: message/delivery-status\n\nReporting-MTA: x\n\n"
DAEMON = HEAD.replace(b"Client <client", b"Mail <mailer-daemon")


SET_ASIDE = {
    "huge": (mail(b"a" * 6_000_000), "trop volumineux"),
    "deep": (nested(3_000), "niveaux"),
    "one boundary for all": (HEAD + (MIXED + b"q\n\n--q\n") * 2_000, "parties"),
    "200,000 parts": (mail(b"--q\n\nx\n" * 200_000, MIXED + b"q\n"), "parties"),
    "unknown charset": (mail(b"\x81\xff", b"Content-Type: text/plain; charset=klingon\n"), "jeu"),
    "a header of 5 MB": (b"Subject: " + b"a" * 5_000_000 + b"\n" + mail(), "démesurés"),
    "100,000 headers": (HEAD + b"X-A: b\n" * 100_000 + b"\nx", "démesurés"),
    "encoded words": (b"Subject: " + b"=?utf-8?q?a?= " * 4_000 + b"\n" + mail(), "mots codés"),
    "empty": (b"", "vide"),
    "noise": (random.Random(1).randbytes(500_000), "n’est pas un message"),  # noqa: S311 - no secret
}
READ = {
    "messages in messages": HEAD + b"Content-Type: message/rfc822\n\n" * 3_000,
    "nested comments": b"To: " + b"(" * 25_000 + b")" * 25_000 + b"\n" + mail(),
    "parameters": mail(b"x", MIXED + b'"' + b";" * 50_000 + b"\n"),
    "parameters of parts": mail(
        (b'--q\nContent-Type: text/plain; a="' + b";" * 15_000 + b"\n\nx\n") * 290, MIXED + b"q\n"
    ),
    "near boundaries": mail(b"--qx\n" * 900_000, MIXED + b"q\n"),
    "punycode": mail(b"a-" * 100_000, b"Content-Type: text/plain; charset=punycode\n"),
    "deep html": mail(b"<div>" * 200_000, b"Content-Type: text/html\n"),
    "quotes in html": mail(b"<blockquote>" * 100_000 + b"x", b"Content-Type: text/html\n"),
    "openings in html": mail(b"<" * 1_000_000, b"Content-Type: text/html\n"),
    "at signs": mail(b"a@" * 2_000_000, head=DAEMON),
    "dots": mail(b"a@" + b"a." * 2_000_000, head=DAEMON),
    "recipients": mail(REPORT + b"Final-Recipient: rfc822; a@b.fr\nAction: failed\n\n" * 50_000),
    "loose fields": mail(b"Final-Recipient: \n" * 200_000),
    "failures": mail(b"<a@b.fr>:\n550 user unknown\n" * 100_000, head=DAEMON),
    "dates": mail(b"de retour le 12 " * 100_000, b"Auto-Submitted: auto-replied\n"),
    "brackets": mail(b'{"notificationType":"Bounce","bounce":' + b"[" * 100_000),
    "equal signs": mail(b"=" * 4_000_000, b"Content-Transfer-Encoding: quoted-printable\n"),
    "copied identifiers": mail(b"Message-ID: <x>\n" * 200_000),
}


def handled(raw: bytes) -> str:
    start = time.process_time()
    read = parse_mail(raw)
    recognise(read)
    assert time.process_time() - start < 2
    return read.fault


@pytest.mark.parametrize("name", SET_ASIDE)
def test_what_cannot_be_taken_apart_is_set_aside_with_its_reason(name: str) -> None:
    raw, why = SET_ASIDE[name]
    assert why in handled(raw)


@pytest.mark.parametrize("name", READ)
def test_what_is_only_odd_is_read(name: str) -> None:
    assert handled(READ[name]) == ""


def test_a_mail_set_aside_keeps_its_headers_and_bytes() -> None:
    raw, _ = SET_ASIDE["huge"]
    read = parse_mail(raw)
    assert (read.header("from"), read.text, read.parts) == (
        "Client <client@client.example>",
        "",
        (),
    )
    assert read.raw == raw


def check_read_or_set_aside(raw: bytes) -> None:
    """Keep the bytes; of a mail set aside nothing else counts, and no machine speaks in it."""
    read = parse_mail(raw)
    machine = recognise(read)
    assert read.raw == raw
    assert not read.fault or (read.text, read.parts, machine) == ("", (), None)


@hypothesis.given(st.binary(max_size=400))
def test_any_bytes_are_read_or_set_aside(noise: bytes) -> None:
    for raw in (noise, HEAD + noise, mail(noise, MIXED + b"q\n")):
        check_read_or_set_aside(raw)


@hypothesis.given(
    st.lists(st.sampled_from([b"--q", b"--q--", b"", b"a: b", MIXED + b"q", REPORT, b" x"]))
)
def test_any_structure_is_read_or_set_aside(lines: list[bytes]) -> None:
    check_read_or_set_aside(mail(b"\n".join(lines), MIXED + b"q\n"))


@hypothesis.given(st.binary(max_size=200))
def test_no_msg_bytes_raise(noise: bytes) -> None:
    assert parse_msg(noise).fault
    assert parse_msg(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise).fault
