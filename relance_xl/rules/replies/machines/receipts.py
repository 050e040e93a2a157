"""Read receipts (RFC 8098), and the plain words some mail programs send instead."""

import re

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.machines.addresses import addresses_in
from relance_xl.rules.replies.machines.phrase_list import any_of
from relance_xl.rules.replies.model import MachineReply

_READ_SUBJECT = any_of(
    r"""
    ^\s*(?:read|lu|lue|gelesen|gelezen|letto|le[ií]do|lida)\s*:
    (?:return|read) receipt
    (?:accus[eé]|confirmation) de lecture
    lesebest[aä]tigung
    leesbevestiging
    conferma di lettura
    confirmaci[oó]n de lectura
    """,
    re.IGNORECASE,
)
_UNREAD_SUBJECT = re.compile(
    r"^\s*(?:not read|non lu|nicht gelesen|ungelesen|niet gelezen|non letto|no le[ií]do)\s*:",
    re.IGNORECASE,
)
_WAS_READ = any_of(
    r"""
    (?:was|has been) (?:read|displayed|opened)
    a [eé]t[eé] (?:lu|affich[eé]|ouvert)\w*
    wurde [^.]{0,80}(?:gelesen|angezeigt)
    is gelezen
    [eè] stat[oa] lett[oa]
    (?:ha sido|fue) le[ií]do
    """,
    re.IGNORECASE,
)


def receipt(mail: IncomingMail) -> MachineReply | None:
    """Read a receipt: only « displayed » is reading.

    Any other disposition (deleted unread, denied, dispatched) proves that the mail reached
    the mailbox, no more: class delivery, the disposition as reason.
    """
    block = next((block for block in mail.reports if "disposition" in block), None)
    if block is None:
        return _in_words(mail)
    disposition = block["disposition"].lower()
    kind = disposition.rpartition(";")[2].strip().partition("/")[0]
    whom = addresses_in(block.get("final-recipient", "")) or addresses_in(
        block.get("original-recipient", "")
    )
    who = whom or addresses_in(mail.header("from"))[:1]
    if kind == "displayed":
        return MachineReply("read", recipients=who, at=mail.at)
    return MachineReply("delivery", reason=kind or "unknown", recipients=who, at=mail.at)


def _in_words(mail: IncomingMail) -> MachineReply | None:
    subject = mail.header("subject")
    who = addresses_in(mail.header("from"))[:1]
    if _UNREAD_SUBJECT.search(subject):
        return MachineReply("delivery", reason="deleted", recipients=who, at=mail.at)
    if _READ_SUBJECT.search(subject) and _WAS_READ.search(mail.text[:1_000]):
        return MachineReply("read", recipients=who, at=mail.at)
    return None
