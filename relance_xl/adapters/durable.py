"""Files that are whole on disk, or not there."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

DRAFT = ".relance.tmp"
"""How the name of a file ends that a killed run may have left half-written."""


def sync_folder(folder: Path) -> None:
    """Put the names of a folder on disk, where the system offers it (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network drives refuse; the file itself is on disk by then.
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes, before: Callable[[], None] | None = None) -> None:
    """Write a file so that its name only ever shows the whole content.

    `before()` is called when all is ready and only the name is missing: what it raises
    leaves nothing behind. Raises `OSError`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "a.txt"), b"tout")
    ...     [(p.name, p.read_bytes()) for p in Path(folder).iterdir()]
    [('a.txt', b'tout')]
    """
    draft = path.with_name(f".{os.getpid()}{DRAFT}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            before()
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
