"""Every mail is read back with the standard library's strict parser."""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relance_xl.adapters.mime import build, envelope
from relance_xl.ports import Attachment
from relance_xl.problems import TemplateTextError
from tests.adapters.mails import MESSAGE, PDF, SENDER, message


def read(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    for part in mail.walk():
        assert part.defects == []
        for value in part.values():
            assert value.defects == ()
    return mail


WHOLE = message(
    copies=("chef@acme.example", "client@client.example", "b@c.example"),
    reply_to="compta+r-42@acme.example",
    wants_read_receipt=True,
    attachments=(PDF, Attachment("Relance n° 12 – Société Élan.pdf", b"%PDF-2")),
    headers={"In-Reply-To": "<a@b.example>", "References": "<a@b.example> junk"},
)
WHOLE_HEADERS = {
    "From": "Société Élan & Fils <compta@acme.example>",
    "To": "Établissements Déjà-Vu <client@client.example>",
    "Subject": MESSAGE.subject,
    "Cc": "chef@acme.example, b@c.example",
    "Reply-To": "compta+r-42@acme.example",
    "Date": "Mon, 23 Nov 2026 08:30:00 +0000",
    "Disposition-Notification-To": "compta+r-42@acme.example",
    "Content-Language": "fr",
    "Auto-Submitted": "auto-generated",
    "X-Relance": "REL-2026-00042",
    "In-Reply-To": "<a@b.example>",
    "References": "<a@b.example>",
    "MIME-Version": "1.0",
}
"""All but Message-ID and Content-Type, which hold marks made anew."""
WHOLE_PARTS = [
    ("multipart/mixed", None),
    ("multipart/alternative", None),
    ("text/plain", MESSAGE.text),
    ("text/html", f"{MESSAGE.html}\n"),
    ("application/pdf", ("F-12.pdf", PDF.content)),
    ("application/pdf", ("Relance n° 12 – Société Élan.pdf", b"%PDF-2")),
]


def content(part: EmailMessage) -> tuple[str, object]:
    """Give what a part is and what it holds: a text, or a file's name and bytes."""
    kind = part.get_content_type()
    if part.is_multipart():
        return kind, None
    if part.get_content_maintype() == "text":
        return kind, part.get_content().replace("\r\n", "\n")
    return kind, (part.get_filename(), part.get_content())


def test_a_whole_mail() -> None:
    mail = read(build(WHOLE, SENDER))
    headers = dict(mail.items())
    identifier, _ = headers.pop("Message-ID"), headers.pop("Content-Type")
    assert headers == WHOLE_HEADERS
    assert re.fullmatch(r"<rel-2026-00042\.[0-9a-f]{16}@acme\.example>", identifier)
    assert [content(part) for part in mail.walk()] == WHOLE_PARTS
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/pdf"] * 2


def test_a_picture_shown_in_place() -> None:
    qr = Attachment("qr-paiement.png", b"\x89PNG", "image/png", "qr-paiement")
    mail = read(build(message(attachments=(qr, PDF)), SENDER))
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    picture = list(mail.walk())[5]
    assert picture["Content-ID"] == "<qr-paiement>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content() == b"\x89PNG"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["F-12.pdf"]


def test_text_alone() -> None:
    mail = read(build(message(html="", sent_at=None, recipient_name=""), SENDER))
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == MESSAGE.text
    assert mail["To"] == "client@client.example"
    assert "Date" not in mail


def test_same_message_same_bytes() -> None:
    whole = message(attachments=(PDF,))
    assert build(whole, SENDER) == build(whole, SENDER)
    ids = {read(build(message(text=text), SENDER))["Message-ID"] for text in ("un", "deux", "deux")}
    assert len(ids) == 2
    given_id = "<rel-1.abc@acme.example>"
    assert read(build(message(message_id=given_id), SENDER))["Message-ID"] == given_id


def test_lines_fit_the_wire() -> None:
    raw = build(
        message(
            subject="é" * 300 + "x" * 300,
            text="x" * 5000 + "\r\rseul\r\n" + "é" * 3000,
            recipient_name="N" * 400,
            attachments=(Attachment("très long " * 25 + ".pdf", b"%PDF" * 999),),
            copies=tuple(f"copie-de-relance-{i}@acme.example" for i in range(30)),
        ),
        SENDER,
    )
    assert raw.endswith(b"\r\n")
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", raw)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 150
    mail = read(raw)
    assert mail["Subject"] == "é" * 300 + "x" * 300
    assert [part.get_filename() for part in mail.iter_attachments()] == ["très long " * 25 + ".pdf"]


@pytest.mark.parametrize("bad", ["\r\n", "\n", "\r", "\0", "\x1b", "\u2028", "\x85", "\ud800"])
@pytest.mark.parametrize(
    "field", ["subject", "recipient_name", "recipient", "reply_to", "message_id", "number"]
)
def test_nothing_breaks_out_of_a_header(field: str, bad: str) -> None:
    hostile = message(**{field: f"x{bad}Bcc: intrus@mal.example"})
    with pytest.raises(TemplateTextError):
        build(hostile, SENDER)


@pytest.mark.parametrize(
    "more",
    [
        {"headers": {"X: 1\r\nBcc": "intrus@mal.example"}},
        {"headers": {"Bcc": "intrus@mal.example"}},
        {"headers": {"X-Note": "a\r\nBcc: intrus@mal.example"}},
        {"copies": ("a@b.example\r\nBcc: intrus@mal.example",)},
        {"attachments": (Attachment('a"\r\nBcc: x.pdf', b"%PDF"),)},
        {"attachments": (Attachment("a.png", b"", "image/png", "a>\r\nBcc: x"),)},
        {"attachments": (Attachment("a.pdf", b"%PDF", "text/html\r\n\r\n<p>"),)},
        {"text": "seul \ud800"},
    ],
)
def test_other_ways_out(more: dict[str, object]) -> None:
    with pytest.raises(TemplateTextError):
        build(message(**more), SENDER)


@pytest.mark.parametrize(
    ("typed", "wire"),
    [
        (" Jean.Dupont@Client.FR ", "Jean.Dupont@Client.FR"),
        ("o'neil+facture@sub.client.fr", "o'neil+facture@sub.client.fr"),
        ("compta@straße.de", "compta@xn--strae-oqa.de"),
        ("compta@société.fr", "compta@xn--socit-esab.fr"),
    ],
)
def test_addresses_on_the_wire(typed: str, wire: str) -> None:
    assert envelope(message(recipient=typed)) == (wire, ())


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "client",
        "@client.fr",
        "a@b",
        "a@b@c.fr",
        "a b@c.fr",
        "a@c.fr,b@c.fr",
        "a@c.fr;b@c.fr",
        "<a@c.fr>",
        "Jean <a@c.fr>",
        "a..b@c.fr",
        ".a@c.fr",
        "a@-c.fr",
        "a@c..fr",
        "a@[127.0.0.1]",
        "x" * 65 + "@c.fr",
        "a@" + "x." * 130 + "fr",
        "rené@client.fr",
        '"a b"@c.fr',
        "a@c.fr>",
        "a@\u200b.fr",
        "a@c.fr SIZE=1",
    ],
)
def test_addresses_refused(typed: str) -> None:
    with pytest.raises(TemplateTextError, match="Adresse e-mail inutilisable"):
        envelope(message(recipient=typed))


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60)


