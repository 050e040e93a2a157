"""What was done before: journal and sheet Envois put together, one row per message and pair.

Both are the memory of acts (RULES §7.5): a message known to one of them counts. A verdict
typed in Envois wins; else the journal's state wins over the sheet's, except that a bounce
seen from another machine is later news than our « accepted ».
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from relance_xl.ports import Entry, Pair, SendState
from relance_xl.problems import Problem, Severity
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
    "number",
    "at",
    "status",
    "verdict",
    "payer",
    "currency",
    "channel",
    "recipient",
    "invoices",
    "main_number",
    "machine",
    "stage",
    "severity",
    "row",
)


@dataclass(slots=True)
class _Act:
    number: str
    status: str
    at: datetime | None
    payer: str
    currency: str
    channel: str
    recipient: str
    main_number: str
    machine: str
    pairs: tuple[Pair, ...]
    carrying: str = ""
    severity: int | None = None


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
    known: dict[str, _Act] = {}
    problems: list[Problem] = []
    for values in zip(*(sends[name].tolist() for name in _READ), strict=True):
        cells = dict(zip(_READ, values, strict=True))
        number = str(cells["number"])
        if not number:
            continue
        act = _from_sheet(cells, journal.get(number), problems)
        if act is not None:
            known[number] = act
    for entry in entries:
        if entry.number not in known and entry.state in _STATUS_OF:
            known[entry.number] = _from_journal(entry)
    return _frame(list(known.values()), stages), problems


def _from_sheet(
    cells: dict[str, object], entry: Entry | None, problems: list[Problem]
) -> _Act | None:
    """Read one row of Envois; None when the journal says that nothing left."""
    status = _status(str(cells["status"]), str(cells["verdict"]), entry)
    if not status:
        return None
    at, severity = cells["at"], cells["severity"]
    return _Act(
        number=str(cells["number"]),
        status=status,
        at=None if pd.isna(at) else at,  # type: ignore[call-overload,arg-type]  # one cell of a datetime column
        payer=str(cells["payer"]),
        currency=str(cells["currency"]),
        channel=str(cells["channel"]),
        recipient=str(cells["recipient"]),
        main_number=str(cells["main_number"]),
        machine=str(cells["machine"]),
        pairs=entry.pairs if entry is not None else _pairs(cells, problems),
        carrying=str(cells["stage"]),
        severity=None if pd.isna(severity) else int(str(severity)),  # type: ignore[call-overload]  # one cell
    )


def _status(shown: str, verdict: str, entry: Entry | None) -> str:
    """Decide between verdict, journal and sheet; empty when the message was only deferred."""
    if verdict:
        return verdict
    if entry is None:
        return shown or "in_doubt"
    if entry.state is SendState.ACCEPTED and shown == "bounced":
        return shown
    return _STATUS_OF.get(entry.state, "")


def _pairs(cells: dict[str, object], problems: list[Problem]) -> tuple[Pair, ...]:
    try:
        return parse_pairs(str(cells["invoices"]))
    except ValueError:
        problems.append(
            Problem(
                "bad_pairs",
                "Envois",
                "factures du message illisibles\u202f: toutes celles de ce client attendent",
                "remettre la cellule comme elle était (« F2026-0001 → standard-1 »)",
                row=int(str(cells["row"])),
                column="Factures",
                key=str(cells["number"]),
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
        pairs=entry.pairs,
        carrying=entry.stage,
        severity=severity if isinstance(severity, int) else None,
    )


def _frame(acts: list[_Act], stages: pd.DataFrame) -> pd.DataFrame:
    """One row per message and pair, with the stage's severity and rank of today."""
    known = {
        stage: (severity, rank)
        for stage, severity, rank in zip(
            stages["stage"], stages["severity"], stages["rank"], strict=True
        )
    }
    rows = []
    for act in acts:
        for pair in act.pairs or (Pair("", ""),):
            severity, rank = known.get(pair.stage, (pd.NA, pd.NA))
            if pair.stage == act.carrying and severity is pd.NA and act.severity is not None:
                severity = act.severity
            rows.append(
                (
                    act.number,
                    pair.invoice,
                    pair.stage,
                    act.status,
                    act.at,
                    act.payer,
                    act.currency,
                    act.channel,
                    act.recipient,
                    severity,
                    rank,
                    not act.main_number,
                    act.main_number,
                    act.machine,
                )
            )
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    frame = pd.DataFrame(
        {
            name: pd.Series(list(values), dtype="object")
            for name, values in zip(COLUMNS, columns, strict=True)
        }
    )
    frame["at"] = pd.to_datetime(frame["at"])
    return frame.astype(COLUMNS)
