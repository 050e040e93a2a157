"""What a server's answer means for one message."""

import re

from relance_xl.ports import SendState

_ENHANCED = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")

_REFUSING_SUBJECTS = frozenset({"1", "2"})
"""RFC 3463: 1 is the address, 2 the mailbox."""
_REFUSING = frozenset({"4.1", "4.4"})
"""Microsoft's answer for an unknown recipient, and a domain that has no mail server."""
_ABOUT_US = frozenset({"1.7", "1.8"})
"""Our own address is the bad one."""
_REFUSING_BARE = frozenset({550, 551, 553, 556})

NEEDS_LOGIN = frozenset({530, 534, 535, 538})
CLOSING = 421
_PERMANENT = 500
_LONGEST = 300


def judge_recipient(code: int, reply: bytes) -> SendState:
    """Tell what an answer to RCPT means: only a 5xx naming the recipient is a refusal.

    Policy, quota and passing troubles leave the message for the next run (RULES §7.4).

    >>> judge_recipient(550, b"5.1.1 User unknown").value
    'refused'
    >>> judge_recipient(554, b"5.7.1 Client host blocked").value
    'deferred'
    >>> judge_recipient(450, b"Greylisted").value
    'deferred'
    """
    if code < _PERMANENT:
        return SendState.DEFERRED
    known = _ENHANCED.match(reply.decode("utf-8", "replace"))
    bare = code in _REFUSING_BARE
    return SendState.REFUSED if (_refuses(known) if known else bare) else SendState.DEFERRED


def judge_content(code: int, reply: bytes) -> SendState:
    """Tell what an answer to DATA or its last dot means.

    There a 5xx mostly speaks of the content or the sender: a refusal needs the enhanced
    code that names the recipient.

    >>> judge_content(554, b"5.7.1 Message content rejected").value
    'deferred'
    >>> judge_content(550, b"5.1.1 No such user").value
    'refused'
    """
    known = _ENHANCED.match(reply.decode("utf-8", "replace"))
    refused = code >= _PERMANENT and known is not None and _refuses(known)
    return SendState.REFUSED if refused else SendState.DEFERRED


def _refuses(known: re.Match[str]) -> bool:
    kind, subject, detail = known.groups()
    status = f"{subject}.{detail}"
    names = subject in _REFUSING_SUBJECTS or status in _REFUSING
    return kind == "5" and names and status not in _ABOUT_US


def is_accepted(code: int) -> bool:
    """Tell whether the server took the message over (RFC 5321: any 2xx)."""
    return code // 100 == 2  # noqa: PLR2004 - the first digit


def is_clear(code: int) -> bool:
    """Tell whether an answer to the last dot leaves no doubt.

    >>> is_clear(250), is_clear(452), is_clear(-1), is_clear(354)
    (True, True, False, False)
    """
    return code // 100 in (2, 4, 5)


def told(code: int, reply: bytes) -> str:
    r"""Give a server's answer as a person reads it, on one line.

    >>> told(550, b"5.1.1 User\nunknown")
    '550 5.1.1 User unknown'
    """
    text = "".join(c if c.isprintable() else " " for c in reply.decode("utf-8", "replace"))
    return f"{code} {' '.join(text.split())}"[:_LONGEST].strip()


def xtext(text: str) -> str:
    """Encode a value of an ENVID or ORCPT parameter (RFC 3461 §4).

    >>> xtext("compta+r-12@a.fr")
    'compta+2Br-12@a.fr'
    """
    return "".join(
        chr(byte) if ord("!") <= byte <= ord("~") and byte not in b"+=" else f"+{byte:02X}"
        for byte in text.encode()
    )
