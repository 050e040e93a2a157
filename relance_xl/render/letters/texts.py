"""Text from outside made fit for paper: nothing in it can steer or break a layout."""

import re
import unicodedata

_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LONG_WORD = re.compile(r"\S{40}(?=\S)")
_RUN = re.compile(r"\S{41,}")


def printable(text: str) -> str:
    r"""Return the text in NFC, without control, direction or half characters.

    Newlines stay; tabs become spaces.

    >>> printable("a\tb\x00\u202ec\nd")
    'a bc\nd'
    """
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def breakable(text: str) -> str:
    """Return the text with a place to break in every 40 characters of an endless word.

    >>> len(breakable("x" * 100)) - 100
    2
    """
    if len(text) <= 40:  # noqa: PLR2004 - nothing to do for nearly every text
        return text
    return _RUN.sub(lambda word: _LONG_WORD.sub("\\g<0>\u200b", word[0]), text)
