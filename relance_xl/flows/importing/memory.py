"""Sheet Imports, tblImports: what was shown, what was imported, up to which day."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

import pandas as pd

from relance_xl.flows.importing.result import APPLIED, PREVIEWED, Result, Told
from relance_xl.incoming import ImportFile
from relance_xl.rules.sheet_changes import Row, SheetChanges

_LONGEST_REMARK = 500


def import_id(file: ImportFile, account: str = "") -> str:
    """Name a file by its content, one own account of it at a time.

    >>> import_id(ImportFile("a.xml", b"x")) == import_id(ImportFile("b.xml", b"x"))
    True
    """
    whole = hashlib.sha256(file.content)
    whole.update(account.encode())
    return f"I-{whole.hexdigest()[:10]}"


def states(imports: pd.DataFrame) -> Mapping[str, str]:
    """Give what sheet Imports says of each import, by its name."""
    return dict(zip(imports["import_id"], imports["state"], strict=True))


def was_shown(imports: pd.DataFrame, file: ImportFile) -> bool:
    """Tell whether a person has seen the preview of this very content."""
    return states(imports).get(import_id(file)) in (PREVIEWED, APPLIED)


def remember(imports: pd.DataFrame, result: Result, at: datetime) -> SheetChanges:
    """Give the rows of tblImports of one file; what is imported already stays as it is."""
    known = states(imports)
    changes = SheetChanges()
    for told in result.told:
        row = _row(result, told, at)
        name = str(row["import_id"])
        if name not in known:
            changes.append("imports", [row])
        elif known[name] not in (result.state, APPLIED):
            del row["import_id"]
            changes.patch("imports", name, row)
    return changes


def _row(result: Result, told: Told, at: datetime) -> Row:
    remarks = [*result.remarks, *(f"{p.told} {p.advice}" for p in result.problems)]
    return {
        "import_id": import_id(result.file, told.named),
        "imported_on": at,
        "file": result.file.name,
        "kind": result.kind,
        "format": result.format,
        "state": result.state,
        "own_account": told.account,
        "period_end": told.period_end,
        "entries": told.entries,
        "rows": told.rows if result.state == APPLIED else None,
        "net_cents": told.net_cents,
        "currency": told.currency,
        "remark": " ".join(remarks)[:_LONGEST_REMARK],
    }
