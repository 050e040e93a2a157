"""Why a mail failed, in the words of the public bounce collections, and whether for good."""

import re
from collections.abc import Sequence

from relance_xl.rules.replies.machines.addresses import ADDRESS
from relance_xl.rules.replies.machines.codes import reason_of_status, reply_in, status_in
from relance_xl.rules.replies.machines.failure import Failure
from relance_xl.rules.replies.machines.phrases_about_them import (
    ABOUT_THEM,
    LOCAL_LOOKUP,
    UNKNOWN_USER,
)
from relance_xl.rules.replies.machines.phrases_about_us import ABOUT_US

HARD = frozenset({"userunknown", "hostunknown", "hasmoved", "notaccept"})
"""Reasons that will not pass: no further mail to that address can arrive."""
_LONGEST = 3_000
_NOISE = re.compile(
    rf"https?:\S+|{ADDRESS}|(?<=\s)[45]\d\d-(?:[45]\.\d{{1,2}}\.\d{{1,3}} )?|<>|\s+"
)
_ADDRESS_STATUS = (".1.0", ".1.1", ".1.3")
_PERMANENT = 500
_RCPT_REPLIES = frozenset({550, 551, 553})
_WHEN_COMMAND_FAILS = {
    "conn": "blocked",
    "ehlo": "blocked",
    "mail": "rejected",
    "rcpt": "userunknown",
}


def reason_of(failure: Failure) -> str:
    """Weigh words, then codes, then the command refused; "undefined" when none says why.

    >>> reason_of(Failure("a@b.fr", "5.1.1", "550 5.1.1 user unknown", "rcpt"))
    'userunknown'
    >>> reason_of(Failure("a@b.fr", "", "552 boite du destinataire pleine. over quota"))
    'mailboxfull'
    """
    words = _NOISE.sub(" ", failure.words[:_LONGEST])
    status = _telling(failure.status, words)
    spoken = _spoken(words)
    if spoken == "hostunknown" and status.startswith("4"):
        return "networkerror"
    if spoken == "hostunknown" and failure.command == "mail":
        return "rejected"
    if spoken == "mesgtoobig" and status.endswith(".2.3"):
        return "exceedlimit"
    if spoken and not (spoken == "expired" and UNKNOWN_USER.search(words)):
        return spoken
    if UNKNOWN_USER.search(words):
        return _unknown_user(failure, status, words)
    return _from_codes(failure, status, words)


def hard_and_reason(failed: Sequence[Failure]) -> tuple[bool, str]:
    """Sum up a report: the first recipient's reason; hard only when every address is lost."""
    reasons = [reason_of(failure) for failure in failed] or ["undefined"]
    hard = all(reason in HARD for reason in reasons)
    return hard and not any(failure.delayed for failure in failed), reasons[0]


def _spoken(words: str) -> str:
    return next((reason for reason, phrase in (*ABOUT_US, *ABOUT_THEM) if phrase.search(words)), "")


def _telling(status: str, words: str) -> str:
    return status if status and not status.endswith(".0.0") else status_in(words) or status


def _unknown_user(failure: Failure, status: str, words: str) -> str:
    """Tell an unknown address from a filter's excuse.

    Filters say « user unknown » too, once they have seen the message. Only an answer to
    RCPT, or of the server that keeps the mailboxes, condemns the address; on doubt a
    person decides.
    """
    if failure.command == "mail":
        return "rejected"
    if status.endswith(_ADDRESS_STATUS) or LOCAL_LOOKUP.search(words):
        return "userunknown"
    at_rcpt = failure.command == "rcpt" or (not failure.command and _names_it(failure))
    return "userunknown" if at_rcpt else "filtered"


def _names_it(failure: Failure) -> bool:
    """Whether the server's answer begins with the address, as answers to RCPT do."""
    parts = failure.words.split(failure.address)[1:] if failure.address else []
    return any(part[:4].lstrip(">").startswith((": ", "...")) for part in parts)


def _from_codes(failure: Failure, status: str, words: str) -> str:
    from_status = reason_of_status(status)
    if failure.command == "mail" and from_status == "userunknown":
        return "rejected"
    if from_status and not (from_status == "securityerror" and failure.command == "rcpt"):
        return from_status
    reply = reply_in(words)
    if failure.command in _WHEN_COMMAND_FAILS and (reply >= _PERMANENT or status.startswith("5")):
        return _WHEN_COMMAND_FAILS[failure.command]
    if failure.delayed or status.startswith("4") or 0 < reply < _PERMANENT:
        return "expired"
    if reply in _RCPT_REPLIES:
        return "filtered"
    return from_status or "undefined"
