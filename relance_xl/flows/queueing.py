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
    *("invoices", "due_cents", "main_number"),
)
"""Columns a row of Envois takes over from its row of Relances."""


def queue_parcels(desk: Desk, opened: Opened, batch: Batch, parcels: Sequence[Parcel]) -> list[str]:
    """Queue what is about to leave; returns numbers whose pairs have left already."""
    rows = dict(zip(batch.rows["number"], batch.rows.to_dict("records"), strict=True))
    amounts = _amounts(batch)
    entries = []
    for parcel in parcels:
        number = parcel.message.number
        entry = _entry(desk, rows[number], SendState.QUEUED, amounts.get(number, {}))
        if not _taken(opened.acts, entry):
            entries.append(_with_content(entry, parcel))
    asked = {parcel.message.number for parcel in parcels}
    refused = opened.journal.queue(entries)
    return sorted((asked - {entry.number for entry in entries}) | set(refused))


def queue_ignored(desk: Desk, opened: Opened, batch: Batch) -> None:
    """Remember what a person chose to ignore: it counts as sent for stage and gap."""
    entries = [_entry(desk, row, SendState.IGNORED, {}) for row in batch.ignored.to_dict("records")]
    opened.journal.queue(entries)


def _amounts(batch: Batch) -> dict[str, dict[str, object]]:
    """Give what was claimed beside the due sum, by number."""
    found: dict[str, dict[str, object]] = {}
    for choice in batch.choices:
        proposals = choice.decision.proposals.set_index("proposal")
        for proposal, number in choice.numbers.items():
            row = proposals.loc[proposal]
            if row["claim"]:
                found[number] = {name: row[name] for name in ("interest_cents", "fee_cents")}
            if "rate_text" in row:
                found.setdefault(number, {})["rate_text"] = row["rate_text"]
            found.setdefault(number, {})["copies"] = row["copies"]
    return found


def _entry(
    desk: Desk, row: Mapping[Hashable, object], state: SendState, amounts: Mapping[str, object]
) -> Entry:
    values = {name: row[name] for name in _SAME} | dict(amounts)
    return Entry(
        number=str(row["number"]),
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
