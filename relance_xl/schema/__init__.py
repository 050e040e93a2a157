"""Every sheet, table and column of the workbook, declared once.

The builder, the reader, the writers, the anomalies, the help sheet and the tests all read
this declaration.

>>> TABLES["invoices"]["total_cents"].label
'Total TTC'
"""

from relance_xl.schema.acts import ANSWERS, CALLS, PROPOSALS, SENDS
from relance_xl.schema.debts import INSTALMENTS, INVOICES, PAYMENTS, PENALTIES
from relance_xl.schema.model import Choice, Column, Kind, Owner, Table
from relance_xl.schema.people import CONTACTS, CUSTOMERS, GROUPS
from relance_xl.schema.plans import PLANS, STAGES, TEXTS
from relance_xl.schema.upkeep import (
    ANOMALIES,
    CALENDAR,
    HISTORY,
    IMPORT_PROFILES,
    IMPORTS,
    MISSING_DATA,
    PARAMETERS,
    PAYMENT_METHODS,
    RATES,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        CUSTOMERS,
        GROUPS,
        CONTACTS,
        INVOICES,
        PAYMENTS,
        INSTALMENTS,
        PLANS,
        STAGES,
        TEXTS,
        PROPOSALS,
        SENDS,
        ANSWERS,
        CALLS,
        MISSING_DATA,
        PENALTIES,
        RATES,
        CALENDAR,
        HISTORY,
        IMPORTS,
        IMPORT_PROFILES,
        ANOMALIES,
        PARAMETERS,
        PAYMENT_METHODS,
    )
}
"""All tables, by schema name, in the order of their sheets."""

__all__ = ["TABLES", "Choice", "Column", "Kind", "Owner", "Table"]
