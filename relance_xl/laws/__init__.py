"""Late-payment laws, one file per law, found by its code (`fr.py` holds FR).

A law file offers `LAWS`, its `Law` per customer type, and `rate_rows()`, its rows of sheet
Taux. Nothing is registered anywhere else: adding a country is adding its file.
"""

from relance_xl.laws.model import Law, RateRow, Source
from relance_xl.laws.registry import find, rate_table, why_none

__all__ = ["Law", "RateRow", "Source", "find", "rate_table", "why_none"]
