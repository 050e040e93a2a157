"""Files to import: told apart by their content, fetched from their folder, moved when done."""

import logging
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from relance_xl.adapters.bank import read_bank
from relance_xl.adapters.durable import DRAFT, write_whole
from relance_xl.adapters.ledgers import read_ledger
from relance_xl.file_names import safe_file_name
from relance_xl.incoming import ImportFile, Profile, Reading, UnknownLayout
from relance_xl.problems import ChannelError
from relance_xl.typography import french

DONE = "Importés"
"""Folder inside the import folder where imported files go."""

_LARGEST = 300_000_000
_MOST_FILES = 500
_ARCHIVE = b"PK\x03\x04"
_OFFICE = ("[Content_Types].xml", "mimetype")
"""Names by which an archive is a workbook (XLSX, ODS) and not a parcel of files."""
_PASSED_OVER = ("~$", ".", "Thumbs.db", "desktop.ini")
_ANOTHER = 1_000

_log = logging.getLogger(__name__)


def read_import(file: ImportFile, profiles: Sequence[Profile]) -> Reading | UnknownLayout:
    """Read one file as a bank's or as one about invoices; whatever it holds, this returns.

    Of two ways to read a table the one that needs no confirmation is taken, else the one
    that understands more of its columns.
    """
    if file.fault or not file.content:
        return UnknownLayout(file.name, file.fault or french("Ce fichier est vide."))
    found: list[Reading | UnknownLayout] = []
    for read in (read_bank, read_ledger):
        try:
            answer = read(file.name, file.content, profiles)
        except Exception:  # noqa: BLE001 - one hostile file must not stop the others
            _log.exception("%s cannot be read", file.name)
            reason = french("Ce fichier n’a pas pu être lu : le journal technique dit pourquoi.")
            answer = UnknownLayout(file.name, reason)
        found += [answer] if answer is not None else []
    readings = [answer for answer in found if isinstance(answer, Reading)]
    if readings:
        return max(readings, key=_trust)
    if found:
        return found[0]
    return UnknownLayout(
        file.name,
        french(
            "Ce n’est ni un relevé bancaire ni une liste de factures connus. Exporter de "
            "nouveau (CAMT, CFONB, OFX, CSV ou Excel avec une ligne d’en-têtes)."
        ),
    )


def _trust(reading: Reading) -> tuple[bool, int]:
    profile = reading.profile
    return (profile is None or profile.confirmed, len(profile.columns) if profile else 0)


def load(paths: Iterable[Path]) -> list[ImportFile]:
    """Read files a person named; one that cannot be opened comes with its fault."""
    return [file for path in paths for file in _opened(path, "")]


class ImportFolderOnDisk:
    """Fulfils `ImportFolder` on one folder; what lies deeper is left alone."""

    def __init__(self, folder: Path) -> None:
        """Look in `folder`, which need not be there."""
        self._folder = folder.absolute()

    def files(self) -> list[ImportFile]:
        """Give the files that wait, in the order of their names; archives are opened."""
        return [file for path in self._waiting() for file in _opened(path, path.name)]

    def put_away(self, place: str) -> str:
        """Move a file into « Importés », beside any other of that name.

        Raises `ChannelError` with a French sentence when the disk refuses.
        """
        source = self._folder / place
        if Path(place).name != place or source.is_symlink():
            raise ChannelError(f"« {place} » n’est pas un fichier du dossier des imports.")
        target = self._folder / DONE
        try:
            target.mkdir(exist_ok=True)
            free = _free_name(target, place)
            _move(source, free)
        except OSError as error:
            raise ChannelError(
                french(
                    f"« {place} » est importé mais reste dans « {self._folder} » "
                    f"({error.strerror}) : fermez-le, puis déplacez-le dans « {DONE} »."
                )
            ) from error
        return f"{DONE}/{free.name}"

    def _waiting(self) -> Iterator[Path]:
        try:
            with os.scandir(self._folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            return
        except OSError as error:
            raise ChannelError(
                french(f"Le dossier « {self._folder} » ne s’ouvre pas ({error.strerror}).")
            ) from error
        for entry in found:
            hidden = entry.name.startswith(_PASSED_OVER) or entry.name.endswith(DRAFT)
            if not hidden and entry.is_file(follow_symlinks=False):
                yield Path(entry.path)


class InvoicePageFolder:
    """Fulfils `InvoicePages`: the configured folder of invoice PDFs."""

    def __init__(self, folder: Path) -> None:
        """File pages in `folder`, made at need."""
        self._folder = folder

    def keep(self, invoice: str, pdf: bytes) -> str:
        """Write `NUMBER.pdf`; a different file of that name stays, and is told."""
        name = f"{safe_file_name(invoice)}.pdf"
        path = self._folder / name
        try:
            if path.exists():
                same = path.stat().st_size == len(pdf) and path.read_bytes() == pdf
                told = (
                    f"« {name} » est déjà dans le dossier des factures et diffère de la page "
                    "importée : gardez la bonne."
                )
                return "" if same else french(told)
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, pdf)
        except OSError as error:
            return french(
                f"La page de la facture {invoice} n’a pas pu être rangée dans "
                f"« {self._folder} » ({error.strerror})."
            )
        return ""


