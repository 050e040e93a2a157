"""The name under which a workbook's local files are kept."""

import re

from relance_xl.problems import WorkbookError

_LOCAL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}\Z")


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
