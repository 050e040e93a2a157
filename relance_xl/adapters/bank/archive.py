"""Statements a bank hands over packed in one zip, one file per day or account."""

import io
import zipfile
from collections.abc import Iterator, Sequence

from relance_xl.adapters.tabular import UnreadableError
from relance_xl.adapters.tabular.grids import LARGEST
from relance_xl.incoming import BankFile, Reading

_ZIP = b"PK\x03\x04"
_MOST = 400
_OF_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "content.xml"})
_DAMAGED = "l’archive zip est abîmée : téléchargez-la de nouveau"


def is_archive(content: bytes) -> bool:
    """Tell a zip of files from a workbook, which is one too."""
    if not content.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            return not _OF_OFFICE & set(box.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def pieces_of(content: bytes) -> Iterator[bytes]:
    """Give the files inside, in order of their names; raises `UnreadableError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            parts = sorted((p for p in box.infolist() if not p.is_dir()), key=lambda p: p.filename)
            if len(parts) > _MOST or sum(part.file_size for part in parts) > LARGEST:
                raise UnreadableError("l’archive zip contient trop de fichiers")
            for part in parts:
                inside = box.read(part)
                if is_archive(inside):
                    raise UnreadableError("l’archive zip en contient une autre")
                yield inside
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as fault:
        raise UnreadableError(_DAMAGED) from fault


def merged(name: str, readings: Sequence[Reading]) -> Reading | None:
    """Make one file of the statements inside; tables guessed by a profile stay out."""
    files = [r.file for r in readings if r.profile is None and isinstance(r.file, BankFile)]
    if not files:
        return None
    return Reading(
        BankFile(
            name,
            f"{files[0].format} (zip)",
            tuple(statement for file in files for statement in file.statements),
            tuple(dict.fromkeys(remark for file in files for remark in file.remarks)),
        )
    )
