"""Intentions on disk before anything leaves: the journal's entries and rows « en cours »."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from relance_xl.flows.choosing import Batch
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.flows.parcels import Parcel
from relance_xl.frames import row_cells
from relance_xl.ports import Entry, Pair, SendState
from relance_xl.rules.pairs import parse_pairs
from relance_xl.schema import TABLES

_SAME = (
    *("payer_name", "contact_name", "language", "stage_label", "severity", "text"),
    *("invoices", "due_cents", "rate_text", "copies"),
)
"""Columns of a proposal that its row of Envois takes over."""
_CLAIMED = ("interest_cents", "fee_cents")


def queue_parcels(desk: Desk, opened: Opened, batch: Batch, parcels: Sequence[Parcel]) -> list[str]:
    """Queue what is about to leave; returns numbers whose pairs have left already.

    What is remembered is what was decided and rendered, never what a cell of Relances says.
    """
    made = {parcel.message.number: parcel for parcel in parcels}
    entries = [
        _with_content(entry, made[entry.number])
        for entry in _entries(desk, batch, SendState.QUEUED)
        if entry.number in made and not _taken(opened.acts, entry)
    ]
    refused = opened.journal.queue(entries)
    return sorted((made.keys() - {entry.number for entry in entries}) | set(refused))


def queue_ignored(desk: Desk, opened: Opened, batch: Batch) -> None:
    """Remember what a person chose to ignore: it counts as sent for stage and gap."""
    opened.journal.queue(_entries(desk, batch, SendState.IGNORED))


def _entries(desk: Desk, batch: Batch, state: SendState) -> list[Entry]:
    mains = dict(zip(batch.rows["number"], batch.rows["main_number"], strict=True))
    entries = []
    for choice in batch.choices:
        numbers = choice.ignored if state is SendState.IGNORED else choice.numbers
        for row in choice.decision.proposals.to_dict("records"):
            number = numbers.get(row["proposal"])
            if number is not None:
                entries.append(_entry(desk, row, (number, mains[number]), state))
    return entries


def _entry(
    desk: Desk, row: Mapping[Hashable, object], numbers: tuple[str, str], state: SendState
) -> Entry:
    """Make the entry of a proposal; `numbers` are its own and its main message's."""
    names = _SAME + (_CLAIMED if row["claim"] else ())
    values = {name: row[name] for name in names} | {"main_number": numbers[1]}
    return Entry(
        number=numbers[0],
        payer=str(row["payer"]),
        currency=str(row["currency"]),
        stage=str(row["stage"]),
        channel=str(row["channel"]),
        recipient=str(row["recipient"]),
        pairs=tuple(Pair(p.invoice, p.stage) for p in parse_pairs(str(row["invoices"]))),
        state=state,
        machine=desk.machine,
        at=desk.moment(),
        record=row_cells(TABLES["sends"], values),
    )


def _with_content(entry: Entry, parcel: Parcel) -> Entry:
    return replace(entry, message_id=parcel.message.message_id, content_hash=parcel.content_hash)


def _taken(acts: pd.DataFrame, entry: Entry) -> bool:
    """Tell whether Envois or the journal shows one of these pairs on this channel (RULES §7.5)."""
    taking = acts[
        acts["status"].isin(["sent", "in_progress", "in_doubt", "ignored"])
        & (acts["channel"] == entry.channel)
        & (acts["recipient"].str.casefold() == entry.recipient.casefold())
        & (acts["number"] != entry.number)
    ]
    known = set(zip(taking["item"], taking["stage"], strict=True))
    return any((pair.invoice, pair.stage) in known for pair in entry.pairs if pair.stage)
