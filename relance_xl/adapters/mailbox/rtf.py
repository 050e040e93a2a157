"""Text out of Outlook's RTF bodies: decompression (MS-OXRTFCP), then words without layout."""

import re
import struct

from relance_xl.adapters.mailbox.charsets import decoded
from relance_xl.adapters.mailbox.html_words import html_as_text

_COMPRESSED, _STORED = b"LZFu", b"MELA"
_HEADER = struct.Struct("<II4sI")
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What both sides know beforehand (MS-OXRTFCP §2.1.2.1)."""
_WINDOW = 4096
_LONGEST = 2_000_000
_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-z]{1,32})(-?\d{1,10})? ?|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer themedata datastore".split()
)
_BREAKS = {b"par": "\n", b"line": "\n", b"row": "\n", b"tab": "\t", b"cell": " "}
_SIGNS = {
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"endash": "–",
    b"emdash": "—",
    b"bullet": "•",
}


def rtf_text(stored: bytes) -> str:
    """Give the text of a compressed RTF body, told from its HTML where it carries one."""
    rtf = decompressed(stored)
    carries_html = b"\\fromhtml" in rtf[:1_000]
    told = _Reader(carries_html=carries_html).text(rtf)
    return html_as_text(told) if carries_html else told.strip()


def decompressed(stored: bytes) -> bytes:
    """Undo Outlook's compression; `ValueError` for what is none."""
    if len(stored) < _HEADER.size:
        raise ValueError("no RTF header")
    _, raw_size, kind, _ = _HEADER.unpack_from(stored)
    body = stored[_HEADER.size :]
    if kind == _STORED:
        return body[: min(raw_size, _LONGEST)]
    if kind != _COMPRESSED:
        raise ValueError("unknown RTF compression")
    return _unpacked(body, min(raw_size, _LONGEST))


def _unpacked(body: bytes, size: int) -> bytes:
    # Each control byte tells of eight items: a letter, or a place and length to copy from.
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))
    write = len(_DICTIONARY)
    out = bytearray()
    at = 0
    while at < len(body) and len(out) < size:
        flags = body[at]
        at += 1
        for bit in range(8):
            if at >= len(body):
                break
            if flags >> bit & 1:
                reference = int.from_bytes(body[at : at + 2], "big")
                at += 2
                read, length = reference >> 4, (reference & 15) + 2
                if read == write % _WINDOW:
                    return bytes(out)
                for step in range(length):
                    letter = window[(read + step) % _WINDOW]
                    out.append(letter)
                    window[write % _WINDOW] = letter
                    write += 1
            else:
                out.append(body[at])
                window[write % _WINDOW] = body[at]
                write += 1
                at += 1
    return bytes(out)


class _Reader:
    """Walks RTF tokens once; groups that show nothing are silent."""

    def __init__(self, *, carries_html: bool) -> None:
        self._html = carries_html
        self._silent: list[bool] = [False]
        self._starred = False
        self._hidden = False
        self._skip = 0
        self._pieces: list[str] = []
        self._bytes = bytearray()
        self._charset = "cp1252"

    def text(self, rtf: bytes) -> str:
        for match in _TOKEN.finditer(rtf[:_LONGEST]):
            byte, word, number, symbol, brace, plain = match.groups()
            if brace or word:
                self._flush()
            if brace:
                self._brace(brace)
            elif word:
                self._word(word, 1 if number is None else int(number))
            elif symbol == b"*":
                self._starred = True
            elif byte and self._skip:
                self._skip -= 1
            elif not self._quiet():
                self._bytes += bytes([int(byte, 16)]) if byte else self._shown(symbol, plain)
        self._flush()
        # Signs beyond 16 bits come as two halves.
        halves = "".join(self._pieces).encode("utf-16-le", "surrogatepass")
        return halves.decode("utf-16-le", "replace")

    def _shown(self, symbol: bytes | None, plain: bytes | None) -> bytes:
        if symbol is not None:
            return {b"~": b"\xa0", b"_": b"-"}.get(symbol, symbol)
        skipped, self._skip = self._skip, 0
        return (plain or b"")[skipped:]

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            self._silent.append(self._silent[-1])
        elif len(self._silent) > 1:
            self._silent.pop()

    def _word(self, word: bytes, number: int) -> None:
        starred, self._starred = self._starred, False
        if word in _SILENT or (starred and not (self._html and word == b"htmltag")):
            self._silent[-1] = True
        elif word == b"ansicpg":
            self._charset = f"cp{number}"
        elif word == b"htmlrtf":
            self._hidden = number != 0
        elif self._quiet():
            return
        elif word == b"u":
            self._pieces.append(chr(number % 0x10000))
            self._skip = 1
        else:
            self._pieces.append(_BREAKS.get(word) or _SIGNS.get(word, ""))

    def _quiet(self) -> bool:
        return self._silent[-1] or self._hidden

    def _flush(self) -> None:
        if self._bytes:
            self._pieces.append(decoded(bytes(self._bytes), self._charset))
            self._bytes.clear()
