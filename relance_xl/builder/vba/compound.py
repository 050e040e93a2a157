"""The container of a VBA project: a compound file (MS-CFB version 3, sectors of 512 bytes)."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Storage: TypeAlias = Mapping[str, "bytes | Storage"]
"""A folder: streams as bytes, folders as mappings."""

_SECTOR = 512
_MINI_SECTOR = 64
_MINI_LIMIT = 4096
_IDS_PER_SECTOR = _SECTOR // 4
_FAT_IN_HEADER = 109
_LONGEST_NAME = 31
_FREE, _END, _FAT_SECTOR, _NOBODY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_FOLDER, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1


@dataclass(slots=True)
class _Entry:
    """One line of the directory."""

    name: str
    kind: int
    data: bytes = b""
    left: int = _NOBODY
    right: int = _NOBODY
    child: int = _NOBODY
    colour: int = _BLACK
    start: int = 0

    def pack(self) -> bytes:
        name = self.name.encode("utf-16le")
        links = (self.kind, self.colour, self.left, self.right, self.child)
        size = 0 if self.kind == _FOLDER else len(self.data)
        return (
            name.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(name) + 2, *links)
            + bytes(36)  # class, state, times: all nought, so that same input gives same bytes
            + struct.pack("<IQ", self.start, size)
        )


_UNUSED = bytes(68) + struct.pack("<III", _NOBODY, _NOBODY, _NOBODY) + bytes(48)


class _Chains:
    """Data cut into sectors, and the table saying which sector follows which."""

    def __init__(self, sector: int) -> None:
        self.sector = sector
        self.table: list[int] = []
        self.body = bytearray()

    def add(self, data: bytes) -> int:
        """Append data, padded to whole sectors; give its first sector."""
        if not data:
            return _END
        first = len(self.table)
        count = -(-len(data) // self.sector)
        self.table += [*range(first + 1, first + count), _END]
        self.body += data.ljust(count * self.sector, b"\0")
        return first


def compound_file(root: Storage) -> bytes:
    """Give the file holding these streams and folders; all times are nought.

    Raises `ValueError` for a name longer than 31 characters or more data than 7 MB.

    >>> compound_file({"A": b"x"})[:8].hex()
    'd0cf11e0a1b11ae1'
    """
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _add_folder(entries, root)
    sectors, minis = _Chains(_SECTOR), _Chains(_MINI_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            chains = minis if len(entry.data) < _MINI_LIMIT else sectors
            entry.start = chains.add(entry.data)
    entries[0].data = bytes(minis.body)
    entries[0].start = sectors.add(entries[0].data)
    mini_table = _ids(minis.table)
    mini_start = sectors.add(mini_table)
    directory = b"".join(entry.pack() for entry in entries)
    directory += _UNUSED * (-len(entries) % 4)
    directory_start = sectors.add(directory)
    places = _add_table(sectors)
    head = _header(places, directory_start, (mini_start, len(mini_table) // _SECTOR))
    return head + bytes(sectors.body) + _ids(sectors.table)


def _add_folder(entries: list[_Entry], folder: Storage) -> int:
    """Append a folder's entries as a search tree; give the entry on its top."""
    names = sorted(folder, key=lambda name: (len(name.encode("utf-16le")), name.upper()))
    first = len(entries)
    for name in names:
        if len(name) > _LONGEST_NAME:
            raise ValueError(f"name too long: {name}")
        data = folder[name]
        if isinstance(data, bytes):
            entries.append(_Entry(name, _STREAM, data))
        else:
            entries.append(_Entry(name, _FOLDER))
    top = _tree(entries, first, first + len(names), len(names).bit_length())
    if names:
        entries[top].colour = _BLACK
    for place, name in enumerate(names, start=first):
        data = folder[name]
        if not isinstance(data, bytes):
            entries[place].child = _add_folder(entries, data)
    return top


def _tree(entries: list[_Entry], low: int, high: int, levels: int) -> int:
    """Link entries [low, high) as a balanced tree: the lowest of `levels` red, above it black.

    Every way down then meets as many black entries, as a red-black tree wants.
    """
    if low >= high:
        return _NOBODY
    middle = (low + high) // 2
    entry = entries[middle]
    entry.left = _tree(entries, low, middle, levels - 1)
    entry.right = _tree(entries, middle + 1, high, levels - 1)
    entry.colour = _RED if levels == 1 else _BLACK
    return middle


def _add_table(sectors: _Chains) -> list[int]:
    """Append the table's own sectors to the table; give their places."""
    count = 1
    while count * _IDS_PER_SECTOR < len(sectors.table) + count:
        count += 1
    if count > _FAT_IN_HEADER:
        raise ValueError("too much data for one VBA project")
    first = len(sectors.table)
    sectors.table += [_FAT_SECTOR] * count
    return list(range(first, first + count))


def _ids(table: list[int]) -> bytes:
    """Write a table of sectors, filled up to a whole sector."""
    padded = [*table, *[_FREE] * (-len(table) % _IDS_PER_SECTOR)]
    return struct.pack(f"<{len(padded)}I", *padded)


def _header(places: list[int], directory: int, mini_table: tuple[int, int]) -> bytes:
    fixed = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    fixed += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    fixed += struct.pack("<5I", 0, len(places), directory, 0, _MINI_LIMIT)
    fixed += struct.pack("<4I", *mini_table, _END, 0)
    return fixed + struct.pack("<109I", *places, *[_FREE] * (_FAT_IN_HEADER - len(places)))
