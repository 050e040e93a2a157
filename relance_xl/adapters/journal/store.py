"""The journal's file: made whole or not at all, opened checked, never recreated silently."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from relance_xl.adapters.durable import sync_folder
from relance_xl.problems import RelanceError

VERSION = 2
_BUSY_SECONDS = 30

_MEMORY = f"""
CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    command TEXT NOT NULL,
    sheet_table TEXT NOT NULL,
    row_key TEXT NOT NULL,
    column_name TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL
);
PRAGMA user_version = {VERSION};
"""
"""What version 2 added: cells as they stood before a command wrote them."""

_TABLES = f"""
BEGIN;
CREATE TABLE message (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL UNIQUE,
    payer TEXT NOT NULL,
    currency TEXT NOT NULL,
    stage TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    recipient_key TEXT NOT NULL,
    state TEXT NOT NULL,
    machine TEXT NOT NULL,
    at TEXT,
    detail TEXT NOT NULL,
    file TEXT NOT NULL,
    message_id TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    record TEXT NOT NULL,
    written INTEGER NOT NULL
);
CREATE TABLE pair (
    message INTEGER NOT NULL REFERENCES message (seq) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    invoice TEXT NOT NULL,
    stage TEXT NOT NULL,
    PRIMARY KEY (message, place)
) WITHOUT ROWID;
CREATE INDEX pair_by_invoice ON pair (invoice, stage);
{_MEMORY}
COMMIT;
"""


class JournalError(RelanceError):
    """The journal of sends cannot be read or written; without it nothing may leave."""


@contextmanager
def told_in_french(path: Path) -> Iterator[None]:
    """Turn a fault of the journal's file into a sentence naming it."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        message = (
            f"Le journal des envois ({path}) est abîmé ou inaccessible\u202f: {error}. "
            "Plus rien ne part sans lui. Libérez de la place ou rétablissez vos droits\u202f; "
            "s’il est abîmé, remettez sa dernière sauvegarde, ou renommez-le\u202f: "
            "la feuille Envois en tient lieu."
        )
        raise JournalError(message) from error


def connect(path: Path) -> sqlite3.Connection:
    """Open the journal, making it first where there is none."""
    with told_in_french(path):
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make(path)
        return _upgraded(_checked(_open(f"{path.absolute().as_uri()}?mode=rw"), path))


def connect_copy(path: Path) -> sqlite3.Connection:
    """Open a copy in memory, so that a simulated run leaves the file as it stands."""
    with told_in_french(path):
        copy = _open("file::memory:")
        if not path.exists():
            copy.executescript(_TABLES)
            return copy
        source = _checked(_open(f"{path.absolute().as_uri()}?mode=ro"), path)
        try:
            source.backup(copy)
        finally:
            source.close()
        return _upgraded(copy)


def _open(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, timeout=_BUSY_SECONDS, isolation_level=None, uri=True)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _make(path: Path) -> None:
    """Make an empty journal elsewhere and give it its name once it is whole on disk.

    So a file of that name without tables is always a damaged one, even after a crash in
    the first second; and two first runs at once end up with the same file.
    """
    with TemporaryDirectory(prefix=f"{path.stem}-", dir=path.parent) as folder:
        draft = Path(folder) / path.name
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_TABLES)
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
        try:
            os.link(draft, path)
        except FileExistsError:
            return
        except OSError:  # a disk without hard links
            draft.rename(path)
    sync_folder(path.parent)


def _checked(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """Refuse a file that is damaged, not ours, or newer than this program."""
    try:
        _check(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if state != "ok":
        raise sqlite3.DatabaseError(state)
    if version > VERSION:
        message = (
            f"Le journal des envois ({path}) vient d’une version plus récente de "
            "Relance XL\u202f: mettez le programme à jour sur ce poste."
        )
        raise JournalError(message)
    if version < 1:
        raise sqlite3.DatabaseError("le fichier ne contient pas de journal")


def _upgraded(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Bring a journal of an earlier version up to this one, whole or not at all."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < VERSION:
        connection.executescript(f"BEGIN IMMEDIATE; {_MEMORY} COMMIT;")
    return connection