def decoded(value: str) -> str:
    """Decode a header by RFC 2047; `policy.default` leaves spaces inside long names."""
    return " ".join(str(make_header(decode_header(value))).split())


@settings(max_examples=60)
@given(subject=_TEXT, name=_TEXT, file=_TEXT.map(lambda text: f"x{text}.pdf"))
def test_header_texts_come_back(subject: str, name: str, file: str) -> None:
    raw = build(
        message(subject=subject, recipient_name=name, attachments=(Attachment(file, b"%PDF"),)),
        SENDER,
    )
    mail = message_from_bytes(raw)
    shown, to = parseaddr(mail["To"])
    assert decoded(mail["Subject"]) == " ".join(subject.split())
    assert decoded(shown) == " ".join(name.split())
    assert to == "client@client.example"
    attached = list(mail.walk())[-1]
    assert attached.get_filename() == file.strip()
    assert attached.get_payload(decode=True) == b"%PDF"


@settings(max_examples=60)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_bodies_come_back(text: str) -> None:
    mail = message_from_bytes(build(message(text=text, html=""), SENDER), policy=policy.default)
    content = mail.get_payload(decode=True)
    assert isinstance(content, bytes)
    lines = re.split("\r\n|\r|\n", text.rstrip())
    assert content.decode() == "\r\n".join(lines) + "\r\n"
