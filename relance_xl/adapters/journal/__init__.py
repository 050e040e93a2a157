"""The memory of acts: what this machine meant to send, and what became of it."""

from relance_xl.adapters.journal.journal import SqliteJournal
from relance_xl.adapters.journal.store import JournalError

__all__ = ["JournalError", "SqliteJournal"]
