"""The bytes of a mail made an `IncomingMail`, within bounds, never an exception."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

from relance_xl.adapters.mailbox import limits
from relance_xl.adapters.mailbox.fields import (
    Fields,
    check_words,
    fields_of,
    split_head,
    words,
)
from relance_xl.adapters.mailbox.html_words import html_as_text
from relance_xl.adapters.mailbox.limits import TooMuchError
from relance_xl.adapters.mailbox.reports import REPORT_TYPES, report_blocks, returned_headers
from relance_xl.adapters.mailbox.structure import Leaf, is_message, leaves
from relance_xl.incoming import IncomingMail, MailPart

_USUAL = frozenset({"from", "to", "subject", "date", "received", "message-id", "return-path"})
_EARLIEST, _LATEST = 1980, 2100


def parse_mail(raw: bytes, *, whole_size: int = 0) -> IncomingMail:
    r"""Take one mail apart; what cannot be is told in its `fault`, headers alone standing.

    `whole_size` is the mail's true size in bytes when `raw` is only its beginning.

    >>> mail = parse_mail(b"Subject: =?utf-8?q?Pay=C3=A9?=\n\nBonjour\n")
    >>> mail.header("subject"), mail.text, mail.fault
    ('Payé', 'Bonjour', '')
    """
    unified = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    identifier = f"M-{hashlib.sha256(unified).hexdigest()[:10]}"
    head, body = split_head(unified[: limits.MAIL_BYTES], always=True)
    fields = fields_of(head)
    headers = headers_of(fields)
    known = IncomingMail(identifier, raw, headers, at=moment_in(headers))
    try:
        _check(head, fields, max(len(unified), whole_size))
        return _taken_apart(known, list(leaves(fields, body)))
    except TooMuchError as error:
        return _refused(known, str(error))
    except (RecursionError, LookupError, ValueError, TypeError):
        return _refused(known, "sa structure est incompréhensible")


def _check(head: bytes, fields: Fields, size: int) -> None:
    if not any(name in _USUAL for name, _ in fields):
        raise TooMuchError(
            "ce fichier n’est pas un message électronique" if size else "il est vide"
        )
    if len(head) > limits.HEADER_BYTES:
        raise TooMuchError("ses en-têtes sont démesurés")
    check_words(fields)
    if size > limits.MAIL_BYTES:
        raise TooMuchError(f"il est trop volumineux ({size / 1_000_000:.0f} Mo)")


def _refused(known: IncomingMail, why: str) -> IncomingMail:
    fault = f"Message non lu\u202f: {why}. Ouvrez l’original dans votre messagerie."
    return IncomingMail(known.identifier, known.raw, known.headers, at=known.at, fault=fault)


def _taken_apart(known: IncomingMail, found: Sequence[Leaf]) -> IncomingMail:
    told = [_part(leaf) for leaf in found]
    text = _best_text(found, told)
    blocks = [
        block
        for leaf in found
        if leaf.content_type in REPORT_TYPES
        for block in report_blocks(leaf)
    ]
    return IncomingMail(
        known.identifier,
        known.raw,
        known.headers,
        at=known.at,
        text=text,
        parts=tuple(told),
        reports=tuple(blocks),
        returned=returned_headers(found, text),
    )


def _part(leaf: Leaf) -> MailPart:
    kind = leaf.content_type
    readable = kind.startswith("text/") or kind in REPORT_TYPES or is_message(leaf)
    return MailPart(kind, leaf.text if readable else "", leaf.file_name)


def _best_text(found: Sequence[Leaf], told: Sequence[MailPart]) -> str:
    """Join the plain texts; HTML told as text where there is no other, or beside it."""
    pieces: list[str] = []
    html: list[str] = []
    for leaf, part in zip(found, told, strict=True):
        if leaf.attached or (leaf.file_name and pieces):
            continue
        if part.content_type in {"text/plain", "text/enriched"}:
            pieces.append(part.text.strip("\n"))
        elif part.content_type == "text/html":
            html.append(part.text)
    text = "\n\n".join(piece for piece in pieces if piece.strip())
    if text or not html:
        return text
    return "\n\n".join(told for told in map(html_as_text, html) if told)


def headers_of(fields: Fields) -> dict[str, tuple[str, ...]]:
    """Give all values of each header, decoded."""
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(words(value))
    return {name: tuple(values) for name, values in found.items()}


def moment_in(headers: dict[str, tuple[str, ...]]) -> datetime | None:
    """Give the mail's hour in local time: as written, else as received."""
    received = [value.rpartition(";")[2] for value in headers.get("received", ())]
    for told in (*headers.get("date", ())[:1], *received[:1]):
        moment = moment_of(told)
        if moment:
            return moment
    return None


def moment_of(told: str) -> datetime | None:
    """Read a mail's date and hour into local time without a zone, None when it makes no sense.

    >>> moment_of("Mon, 1 Jan 1900 10:00:00 +0100"), moment_of("hier")
    (None, None)
    """
    try:
        moment = parsedate_to_datetime(re.sub(r"\s+", " ", told[:100]))
        if not _EARLIEST <= moment.year <= _LATEST:
            return None
        return (moment.astimezone() if moment.tzinfo else moment).replace(tzinfo=None)
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
