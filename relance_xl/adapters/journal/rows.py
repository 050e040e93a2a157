"""Between an `Entry` and the journal's columns."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import date, datetime

from relance_xl.ports import Cell, Entry, Pair, SendState

COLUMNS = (
    "number",
    "payer",
    "currency",
    "stage",
    "channel",
    "recipient",
    "recipient_key",
    "state",
    "machine",
    "at",
    "detail",
    "file",
    "message_id",
    "content_hash",
    "record",
    "written",
)


def recipient_key(recipient: str) -> str:
    """Give what makes two recipients one: blanks and case do not tell them apart.

    >>> recipient_key(" Compta@Acme.fr ")
    'compta@acme.fr'
    """
    return " ".join(recipient.split()).casefold()


def to_row(entry: Entry) -> dict[str, str | int | None]:
    """Give the values of table `message` for an entry."""
    return {
        "number": entry.number,
        "payer": entry.payer,
        "currency": entry.currency,
        "stage": entry.stage,
        "channel": entry.channel,
        "recipient": entry.recipient,
        "recipient_key": recipient_key(entry.recipient),
        "state": entry.state.value,
        "machine": entry.machine,
        "at": entry.at.isoformat() if entry.at else None,
        "detail": entry.detail,
        "file": entry.file,
        "message_id": entry.message_id,
        "content_hash": entry.content_hash,
        "record": _to_json(entry.record),
        "written": int(entry.written),
    }


def to_entry(row: sqlite3.Row, pairs: tuple[Pair, ...]) -> Entry:
    """Give the entry of a row of `message` and its pairs."""
    return Entry(
        number=row["number"],
        payer=row["payer"],
        currency=row["currency"],
        stage=row["stage"],
        channel=row["channel"],
        recipient=row["recipient"],
        pairs=pairs,
        state=SendState(row["state"]),
        machine=row["machine"],
        at=datetime.fromisoformat(row["at"]) if row["at"] else None,
        detail=row["detail"],
        file=row["file"],
        message_id=row["message_id"],
        content_hash=row["content_hash"],
        record=_from_json(row["record"]),
        written=bool(row["written"]),
    )


def _to_json(record: Mapping[str, Cell]) -> str:
    return json.dumps(dict(record), ensure_ascii=False, default=_dated)


def _dated(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(type(value).__name__)


def _from_json(text: str) -> dict[str, Cell]:
    """Read a record back.

    >>> _from_json(_to_json({"day": date(2026, 3, 2), "cents": 12, "name": "Élan"}))
    {'day': datetime.date(2026, 3, 2), 'cents': 12, 'name': 'Élan'}
    """
    return {name: _cell(value) for name, value in json.loads(text).items()}


def _cell(value: str | float | bool | dict[str, str] | None) -> Cell:  # noqa: FBT001 - a cell
    if not isinstance(value, dict):
        return value
    if "date" in value:
        return date.fromisoformat(value["date"])
    return datetime.fromisoformat(value["datetime"])
