"""Late-payment laws, one file per law, found by its code (`fr.py` holds FR).

A law file offers `LAWS`, its `Law` per customer type, and `rate_rows()`, its rows of sheet
Taux. Nothing is registered anywhere else: adding a country is adding its file.
"""

from relance_xl.laws.model import NO_TERMS, Beginning, Law, RateRow, Source, Terms
from relance_xl.laws.registry import code_of, find, installed, rate_table, why_none

__all__ = [
    "NO_TERMS",
    "Beginning",
    "Law",
    "RateRow",
    "Source",
    "Terms",
    "code_of",
    "find",
    "installed",
    "rate_table",
    "why_none",
]
