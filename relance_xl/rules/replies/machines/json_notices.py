"""Notifications of a sending service (Amazon SES) forwarded by mail as JSON."""

import json

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.machines.addresses import addresses_in
from relance_xl.rules.replies.machines.codes import status_in
from relance_xl.rules.replies.machines.commands import command_in
from relance_xl.rules.replies.machines.failure import Failure
from relance_xl.rules.replies.machines.reasons import hard_and_reason
from relance_xl.rules.replies.model import MachineReply

_LISTS = {
    "bounce": "bouncedRecipients",
    "complaint": "complainedRecipients",
    "delivery": "recipients",
}
_LONGEST = 200_000


def notification(mail: IncomingMail) -> MachineReply | None:
    """Read the notification a mail's text starts with, None when it is none."""
    if not mail.text.startswith("{") or 'ype":' not in mail.text[:2_000]:
        return None
    unfolded = mail.text[:_LONGEST].replace("!\n ", "")
    try:
        told, _ = json.JSONDecoder().raw_decode(unfolded)
    except (ValueError, RecursionError):
        return None
    kind = str(told.get("notificationType") or told.get("eventType") or "").lower()
    about = told.get(kind)
    people = about.get(_LISTS.get(kind, "")) if isinstance(about, dict) else None
    if not isinstance(people, list):
        return None
    who = addresses_in(json.dumps(people))
    if kind == "delivery":
        return MachineReply("delivery", recipients=who, at=mail.at)
    if kind == "complaint":
        return MachineReply("bounce", reason="feedback", recipients=who, at=mail.at)
    hard, reason = hard_and_reason([_failure(person) for person in people])
    return MachineReply("bounce", hard=hard, reason=reason, recipients=who, at=mail.at)


def _failure(person: object) -> Failure:
    told = person if isinstance(person, dict) else {}
    words = str(told.get("diagnosticCode", "")).lower()
    status = status_in(str(told.get("status", "")))
    return Failure(str(told.get("emailAddress", "")).lower(), status, words, command_in(words))
