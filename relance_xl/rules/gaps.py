"""What of the workbook cannot be found: no reminder rests on what nobody can see (RULES §2)."""

from collections.abc import Mapping

import pandas as pd

from relance_xl.frames import GAPS
from relance_xl.rules.arrays import Flags, at, find, texts, unreadable
from relance_xl.schema import TABLES

_ELSEWHERE = frozenset({"rates", "proposals"})
"""Tables whose gaps hold nothing: without rates no amount is stated, and rows of Relances
that cannot be read are not approved."""

_OWN_HOLDS = frozenset({"block", "block_until", "situation", "judgment_date"})
"""Columns of Clients whose unreadable cell holds under a code of its own."""

DECIDING = {
    name: tuple(column.name for column in table if table.decides(column.name))
    for name, table in TABLES.items()
}
"""Per table, the columns reminders depend on."""


def everyone_held(tables: Mapping[str, pd.DataFrame]) -> str:
    r"""Say in French what is missing that any invoice may depend on; "" when nothing is.

    Reads the frame `GAPS` beside the tables; one unreadable « Plan du type » counts too:
    it may be anybody's plan.

    >>> gaps = pd.DataFrame({"table": ["payments"], "column": ["invoice"]})
    >>> everyone_held({"gaps": gaps, "plans": pd.DataFrame({"bad": []})})
    'colonne «\xa0N° facture\xa0» introuvable dans Paiements'
    """
    gaps = tables.get(GAPS)
    if gaps is not None:
        for table, column in zip(gaps["table"], gaps["column"], strict=True):
            if table not in _ELSEWHERE:
                return _missing(str(table), str(column))
    if unreadable(tables["plans"], ("for_type",)).any():
        return "«\u00a0Plan du type\u00a0» illisible dans Plans"
    return ""


def _missing(table: str, column: str) -> str:
    known = TABLES[table]
    if not column:
        return f"tableau «\u00a0{known.excel_name}\u00a0» introuvable"
    return f"colonne «\u00a0{known[column].label}\u00a0» introuvable dans {known.sheet}"


def unclear_customers(tables: Mapping[str, pd.DataFrame]) -> Flags:
    """Tell which customers have an unreadable cell that decides, in Clients or in Groupes.

    >>> from tests.rules.builders import customer, tables
    >>> rows = tables(customers=[customer("C1", bad="language"), customer("C2", bad="note")])
    >>> unclear_customers(rows).tolist()
    [True, False]
    """
    customers, groups = tables["customers"], tables["groups"]
    names = [name for name in DECIDING["customers"] if name not in _OWN_HOLDS]
    unclear = unreadable(customers, names)
    lost = unreadable(groups, DECIDING["groups"])
    if lost.any():
        place = find(texts(groups["group"]), texts(customers["group"]))
        unclear |= at(lost, place, missing=False)
    return unclear
