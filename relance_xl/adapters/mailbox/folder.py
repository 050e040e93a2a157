"""A folder where people drop .eml and .msg files; nothing in it is moved or changed."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from relance_xl.adapters.mailbox import limits
from relance_xl.adapters.mailbox.fields import fields_of, split_head
from relance_xl.adapters.mailbox.msg import parse_msg
from relance_xl.adapters.mailbox.parsing import headers_of, moment_in, parse_mail
from relance_xl.incoming import IncomingMail
from relance_xl.ports import Letterbox
from relance_xl.problems import ChannelError

_MAILS = (".eml", ".mbox", ".msg")
_LARGEST_MSG = 50_000_000
_DEEPEST = 8
_HEAD = 16_000
_NEXT_OF_MBOX = re.compile(rb"\r?\n\r?\n(?=From \S+ [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n[!-9;-~]+:)")


class FolderMailbox:
    """Fulfils `Mailbox` over a folder and its subfolders.

    A `Letterbox` is named by its subfolder, "" for all. Its cursor tells whether anything
    changed since; if so every mail comes again, and the caller knows them by identifier.
    """

    def __init__(self, folder: Path) -> None:
        """Read from `folder`, whether or not it is there yet."""
        self._folder = folder

    def fetch(self, boxes: Sequence[Letterbox]) -> Iterator[tuple[Letterbox, IncomingMail]]:
        """Give every mail of boxes in which something changed, oldest first."""
        if not self._folder.is_dir():
            raise ChannelError(
                f"Le dossier des réponses «\u202f{self._folder}\u202f» n’existe pas. Créez-le et "
                "déposez-y les réponses (.eml ou .msg), ou corrigez «\u202fDossier des réponses à "
                "lire\u202f» dans Paramètres."
            )
        for box in boxes or (Letterbox("", ""),):
            yield from self._box(box)

    def _box(self, box: Letterbox) -> Iterator[tuple[Letterbox, IncomingMail]]:
        try:
            files = _mails_under(self._folder, box.name)
        except OSError as error:
            raise ChannelError(
                f"Le dossier des réponses «\u202f{self._folder}\u202f» ne peut pas être lu "
                f"({error.strerror or error}). Vérifiez qu’il est accessible depuis ce poste."
            ) from error
        cursor = _digest(self._folder, files)
        if cursor == box.cursor:
            return
        for position, file in enumerate(files, 1):
            done = replace(box, cursor=cursor) if position == len(files) else box
            mails = _read(file)
            source = file.relative_to(self._folder).as_posix()
            for rank, mail in enumerate(mails, 1):
                yield (done if rank == len(mails) else box), replace(mail, source=source)


def _mails_under(folder: Path, name: str) -> list[Path]:
    top = (folder / name).resolve()
    if not top.is_relative_to(folder.resolve()):
        return []
    found: list[Path] = []
    for place, folders, names in os.walk(folder / name):
        depth = len(Path(place).relative_to(folder).parts)
        folders[:] = [f for f in folders if not f.startswith(".")] if depth < _DEEPEST else []
        mails = (Path(place, n) for n in names if n.lower().endswith(_MAILS))
        found += [mail for mail in mails if not mail.name.startswith((".", "~"))]
    return sorted(found, key=lambda file: (_sent(file), file.as_posix()))


def _digest(folder: Path, files: Iterable[Path]) -> str:
    told = hashlib.sha256()
    for file in files:
        state = _state(file)
        name = file.relative_to(folder).as_posix()
        told.update(f"{name}\0{state}\n".encode("utf-8", "surrogateescape"))
    return told.hexdigest()[:16]


def _state(file: Path) -> str:
    try:
        status = file.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def _sent(file: Path) -> datetime:
    """Give a mail's own hour, else its file's: files copied together are of one hour."""
    try:
        if file.suffix.lower() != ".msg":
            with file.open("rb") as content:
                head, _ = split_head(content.read(_HEAD).replace(b"\r\n", b"\n"), always=True)
            moment = moment_in(headers_of(fields_of(head)))
            if moment:
                return moment
        return datetime.fromtimestamp(file.stat().st_mtime)  # noqa: DTZ006 - local time, as mails
    except (OSError, ValueError, OverflowError):
        return datetime.max  # noqa: DTZ901 - last


def _read(file: Path) -> list[IncomingMail]:
    try:
        size = file.stat().st_size
        with file.open("rb") as content:
            if file.suffix.lower() == ".msg":
                return [parse_msg(content.read(_LARGEST_MSG))]
            raw = content.read(limits.MAIL_BYTES + 1)
    except FileNotFoundError:
        return []
    except OSError as error:
        fault = f"Message non lu\u202f: le fichier ne s’ouvre pas ({error.strerror or error})."
        identifier = f"M-{hashlib.sha256(file.as_posix().encode()).hexdigest()[:10]}"
        return [IncomingMail(identifier, b"", fault=fault)]
    if size > limits.MAIL_BYTES:
        return [parse_mail(raw, whole_size=size)]
    return [parse_mail(piece) for piece in _pieces(raw)]


def _pieces(raw: bytes) -> list[bytes]:
    """Part a mailbox file (mbox) into its mails; any other file is one."""
    return _NEXT_OF_MBOX.split(raw) if raw.startswith(b"From ") else [raw]
