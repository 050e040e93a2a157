"""MAPI properties of a .msg file (MS-OXMSG), read one by one when asked for."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from relance_xl.adapters.mailbox.charsets import decoded

_FIXED_STREAM = "__properties_version1.0"
_TOP_HEADER, _INNER_HEADER, _ENTRY = 32, 8, 16
_LONG, _TIME = 0x0003, 0x0040
_CODEPAGES = (0x3FFD, 0x3FDE)
_LARGEST = 5_000_000
_MOST = 200
_TICKS = 10
"""Units of 100 ns in a microsecond."""


class Properties:
    """The properties of one storage: the message, a recipient or an attachment."""

    def __init__(
        self,
        file: Any,  # noqa: ANN401 - olefile ships no types
        storage: str,
        codepage: str = "",
    ) -> None:
        """Look into one storage of an open file, the message's own with ""."""
        self._file = file
        self._storage = storage
        self._fixed = self._read_fixed(_INNER_HEADER if storage else _TOP_HEADER)
        self.codepage = codepage or self._own_codepage()

    def text(self, tag: int) -> str:
        """Give a text property, "" without it."""
        wide = self._stream(f"{tag:04X}001F")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return decoded(self._stream(f"{tag:04X}001E"), self.codepage).rstrip("\0")

    def content(self, tag: int) -> bytes:
        """Give a binary property; a text one of that tag as UTF-8."""
        return self._stream(f"{tag:04X}0102") or self.text(tag).encode("utf-8", "replace")

    def number(self, tag: int) -> int:
        """Give an integer property, 0 without it."""
        value = self._fixed.get((tag, _LONG), b"")
        return int.from_bytes(value[:4], "little")

    def moment(self, tag: int) -> datetime | None:
        """Give a time in local time without a zone, None without it or out of reason."""
        ticks = int.from_bytes(self._fixed.get((tag, _TIME), b""), "little")
        try:
            utc = datetime.fromisoformat("1601-01-01T00:00+00:00")
            told = (utc + timedelta(microseconds=ticks // _TICKS)).astimezone()
        except (OverflowError, OSError, ValueError):
            return None
        return told.replace(tzinfo=None) if ticks else None

    def _stream(self, name: str) -> bytes:
        path = [self._storage, f"__substg1.0_{name}"] if self._storage else [f"__substg1.0_{name}"]
        if not self._file.exists(path) or self._file.get_type(path) != _STREAM:
            return b""
        return bytes(self._file.openstream(path).read(_LARGEST))

    def _read_fixed(self, header: int) -> dict[tuple[int, int], bytes]:
        path = [self._storage, _FIXED_STREAM] if self._storage else [_FIXED_STREAM]
        if not self._file.exists(path):
            return {}
        raw = bytes(self._file.openstream(path).read(_LARGEST))
        found: dict[tuple[int, int], bytes] = {}
        for at in range(header, len(raw) - _ENTRY + 1, _ENTRY):
            kind = int.from_bytes(raw[at : at + 2], "little")
            tag = int.from_bytes(raw[at + 2 : at + 4], "little")
            found[tag, kind] = raw[at + 8 : at + 16]
        return found

    def _own_codepage(self) -> str:
        numbers = (self.number(tag) for tag in _CODEPAGES)
        return next((f"cp{number}" for number in numbers if number), "")


_STREAM = 2


class MsgFile:
    """An open .msg file."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - olefile ships no types
        """Read the message's own properties."""
        self._file = file
        self._top = Properties(file, "")

    def top(self) -> Properties:
        """Give the message's own properties."""
        return self._top

    def recipients(self) -> list[Properties]:
        """Give each recipient's properties."""
        return self._inner("__recip_version1.0_")

    def attachments(self) -> list[Properties]:
        """Give each attachment's properties; contents are not read."""
        return self._inner("__attach_version1.0_")

    def _inner(self, prefix: str) -> list[Properties]:
        storages = {path[0] for path in self._file.listdir() if path[0].startswith(prefix)}
        return [
            Properties(self._file, storage, self._top.codepage)
            for storage in sorted(storages)[:_MOST]
        ]


@contextmanager
def opened(raw: bytes) -> Iterator[MsgFile]:
    """Open a .msg file's bytes; `OSError` for what is none."""
    import olefile  # noqa: PLC0415 - only for who keeps .msg files

    with olefile.OleFileIO(io.BytesIO(raw)) as file:
        yield MsgFile(file)
