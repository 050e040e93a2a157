"""The zip around a workbook: read its members, write a copy with some of them replaced.

Members that are not replaced are copied as the very compressed bytes they were.
"""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, NamedTuple, Self

from relance_xl.problems import WorkbookBusyError, WorkbookError

_OLE = b"\xd0\xcf\x11\xe0"
_CHUNK = 1 << 18
_LEVEL = 2  # three times as fast as 6 on sheets, for a file about a quarter larger
_TOO_BIG = 0xFFFF_0000
_UNPACKED = 2_000_000_000
"""A million invoices unpack to about a quarter of it; more is a zip made to fill the memory."""
_DOS_1980 = (0, 33)  # 1980-01-01 00:00, as Excel writes
_UTF8 = 0x800
Maker = Callable[[], Iterable[bytes] | None]
"""Makes the new bytes of a part; None when it stays as it is after all."""

_TELLS_NAME = 0x806  # bits kept: UTF-8 names, deflate options


class Stamp(NamedTuple):
    """What a file looked like when it was read."""

    modified: int
    size: int
    directory: str

    @classmethod
    def of(cls, path: Path) -> "Stamp":
        """Look at the file: time, size and a hash of the zip's directory."""
        stat = path.stat()
        with path.open("rb") as file:
            file.seek(max(stat.st_size - (1 << 16), 0))
            return cls(stat.st_mtime_ns, stat.st_size, hashlib.sha256(file.read()).hexdigest())


class _Entry(NamedTuple):
    """One line of the new zip's directory."""

    name: bytes
    flags: int
    method: int
    moment: tuple[int, int]
    crc: int
    packed: int
    size: int
    attributes: int
    offset: int

    def header(self) -> bytes:
        time, day = self.moment
        sizes = (self.crc, self.packed, self.size, len(self.name), 0)
        return struct.pack("<HHHHHIIIHH", 20, self.flags, self.method, time, day, *sizes)

    def local(self) -> bytes:
        return b"PK\3\4" + self.header() + self.name

    def central(self) -> bytes:
        rest = struct.pack("<HHHII", 0, 0, 0, self.attributes, self.offset)
        return b"PK\1\2" + struct.pack("<H", 20) + self.header() + rest + self.name


def _opened(path: Path) -> zipfile.ZipFile:
    """Open the zip, unless it is none or would fill the memory."""
    try:
        found = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise WorkbookError(
            f"Le fichier « {path.name} » n’est pas un classeur Excel lisible. "
            "Ouvrez-le dans Excel et enregistrez-le en .xlsx ou .xlsm."
        ) from None
    if sum(member.file_size for member in found.infolist()) > _UNPACKED:
        found.close()
        raise WorkbookError(
            f"Le classeur « {path.name} », déplié, dépasse 2\u202fGo : il est abîmé, ou trop "
            "grand. Reprenez une sauvegarde, ou archivez d’anciennes lignes."
        )
    return found


