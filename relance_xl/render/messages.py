"""All messages of a decision, rendered before the first one leaves (RULES §7.2)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from relance_xl.ports import Attachment, Message
from relance_xl.problems import TemplateTextError
from relance_xl.render.blocks import Bullets, InvoiceTable, Paragraph
from relance_xl.render.compose import Workshop, compose
from relance_xl.render.content import Content
from relance_xl.render.decided import (
    Decided,
    LineRow,
    ProposalRow,
    read_directory,
    read_rows,
)
from relance_xl.render.fields import LETTERS, group_lines
from relance_xl.render.letter_content import letter_of
from relance_xl.render.letters.model import Letter
from relance_xl.render.mail import QR_CID, aligned, render_mail
from relance_xl.render.references.pictures import png
from relance_xl.render.text_check import index_texts
from relance_xl.schema import TABLES
from relance_xl.settings import Settings

_DOMAIN = re.compile(r"@([A-Za-z0-9.-]+)$")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message ready to leave: the mail, or the letter whose files are still to print.

    `message` of a letter carries its text only; the channel adds PDF and Word file.
    """

    proposal: int
    message: Message
    content: Content
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A message that cannot be written, and why (a French sentence)."""

    proposal: int
    number: str
    payer: str
    payer_name: str
    channel: str
    reason: str


def render_messages(
    decision: Decided,
    tables: Mapping[str, pd.DataFrame],
    settings: Settings,
    numbers: Mapping[int, str],
    day: date,
) -> tuple[list[Rendered], list[SetAside]]:
    """Write every message of a decision; one that cannot be written stops no other.

    `numbers` gives the REL- number of each proposal to write: those it does not name are
    left out. Tables read: customers, contacts, invoices, payments, texts.
    """
    workshop = Workshop(settings, read_directory(tables, day), index_texts(tables["texts"]), day)
    lines = group_lines(read_rows(decision.lines, LineRow))
    done: list[Rendered] = []
    aside: list[SetAside] = []
    for row in read_rows(decision.proposals, ProposalRow):
        number = numbers.get(row.proposal)
        if number is None:
            continue
        try:
            content = compose(workshop, number, row, lines.get(row.proposal, ()))
            done.append(render_content(content, settings, day))
        except TemplateTextError as error:
            reason = str(error)
            name = row.payer_name
            aside.append(SetAside(row.proposal, number, row.payer, name, row.channel, reason))
    return done, aside


def with_logo(rendered: Sequence[Rendered], logo: bytes) -> list[Rendered]:
    """Put the company's logo (PNG, JPEG or SVG) on the letters among these messages.

    >>> with_logo([], b"")
    []
    """
    return [
        one
        if one.letter is None or not logo
        else replace(one, letter=replace(one.letter, sender=replace(one.letter.sender, logo=logo)))
        for one in rendered
    ]


def render_content(content: Content, settings: Settings, day: date) -> Rendered:
    """Give one message its shape, that of its row's channel; raises `TemplateTextError`."""
    row = content.row
    if row.channel in LETTERS:
        letter = letter_of(content, settings, day)
        return Rendered(row.proposal, _letter_message(content, letter), content, letter)
    if row.channel != "email":
        label = TABLES["proposals"]["channel"].label_of(row.channel)
        message = f"Le canal «\u202f{label}\u202f» n’est pas encore installé."
        raise TemplateTextError(message)
    if not row.recipient:
        message = "Aucune adresse e-mail\u202f: complétez la feuille Contacts."
        raise TemplateTextError(message)
    return Rendered(row.proposal, _mail_message(content, settings), content)


def _mail_message(content: Content, settings: Settings) -> Message:
    row, parts = content.row, render_mail(content, settings)
    pay = content.pay
    code = png(pay.qr, cross=pay.bill is not None) if pay.qr else b""
    picture = Attachment("qr-paiement.png", code, "image/png", QR_CID) if code else None
    return Message(
        number=content.number,
        channel=row.channel,
        recipient=row.recipient,
        recipient_name=row.contact_name or row.payer_name,
        subject=content.subject,
        text=parts.text,
        html=parts.html,
        copies=tuple(copy.strip() for copy in row.copies.split(";") if copy.strip()),
        reply_to=reply_address(settings, content.number),
        message_id=_message_id(settings, content),
        attachments=(picture,) if picture else (),
        wants_read_receipt=settings.read_receipts,
        language=content.locale.language,
    )


def _letter_message(content: Content, letter: Letter) -> Message:
    return Message(
        number=content.number,
        channel=content.row.channel,
        recipient=", ".join(letter.recipient),
        recipient_name=content.row.contact_name or content.row.payer_name,
        subject=letter.subject,
        text=plain_text(content),
        language=letter.language,
    )


def plain_text(content: Content) -> str:
    """Give the words of a message without any layout: for previews, hashes and logs."""
    parts = []
    for block in content.blocks:
        match block:
            case Paragraph(text):
                parts.append(text)
            case Bullets(items):
                parts.append("\n".join(f"- {item}" for item in items))
            case InvoiceTable():
                title = [block.title, ""] if block.title else []
                parts.append("\n".join([*title, *aligned(block)]))
    return "\n\n".join(parts) + "\n"


def reply_address(settings: Settings, number: str) -> str:
    """Give where answers go: tagged with the number when Paramètres says so.

    >>> reply_address(Settings(reply_to="c@x.fr", tagged_replies=True), "REL-2026-00001")
    'c+REL-2026-00001@x.fr'
    """
    address = (settings.reply_to or settings.sender_email).strip()
    local, at, domain = address.rpartition("@")
    if not (settings.tagged_replies and at and local):
        return address
    return f"{local}+{number}@{domain}"


def _message_id(settings: Settings, content: Content) -> str:
    """Name the mail before it is built, from its number and its figures; same key, same name."""
    found = _DOMAIN.search(settings.sender_email)
    if not found:
        return ""
    seal = re.sub(r"[^a-z0-9]", "", content.row.fingerprint.lower())[:16] or "0"
    return f"<{content.number.lower()}.{seal}@{found[1].lower()}>"
