"""Names of files made from text that others wrote."""

import re
import unicodedata

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\.|\Z)", re.IGNORECASE
)


def safe_file_name(text: str, limit: int = 80) -> str:
    """Give one file name, good on every system, that tells what `text` told.

    No separator, reserved name, invisible character or trailing dot remains, so it cannot
    leave its folder; at most `limit` characters and twice as many bytes of UTF-8.

    >>> safe_file_name("../../Société « Élan » : suite?.")
    '-..-Société « Élan » - suite-'
    >>> safe_file_name("nul.txt"), safe_file_name(" .. ")
    ('_nul.txt', 'sans nom')
    """
    known = unicodedata.normalize("NFC", text)
    seen = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in known)
    name = " ".join(_FORBIDDEN.sub("-", seen).split()).lstrip(". ")[:limit]
    name = name.encode()[: 2 * limit].decode("utf-8", "ignore").rstrip(". ")
    return f"_{name}" if _RESERVED.match(name) else name or "sans nom"
