"""Names of files made from text that others wrote."""

import re
import unicodedata

from relance_xl.problems import WorkbookError

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\.|\Z)", re.IGNORECASE
)
_LOCAL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}\Z")


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


def local_name(workbook_id: str) -> str:
    """Give the name under which a workbook's local files are kept: its id, if it is one.

    Raises `WorkbookError` for an id no tool of ours has written.

    >>> local_name("3f2a-9b")
    '3f2a-9b'
    """
    if not _LOCAL_NAME.match(workbook_id):
        message = (
            f"L’identifiant du classeur ({workbook_id[:80]!a}) n’est pas utilisable\u202f: "
            "dans la feuille Paramètres, effacez-le pour qu’il soit recréé."
        )
        raise WorkbookError(message)
    return workbook_id
