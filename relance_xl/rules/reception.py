"""Mails that came in: their rows in Réponses, and what they tell of messages and addresses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pandas as pd

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.advice import advise
from relance_xl.rules.replies.links import Link
from relance_xl.rules.replies.model import Reply
from relance_xl.rules.replies.reason_words import in_french
from relance_xl.rules.treatments.model import Effects

FEEDBACK = "feedback"
"""Reason of a complaint passed on by a mail provider: the message had arrived."""
_NUMBERED = ("envelope", "address_tag", "number")
"""Links by a mere number, which anybody can count up to."""
_SOON = timedelta(days=5)
"""How long servers keep trying before they give up."""
_SETTLED = ("delivery", "read", "absent")
"""Classes that ask nothing of anybody."""
_BETWEEN = re.compile(r"[\s,;<>]+")
_OLDEST = timedelta(days=366)
_CLOCKS_APART = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One mail, what it says, what it is about, and the file its original is kept in."""

    mail: IncomingMail
    reply: Reply
    link: Link
    file: str = ""


@dataclass
class Reception:
    """Cells and rows to write, and the messages that came back (number → the server's words)."""

    effects: Effects = field(default_factory=Effects)
    bounced: dict[str, str] = field(default_factory=dict)


def receive(
    arrivals: Sequence[Arrival], tables: Mapping[str, pd.DataFrame], now: datetime
) -> Reception:
    """Give what each mail changes: a row of Réponses, proofs in Envois, failed addresses.

    A report speaks for our message when it bears its identifier, when it bears its number and
    its recipient, or when it is about the address the message went to, in the days after; never
    when a stranger's name is on it: nobody frees or proves another one's reminder. A failed
    address is one of Contacts, and the report's own word; a report of one message closes none
    but those it went to.
    """
    found = Reception()
    sends = tables["sends"]
    recipients = dict(zip(sends["number"], sends["recipient"], strict=True))
    left = dict(zip(sends["number"], sends["at"], strict=True))
    copies = dict(zip(sends["number"], sends["copies"], strict=True))
    for arrival in arrivals:
        found.effects.add("answers", _row(arrival, now))
        at = believable(arrival.reply.at or arrival.mail.at, now)
        to = recipients.get(arrival.link.reminder, "")
        about = _about(arrival, to, left.get(arrival.link.reminder), now)
        if arrival.reply.answer_class in ("delivery", "read") and about in recipients:
            name = "read_on" if arrival.reply.answer_class == "read" else "delivered_on"
            found.effects.set("sends", about, **{name: at})
        if arrival.reply.answer_class == "bounce" and not arrival.reply.delayed:
            _bounce(arrival, about, to, found)
            went = f"{to} {copies.get(arrival.link.reminder, '')}"
            closed = _closed(arrival, frozenset(_BETWEEN.split(went.casefold())))
            _addresses(arrival, closed, tables["contacts"], at.date(), found.effects)
    return found


def asks_nothing(reply: Reply) -> bool:
    """Tell whether a reply waits for nobody: a proof, an absence, a delay that may yet end well.

    >>> asks_nothing(Reply("bounce", delayed=True)), asks_nothing(Reply("bounce"))
    (True, False)
    """
    return reply.delayed or reply.answer_class in _SETTLED


def believable(moment: datetime | None, now: datetime) -> datetime:
    """Give a mail's own hour as sheets show it; `now` for none, one to come or one long past.

    >>> believable(datetime(2099, 1, 1), datetime(2026, 3, 2, 9))
    datetime.datetime(2026, 3, 2, 9, 0)
    """
    now = _plain(now)
    told = _plain(moment or now)
    return told if now - _OLDEST <= told <= now + _CLOCKS_APART else now


def _about(arrival: Arrival, recipient: str, left: object, now: datetime) -> str:
    """Give the message a report certainly speaks of, "" if it may be another one."""
    link = arrival.link
    if link.doubt:
        return ""
    if link.by in _NUMBERED:
        return link.reminder if recipient.casefold() in arrival.reply.recipients else ""
    if link.by == "recipient" and isinstance(left, pd.Timestamp):
        since = _plain(arrival.mail.at or now) - left.to_pydatetime()
        return link.reminder if timedelta(0) <= since <= _SOON else ""
    return link.reminder if link.by == "identifier" else ""


def _row(arrival: Arrival, now: datetime) -> dict[str, object]:
    mail, reply, link = arrival.mail, arrival.reply, arrival.link
    return {
        "answer": mail.identifier,
        "at": believable(mail.at, now),
        "sender": mail.header("from"),
        "subject": mail.header("subject"),
        "answer_class": reply.answer_class,
        "customer": link.customer,
        "reminder": link.reminder,
        "excerpt": " ".join(reply.excerpt.split()),
        "advice": advise(reply, link.doubt, mail.fault),
        "failure_reason": in_french(reply.reason) if reply.answer_class == "bounce" else "",
        "returns_on": reply.returns_on,
        "promise_date": reply.promise_date,
        "promise_cents": reply.promise_cents,
        "file": arrival.file,
        "done": True if asks_nothing(reply) else None,
    }


def _bounce(arrival: Arrival, about: str, recipient: str, found: Reception) -> None:
    """Mark our message as come back, unless the report is about a copy of it, or a complaint."""
    reply = arrival.reply
    failed = [address for address in reply.recipients if address not in reply.waiting]
    concerned = not reply.recipients or recipient.casefold() in failed
    if about and concerned and reply.reason != FEEDBACK:
        found.bounced[about] = f"rebond : {in_french(reply.reason)}"


def _closed(arrival: Arrival, went: frozenset[str]) -> list[str]:
    """Give the addresses a report closes: refused for good, or their owner complains."""
    reply, link = arrival.reply, arrival.link
    if link.doubt or not (reply.hard or reply.reason == FEEDBACK):
        return []
    if link.by == "identifier":
        return [address for address in reply.recipients if address in went]
    return list(reply.recipients)


def _addresses(
    arrival: Arrival, closed: list[str], contacts: pd.DataFrame, on: date, effects: Effects
) -> None:
    complaint = arrival.reply.reason == FEEDBACK
    failed = contacts[contacts["email"].str.casefold().isin(closed)]
    for customer, name in zip(failed["customer"], failed["contact_name"], strict=True):
        cells = {"email_opt_out": True} if complaint else {"email_bounced_on": on}
        effects.set("contacts", (str(customer), str(name)), **cells)


def _plain(moment: datetime) -> datetime:
    """Give a moment as sheets show it: local, without a zone."""
    return moment.replace(tzinfo=None, microsecond=0)
