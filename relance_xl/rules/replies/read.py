"""One mail that came in, read: a machine's word first, then a person's."""

import re
from datetime import date, timedelta

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.classify import Sense, classify
from relance_xl.rules.replies.excerpt import read_words
from relance_xl.rules.replies.machines import recognise
from relance_xl.rules.replies.model import MachineReply, Reply
from relance_xl.rules.replies.words import fold

_ANSWERED = re.compile(
    r"\s*(?:re|ref|rep|aw|antw|sv|tr|fw|fwd|wg|doorst)\s?(?:\[\d+\])?\s?:", re.IGNORECASE
)
_PROOF = re.compile(
    r"(?:avis|ordre|preuve|justificatif|confirmation|recu)\W{0,3}(?:de\W{0,3})?(?:virement"
    r"|paiement|reglement)"
    r"|virement|remittance|payment\W?(?:advice|confirmation|proof)|proof\W?of\W?payment"
    r"|betaal?(?:ings)?bewijs|zahlungs?(?:beleg|avis|bestatigung)|uberweisung"
)


def read_mail(mail: IncomingMail, today: date) -> Reply:
    """Read a mail: its class, its new words, what it promises or reports.

    Days are reckoned from the day the mail bears, unless that lies after `today` or more
    than a year before. A mail that could not be taken apart is « other », without words.

    >>> read_mail(IncomingMail("M-1", b"", text="Payé hier."), date(2026, 3, 6)).answer_class
    'paid'
    """
    machine = recognise(mail)
    if machine is not None:
        return _reported(mail, machine)
    if mail.fault:
        return Reply("other")
    subject = mail.header("subject")
    words = read_words(mail.text, subject)
    sense = classify(words.new, written_on(mail, today))
    if not words.new and not _ANSWERED.match(subject):
        sense = classify(subject, written_on(mail, today))
    if sense.answer_class == "other" and _brings_proof(mail, sense):
        sense = Sense("paid")
    return Reply(
        sense.answer_class,
        excerpt=words.shown,
        promise_date=sense.promise.on,
        promise_cents=sense.promise.cents,
    )


def written_on(mail: IncomingMail, today: date) -> date:
    """Give the day a mail's « vendredi » is reckoned from."""
    if mail.at is None:
        return today
    day = mail.at.date()
    believable = today - timedelta(days=366) <= day <= today + timedelta(days=1)
    return day if believable else today


def _reported(mail: IncomingMail, machine: MachineReply) -> Reply:
    return Reply(
        machine.answer_class,
        hard=machine.hard,
        reason=machine.reason,
        excerpt=read_words(mail.text).shown,
        returns_on=machine.returns_on,
        recipients=machine.recipients,
        at=machine.at,
        delayed=machine.delayed,
        waiting=machine.waiting,
    )


def _brings_proof(mail: IncomingMail, sense: Sense) -> bool:
    """Tell whether a file that came along is named like a proof of payment."""
    if sense.insolvent or sense.stranger:
        return False
    return any(_PROOF.search(fold(part.file_name[:200])) for part in mail.parts if part.file_name)
