"""What is wrong across rows and sheets: the problems a single cell cannot show."""

from relance_xl.problems import Problem
from relance_xl.rules.ledger import Ledger


def check_ledger(ledger: Ledger) -> list[Problem]:
    """Check everything."""
    return []
