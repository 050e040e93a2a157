"""What reports carry: blocks of fields, and the headers of the mail they are about."""

import re
from collections.abc import Iterable

from relance_xl.adapters.mailbox import limits
from relance_xl.adapters.mailbox.fields import fields_of, split_head, words
from relance_xl.adapters.mailbox.structure import Leaf, is_message

REPORT_TYPES = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/global-disposition-notification",
        "message/feedback-report",
    }
)
_REPEATED = frozenset({"final-recipient", "reporting-mta"})
"""A second one begins a new block even where the blank line is missing."""
_COPY = re.compile(
    r"^(?:return-path|received|message-id|from|to|date|subject)[ 	]*:",
    re.IGNORECASE | re.MULTILINE,
)
_COPIED_ID = re.compile(r"^message-id[ 	]*:[ 	]*<", re.IGNORECASE | re.MULTILINE)


def report_blocks(leaf: Leaf) -> list[dict[str, str]]:
    """Take a report's blocks apart; decoding was done with the leaf."""
    blocks: list[dict[str, str]] = []
    for paragraph in re.split(rb"\n[ \t]*\n", _unified(leaf.body)):
        block: dict[str, str] = {}
        for name, value in fields_of(paragraph[: limits.HEADER_BYTES]):
            if name in _REPEATED and name in block:
                blocks.append(block)
                block = {}
            block.setdefault(name, words(value))
            if name == "original-rcpt-to" and block[name] != value:
                block[name] = f"{block[name]}, {value}"
        if block:
            blocks.append(block)
        if len(blocks) > limits.PARTS:
            break
    return blocks


def returned_headers(leaves: Iterable[Leaf], text: str) -> dict[str, str]:
    """Find the headers of the mail a report is about: in a part, else copied in the text."""
    for leaf in leaves:
        if is_message(leaf):
            head, _ = split_head(_unified(leaf.body), always=True)
            found = _by_name(head)
            if found:
                return found
    copied = _COPIED_ID.search(text)
    if not copied:
        return {}
    start = text.rfind("\n\n", 0, copied.start())
    end = text.find("\n\n", copied.end())
    block = text[max(start, 0) : end if end >= 0 else len(text)].strip("\n")
    first = _COPY.search(block)
    return _by_name(block[first.start() :].encode()) if first else {}


def _by_name(head: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in fields_of(head[: limits.HEADER_BYTES]):
        found.setdefault(name, words(value))
    return found


def _unified(body: bytes) -> bytes:
    return body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
