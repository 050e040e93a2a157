"""Failure notices in plain words: who sends them, how they sound, whom they are about.

Covers the servers that do not follow RFC 3464 (qmail, exim, sendmail 5, Domino, Exchange,
Gmail, Yahoo, DragonFly, Courier…): no format is read by name, only what they share.
"""

import re

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.machines.addresses import ADDRESS, addresses_in, once
from relance_xl.rules.replies.machines.notice_words import (
    FAILED_SUBJECT,
    FAILED_TEXT,
    FROM_A_DAEMON,
)
from relance_xl.rules.replies.machines.phrase_list import any_of

_LONGEST = 20_000
_MOST = 100
_COPY_STARTS = any_of(
    r"""
    ^[ \t>*-]*(?:below (?:this line )?is|enclosed is|this is|start of) (?:a )?copy[^\n]*$
    ^[ \t>*-]*(?:(?:start of |the )?header of )?(?:the )?original (?:message|mail)(?! was)[^\n]*$
    ^[ \t>*-]*the header of the original[^\n]*$
    ^[ \t>*-]*(?:unsent|returned|rejected|undelivered) message[^\n]*$
    ^[ \t>*-]*message headers?(?: follow|\b)[^\n]*$
    ^[ \t>*-]*copy of (?:the|your) message[^\n]*$
    ^[ \t>*-]*(?:message (?:d.)?origin\w*|urspr[uü]ngliche nachricht|oorspronkelijk bericht)[^\n]*$
    ^(?:received|return-path|message-id|dkim-signature|x-[\w-]+)[ \t]*:
    """,
    re.IGNORECASE | re.MULTILINE,
)
_AT_LINE_START = re.compile(
    rf"^[ \t>*•-]*[\"'<(]{{0,2}}({ADDRESS})[\"'>)]{{0,2}}"
    r"(?=\s*(?:$|:|\.\.\.|\(|\[|<|,|on \w|because|invalid|error\b|reason))",
    re.IGNORECASE | re.MULTILINE,
)
_LABELLED = re.compile(
    r"(?:recipient(?: address)?|rcpt to|user|userid|address|adresse|destinataire|mailing list"
    r"|bonjour|hello|fail\w*[^\n@]{0,30}:|(?:deliver\w*|message|mail|e-mail)\b[^\n@]{0,60} to)"
    rf"\s?[:;,]?\s*[\"'<(]{{0,2}}({ADDRESS})",
    re.IGNORECASE,
)
_COPIED_TO = re.compile(r"^[> \t]*to[ \t]*:[ \t]*(.+)$", re.IGNORECASE | re.MULTILINE)
_SENDER_LINE = re.compile(
    r"(?:mail from|from|sender|reply-to|envelope-from)[ \t]*:?[ \t]*<?$", re.IGNORECASE
)
_HELP = re.compile(r"contact|support|help|postmaster|abuse|admin|info@", re.IGNORECASE)


def from_a_machine(mail: IncomingMail) -> bool:
    """Whether a mail system, not a person, wrote this mail."""
    return bool(
        mail.header("x-failed-recipients")
        or mail.header("return-path") == "<>"
        or from_a_daemon(mail)
        or "x-ms-exchange-message-is-ndr" in mail.headers
        or "x-mlserver" in mail.headers
        or mail.header("content-type").lower().startswith("multipart/report")
    )


def from_a_daemon(mail: IncomingMail) -> bool:
    """Whether the sender is a mail system by name."""
    return bool(FROM_A_DAEMON.search(mail.header("from")))


def subject_of_failure(mail: IncomingMail) -> bool:
    """Whether the subject is one of a failure notice."""
    return bool(FAILED_SUBJECT.search(mail.header("subject")[:300]))


def tells_failure(text: str) -> bool:
    """Whether a notice's words tell a failed delivery."""
    return bool(FAILED_TEXT.search(text[:_LONGEST]))


def notice_of(text: str) -> str:
    r"""Cut the copy of the original mail off a notice.

    >>> notice_of("<a@b.fr>:\nno\n--- Below this line is a copy of the message.\nTo: x@y.fr")
    '<a@b.fr>:\nno\n'
    """
    text = text[:_LONGEST]
    match = _COPY_STARTS.search(text)
    return text[: match.start()] if match and text[: match.start()].strip() else text


def failed_addresses(mail: IncomingMail, notice: str) -> tuple[str, ...]:
    """Find whom a notice is about: named by field, by line, by label, else the copy's To."""
    named = addresses_in(" ".join(mail.headers.get("x-failed-recipients", ())))
    if named:
        return named
    own = _own(mail)
    for pattern in (_AT_LINE_START, _LABELLED):
        found = once(
            match[1].lower().strip("'`.")
            for match in pattern.finditer(notice)
            if not _SENDER_LINE.search(notice[max(0, match.start(1) - 40) : match.start(1)])
        )
        kept = tuple(address for address in found if address not in own) or found
        if kept:
            return kept[:_MOST]
    copied = addresses_in(f"{mail.returned.get('to', '')} {mail.returned.get('cc', '')}")
    if not copied:
        copied = addresses_in(" ".join(_COPIED_TO.findall(mail.text[:_LONGEST])))
    anywhere = [a for a in addresses_in(notice) if a not in own and not _HELP.search(a)]
    return tuple(a for a in copied if a not in own) or copied or tuple(anywhere[:1])


def names_somebody(mail: IncomingMail, notice: str) -> bool:
    """Whether a notice is about another address than its sender's and ours."""
    own = _own(mail)
    return any(address not in own for address in failed_addresses(mail, notice))


def _own(mail: IncomingMail) -> frozenset[str]:
    """Addresses a notice mentions without being about them: ours and the server's."""
    told = [
        mail.header(name) for name in ("from", "to", "delivered-to", "x-original-to", "return-path")
    ]
    told += [mail.returned.get(name, "") for name in ("from", "return-path", "sender", "reply-to")]
    return frozenset(addresses_in(" ".join(told)))


def words_about(address: str, others: tuple[str, ...], notice: str) -> str:
    """Give the notice's words about one address: from its mention to the next one's, lower case."""
    lower = notice.lower()
    if len(others) <= 1:
        return lower
    at = lower.find(address)
    if at < 0:
        return lower
    ends = [end for other in others if other != address and (end := lower.find(other, at)) > 0]
    return lower[at : min(ends, default=len(lower))]
