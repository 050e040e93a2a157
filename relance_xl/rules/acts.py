"""What was done before: journal and sheet Envois put together, one row per message and pair.

Both are the memory of acts (RULES §7.5): a message known to one of them counts. A verdict
typed in Envois wins; else the journal's state wins over the sheet's, except that a bounce
seen from another machine is later news than our « accepted ».
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
import pandas as pd

from relance_xl.ports import Entry, Pair, SendState
from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import find, texts
from relance_xl.rules.pairs import parse_pairs

COLUMNS = {
    "number": "str",
    "item": "str",
    "stage": "str",
    "status": "str",
    "at": "datetime64[s]",
    "payer": "str",
    "currency": "str",
    "channel": "str",
    "recipient": "str",
    "severity": "Int64",
    "rank": "Int64",
    "main": "bool",
    "main_number": "str",
    "machine": "str",
}
"""Columns of the ACTS frame and their dtypes. `status` is a code of `SEND_STATUSES`."""

_STATUS_OF = {
    SendState.QUEUED: "in_progress",
    SendState.SENDING: "in_progress",
    SendState.IN_DOUBT: "in_doubt",
    SendState.ACCEPTED: "sent",
    SendState.REFUSED: "refused",
    SendState.NOT_SENT: "not_sent",
    SendState.IGNORED: "ignored",
    SendState.BOUNCED: "bounced",
}
"""DEFERRED is missing on purpose: nothing left, its row in Relances is approved again."""

_READ = (
    *("number", "status", "verdict", "invoices", "row"),
    *("at", "payer", "currency", "channel", "recipient", "main_number", "machine"),
    *("stage", "severity"),
)
"""Columns of Envois read: what decides first, then the fields of `_Act` after `status`."""

_NO_PAIR = (Pair("", ""),)


class _Act(NamedTuple):
    number: str
    status: str
    at: datetime | None
    payer: str
    currency: str
    channel: str
    recipient: str
    main_number: str
    machine: str
    carrying: str
    severity: int | None
    pairs: tuple[Pair, ...]


def gather(
    sends: pd.DataFrame, entries: Sequence[Entry], stages: pd.DataFrame
) -> tuple[pd.DataFrame, list[Problem]]:
    """Put sheet Envois and the journal together, by message number.

    Needs `sends` and `stages` as frames of those tables. Returns the ACTS frame (`COLUMNS`;
    `stage` empty = only listed, `rank` and `severity` missing for a stage no longer known)
    and one problem per row of Envois whose invoices cannot be read.

    >>> from relance_xl.frames import empty_frame
    >>> from relance_xl.schema import TABLES
    >>> entry = Entry("REL-2026-00001", "C1", "EUR", "standard-1", "email", "a@b.example",
    ...               (Pair("F1", "standard-1"), Pair("F2", "")), SendState.ACCEPTED)
    >>> acts, _ = gather(
    ...     empty_frame(TABLES["sends"]), [entry], empty_frame(TABLES["stages"]))
    >>> acts[["item", "stage", "status", "main"]].values.tolist()
    [['F1', 'standard-1', 'sent', True], ['F2', '', 'sent', True]]
    """
    journal = {entry.number: entry for entry in entries}
    acts: list[_Act] = []
    problems: list[Problem] = []
    columns = (sends[name].tolist() for name in _READ)
    for number, shown, verdict, invoices, row, *said in zip(*columns, strict=True):
        entry = journal.get(number)
        status = _status(shown, verdict, entry)
        if number and status:
            pairs = entry.pairs if entry else _pairs(invoices, number, row, problems)
            acts.append(_Act._make((number, status, *said, pairs)))
    shown_numbers = set(sends["number"].tolist())
    acts += [
        _from_journal(entry)
        for entry in entries
        if entry.number not in shown_numbers and entry.state in _STATUS_OF
    ]
    return _frame(acts, stages), problems


def _status(shown: str, verdict: str, entry: Entry | None) -> str:
    """Decide between verdict, journal and sheet; empty when the message was only deferred."""
    if verdict:
        return verdict
    if entry is None:
        return shown or "in_doubt"
    if entry.state is SendState.ACCEPTED and shown == "bounced":
        return shown
    return _STATUS_OF.get(entry.state, "")


def _pairs(cell: str, number: str, row: int, problems: list[Problem]) -> tuple[Pair, ...]:
    try:
        return parse_pairs(cell)
    except ValueError:
        problems.append(
            Problem(
                "bad_pairs",
                "Envois",
                "factures du message illisibles\u202f: toutes celles de ce client attendent",
                "remettre la cellule comme elle était (« F2026-0001 → standard-1 »)",
                row=row,
                column="Factures",
                key=number,
                severity=Severity.BLOCKING,
            )
        )
        return ()


def _from_journal(entry: Entry) -> _Act:
    severity = entry.record.get("severity")
    return _Act(
        number=entry.number,
        status=_STATUS_OF[entry.state],
        at=entry.at,
        payer=entry.payer,
        currency=entry.currency,
        channel=entry.channel,
        recipient=entry.recipient,
        main_number=str(entry.record.get("main_number") or ""),
        machine=entry.machine,
        carrying=entry.stage,
        severity=severity if isinstance(severity, int) else None,
        pairs=entry.pairs,
    )


def _frame(acts: list[_Act], stages: pd.DataFrame) -> pd.DataFrame:
    """One row per message and pair, with the stage's severity and rank of today."""
    pairs = [act.pairs or _NO_PAIR for act in acts]
    times = [len(some) for some in pairs]
    columns = list(zip(*acts, strict=True))[:-1] or [()] * (len(_Act._fields) - 1)
    told = {
        name: np.repeat(np.array(values, dtype=object), times)
        for name, values in zip(_Act._fields, columns, strict=False)
    }
    stage = np.array([pair.stage for some in pairs for pair in some], dtype=object)
    known = find(texts(stages["stage"]), stage)
    severity = pd.Series([*stages["severity"], pd.NA], dtype="Int64").take(known).array
    rank = pd.Series([*stages["rank"], pd.NA], dtype="Int64").take(known).array
    lost = severity.isna() & (stage == told["carrying"])
    severity[lost] = pd.array(told["severity"][lost], dtype="Int64")
    words = ("number", "status", "payer", "currency", "channel", "recipient", "machine")
    frame = {name: told[name] for name in (*words, "main_number")} | {
        "item": [pair.invoice for some in pairs for pair in some],
        "stage": stage,
        "at": pd.to_datetime(pd.Series(told["at"], dtype="object")),
        "severity": severity,
        "rank": rank,
        "main": told["main_number"] == "",
    }
    return pd.DataFrame({name: pd.Series(frame[name], dtype=COLUMNS[name]) for name in COLUMNS})
