"""The tree of a mail, walked to its leaves within bounds.

The standard library's parser tests every line against every open boundary and calls itself
for each level; here each level is cut once, so that no mail takes long.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import utils as mail_utils
from email.message import Message

from relance_xl.adapters.mailbox import limits
from relance_xl.adapters.mailbox.charsets import decoded, known
from relance_xl.adapters.mailbox.fields import (
    Fields,
    fields_of,
    from_base64,
    one_line,
    parameters,
    split_head,
    words,
)
from relance_xl.adapters.mailbox.limits import TooMuchError

_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_MESSAGES = ("message/rfc822", "message/global", "message/news")


@dataclass(frozen=True)
class Leaf:
    """One part without parts: `body` is transfer-decoded. `within` are the types around it."""

    content_type: str
    charset: str
    file_name: str
    attached: bool
    body: bytes
    within: tuple[str, ...] = ()
    report_type: str = ""

    @property
    def text(self) -> str:
        """The body as text, line ends unified; TooMuchError for bytes of no known charset."""
        text = decoded(self.body, self.charset)
        if "\ufffd" in text and not known(self.charset):
            raise TooMuchError(f"jeu de caractères inconnu ({one_line(self.charset)[:30]})")
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        return text[: limits.TEXT_CHARACTERS]


def leaves(fields: Fields, body: bytes) -> Iterator[Leaf]:
    """Walk a mail's parts in order; `TooMuchError` where they are too many or too deep."""
    for count, leaf in enumerate(_walk(fields, body, ())):
        if count >= limits.PARTS:
            raise TooMuchError(f"plus de {limits.PARTS} parties")
        yield leaf


def _walk(fields: Fields, body: bytes, within: tuple[str, ...]) -> Iterator[Leaf]:
    if len(within) > limits.DEPTH:
        raise TooMuchError(f"plus de {limits.DEPTH} niveaux de parties")
    named = dict(reversed(fields))
    declared = named.get("content-type", "")
    match = _TYPE.search(declared)
    content_type = match[0].lower() if match else "text/plain"
    holder = parameters(declared) if ";" in declared else None
    if content_type.startswith("multipart/"):
        boundary = _parameter(holder, "boundary")
        pieces = _cut(body, boundary) if boundary else []
        if pieces:
            report = _parameter(holder, "report-type")
            kind = f"{content_type};{report}" if report else content_type
            for piece in pieces:
                head, inner = split_head(piece)
                inner_fields = fields_of(_bounded(head))
                if content_type == "multipart/digest" and not head:
                    inner_fields = [("content-type", "message/rfc822")]
                yield from _walk(inner_fields, inner, (*within, kind))
            return
        content_type = "text/plain"
    disposition = named.get("content-disposition", "")
    yield Leaf(
        content_type,
        _parameter(holder, "charset"),
        _file_name(holder, disposition),
        disposition.strip().lower().startswith("attachment"),
        _transfer_decoded(body, named.get("content-transfer-encoding", "")),
        within,
    )


def is_message(leaf: Leaf) -> bool:
    """Whether the leaf is a whole mail, or a mail's headers."""
    return leaf.content_type in _MESSAGES or leaf.content_type.endswith("rfc822-headers")


def _bounded(head: bytes) -> bytes:
    if len(head) > limits.HEADER_BYTES:
        raise TooMuchError("les en-têtes d’une partie sont démesurés")
    return head


def _cut(body: bytes, boundary: str) -> list[bytes]:
    # No regular expression: each mail has boundaries of its own, and compiling costs.
    mark = b"--" + boundary.encode("utf-8", "replace")
    pieces: list[bytes] = []
    start = -1
    at = 0 if body.startswith(mark) else _next_mark(body, mark, 0)
    while at >= 0:
        end = body.find(b"\n", at)
        end = len(body) if end < 0 else end
        rest = body[at + len(mark) : end].rstrip()
        if rest in {b"", b"--"}:
            if start >= 0:
                pieces.append(body[start : max(start, at - 1)])
                if len(pieces) > limits.PARTS:
                    raise TooMuchError(f"plus de {limits.PARTS} parties")
            start = end + 1 if not rest else -1
        at = _next_mark(body, mark, end)
    if 0 <= start < len(body):
        pieces.append(body[start:])
    return pieces


def _next_mark(body: bytes, mark: bytes, start: int) -> int:
    found = body.find(b"\n" + mark, start)
    return found + 1 if found >= 0 else -1


def _transfer_decoded(body: bytes, encoding: str) -> bytes:
    encoding = encoding.strip().lower()
    if encoding.startswith("base64"):
        return from_base64(body)
    if encoding.startswith("quoted-printable"):
        return binascii.a2b_qp(body)
    return body


def _parameter(holder: Message | None, name: str) -> str:
    if holder is None:
        return ""
    try:
        value = holder.get_param(name)
        return (mail_utils.collapse_rfc2231_value(value) if value else "").strip()
    except (LookupError, ValueError, TypeError):
        return ""


def _file_name(holder: Message | None, disposition: str) -> str:
    name = ""
    if ";" in disposition:
        name = _parameter(parameters(f"x/y; {disposition.partition(';')[2]}"), "filename")
    name = words(name or _parameter(holder, "name"))
    # A name is shown and never opened; what could lead out of a folder is not even shown.
    return re.split(r"[/\\]", name)[-1][: limits.NAME_CHARACTERS]
