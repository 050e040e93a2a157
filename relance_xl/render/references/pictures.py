"""QR codes as pictures: black modules on white, for mails, Word and paper.

The making of the code is segno's; its drawing is ours, quicker than the library's, and
knows the cross in the middle of a Swiss code.
"""

import struct
import zlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import segno

_MASK = 3
_QUIET = 4
_SIDE_MM = 46.0
_Pixels = npt.NDArray[np.bool_]
_CROSS = (
    ("#fff", 7.0, 7.0),
    ("#000", 6.5, 6.5),
    ("#fff", 3.89, 1.17),
    ("#fff", 1.17, 3.89),
)
"""The Swiss cross: colour, width and height in mm of a code 46 mm wide, all in its middle."""


@lru_cache(maxsize=64)
def _code(text: str) -> segno.QRCode:
    # One fixed mask: all eight read alike, and searching the best costs four times more.
    return segno.make(
        text,
        error="m",
        boost_error=False,
        micro=False,
        mask=_MASK,
        encoding="utf-8",
        mode="byte",
    )


@lru_cache(maxsize=64)
def png(text: str, *, cross: bool = False, scale: int = 4) -> bytes:
    r"""Give a QR as a PNG of one bit per pixel, its white margin of 4 modules included.

    `cross` draws the Swiss cross in its middle.

    >>> png("BCD")[:4]
    b'\x89PNG'
    """
    dark: _Pixels = np.array(_code(text).matrix, dtype=bool)
    dark = dark.repeat(scale, axis=0).repeat(scale, axis=1)
    if cross:
        _draw_cross(dark)
    return _png_file(~np.pad(dark, _QUIET * scale))


def _draw_cross(dark: _Pixels) -> None:
    side = len(dark)
    for colour, width, height in _CROSS:
        across, down = (_middle(side, size) for size in (width, height))
        dark[down, across] = colour == "#000"


def _middle(side: int, size: float) -> slice:
    """Give the pixels of a stretch of `size` mm in the middle of a code of 46 mm."""
    start = round(side * (_SIDE_MM - size) / 2 / _SIDE_MM)
    return slice(start, side - start)


def _png_file(light: _Pixels) -> bytes:
    rows = np.packbits(light, axis=1)
    lines = np.pad(rows, ((0, 0), (1, 0)))  # each line says first: no filter
    height, width = light.shape
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@lru_cache(maxsize=64)
def svg(text: str) -> bytes:
    """Give a QR as an SVG with its white margin, for paper.

    >>> svg("BCD").startswith(b"<svg")
    True
    """
    path, side = _path(text)
    margin = f'viewBox="-{_QUIET} -{_QUIET} {side + 2 * _QUIET} {side + 2 * _QUIET}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {margin}>{path}</svg>'.encode()


@lru_cache(maxsize=64)
def swiss_svg(text: str) -> bytes:
    """Give a Swiss QR code of 46 mm without its margin, the cross in its middle.

    >>> swiss_svg("SPC").count(b"<rect")
    4
    """
    path, side = _path(text)
    middle = _SIDE_MM / 2
    cross = "".join(
        f'<rect x="{middle - width / 2:g}" y="{middle - height / 2:g}" width="{width:g}" '
        f'height="{height:g}" fill="{colour}"/>'
        for colour, width, height in _CROSS
    )
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="46mm" height="46mm" viewBox="0 0 46 46">'
    scale = f"scale({_SIDE_MM / side:.6f})"
    return f'{head}<g transform="{scale}">{path}</g>{cross}</svg>'.encode()


def _path(text: str) -> tuple[str, int]:
    """Draw each run of dark modules as one rectangle; give the path and the modules a side."""
    dark = np.array(_code(text).matrix, dtype=np.int8)
    edges = np.diff(dark, axis=1, prepend=0, append=0)
    rows, starts = np.nonzero(edges == 1)
    widths = np.nonzero(edges == -1)[1] - starts
    runs = zip(starts.tolist(), rows.tolist(), widths.tolist(), strict=True)
    drawn = "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in runs)
    return f'<path d="{drawn}"/>', len(dark)
