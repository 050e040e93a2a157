"""Compression of VBA sources (MS-OVBA 2.4.1): chunks of 4,096 bytes, flags, copy tokens."""

from collections import defaultdict

_CHUNK = 4096
_SHORTEST = 3
_CANDIDATES = 32
_MIN_OFFSET_BITS = 4
_COMPRESSED = 0xB000
_RAW = 0x3000


def compress(data: bytes) -> bytes:
    """Give the compressed container of `data`.

    Raises `ValueError` for a short last chunk that does not shrink, which text never is.

    >>> compress(b"aaaaaaaaaaaa").hex()
    '0103b002610800'
    """
    starts = range(0, len(data), _CHUNK)
    return b"\x01" + b"".join(_chunk(data[start : start + _CHUNK]) for start in starts)


def _chunk(data: bytes) -> bytes:
    body = _tokens(data)
    if len(body) <= _CHUNK:
        return (_COMPRESSED | (len(body) - 1)).to_bytes(2, "little") + body
    if len(data) < _CHUNK:
        raise ValueError("the last chunk cannot be compressed")
    return (_RAW | (_CHUNK - 1)).to_bytes(2, "little") + data


def _tokens(data: bytes) -> bytes:
    """Encode one chunk: groups of eight tokens, each behind a byte of flags."""
    out = bytearray()
    seen: defaultdict[bytes, list[int]] = defaultdict(list)
    at = 0
    while at < len(data):
        flags, group = 0, bytearray()
        for bit in range(8):
            if at >= len(data):
                break
            offset, length = _longest(data, at, seen)
            if length:
                flags |= 1 << bit
                group += _copy_token(at, offset, length)
            else:
                length = 1
                group.append(data[at])
            for place in range(at, at + length):
                seen[data[place : place + _SHORTEST]].append(place)
            at += length
        out.append(flags)
        out += group
    return bytes(out)


def _offset_bits(at: int) -> int:
    """Give how many bits of a copy token tell the distance: more, the further in the chunk."""
    return max((at - 1).bit_length(), _MIN_OFFSET_BITS)


def _longest(data: bytes, at: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Find the longest earlier run equal to what stands at `at`: (distance, length) or (0, 0)."""
    limit = min(len(data) - at, (0xFFFF >> _offset_bits(at)) + _SHORTEST)
    best = (0, 0)
    if limit < _SHORTEST:
        return best
    for start in reversed(seen.get(data[at : at + _SHORTEST], [])[-_CANDIDATES:]):
        length = _SHORTEST
        while length < limit and data[start + length] == data[at + length]:
            length += 1
        if length > best[1]:
            best = (at - start, length)
    return best


def _copy_token(at: int, distance: int, length: int) -> bytes:
    shift = 16 - _offset_bits(at)
    return ((distance - 1) << shift | (length - _SHORTEST)).to_bytes(2, "little")