def _opened(path: Path, place: str) -> list[ImportFile]:
    """Read one path; an archive of several files gives each of them."""
    try:
        with path.open("rb") as file:
            regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            content = file.read(_LARGEST + 1) if regular else b""
    except FileNotFoundError:
        return [ImportFile(path.name, b"", place, french("Ce fichier est introuvable."))]
    except OSError as error:
        told = f"Ce fichier ne s’ouvre pas ({error.strerror}) : il est peut-être ouvert."
        if path.is_dir():
            told = "C’est un dossier : nommez ses fichiers (dans un terminal, « dossier/* »)."
        return [ImportFile(path.name, b"", place, french(told))]
    if not regular:
        return [ImportFile(path.name, b"", place, french("Ce n’est pas un fichier."))]
    if len(content) > _LARGEST:
        limit = f"Ce fichier dépasse {_LARGEST // 1_000_000} Mo : l’exporter par période."
        return [ImportFile(path.name, b"", place, french(limit))]
    if content.startswith(_ARCHIVE):
        return _unpacked(path.name, content, place)
    return [ImportFile(path.name, content, place)]


def _unpacked(name: str, content: bytes, place: str) -> list[ImportFile]:
    """Give the files of an archive; a workbook, and what is no sound archive, stays whole."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if any(member.filename in _OFFICE for member in members):
                return [ImportFile(name, content, place)]
            total = sum(member.file_size for member in members)
            if len(members) > _MOST_FILES or total > _LARGEST:
                fault = french("Cette archive contient trop de fichiers, ou de trop gros.")
                return [ImportFile(name, b"", place, fault)]
            return [
                ImportFile(f"{name} › {Path(member.filename).name}", archive.read(member), place)
                for member in members
                if not Path(member.filename).name.startswith(_PASSED_OVER)
            ]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
        return [ImportFile(name, content, place)]


def _move(source: Path, free: Path) -> None:
    """Give a file another name, never one that somebody else has taken meanwhile."""
    if os.name != "nt":
        try:
            os.link(source, free)
        except OSError:  # a drive without hard links
            if os.path.lexists(free):
                raise
        else:
            source.unlink()
            return
    source.rename(free)  # on Windows this refuses an existing name


def _free_name(folder: Path, name: str) -> Path:
    """Give a name nobody has in that folder: « releve.xml », then « releve (2).xml »."""
    path = Path(name)
    others = (f"{path.stem} ({rank}){path.suffix}" for rank in range(2, _ANOTHER))
    for candidate in (name, *others):
        if not os.path.lexists(folder / candidate):
            return folder / candidate
    raise FileExistsError(17, "trop de fichiers de ce nom", name)
