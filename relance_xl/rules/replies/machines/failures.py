"""Failed and successful deliveries: reports first, then notices in plain words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.machines import notices
from relance_xl.rules.replies.machines.addresses import once
from relance_xl.rules.replies.machines.codes import reply_in, status_in
from relance_xl.rules.replies.machines.commands import command_in
from relance_xl.rules.replies.machines.failure import Failure
from relance_xl.rules.replies.machines.notice_words import GIVEN_UP, GOES_ON
from relance_xl.rules.replies.machines.reasons import hard_and_reason
from relance_xl.rules.replies.machines.reports import loose_blocks, outcomes, recipients
from relance_xl.rules.replies.model import MachineReply

_REFUSED = re.compile(r"^\s*out: ([45]\d\d .*)$", re.MULTILINE)
"""Server answers in a transcript of Postfix, the rest of which is small talk."""


def report(mail: IncomingMail) -> MachineReply | None:
    """Read a delivery report, in its part or loose in the text; None without one."""
    found = outcomes(mail.reports, mail.text)
    if not found and "ecipient" in mail.text:
        found = outcomes(loose_blocks(mail.text), mail.text)
    if not found:
        return None
    failed = [outcome for outcome in found if not outcome.arrived]
    if not failed:
        return MachineReply("delivery", recipients=recipients(found), at=mail.at)
    return _bounce(mail, [outcome.failure for outcome in failed])


def notice(mail: IncomingMail) -> MachineReply | None:
    """Read a failure notice in plain words from a mail system; None for anything else."""
    said = notices.notice_of(mail.text)
    if not _is_notice(mail, said):
        return None
    failed = notices.failed_addresses(mail, said)
    delayed = _goes_on(mail.header("subject"), said)
    told = [_told(address, failed, said, delayed=delayed) for address in failed or ("",)]
    reply = _bounce(mail, told)
    if reply.reason == "undefined":
        # Some notices tell it in their subject alone.
        again = [replace(failure, words=mail.header("subject").lower()) for failure in told]
        reply = _bounce(mail, again)
    return reply


def _goes_on(subject: str, said: str) -> bool:
    """Tell whether a notice says that the server has not given up."""
    told = f"{subject[:300]}\n{said}"
    return bool(GOES_ON.search(told)) and not GIVEN_UP.search(told)


def _is_notice(mail: IncomingMail, said: str) -> bool:
    """Ask much of a mail no system signs: people too write of failed deliveries."""
    failing = notices.subject_of_failure(mail)
    tells = notices.tells_failure(said)
    if notices.from_a_machine(mail):
        return failing or tells
    coded = bool(status_in(said) or reply_in(said))
    return failing and tells and coded and notices.names_somebody(mail, said)


def _told(address: str, others: tuple[str, ...], said: str, *, delayed: bool) -> Failure:
    words = notices.words_about(address, others, said)
    refused = _REFUSED.findall(words)
    words = " ".join(refused) if refused else words
    command = command_in(words) or command_in(said.lower())
    return Failure(address, status_in(words), words, command, delayed)


def _bounce(mail: IncomingMail, failed: Sequence[Failure]) -> MachineReply:
    hard, reason = hard_and_reason(failed)
    return MachineReply(
        "bounce",
        hard=hard,
        reason=reason,
        recipients=once(failure.address for failure in failed if failure.address),
        at=mail.at,
        delayed=all(failure.delayed for failure in failed),
        waiting=once(failure.address for failure in failed if failure.delayed and failure.address),
    )
