"""Where the user keeps what is his, and where the program keeps its own."""

import hashlib
import os
import uuid
from pathlib import Path

from relance_xl.adapters.durable import write_whole
from relance_xl.problems import UsageError

BACKUPS = "Sauvegardes"
"""Folder beside the workbook where copies of it are kept."""


def data_folder() -> Path:
    """Give the user's local data folder: journals, locks, the log. Never on a network drive."""
    if folder := os.environ.get("RELANCE_DATA_DIR"):
        return Path(folder)
    from platformdirs import user_data_path  # noqa: PLC0415 - keeps the start quick

    return user_data_path("Relance XL", appauthor=False, roaming=False)


def journals() -> Path:
    """Give the folder of journals."""
    return data_folder() / "journaux"


def existing(path: Path) -> Path:
    """Give a workbook's whole path; raises `UsageError` when there is no such file."""
    path = path.absolute()
    if not path.is_file():
        fault = "est un dossier, pas un classeur" if path.is_dir() else "est introuvable"
        raise UsageError(f"« {path} » {fault}.")
    return path


def known_id(path: Path, *, store: bool) -> str:
    """Give a workbook without identifier the one it had, else a new one.

    The very first backup of a workbook has none yet: restored, it must find its journal.
    """
    note = id_note(path)
    if note.is_file():
        return note.read_text(encoding="ascii")
    identifier = uuid.uuid4().hex
    if store:
        note.parent.mkdir(parents=True, exist_ok=True)
        write_whole(note, identifier.encode("ascii"))
    return identifier


def id_note(path: Path) -> Path:
    """Give where the identifier of the workbook at this place is noted."""
    place = hashlib.sha256(str(path.resolve()).encode()).hexdigest()
    return data_folder() / "classeurs" / f"{place}.txt"


def free_folder(folder: Path) -> Path:
    """Give a new, empty folder: an earlier demonstration is never written over."""
    candidate = folder.absolute()
    rank = 1
    while candidate.exists() and any(candidate.iterdir()):
        rank += 1
        candidate = folder.absolute().with_name(f"{folder.name}-{rank}")
    candidate.mkdir(parents=True, exist_ok=True)
    return candidate
