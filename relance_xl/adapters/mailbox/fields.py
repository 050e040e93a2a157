"""Header blocks: fields apart, unfolded, decoded, within bounds."""

import binascii
import re
from itertools import groupby

from relance_xl.adapters.mailbox import limits
from relance_xl.adapters.mailbox.charsets import decoded
from relance_xl.adapters.mailbox.limits import TooMuchError

_FIELD = re.compile(r"([!-9;-~]{1,100})[ \t]*:[ \t]*(.*)")
_STARTS = re.compile(rb"\n*(?:>?From [^\n]*\n)?[!-9;-~]{1,100}[ \t]*:")
_WORD = re.compile(r"=\?([^?*\s]{1,60})(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(=\?)")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")

Fields = list[tuple[str, str]]
"""Names in lower case with their raw values, unfolded."""


def split_head(raw: bytes, *, always: bool = False) -> tuple[bytes, bytes]:
    r"""Part headers from body; without headers (nor `always`) all is body.

    >>> split_head(b"A: 1\n b\n\nbody"), split_head(b"\nbody"), split_head(b"body")
    ((b'A: 1\n b', b'body'), (b'', b'body'), (b'', b'body'))
    """
    if raw.startswith(b"\n") and not always:
        return b"", raw[1:]
    match = _STARTS.match(raw)
    if not match:
        return b"", raw
    start = match.end()
    end = raw.find(b"\n\n", start)
    return (raw.strip(b"\n"), b"") if end < 0 else (raw[:end].lstrip(b"\n"), raw[end + 2 :])


def fields_of(block: bytes) -> Fields:
    r"""Read a block's fields in order; what looks like no field continues the one before.

    >>> fields_of(b"Subject: a\n b\nX-Y : 2\n")
    [('subject', 'a b'), ('x-y', '2')]
    """
    found: list[tuple[str, list[str]]] = []
    for line in decoded(block[: limits.HEADER_BYTES]).split("\n"):
        match = None if line[:1] in " \t" else _FIELD.match(line)
        if match:
            found.append((match[1].lower(), [match[2].strip()]))
        elif found and line.strip():
            found[-1][1].append(line.strip())
    return [(name, " ".join(lines).strip()) for name, lines in found]


def one_line(value: str) -> str:
    r"""Take line ends and control characters out of a decoded text.

    >>> one_line("Bonjour\r\nBcc: x")
    'Bonjour Bcc: x'
    """
    return _CONTROLS.sub(" ", value).strip()


def words(value: str) -> str:
    """Decode the encoded words of a header value, one line.

    >>> words("=?utf-8?q?caf=C3?= =?utf-8?q?=A9?= (ok)")
    'café (ok)'
    """
    if "=?" not in value:
        return one_line(value)
    return one_line(_joined(_BETWEEN.sub(r"\1\2", value)))


def check_words(fields: Fields) -> None:
    """Raise `TooMuchError` where encoded words come by the thousand."""
    if sum(value.count("=?") for _, value in fields) > limits.ENCODED_WORDS:
        raise TooMuchError("ses en-têtes contiennent des milliers de mots codés")


def _joined(value: str) -> str:
    # A character may be cut between two words of one charset: their bytes are joined first.
    pieces: list[str] = []
    at = 0
    run: list[tuple[str, bytes]] = []
    for match in _WORD.finditer(value):
        if match.start() > at:
            pieces += _run_told(run)
            run = []
            pieces.append(value[at : match.start()])
        run.append((match[1].lower(), _word_bytes(match[2].lower(), match[3])))
        at = match.end()
    return "".join([*pieces, *_run_told(run), value[at:]])


def _run_told(run: list[tuple[str, bytes]]) -> list[str]:
    by_charset = groupby(run, key=lambda word: word[0])
    return [decoded(b"".join(raw for _, raw in same), charset) for charset, same in by_charset]


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    return from_base64(raw) if encoding == "b" else binascii.a2b_qp(raw, header=True)


def from_base64(raw: bytes) -> bytes:
    r"""Decode base64 whatever stands between its letters and however it ends.

    >>> from_base64(b"QsOp\n!!dA")
    b'B\xc3\xa9t'
    """
    letters = raw.translate(None, _NOT_BASE64)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
)