class Package:
    """A workbook's zip, opened for reading.

    Raises `WorkbookError` when the file is missing, encrypted, binary (.xlsb) or no
    workbook at all.
    """

    def __init__(self, path: Path) -> None:
        """Open the file and look at its first bytes."""
        self.path = path
        try:
            with path.open("rb") as file:
                head = file.read(4)
            self.stamp = Stamp.of(path)
        except FileNotFoundError:
            raise WorkbookError(
                f"Le classeur « {path} » est introuvable. Vérifiez son nom et son dossier."
            ) from None
        except PermissionError:
            raise WorkbookBusyError(
                f"Le classeur « {path.name} » est verrouillé par un autre programme. "
                "Fermez-le dans Excel, puis recommencez."
            ) from None
        except OSError as fault:
            raise WorkbookError(
                f"Le classeur « {path} » ne peut pas être lu ({fault.strerror}). "
                "Vérifiez qu’il est accessible, puis recommencez."
            ) from None
        if head == _OLE:
            raise WorkbookError(
                f"Le classeur « {path.name} » est protégé par un mot de passe à l’ouverture, ou "
                "d’un ancien format .xls. Enregistrez-le en .xlsx ou .xlsm sans mot de passe."
            )
        self._zip = _opened(path)
        self._names = {name.casefold(): name for name in self._zip.namelist()}
        if "xl/workbook.bin" in self._names:
            self._zip.close()
            raise WorkbookError(
                f"Le classeur « {path.name} » est au format binaire .xlsb. "
                "Enregistrez-le en .xlsx ou .xlsm."
            )

    def __enter__(self) -> Self:
        """Stay open for a while."""
        return self

    def __exit__(self, *_fault: object) -> None:
        """Let go of the file."""
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """Names of all members, in the zip's order."""
        return self._zip.namelist()

    def real(self, part: str) -> str | None:
        """Give a part's name as the zip spells it; None if there is no such part."""
        return self._names.get(part.lstrip("/").casefold())

    def read(self, part: str) -> bytes:
        """Read a whole part. Raises `WorkbookError` when it is missing or damaged."""
        return b"".join(self.stream(part))

    def stream(self, part: str) -> Iterator[bytes]:
        """Read a part piece by piece. Raises `WorkbookError` when missing or damaged."""
        name = self.real(part)
        try:
            with self._zip.open(name or part) as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except (KeyError, zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError):
            raise WorkbookError(
                f"Le classeur « {self.path.name} » est abîmé (partie {part}). "
                "Ouvrez-le dans Excel, laissez-le réparer, enregistrez-le."
            ) from None

    def refuse_unsafe(self) -> None:
        """Raise `WorkbookError` when this zip cannot be rewritten without harm."""
        if len(self._names) != len(self._zip.namelist()):
            why = "contient deux fois la même partie. Ouvrez-le et enregistrez-le dans Excel"
        elif any(name.startswith("_xmlsignatures/") for name in self._names):
            why = (
                "porte une signature numérique, que toute écriture annulerait. Retirez la "
                "signature dans Excel (Fichier, Informations)"
            )
        else:
            return
        raise WorkbookError(f"Le classeur « {self.path.name} » {why}, puis recommencez.")

    def write(
        self,
        target: IO[bytes],
        replaced: Mapping[str, Maker],
        *,
        dropped: Collection[str] = (),
        last: str = "",
    ) -> None:
        """Write a copy of the zip: `replaced` parts anew, `dropped` ones left out.

        `last` is the part to make after all others (styles, which sheets may add to).
        """
        entries: dict[str, _Entry] = {}
        with self.path.open("rb") as source:
            for info in sorted(self._zip.infolist(), key=lambda info: info.filename == last):
                if info.filename in dropped:
                    continue
                make = replaced.get(info.filename)
                content = make() if make else None
                if content is None:
                    entries[info.filename] = _copied(target, info, source)
                else:
                    entries[info.filename] = _packed(target, info, content)
        start = target.tell()
        for name in self.names:
            if name in entries:
                target.write(entries[name].central())
        count, size = len(entries), target.tell() - start
        if target.tell() > _TOO_BIG:
            raise WorkbookError("Le classeur dépasse 4 Go : il ne peut pas être réécrit.")
        target.write(b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, size, start, 0))


def _name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _packed(target: IO[bytes], info: zipfile.ZipInfo, content: Iterable[bytes]) -> _Entry:
    """Compress one member; its header is written again once the sizes are known."""
    offset, crc, size = target.tell(), 0, 0
    flags = info.flag_bits & _UTF8
    entry = _Entry(_name(info), flags, 8, _DOS_1980, 0, 0, 0, info.external_attr, offset)
    target.write(entry.local())
    start = target.tell()
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, 9)
    for chunk in content:
        crc, size = zlib.crc32(chunk, crc), size + len(chunk)
        target.write(packer.compress(chunk))
    target.write(packer.flush())
    end = target.tell()
    entry = entry._replace(crc=crc, packed=end - start, size=size)
    if max(end, size) > _TOO_BIG:
        raise WorkbookError("Le classeur dépasse 4 Go : il ne peut pas être réécrit.")
    target.seek(offset)
    target.write(entry.local())
    target.seek(end)
    return entry


def _copied(target: IO[bytes], info: zipfile.ZipInfo, source: IO[bytes]) -> _Entry:
    """Copy one member as its compressed bytes."""
    source.seek(info.header_offset + 26)
    name_size, extra_size = struct.unpack("<HH", source.read(4))
    source.seek(name_size + extra_size, 1)
    year, month, day, hour, minute, second = info.date_time
    moment = (hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day)
    entry = _Entry(
        _name(info),
        info.flag_bits & _TELLS_NAME,
        info.compress_type,
        moment,
        info.CRC,
        info.compress_size,
        info.file_size,
        info.external_attr,
        target.tell(),
    )
    target.write(entry.local())
    left = info.compress_size
    while left:
        chunk = source.read(min(left, _CHUNK))
        if not chunk:
            raise WorkbookError("Le classeur est abîmé : une partie manque. Rien n’a été écrit.")
        target.write(chunk)
        left -= len(chunk)
    return entry
