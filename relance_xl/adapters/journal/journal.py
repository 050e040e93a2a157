"""The journal of sends on SQLite (write-ahead log, every commit on disk before it returns)."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from relance_xl.adapters.journal.rows import COLUMNS, recipient_key, to_entry, to_row
from relance_xl.adapters.journal.store import JournalError, connect, connect_copy, told_in_french
from relance_xl.adapters.names import local_name
from relance_xl.adapters.run_lock import run_lock
from relance_xl.ports import Change, Entry, Pair, Receipt, SendState

_INTERRUPTED = "Envoi interrompu avant de partir"

_INSERT = (
    f"INSERT INTO message ({', '.join(COLUMNS)}) "  # noqa: S608 - names of our own columns
    f"VALUES ({', '.join(f':{name}' for name in COLUMNS)})"
)
_TAKEN = (
    "SELECT 1 FROM pair JOIN message ON message.seq = pair.message "  # noqa: S608 - states of ours
    "WHERE pair.invoice = ? AND pair.stage = ? AND message.channel = ? "
    "AND message.recipient_key = ? AND message.state IN "
    f"({', '.join(repr(state.value) for state in SendState if state.takes_pairs)}) LIMIT 1"
)
_COMES_FROM = {
    SendState.SENDING: (SendState.QUEUED,),
    SendState.IN_DOUBT: (SendState.QUEUED, SendState.SENDING),
}
"""States only reached from some; every other one may settle any (a person's verdict wins)."""


class SqliteJournal:
    """Fulfils `Journal`, one file per workbook in the user's local data folder.

    Never on a network drive: the write-ahead log needs the local disk. Held by one run at a
    time: copies of a workbook share its id, and `release` must not meet a living run. With
    `simulated` it works on a copy in memory and the file stays as it is.
    """

    def __init__(self, folder: Path, workbook_id: str, *, simulated: bool = False) -> None:
        """Open the workbook's journal; raises `JournalError` when it is damaged.

        Raises `WorkbookBusyError` while another run holds it.
        """
        self._path = folder / f"{local_name(workbook_id)}.sqlite"
        with ExitStack() as held:
            if not simulated:
                held.enter_context(run_lock(folder, workbook_id))
            self._db = (connect_copy if simulated else connect)(self._path)
            held.callback(self._db.close)
            self._held = held.pop_all()

    def __enter__(self) -> Self:
        """Use the journal for a run."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file and let others have it; what was marked is on disk already."""
        self._held.close()

    def queue(self, entries: Sequence[Entry]) -> list[str]:
        """Remember intentions; returns the numbers refused because a pair is taken."""
        with self._transaction():
            return [entry.number for entry in entries if not self._enter(entry)]

    def release(self, machine: str) -> list[str]:
        """Move what this machine left QUEUED or SENDING to DEFERRED; returns the numbers."""
        with self._transaction():
            left = self._db.execute(
                "SELECT number FROM message WHERE state IN (?, ?) AND machine = ? ORDER BY seq",
                (SendState.QUEUED, SendState.SENDING, machine),
            ).fetchall()
            numbers = [str(row["number"]) for row in left]
            self._db.executemany(
                "UPDATE message SET state = ?, detail = ?, written = 0 WHERE number = ?",
                [(SendState.DEFERRED, _INTERRUPTED, number) for number in numbers],
            )
        return numbers

    def mark(self, number: str, state: SendState, receipt: Receipt | None = None) -> None:
        """Move one message to a state, durably, before returning.

        Raises `JournalError` when the message is unknown or may not go there.
        """
        sources = _COMES_FROM.get(state, tuple(SendState))
        answer = receipt or Receipt(state)
        with told_in_french(self._path):
            moved = self._db.execute(
                "UPDATE message SET state = ?, written = 0, "  # noqa: S608 - only question marks
                "detail = iif(?, ?, detail), file = iif(? = '', file, ?) "
                f"WHERE number = ? AND state IN ({', '.join('?' * len(sources))})",
                (
                    state,
                    receipt is not None,
                    answer.detail,
                    answer.file,
                    answer.file,
                    number,
                    *sources,
                ),
            )
        if moved.rowcount != 1:
            message = (
                f"Le message {number} n’est pas prêt à partir d’après le journal des envois\u202f: "
                "relancez «\u202fPréparer\u202f», puis «\u202fEnvoyer\u202f»."
            )
            raise JournalError(message)

    def entries(self) -> list[Entry]:
        """Everything remembered, oldest first."""
        return self._read("")

    def unwritten(self) -> list[Entry]:
        """Entries whose present state the workbook does not show yet."""
        return self._read("WHERE written = 0")

    def mark_written(self, numbers: Sequence[str]) -> None:
        """Note that the workbook now shows the present state of these."""
        with self._transaction():
            self._db.executemany(
                "UPDATE message SET written = 1 WHERE number = ?", [(n,) for n in numbers]
            )

    def last_number(self, year: int) -> int:
        """Highest REL- sequence number ever used in that year, 0 if none."""
        prefix = f"REL-{year:04d}-"
        with told_in_french(self._path):
            (highest,) = self._db.execute(
                "SELECT max(CAST(substr(number, ?) AS INTEGER)) FROM message WHERE number GLOB ?",
                (len(prefix) + 1, f"{prefix}[0-9]*"),
            ).fetchone()
        return int(highest or 0)

    def record(self, changes: Sequence[Change]) -> None:
        """Remember what cells held before a command wrote them; on disk before returning."""
        with self._transaction():
            self._db.executemany(
                "INSERT INTO change (at, command, sheet_table, row_key, column_name, old, new) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (c.at.isoformat(), c.command, c.table, c.key, c.column, c.old, c.new)
                    for c in changes
                ],
            )

    def changes(self) -> list[Change]:
        """Every remembered change, oldest first."""
        with told_in_french(self._path):
            rows = self._db.execute("SELECT * FROM change ORDER BY seq").fetchall()
        names = ("command", "sheet_table", "row_key", "column_name", "old", "new")
        return [
            Change(datetime.fromisoformat(row["at"]), *(row[name] for name in names))
            for row in rows
        ]

    def _enter(self, entry: Entry) -> bool:
        known = self._db.execute(
            "SELECT state FROM message WHERE number = ?", (entry.number,)
        ).fetchone()
        if (known and known["state"] != SendState.DEFERRED) or self._taken(entry):
            return False
        self._db.execute("DELETE FROM message WHERE number = ?", (entry.number,))
        state = SendState.IGNORED if entry.state is SendState.IGNORED else SendState.QUEUED
        row = to_row(entry) | {"state": state.value, "written": 0}
        place = self._db.execute(_INSERT, row).lastrowid
        self._db.executemany(
            "INSERT INTO pair (message, place, invoice, stage) VALUES (?, ?, ?, ?)",
            [(place, i, pair.invoice, pair.stage) for i, pair in enumerate(entry.pairs)],
        )
        return True

    def _taken(self, entry: Entry) -> bool:
        key = recipient_key(entry.recipient)
        return any(
            self._db.execute(_TAKEN, (pair.invoice, pair.stage, entry.channel, key)).fetchone()
            for pair in entry.pairs
            if pair.stage
        )

    def _read(self, where: str) -> list[Entry]:
        chosen = f"SELECT * FROM message {where} ORDER BY seq"  # noqa: S608 - our own words
        with told_in_french(self._path):
            rows = self._db.execute(chosen).fetchall()
            pairs: dict[int, list[Pair]] = defaultdict(list)
            for row in self._db.execute(
                "SELECT message, pair.invoice, pair.stage FROM pair "  # noqa: S608 - the same
                f"JOIN message ON seq = message {where} ORDER BY message, place"
            ):
                pairs[row["message"]].append(Pair(row["invoice"], row["stage"]))
        return [to_entry(row, tuple(pairs[row["seq"]])) for row in rows]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, alone: pairs are looked up and taken under the same lock."""
        with told_in_french(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
