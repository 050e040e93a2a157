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
    split_head,
    words,
)
from relance_xl.adapters.mailbox.limits import TooMuchError

_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_MESSAGES = ("message/rfc822", "message/global", "message/news")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part without parts; `body` is transfer-decoded."""

    content_type: str
    charset: str
    file_name: str
    attached: bool
    body: bytes

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
    for count, leaf in enumerate(_walk(fields, body, 0)):
        if count >= limits.PARTS:
            raise TooMuchError(f"plus de {limits.PARTS} parties")
        yield leaf


def _walk(fields: Fields, body: bytes, depth: int) -> Iterator[Leaf]:
    if depth > limits.DEPTH:
        raise TooMuchError(f"plus de {limits.DEPTH} niveaux de parties")
    named = dict(reversed(fields))
    content_type, parameters = _declared(named.get("content-type", ""))
    if content_type.startswith("multipart/"):
        boundary = parameters.get("boundary", "")
        pieces = _cut(body, boundary) if boundary else []
        for piece in pieces:
            head, inner = split_head(piece)
            inner_fields = fields_of(_bounded(head))
            if content_type == "multipart/digest" and not head:
                inner_fields = [("content-type", "message/rfc822")]
            yield from _walk(inner_fields, inner, depth + 1)
        if pieces:
            return
        content_type = "text/plain"
    placing, told = _declared(f"x/{named.get('content-disposition', '')}")
    yield Leaf(
        content_type,
        parameters.get("charset", ""),
        _file_name(told.get("filename") or parameters.get("name", "")),
        placing == "x/attachment",
        _transfer_decoded(body, named.get("content-transfer-encoding", "")),
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


def _declared(value: str) -> tuple[str, dict[str, str]]:
    """Read a type and its parameters; the standard library knows the ways of RFC 2231."""
    match = _TYPE.search(value)
    content_type = match[0].lower() if match else "text/plain"
    if ";" not in value:
        return content_type, {}
    holder = Message()
    holder["Content-Type"] = value[: limits.PARAMETER_CHARACTERS]
    try:
        found = holder.get_params(failobj=[])[1:]
        told = {name.lower(): mail_utils.collapse_rfc2231_value(text) for name, text in found}
    except (LookupError, ValueError, TypeError):
        return content_type, {}
    return content_type, {name: text.strip() for name, text in told.items()}


def _file_name(told: str) -> str:
    # A name is shown and never opened; what could lead out of a folder is not even shown.
    return re.split(r"[/\\]", words(told))[-1][: limits.NAME_CHARACTERS]
