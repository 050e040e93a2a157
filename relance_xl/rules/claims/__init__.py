"""Claims of penalties: what was asked, invoiced, paid or given up (sheet Pénalités).

A row is born when a message states an amount: *computed* where it is only mentioned,
*claimed* where it is asked for. While it is open, the next message replaces it. Once
*invoiced* (a numbered statement), *paid* or *waived* it stays, and later messages ask only
for what goes beyond it.
"""

from relance_xl.rules.claims.detail import Detail, Details, Part
from relance_xl.rules.claims.net import net_of_claims
from relance_xl.rules.claims.numbers import next_statement
from relance_xl.rules.claims.paid import Covered, covered
from relance_xl.rules.claims.statement import Sorted, sort_out, wanted
from relance_xl.rules.claims.states import OPEN, SETTLED, Settled, settled
from relance_xl.rules.claims.told import free_name, open_row, told_claims

__all__ = [
    "OPEN",
    "SETTLED",
    "Covered",
    "Detail",
    "Details",
    "Part",
    "Settled",
    "Sorted",
    "covered",
    "free_name",
    "net_of_claims",
    "next_statement",
    "open_row",
    "settled",
    "sort_out",
    "told_claims",
    "wanted",
]
