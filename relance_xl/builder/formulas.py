"""Formula columns: the form Excel stores, and the value it would compute.

A stored value lets every reader that does not calculate show the right figure.
"""

import re

from relance_xl.builder.rows import Row
from relance_xl.money import to_units
from relance_xl.schema.model import Column, Table

_SHORT = re.compile(r"\[@(?:\[([^\]]+)\]|([^\[\]]+))\]")


def stored(table: Table, column: Column) -> str:
    """Write a formula as files hold it: `[@Solde]` becomes `tbl[[#This Row],[Solde]]`.

    >>> from relance_xl.schema import TABLES
    >>> invoices = TABLES["invoices"]
    >>> stored(invoices, invoices["total_due"]).partition("+")[0]
    '=tblFactures[[#This Row],[Solde]]'
    """
    return _SHORT.sub(
        lambda found: f"{table.excel_name}[[#This Row],[{found[1] or found[2]}]]", column.formula
    )


def value_of(table: Table, column: Column, row: Row) -> float | str:
    """Compute what the formula shows for a row.

    Raises `KeyError` for a formula column nobody taught to this function.

    >>> from relance_xl.schema import TABLES
    >>> invoices, customers = TABLES["invoices"], TABLES["customers"]
    >>> value_of(invoices, invoices["total_due"], {"balance_cents": 1000, "fee_cents": 4000})
    50.0
    >>> value_of(customers, customers["credit_left"], {})
    ''
    """
    if (table.name, column.name) == ("invoices", "total_due"):
        return to_units(
            sum(_cents(row, n) for n in ("balance_cents", "interest_cents", "fee_cents"))
        )
    if (table.name, column.name) == ("customers", "credit_left"):
        if row.get("credit_limit_cents") is None:
            return ""
        return to_units(_cents(row, "credit_limit_cents") - _cents(row, "balance_cents"))
    raise KeyError(f"{table.name}.{column.name}")


def _cents(row: Row, name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else 0
