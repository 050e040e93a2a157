"""Rows of sheet Envois: what the journal remembers, in the words of the sheet."""

from collections.abc import Mapping

from relance_xl.frames import to_cell
from relance_xl.ports import Cell, Entry, SendState
from relance_xl.schema import TABLES

SENDS = TABLES["sends"]

STATUS_OF: Mapping[SendState, str] = {
    SendState.QUEUED: "in_progress",
    SendState.SENDING: "in_progress",
    SendState.IN_DOUBT: "in_doubt",
    SendState.ACCEPTED: "sent",
    SendState.DEFERRED: "not_sent",
    SendState.REFUSED: "refused",
    SendState.NOT_SENT: "not_sent",
    SendState.IGNORED: "ignored",
    SendState.BOUNCED: "bounced",
}
"""The journal's state, as a code of column Statut."""


def status_cells(entry: Entry) -> dict[str, Cell]:
    """Give the cells that change as a message moves: status, hour, detail, file, machine.

    >>> from relance_xl.ports import Pair
    >>> entry = Entry("REL-2026-00001", "C1", "EUR", "s-1", "email", "a@b.fr",
    ...               (Pair("F1", "s-1"),), SendState.ACCEPTED, machine="PC")
    >>> status_cells(entry)["status"]
    'envoyé'
    """
    moment = entry.at
    return {
        "status": to_cell(SENDS["status"], STATUS_OF[entry.state]),
        "at": moment.replace(tzinfo=None, microsecond=0) if moment else None,
        "detail": entry.detail or None,
        "machine": entry.machine or None,
        "file": entry.file or None,
        "message_id": entry.message_id or None,
        "content_hash": entry.content_hash or None,
    }


def row_of(entry: Entry) -> dict[str, Cell]:
    """Give the whole row of an entry: what was recorded when it was queued, and its state."""
    return {
        **entry.record,
        "number": entry.number,
        "payer": entry.payer,
        "currency": entry.currency,
        "stage": entry.stage,
        "channel": to_cell(SENDS["channel"], entry.channel),
        "recipient": entry.recipient,
        **status_cells(entry),
    }
