"""Problems about rows of a sheet, worded with the schema's own French names."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import Flags, Ints, texts
from relance_xl.schema import TABLES


def report(
    where: tuple[str, str],
    frame: pd.DataFrame,
    rows: Flags | Ints,
    fault: tuple[str, str | Sequence[str], str],
    severity: Severity = Severity.WARNING,
) -> list[Problem]:
    """Make one problem per flagged row.

    `where` is (table, column), `fault` is (code, text, action); one text for all rows, or
    one per flagged row. Needs `row` and the table's key columns in `frame`.

    >>> frame = pd.DataFrame({"invoice": ["F1", "F2"], "row": [5, 6]})
    >>> fault = ("twice", "numéro en double", "corriger")
    >>> report(("invoices", "invoice"), frame, np.array([False, True]), fault)[0].place
    'Factures, ligne 6, colonne « N° facture »'
    """
    positions = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
    if not len(positions):
        return []
    table, column = TABLES[where[0]], TABLES[where[0]][where[1]]
    code, text, action = fault
    said = [text] * len(positions) if isinstance(text, str) else text
    keys = zip(*(texts(frame[name].astype("str"))[positions] for name in table.key), strict=True)
    at = frame["row"].to_numpy()[positions].tolist()
    return [
        Problem(
            code,
            table.sheet,
            sentence(words),
            sentence(action),
            row,
            column.label,
            joined(key),
            severity,
        )
        for words, row, key in zip(said, at, keys, strict=True)
    ]


def sentence(words: str) -> str:
    """Write words as a sentence: a capital first, a full stop last.

    >>> sentence("vérifier la date"), sentence("Plan rompu ?")
    ('Vérifier la date.', 'Plan rompu ?')
    """
    ended = words.endswith((".", "?", "…", "!"))
    return words[:1].upper() + words[1:] + ("" if ended else ".")


def joined(key: Iterable[object]) -> str:
    """Write a composite key in one text.

    >>> joined(("relance-1", "fr"))
    'relance-1 / fr'
    """
    return " / ".join(str(part) for part in key)


def labels(table: str, names: str) -> str:
    r"""Name columns as people see them, from the space-separated names of `bad`.

    >>> labels("invoices", "total_cents issue_date")
    '«\xa0Total TTC\xa0», «\xa0Date facture\xa0»'
    """
    return ", ".join(f"«\u00a0{TABLES[table][name].label}\u00a0»" for name in names.split())
