"""The workbook's file: is it free, keep a copy, put the new one in its place."""

import glob
import os
import re
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO

from relance_xl.problems import WorkbookBusyError, WorkbookError

_LAST = 20
_DAYS = 30


def refuse_busy(path: Path) -> None:
    """Raise `WorkbookBusyError` when the workbook is open elsewhere or not writable."""
    for owner in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if owner.exists():
            raise WorkbookBusyError(
                f"Le classeur « {path.name} » est ouvert ailleurs. Fermez-le, puis recommencez. "
                f"(Si personne ne l’a ouvert, supprimez le fichier « {owner.name} ».)"
            )
    try:
        writable = bool(path.stat().st_mode & stat.S_IWUSR)
        with path.open("r+b"):
            pass
    except FileNotFoundError:
        raise WorkbookError(
            f"Le classeur « {path} » a disparu. Remettez-le à sa place, puis recommencez."
        ) from None
    except OSError:
        writable = False
    if not writable or not os.access(path.parent, os.W_OK):
        raise WorkbookBusyError(
            f"Le classeur « {path.name} » ne peut pas être remplacé : il est ouvert ailleurs ou "
            "en lecture seule. Fermez-le ou rendez-le modifiable, puis recommencez."
        )


def keep_copy(path: Path, folder: Path, now: datetime) -> Path:
    """Copy the workbook among its backups; keep the last 20 and one a day for 30 days.

    Raises `WorkbookError` when the copy cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{glob.escape(path.stem)}_*.tmp"):  # of a run that was killed
        with suppress(OSError):
            left.unlink()
    stamp = f"{now:%Y-%m-%d_%H%M%S}"
    copy = folder / f"{path.stem}_{stamp}{path.suffix}"
    count = 1
    while copy.exists():
        count += 1
        copy = folder / f"{path.stem}_{stamp}-{count:03}{path.suffix}"
    unfinished = copy.with_name(f"{copy.name}.tmp")
    shutil.copyfile(path, unfinished)
    _flush(unfinished)
    unfinished.replace(copy)
    for old in _superfluous(path, folder, now.date()):
        with suppress(OSError):
            old.unlink()
    return copy


def _superfluous(path: Path, folder: Path, today: date) -> list[Path]:
    name = re.compile(
        re.escape(path.stem) + r"_(\d{4}-\d\d-\d\d)_\d{6}(?:-\d{3})?" + re.escape(path.suffix)
    )
    dated = {file: found[1] for file in folder.iterdir() if (found := name.fullmatch(file.name))}
    newest_first = sorted(dated, key=lambda file: file.stem, reverse=True)
    kept_days: set[str] = set()
    superfluous = []
    oldest = (today - timedelta(days=_DAYS)).isoformat()
    for rank, file in enumerate(newest_first):
        day = dated[file]
        if rank >= _LAST and (day in kept_days or day < oldest):
            superfluous.append(file)
        kept_days.add(day)
    return superfluous


def write_draft(path: Path, write: Callable[[IO[bytes]], None]) -> Path:
    """Write the new file beside the old one, down to the disk, and give its path.

    Raises `WorkbookBusyError` when the folder or the disk does not let us.
    """
    draft = path.with_name(f"~relance-{path.name}.tmp")
    try:
        draft.unlink(missing_ok=True)  # left by a crash
        with draft.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
            ours = _still_named(file, draft)
        if ours:
            _like(path, draft)
    except OSError as fault:
        _forget(draft)
        raise _not_replaced(path, fault) from None
    except BaseException:
        _forget(draft)
        raise
    if not ours:
        raise WorkbookBusyError(
            f"Un autre poste enregistre le classeur «\u202f{path.name}\u202f» en ce moment. "
            "Rien n’a été écrit\u202f: attendez qu’il ait fini, puis recommencez."
        )
    return draft


def put_in_place(draft: Path, path: Path) -> None:
    """Replace the old file by the new one, at one instant.

    Raises `WorkbookBusyError` when the old file is held by another program.
    """
    try:
        draft.replace(path)
    except OSError as fault:
        _forget(draft)
        raise _not_replaced(path, fault) from None
    _flush_folder(path.parent)


def _still_named(file: IO[bytes], draft: Path) -> bool:
    """Tell whether the draft's name is still this file's.

    Another machine that saves at the same moment makes a draft of the same name; where an
    open file can be unlinked, its half-written one would else be put in place.
    """
    return os.name != "posix" or os.path.samestat(os.fstat(file.fileno()), draft.stat())


def _not_replaced(path: Path, fault: OSError) -> WorkbookBusyError:
    return WorkbookBusyError(
        f"Le classeur « {path.name} » n’a pas pu être remplacé ({fault.strerror}). Fermez-le "
        "s’il est ouvert, vérifiez la place sur le disque, puis recommencez."
    )


def _forget(draft: Path) -> None:
    with suppress(OSError):
        draft.unlink(missing_ok=True)


def _like(path: Path, draft: Path) -> None:
    """Give the new file the old one's mode and owner."""
    old = path.stat()
    draft.chmod(stat.S_IMODE(old.st_mode))
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(draft, old.st_uid, old.st_gid)


def _flush(file: Path) -> None:
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
