"""Mails of every make, taken apart."""

import base64
import quopri

import pytest

from relance_xl.adapters.mailbox.parsing import moment_of, parse_mail
from tests.adapters.mailbox.raw import HEAD, mail, multipart, text_part


def text_of(raw: bytes) -> str:
    read = parse_mail(raw)
    assert read.fault == ""
    return read.text.strip()


ENCODED = "Payé à l’échéance : 1 200 €"
QP = b"Content-Transfer-Encoding: Quoted-Printable\r\n"
B64 = b"Content-Transfer-Encoding: base64\r\n"
COPY = b"Message-ID: <rel@acme.example>\r\nTo: a@b.fr\r\n"
UTF8 = b"Content-Type: text/plain; charset=utf-8\r\n"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (mail(), "Bonjour"),
        (mail(ENCODED.encode(), UTF8), ENCODED),
        (mail(quopri.encodestring(ENCODED.encode()), UTF8 + QP), ENCODED),
        (mail(base64.encodebytes(ENCODED.encode()), UTF8 + B64), ENCODED),
        (
            mail(ENCODED.encode("cp1252"), b"Content-Type: text/plain; charset=iso-8859-1\r\n"),
            ENCODED,
        ),
        (mail(ENCODED.encode(), b"Content-Type: text/plain; charset=klingon\r\n"), ENCODED),
        (mail(ENCODED.encode("cp1252")), ENCODED),
        (
            mail("送信".encode("iso2022_jp"), b"Content-Type: text/plain; charset=ISO-2022-JP\r\n"),
            "送信",
        ),
        (
            multipart(
                text_part("un"), text_part("<p>deux</p>", subtype="html"), kind=b"alternative"
            ),
            "un",
        ),
        (
            multipart(
                text_part(" "), text_part("<p>deux</p>", subtype="html"), kind=b"alternative"
            ),
            "deux",
        ),
        (multipart(multipart(text_part("un"))[len(HEAD) :], text_part("deux")), "un\n\ndeux"),
        (multipart(text_part("oublié")).replace(b"--cut--", b""), "oublié"),
        (
            mail(b"--autre\r\n\r\nBonjour\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n"),
            "--autre\n\nBonjour",
        ),
        (mail().replace(b"\r\n", b"\r"), "Bonjour"),
        (b"From client@client.example Mon Mar  2 10:00:00 2026\n" + mail(), "Bonjour"),
        (mail(b"a\xff", b"Content-Type: text/plain; charset=utf-8\r\n"), "a\ufffd"),
    ],
)
def test_the_text_is_read(raw: bytes, text: str) -> None:
    assert text_of(raw) == text


def test_headers_are_decoded_one_line_each() -> None:
    read = parse_mail(
        b"Subject: =?utf-8?B?w4k=?=\r\n =?utf-8?q?t=C3=A9?= =?iso-8859-1?Q?_=E0?= midi\r\n"
        b"X-Long : un\r\n\tdeux\r\nReceived: a\r\nReceived: b\r\n"
        b"From: =?utf-8?q?Bonjour=0D=0ABcc:_x?= <a@b.fr>\r\n\r\n"
    )
    assert read.headers == {
        "subject": ("Été à midi",),
        "x-long": ("un deux",),
        "received": ("a", "b"),
        "from": ("Bonjour Bcc: x <a@b.fr>",),
    }


def test_the_same_bytes_have_one_identifier_whatever_their_line_ends() -> None:
    raws = (mail(), mail().replace(b"\r\n", b"\n"), mail().replace(b"\r\n", b"\r"))
    assert len({parse_mail(raw).identifier for raw in raws}) == 1


