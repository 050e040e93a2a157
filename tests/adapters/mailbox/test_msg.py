"""Outlook's files: mails, receipts, failures, bodies in RTF alone."""

import struct
from datetime import UTC, datetime

import pytest

from relance_xl.adapters.mailbox.msg import parse_msg
from relance_xl.adapters.mailbox.rtf import rtf_text
from relance_xl.rules.replies.machines import recognise
from tests.adapters.mailbox.outlook_files import msg, streams

SENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TICKS = int((SENT - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
CLIENT = {0x1A: "IPM.Note", 0x37: "RE: Rappel", 0x0C1A: "Client", 0x5D01: "client@client.example"}


def stored(rtf: bytes) -> bytes:
    return struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf


def test_a_mail_with_its_headers_and_files() -> None:
    headers = (
        "From: Client <client@client.example>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n"
        "Message-ID: <a@client.example>\r\nIn-Reply-To: <rel@acme.example>\r\n"
    )
    read = parse_msg(
        msg(
            streams({**CLIENT, 0x7D: headers, 0x1000: "Je paie lundi.\r\n"}, header=32),
            (streams({0x39FE: "compta@acme.example"}),),
            (streams({0x3707: "..\\Relevé.pdf", 0x370E: "application/PDF"}),),
        )
    )
    assert (read.fault, read.text) == ("", "Je paie lundi.\n")
    assert read.header("in-reply-to") == "<rel@acme.example>"
    assert read.header("to") == "compta@acme.example"
    assert read.header("subject") == "RE: Rappel"
    assert read.at == SENT.astimezone().replace(tzinfo=None)
    assert [(p.content_type, p.file_name) for p in read.parts] == [
        ("application/pdf", "Relevé.pdf")
    ]


def test_a_mail_that_never_left_outlook_has_headers_all_the_same() -> None:
    read = parse_msg(
        msg(streams({**CLIENT, 0x1000: "Été"}, numbers={0x39: TICKS}, header=32, narrow="cp1252"))
    )
    assert read.text == "Été"
    assert read.header("from") == "Client <client@client.example>"
    assert read.at == SENT.astimezone().replace(tzinfo=None)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({0x1013: b"<meta charset=utf-8><p>Pay\xc3\xa9</p>"}, "Payé"),
        (
            {0x1009: stored(rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}Pay\'e9\par \u8364?}")},
            "Payé\n€",
        ),
        (
            {
                0x1009: stored(
                    rb"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf{\htmlrtf0 Vu\htmlrtf\par}"
                    rb"\htmlrtf0{\*\htmltag72 </p>}{\*\htmltag64 <blockquote>}Rappel}"
                )
            },
            "Vu\n\n> Rappel",
        ),
    ],
)
def test_bodies_without_plain_text(body: dict[int, bytes], text: str) -> None:
    read = parse_msg(msg(streams(CLIENT, body, header=32)))
    assert (read.fault, read.text) == ("", text)


def test_compressed_rtf() -> None:
    """The example of MS-OXRTFCP §4.1.1."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232"
        "0af32068656c090020627705b06c647d0a800fa0"
    )
    assert rtf_text(packed) == "hello world"


def test_a_receipt_of_reading_and_one_of_deleting() -> None:
    for kind, answer in (("REPORT.IPM.Note.IPNRN", "read"), ("REPORT.IPM.Note.IPNNRN", "delivery")):
        read = parse_msg(
            msg(streams({**CLIENT, 0x1A: kind, 0x1046: "<rel@acme.example>"}, header=32))
        )
        reply = recognise(read)
        assert reply
        assert (reply.answer_class, reply.recipients) == (answer, ("client@client.example",))
        assert read.returned == {"message-id": "<rel@acme.example>"}


def test_a_failure_kept_by_outlook() -> None:
    why = "The e-mail account does not exist. <mx #5.1.1 smtp;550 5.1.1 User unknown>"
    gone = streams({0x39FE: "Parti@client.example", 0x1001: why}, numbers={0x0C20: 511})
    read = parse_msg(
        msg(streams({0x1A: "REPORT.IPM.Note.NDR", 0x37: "Non remis : Rappel"}, header=32), (gone,))
    )
    reply = recognise(read)
    assert reply
    assert (reply.answer_class, reply.hard, reply.reason) == ("bounce", True, "userunknown")
    assert reply.recipients == ("parti@client.example",)


def test_a_damaged_file_is_told() -> None:
    whole = msg(streams({**CLIENT, 0x1000: "x" * 9_000}, header=32))
    for raw in (b"", b"From: a@b.fr\n\nx", whole[:600], whole[:-2_000]):
        read = parse_msg(raw)
        assert "endommagé" in read.fault
        assert (read.raw, read.text, read.parts) == (raw, "", ())
