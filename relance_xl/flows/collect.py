"""Relever: read what came in, link it to reminders, write it down; it pauses what it must."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import getaddresses
from typing import Protocol

from relance_xl.flows.desk import Desk
from relance_xl.flows.handing import hand_over
from relance_xl.flows.opening import Opened, open_workbook, write_parameter
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome, counted
from relance_xl.flows.refresh import refresh
from relance_xl.frames import row_cells, to_cell
from relance_xl.incoming import IncomingMail
from relance_xl.ports import Letterbox, Mailbox, Receipt, SendState
from relance_xl.rules.reception import Arrival, Reception, asks_nothing, believable, receive
from relance_xl.rules.replies.links import find_link, threads
from relance_xl.rules.replies.read import read_mail
from relance_xl.schema import TABLES
from relance_xl.schema.parameters import PARAMETERS_LIST
from relance_xl.settings import Settings

COMMAND = "relever"


@dataclass(frozen=True)
class Collected:
    """What one reading brought: new mails, and how far each letterbox was read."""

    arrivals: list[Arrival]
    boxes: dict[str, str]


class OpenMailbox(Protocol):
    """Gives a mailbox and the letterboxes to read there, none for all of it."""

    def __call__(self, settings: Settings, /) -> tuple[Mailbox, Sequence[str]]:
        """Raise `SettingsError` when Paramètres do not say enough."""


def collect(desk: Desk, open_mailbox: OpenMailbox) -> Outcome:
    """Read the mailbox from where the last reading ended.

    Every mail gives one row of Réponses, the same mail once; what a report proves of a
    message goes to Envois, an address refused for good to Contacts. Nothing changes in the
    mailbox. Raises `ChannelError` when it cannot be reached.
    """
    with open_workbook(desk) as opened:
        found = _read(desk, opened, *open_mailbox(opened.settings))
        reception = receive(found.arrivals, opened.tables, desk.moment())
        _write(desk, opened, reception)
        _write_cursors(desk, opened, found.boxes)
        opened.save(desk)
    if found.arrivals and not desk.simulate:
        refresh(desk)
    return _outcome(found.arrivals)


def _read(desk: Desk, opened: Opened, mailbox: Mailbox, boxes: Sequence[str]) -> Collected:
    tables = opened.tables
    known_threads = threads(tables["sends"], tables["contacts"], tables["customers"])
    known = set(tables["answers"]["answer"])
    kept_cursors = _cursors(opened.settings.inbox_cursor)
    cursors = {name: kept_cursors.get(name, "") for name in boxes}
    arrivals: list[Arrival] = []
    wanted = [Letterbox(name, cursor) for name, cursor in cursors.items()]
    with desk.progress.track("Lecture des réponses", 0) as advance:
        for box, mail in mailbox.fetch(wanted):
            if box.name in cursors:
                cursors[box.name] = box.cursor
            advance(1)
            if mail.identifier in known or _is_ours(mail, opened.settings):
                continue
            known.add(mail.identifier)
            reply = read_mail(mail, desk.today)
            link = find_link(mail, known_threads, reply.recipients)
            # Its words are read, its bytes are in a file: a large mailbox must fit in memory.
            light = replace(mail, raw=b"", text="", parts=())
            arrivals.append(Arrival(light, reply, link, _keep(desk, opened, mail)))
    return Collected(arrivals, kept_cursors | cursors)


def _is_ours(mail: IncomingMail, settings: Settings) -> bool:
    """Tell whether a mail is a copy of one we sent: a reminder, a trial, a report."""
    return bool(mail.header("x-relance")) and settings.sender_email.casefold() in (
        address.casefold() for _, address in getaddresses([mail.header("from")])
    )


def _cursors(cell: str) -> dict[str, str]:
    """Read how far each letterbox was read; what cannot be read counts as never read.

    It stands in the workbook, so that a restored backup reads again what it lost.
    """
    try:
        found = json.loads(cell or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _write_cursors(desk: Desk, opened: Opened, boxes: Mapping[str, str]) -> None:
    text = json.dumps({k: v for k, v in boxes.items() if v}, ensure_ascii=False, sort_keys=True)
    label = next(p.label for p in PARAMETERS_LIST if p.name == "inbox_cursor")
    known = label in set(opened.tables["parameters"]["parameter"])
    if known and text not in ("{}", opened.settings.inbox_cursor):
        write_parameter(desk, "inbox_cursor", text)


def _keep(desk: Desk, opened: Opened, mail: IncomingMail) -> str:
    """Keep the original beside the workbook; give its name there."""
    month = believable(mail.at, desk.moment()).strftime("%Y-%m")
    name = f"{opened.settings.answers_folder}/{month}/{mail.identifier}.eml"
    if not desk.simulate:
        desk.documents.write(name, mail.raw)
    return name


def _write(desk: Desk, opened: Opened, reception: Reception) -> None:
    sends = TABLES["sends"]
    in_journal = {entry.number for entry in opened.memory.entries}
    for number, detail in reception.bounced.items():
        if number in in_journal:
            if not desk.simulate:
                state = SendState.BOUNCED
                opened.journal.mark(number, state, Receipt(state, detail))
        else:  # another PC sent it: the sheet alone remembers
            reception.effects.set("sends", number, status="bounced", detail=detail)
    for (table, key), values in reception.effects.cells.items():
        if table == "sends":
            cells = {name: [to_cell(sends[name], value)] for name, value in values.items()}
            desk.book.patch(table, [key], cells)
        else:
            hand_over(desk, opened, COMMAND, (table, [key]), {n: [v] for n, v in values.items()})
    rows = reception.effects.rows.get("answers", [])
    if rows:
        desk.book.append("answers", [row_cells(TABLES["answers"], row) for row in rows])


def _outcome(arrivals: Sequence[Arrival]) -> Outcome:
    labels = {choice.code: choice.label for choice in TABLES["answers"]["answer_class"].choices}
    counts: dict[str, int] = {}
    for arrival in arrivals:
        code = arrival.reply.answer_class
        counts[code] = counts.get(code, 0) + 1
    total = counted(len(arrivals), "message relevé", "messages relevés", "Aucun nouveau message")
    told = ", ".join(
        f"{label} ({counts[code]})" for code, label in labels.items() if code in counts
    )
    lines = [f"{total} : {told}." if told else f"{total}."]
    awaited = [arrival for arrival in arrivals if not asks_nothing(arrival.reply)]
    human = len(awaited)
    if human:
        lines.append(
            f"{counted(human, 'attend', 'attendent')} une suite : feuille Réponses, colonne "
            "« Suite à donner », puis « Traiter »."
        )
    lost = sum(1 for arrival in awaited if not arrival.link.customer)
    if lost:
        lines.append(f"{counted(lost, 'est à rattacher', 'sont à rattacher')} à un client.")
    told_json = {"answers": [_json(arrival) for arrival in arrivals]}
    return Outcome(tuple(lines), told_json, NEEDS_A_PERSON if human else DONE)


def _json(arrival: Arrival) -> dict[str, object]:
    reply = arrival.reply
    return {
        "file": arrival.mail.source or arrival.file,
        "class": reply.answer_class,
        "hard": reply.hard,
        "delayed": reply.delayed,
        "reason": reply.reason,
        "excerpt": reply.excerpt,
        "promise_date": reply.promise_date.isoformat() if reply.promise_date else None,
        "promise_cents": reply.promise_cents,
        "reminder": arrival.link.reminder,
        "customer": arrival.link.customer,
        "returns_on": reply.returns_on.isoformat() if reply.returns_on else None,
        "fault": arrival.mail.fault,
    }
