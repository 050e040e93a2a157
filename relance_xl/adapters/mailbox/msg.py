"""Outlook's .msg files made an `IncomingMail`: property streams, reports, RTF bodies."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime

from relance_xl.adapters.mailbox.charsets import decoded
from relance_xl.adapters.mailbox.fields import fields_of, one_line, words
from relance_xl.adapters.mailbox.html_words import html_as_text
from relance_xl.adapters.mailbox.limits import NAME_CHARACTERS, TEXT_CHARACTERS
from relance_xl.adapters.mailbox.msg_properties import Properties, opened
from relance_xl.adapters.mailbox.parsing import headers_of, moment_in
from relance_xl.adapters.mailbox.rtf import rtf_text
from relance_xl.incoming import IncomingMail, MailPart

_CLASS = 0x001A
_SUBJECT = 0x0037
_HEADERS = 0x007D
_BODY, _REPORT_TEXT, _RTF, _HTML = 0x1000, 0x1001, 0x1009, 0x1013
_SENDER, _SENDER_SMTP, _SENDER_NAME, _ON_BEHALF = 0x0C1F, 0x5D01, 0x0C1A, 0x5D02
_SHOWN_TO = 0x0E04
_SUBMITTED, _DELIVERED, _REPORT_TIME = 0x0039, 0x0E06, 0x0032
_MESSAGE_ID, _REFERENCES, _IN_REPLY_TO, _ORIGINAL_ID = 0x1035, 0x1039, 0x1042, 0x1046
_ORIGINAL_SUBJECT = 0x0049
_ADDRESS, _SMTP_ADDRESS, _NAME = 0x3003, 0x39FE, 0x3001
_WHY = (0x1001, 0x0C1B)
_NDR_STATUS = 0x0C20
_LONG_NAME, _SHORT_NAME, _MIME_TYPE = 0x3707, 0x3704, 0x370E
_STATUS_DIGITS = 3


def parse_msg(raw: bytes) -> IncomingMail:
    """Take a .msg file apart; a damaged one comes with its `fault`, never an exception."""
    identifier = f"M-{hashlib.sha256(raw).hexdigest()[:10]}"
    try:
        with opened(raw) as file:
            return _read(identifier, raw, file.top(), file.recipients(), file.attachments())
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        fault = (
            "Message non lu\u202f: ce fichier .msg est endommagé. Ouvrez l’original dans Outlook."
        )
        return IncomingMail(identifier, raw, fault=fault)


def _read(
    identifier: str,
    raw: bytes,
    top: Properties,
    recipients: list[Properties],
    attachments: list[Properties],
) -> IncomingMail:
    headers = _headers(top, recipients)
    kind = top.text(_CLASS).upper()
    return IncomingMail(
        identifier,
        raw,
        headers,
        at=moment_in(headers) or _moment(top),
        text=_text(top),
        parts=tuple(_part(attachment) for attachment in attachments),
        reports=tuple(_reports(kind, top, recipients)),
        returned=_returned(kind, top),
    )


def _headers(top: Properties, recipients: list[Properties]) -> dict[str, tuple[str, ...]]:
    """Give the transport's own headers, completed by what Outlook keeps beside them."""
    headers = headers_of(fields_of(top.text(_HEADERS).replace("\r\n", "\n").encode()))
    name = top.text(_SENDER_NAME)
    address = top.text(_SENDER_SMTP) or top.text(_ON_BEHALF) or top.text(_SENDER)
    to = [_address(person) or person.text(_NAME) for person in recipients]
    told = {
        "from": f"{name} <{address}>" if "@" in address else name,
        "to": ", ".join(to) or top.text(_SHOWN_TO),
        "subject": top.text(_SUBJECT),
        "message-id": top.text(_MESSAGE_ID),
        "in-reply-to": top.text(_IN_REPLY_TO),
        "references": top.text(_REFERENCES),
    }
    for field, value in told.items():
        if value and field not in headers:
            headers[field] = (one_line(value),)
    return headers


def _address(person: Properties) -> str:
    found = person.text(_SMTP_ADDRESS) or person.text(_ADDRESS)
    return found if "@" in found else ""


def _text(top: Properties) -> str:
    body = top.text(_BODY) or top.text(_REPORT_TEXT)
    if not body.strip():
        html = top.content(_HTML)
        body = html_as_text(decoded(html, _html_charset(html))) if html else ""
    if not body.strip() and top.content(_RTF):
        body = rtf_text(top.content(_RTF))
    return body.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")[:TEXT_CHARACTERS]


def _html_charset(html: bytes) -> str:
    named = re.search(rb"charset\s*=\s*[\"']?([\w-]{2,40})", html[:2_000], re.IGNORECASE)
    return named[1].decode("ascii", "replace") if named else ""


def _part(attachment: Properties) -> MailPart:
    name = one_line(attachment.text(_LONG_NAME) or attachment.text(_SHORT_NAME))
    kind = attachment.text(_MIME_TYPE).lower() or "application/octet-stream"
    return MailPart(kind, "", re.split(r"[/\\]", name)[-1][:NAME_CHARACTERS])


def _reports(kind: str, top: Properties, recipients: list[Properties]) -> list[Mapping[str, str]]:
    """Outlook keeps reports as classes of item; tell them as the blocks they were."""
    if not kind.startswith("REPORT."):
        return []
    original = top.text(_ORIGINAL_ID)
    if kind.endswith((".IPNRN", ".IPNNRN")):
        read = kind.endswith(".IPNRN")
        disposition = "manual-action/MDN-sent-manually; " + ("displayed" if read else "deleted")
        return [{"disposition": disposition, "original-message-id": original}]
    action = {"NDR": "failed", "DR": "delivered"}.get(kind.rpartition(".")[2], "")
    if not action:
        return []
    return [{}, *(_block(action, person) for person in recipients)]


def _block(action: str, person: Properties) -> dict[str, str]:
    status = str(person.number(_NDR_STATUS) or "")
    block = {"final-recipient": f"rfc822; {_address(person)}", "action": action}
    if len(status) == _STATUS_DIGITS:
        block["status"] = ".".join(status)
    why = " ".join(filter(None, (person.text(tag) for tag in _WHY)))
    if why:
        block["diagnostic-code"] = one_line(words(why))
    return block


def _returned(kind: str, top: Properties) -> dict[str, str]:
    if not kind.startswith("REPORT."):
        return {}
    told = {"message-id": top.text(_ORIGINAL_ID), "subject": top.text(_ORIGINAL_SUBJECT)}
    return {name: one_line(value) for name, value in told.items() if value}


def _moment(top: Properties) -> datetime | None:
    return top.moment(_DELIVERED) or top.moment(_SUBMITTED) or top.moment(_REPORT_TIME)
