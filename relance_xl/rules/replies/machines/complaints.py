"""Feedback loops: a recipient pressed « this is spam » and his provider tells us (RFC 5965)."""

import re

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.machines.addresses import addresses_in, once
from relance_xl.rules.replies.model import MachineReply

_FIELDS = ("original-rcpt-to", "removal-recipient", "x-original-rcpt-to")
_SUBJECT = re.compile(
    r"complaint about message from|abuse report|spam report|feedback loop", re.IGNORECASE
)
_LOOSE = re.compile(r"^feedback-type:", re.IGNORECASE | re.MULTILINE)
_HEAD = 5_000
_OWN_FIELDS = ("x-hmxmroriginalrecipient", "x-original-to", "x-apple-original-to", "to")


def complaint(mail: IncomingMail) -> MachineReply | None:
    """Read a complaint; it is no failed delivery, but that address wants no more mail."""
    block = next((block for block in mail.reports if "feedback-type" in block), None)
    about_spam = _SUBJECT.search(mail.header("subject")) and mail.returned
    if block is None and not about_spam and not _LOOSE.search(mail.text[:_HEAD]):
        return None
    found: tuple[str, ...] = ()
    for name in _FIELDS:
        found = found or addresses_in((block or {}).get(name, ""))
    for name in _OWN_FIELDS:
        found = found or addresses_in(mail.returned.get(name, ""))
    return MachineReply("bounce", reason="feedback", recipients=once(found), at=mail.at)
