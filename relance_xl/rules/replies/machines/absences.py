"""Automatic answers: absences and acknowledgements no person typed (RFC 3834)."""

import re

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.machines.absence_words import AWAY, PERHAPS, SUBJECT
from relance_xl.rules.replies.machines.addresses import addresses_in
from relance_xl.rules.replies.machines.notices import from_a_daemon, subject_of_failure
from relance_xl.rules.replies.machines.return_dates import return_date
from relance_xl.rules.replies.model import MachineReply

_VENDORS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply-from",
    "x-mail-autoreply",
    "x-vacation",
    "x-ms-exchange-inbox-rules-loop",
    "x-ms-exchange-generated-message-source",
    "x-zimbra-away",
    "x-facilisautoreply",
)
"""Headers automatic answers carry, whatever their value."""
_PRECEDENCE = frozenset({"auto_reply", "auto-reply", "autoreply", "vacation"})
_PREFIXES = re.compile(r"^\W*(?:(?:re|rép|tr|fw|fwd|aw|antw|wg)\s*:\s*)*\W*", re.IGNORECASE)
_HEAD = 1_500


def absence(mail: IncomingMail) -> MachineReply | None:
    """Recognise an automatic answer; mails machines *generate* (bills, alerts) are none."""
    title = _PREFIXES.sub("", mail.header("subject")[:200])
    if not (SUBJECT.search(title) or _answered_by_itself(mail, title)):
        return None
    who = addresses_in(mail.header("from"))[:1]
    back = return_date(mail.text, mail.at.date()) if mail.at else None
    return MachineReply("absent", recipients=who, at=mail.at, returns_on=back)


def _answered_by_itself(mail: IncomingMail, title: str) -> bool:
    if subject_of_failure(mail) or from_a_daemon(mail) or _is_list(mail):
        return False
    if _says_automatic(mail):
        return True
    away = bool(AWAY.search(mail.text[:_HEAD]))
    suppressing = "x-auto-response-suppress" in mail.headers
    generated = mail.header("auto-submitted").lower().startswith("auto-")
    return away and (generated or suppressing or bool(PERHAPS.search(title)))


def _says_automatic(mail: IncomingMail) -> bool:
    return (
        mail.header("auto-submitted").lower().startswith("auto-replied")
        or any(name in mail.headers for name in _VENDORS)
        or mail.header("precedence").lower() in _PRECEDENCE
        or "vacation" in mail.header("x-apple-action").lower()
    )


def _is_list(mail: IncomingMail) -> bool:
    return "list-id" in mail.headers or mail.header("precedence").lower() in {"bulk", "list"}
