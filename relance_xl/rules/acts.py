"""What was done before: journal and sheet Envois put together, one row per message and pair.

Both are the memory of acts (RULES §7.5): a message known to one of them counts. A verdict
typed in Envois wins; else the journal's state wins over the sheet's, except that a bounce
seen from another machine is later news than our « accepted ».
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
import pandas as pd

from relance_xl.ports import Entry, Pair, SendState
from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import find, texts, unreadable
from relance_xl.rules.gaps import DECIDING
from relance_xl.rules.keys import key_of
from relance_xl.rules.pairs import parse_pairs
from relance_xl.schema import TABLES

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

_TAKING = frozenset({"sent", "ignored", "in_progress"})
"""What counts as having left: of a row that cannot be read, nobody knows when or what."""

_NO_PAIR = (Pair("", ""),)

_LEFT = ("sent", "ignored", "in_doubt", "in_progress")
"""What counts as done: without invoices or day it holds rather than being forgotten."""

_FAULTS = {
    "send_without_number": (
        "number",
        "envoi sans numéro\u202f: ses factures comptent comme relancées",
        "remettre le numéro de la relance, lu dans son objet",
    ),
    "number_collision": (
        "number",
        "ce numéro est celui de deux relances différentes\u202f: toutes deux comptent",
        "garder les deux lignes, et donner à l’une un autre numéro (« REL-2026-00005b »)",
    ),
    "bad_pairs": (
        "invoices",
        "factures du message illisibles\u202f: toutes celles de ce client attendent",
        "remettre la cellule comme elle était (« F2026-0001 → standard-1 »)",
    ),
    "send_without_date": (
        "at",
        "jour de l’envoi inconnu\u202f: toutes les factures de ce client attendent",
        "saisir le jour de l’envoi",
    ),
}
"""Per code: column, what is wrong, what to do."""


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
    and the problems of rows of Envois whose invoices, day or number cannot be read, or whose
    number is also another message's: then both count.

    >>> from relance_xl.frames import empty_frame
    >>> from relance_xl.schema import TABLES
    >>> entry = Entry("REL-2026-00001", "C1", "EUR", "standard-1", "email", "a@b.example",
    ...               (Pair("F1", "standard-1"), Pair("F2", "")), SendState.ACCEPTED)
    >>> acts, _ = gather(
    ...     empty_frame(TABLES["sends"]), [entry], empty_frame(TABLES["stages"]))
    >>> acts[["item", "stage", "status", "main"]].values.tolist()
    [['F1', 'standard-1', 'sent', True], ['F2', '', 'sent', True]]
    """
    acts, problems, met = _from_sheet(sends, {entry.number: entry for entry in entries})
    acts += [
        _from_journal(entry)
        for entry in entries
        if entry.number not in met and entry.state in _STATUS_OF
    ]
    return _frame(acts, stages), problems


def _from_sheet(
    sends: pd.DataFrame, journal: Mapping[str, Entry]
) -> tuple[list[_Act], list[Problem], set[str]]:
    """Read sheet Envois; returns acts, problems, and the numbers the journal knew as well."""
    acts: list[_Act] = []
    problems: list[Problem] = []
    met: set[str] = set()
    seen: set[str] = set()
    columns = (sends[name].tolist() for name in _READ)
    hidden = unreadable(sends, DECIDING["sends"]).tolist()
    for lost, number, shown, verdict, invoices, row, on, *said in zip(
        hidden, *columns, strict=True
    ):
        if not (number or shown or verdict or invoices):
            continue
        pairs = _pairs(invoices)
        entry = journal.get(number)
        twice = number in seen
        if entry and not _same(entry, said[0], said[3], pairs):
            entry, twice = None, True
        if entry:
            met.add(number)
            pairs = entry.pairs
        moment = entry.at if entry and pd.isna(on) else on
        seen.add(number)
        status = _status(shown, verdict, entry)
        if lost and entry is None and status in _TAKING:
            status = "in_doubt"
        if status:
            acts.append(_Act._make((number, status, moment, *said, pairs or ())))
            problems += _faults(acts[-1], row, twice=twice)
    return acts, problems, met


def _same(entry: Entry, payer: str, recipient: str, pairs: tuple[Pair, ...] | None) -> bool:
    """Tell whether a row of Envois is this message: a restored backup may reuse its number.

    What the row no longer says is not held against it.
    """
    for shown, known in ((payer, entry.payer), (recipient, entry.recipient)):
        if shown and known and key_of(shown) != key_of(known):
            return False
    recorded = {key_of(pair.invoice) for pair in entry.pairs if pair.stage}
    return not pairs or recorded == {key_of(pair.invoice) for pair in pairs if pair.stage}


def _faults(act: _Act, row: int, *, twice: bool) -> list[Problem]:
    """Report what makes a row of Envois hold more than it should."""
    codes = {
        "send_without_number": not act.number,
        "number_collision": twice and bool(act.number),
        "bad_pairs": not act.pairs and act.status in _LEFT,
        "send_without_date": pd.isna(act.at) and act.status in _LEFT,
    }
    return [
        Problem(
            code,
            TABLES["sends"].sheet,
            text,
            action,
            row=row,
            column=TABLES["sends"][column].label,
            key=act.number,
            severity=Severity.BLOCKING,
        )
        for code, (column, text, action) in _FAULTS.items()
        if codes[code]
    ]


def _status(shown: str, verdict: str, entry: Entry | None) -> str:
    """Decide between verdict, journal and sheet; empty when the message was only deferred."""
    if verdict:
        return verdict
    if entry is None:
        return shown or "in_doubt"
    if entry.state is SendState.ACCEPTED and shown == "bounced":
        return shown
    return _STATUS_OF.get(entry.state, "")


def _pairs(cell: str) -> tuple[Pair, ...] | None:
    try:
        return parse_pairs(cell)
    except ValueError:
        return None


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
