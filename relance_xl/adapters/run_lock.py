"""One run at a time per workbook, and per journal."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relance_xl.problems import WorkbookBusyError


@contextmanager
def run_lock(folder: Path, what: str, wait_seconds: float = 0) -> Iterator[None]:
    """Hold `what` for this run; the system lets go even when the run is killed.

    `what` is the workbook's whole path, or its id; `folder` the user's local data folder.
    Raises `WorkbookBusyError` when another
    run still holds it after `wait_seconds`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, run_lock(Path(folder), "C:/Relances.xlsx"):
    ...     print("seul")
    seul
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only commands that write need it

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = hashlib.sha256(os.path.normcase(what).encode()).hexdigest()[:32]
    lock = FileLock(folder / f"{name}.lock")
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout as error:
        message = (
            "Une autre exécution de Relance XL travaille sur ce classeur\u202f: "
            "attendez qu’elle soit finie, puis recommencez."
        )
        raise WorkbookBusyError(message) from error
    try:
        yield
    finally:
        lock.release()