def test_parts_have_harmless_names_and_no_content() -> None:
    read = parse_mail(
        multipart(
            text_part("voir pièce"),
            b"Content-Type: application/pdf\r\n"
            b"Content-Disposition: attachment; filename*=utf-8''..%2Fpay%C3%A9.pdf\r\n\r\n%PDF",
            b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx",
            b"Content-Type: text/plain\r\n"
            b'Content-Disposition: attachment; filename="C:\\x\\note.txt"\r\n\r\nsecret',
        )
    )
    assert (read.fault, read.text) == ("", "voir pièce")
    assert [(part.content_type, part.file_name) for part in read.parts] == [
        ("text/plain", ""),
        ("application/pdf", "payé.pdf"),
        ("application/ms-tnef", "winmail.dat"),
        ("text/plain", "note.txt"),
    ]


def test_a_signed_mail_is_read() -> None:
    signature = b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n" + B64 + b"\r\nMIIB"
    assert text_of(multipart(text_part("signé"), signature, kind=b"signed")) == "signé"


RECEIPT = (
    b"Reporting-UA: Outlook\r\nFinal-Recipient: rfc822; client@client.example\r\n"
    b"Original-Message-ID : <rel-2026-00042@acme.example>\r\n"
    b"Disposition: manual-action/MDN-sent-manually;\r\n displayed\r\n"
)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(RECEIPT, b""), (base64.encodebytes(RECEIPT), B64), (b"\r\n\r\n" + RECEIPT, b"")],
)
def test_a_receipts_fields_are_read_even_encoded(body: bytes, encoding: bytes) -> None:
    read = parse_mail(
        multipart(
            text_part("lu"),
            b"Content-Type: message/disposition-notification\r\n" + encoding + b"\r\n" + body,
            kind=b"report",
        )
    )
    (block,) = read.reports
    assert block["original-message-id"] == "<rel-2026-00042@acme.example>"
    assert block["disposition"] == "manual-action/MDN-sent-manually; displayed"


@pytest.mark.parametrize("kind", [b"message/rfc822", b"text/rfc822-headers"])
def test_what_a_report_returns(kind: bytes) -> None:
    read = parse_mail(
        multipart(
            text_part("échec"),
            b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
            b"Final-Recipient: rfc822; a@b.fr\r\nAction: failed\r\n"
            b"Final-Recipient: rfc822; c@d.fr\r\nAction: delayed\r\n",
            b"Content-Type: "
            + kind
            + b"\r\n\r\nMessage-ID: <rel@acme.example>\r\nTo: a@b.fr\r\n\r\nx",
            kind=b"report; report-type=delivery-status",
        )
    )
    assert read.returned == {"message-id": "<rel@acme.example>", "to": "a@b.fr"}
    assert [dict(block) for block in read.reports] == [
        {"reporting-mta": "dns; mx"},
        {"final-recipient": "rfc822; a@b.fr", "action": "failed"},
        {"final-recipient": "rfc822; c@d.fr", "action": "delayed"},
    ]


def test_headers_copied_into_a_notice_are_returned() -> None:
    read = parse_mail(mail(b"Non remis.\r\n\r\nReturn-Path: <x>\r\n" + COPY + b"\r\nBonjour"))
    assert read.returned == {
        "return-path": "<x>",
        "message-id": "<rel@acme.example>",
        "to": "a@b.fr",
    }


@pytest.mark.parametrize(
    ("told", "year"),
    [
        ("Mon, 2 Mar 2026 10:00:00 +0000", 2026),
        ("2 Mar 26 10:00 GMT", 2026),
        ("Mon, 2 Mar 1926 10:00:00 +0000", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("((((((", None),
        ("", None),
    ],
)
def test_hours_out_of_reason_are_none(told: str, year: int | None) -> None:
    moment = moment_of(told)
    assert (moment.year if moment else None) == year


def test_without_a_date_the_last_server_tells_the_hour() -> None:
    read = parse_mail(
        b"Received: by mx; Tue, 3 Mar 2026 10:00:00 +0000\r\n"
        b"Received: by x; Mon, 2 Mar 2026 10:00:00 +0000\r\n"
        b"From: a@b.fr\r\nDate: hier\r\n\r\nx"
    )
    assert read.at
    assert read.at.date().isoformat() == "2026-03-03"
