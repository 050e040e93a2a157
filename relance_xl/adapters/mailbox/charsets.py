"""Bytes to text, whatever charset a mail claims; never an exception."""

import codecs

_PLAIN = frozenset({"", "ascii", "unknown", "8bit", "7bit", "x_unknown", "unknown_8bit", "default"})
_WIDER = {
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""What senders mean where they name a smaller charset than the one they use."""
_SPELT = {
    "iso_8859_8_i": "iso8859-8",
    "iso_8859_6_i": "iso8859-6",
    "unicode_1_1_utf_7": "utf-7",
    "x_sjis": "cp932",
    "x_gbk": "gb18030",
    "ansi": "cp1252",
    "x_user_defined": "cp1252",
    "x_mac_roman": "mac_roman",
    "macintosh": "mac_roman",
}
_NOT_CHARSETS = frozenset(
    {"punycode", "idna", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"}
)
"""Codecs of Python that are no charset, some of them slow on purpose-made input."""


def decoded(raw: bytes, charset: str = "") -> str:
    r"""Read bytes as their charset says, else as UTF-8, else as Windows-1252.

    >>> decoded(b"\xe9t\xe9", "iso-8859-1"), decoded("été".encode(), "klingon"), decoded(b"\x81")
    ('été', 'été', '\ufffd')
    """
    codec = _codec(charset)
    if not codec:
        return _guessed(raw)
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return raw.decode(codec, "replace")


def known(charset: str) -> bool:
    """Tell whether this charset, if one is named, is one we have.

    >>> known("Windows-1252"), known(""), known("klingon"), known("punycode")
    (True, True, False, False)
    """
    return _key(charset) in _PLAIN or bool(_codec(charset))


def _key(charset: str) -> str:
    return charset.strip(" \"'").lower().replace("-", "_").replace("us_ascii", "ascii")


def _codec(charset: str) -> str:
    key = _key(charset)
    if key in _PLAIN or not key.isascii():
        return ""
    try:
        found = codecs.lookup(_SPELT.get(key, key))
        b"".decode(found.name)  # base64, rot13… are no text encodings: LookupError
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if found.name in _NOT_CHARSETS else _WIDER.get(found.name, found.name)


def _guessed(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
