"""What the rooms of replies hand on: the machine's word, and a whole reply.

`answer_class` is a code of `schema.choices.ANSWER_CLASSES`: bounce, delivery, read, absent
for machines; promise, paid, dispute, question, other for people.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class MachineReply:
    """What a mail no person wrote reports.

    `hard`: the address will never accept a mail (of a bounce only). `reason` is a code of
    why it failed (`reason_words.in_french` words it). `delayed`: nothing has failed yet, the
    server goes on trying. `recipients` are the addresses reported on, in lower case; `waiting`
    those of them a server goes on trying; `at` when it was delivered or read; `returns_on` the
    first day an absent person is back.
    """

    answer_class: str
    hard: bool = False
    reason: str = ""
    recipients: tuple[str, ...] = ()
    at: datetime | None = None
    returns_on: date | None = None
    delayed: bool = False
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """A mail read: what Réponses shows and what the rules act upon.

    `excerpt` is the new text without quotation or signature, 1,500 characters at most.
    `promise_date` and `promise_cents` are suggestions a person confirms; amounts in cents.
    `at` is the machine's own hour of delivery or reading; `delayed` and `waiting` are as in
    `MachineReply`.
    """

    answer_class: str
    hard: bool = False
    reason: str = ""
    excerpt: str = ""
    promise_date: date | None = None
    promise_cents: int | None = None
    returns_on: date | None = None
    recipients: tuple[str, ...] = ()
    at: datetime | None = None
    delayed: bool = False
    waiting: tuple[str, ...] = ()
