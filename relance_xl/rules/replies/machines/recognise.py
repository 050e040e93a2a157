"""The page of machine mails: which kind, in the order that mistakes fewest."""

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.machines.absences import absence
from relance_xl.rules.replies.machines.complaints import complaint
from relance_xl.rules.replies.machines.failures import notice, report
from relance_xl.rules.replies.machines.json_notices import notification
from relance_xl.rules.replies.machines.receipts import receipt
from relance_xl.rules.replies.model import MachineReply


def recognise(mail: IncomingMail) -> MachineReply | None:
    """Tell what a machine reports, None when a person may have written (RULES §8).

    A delivery that is only delayed is a bounce, `delayed` and never hard: nothing arrived
    yet, and nobody is to stop or start anything for it.

    >>> text = "<x@y.fr>: host mx.y.fr said: 550 5.1.1 User unknown (in reply to RCPT TO command)"
    >>> headers = {"from": ("MAILER-DAEMON@mx.b.fr",), "subject": ("Undelivered Mail",)}
    >>> reply = recognise(IncomingMail("M-1", b"", headers, text=text))
    >>> reply.answer_class, reply.hard, reply.reason, reply.recipients
    ('bounce', True, 'userunknown', ('x@y.fr',))
    """
    if mail.fault:
        return None
    for reading in (receipt, complaint, notification, report, absence, notice):
        found = reading(mail)
        if found:
            return found
    return None
