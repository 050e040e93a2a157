"""An accounting list, an e-invoice or platform statuses -> changes of Factures and Clients.

The way through: `people` finds each customer of the file in sheet Clients, `compare` holds an
item against its row, `settled` proposes as paid what a newer list no longer names, `statuses`
writes platform statuses; `take` puts them together. Nothing here writes: a `Takeover` says
what will change, to be shown first.
"""

from relance_xl.rules.takeover.known import Book
from relance_xl.rules.takeover.model import Taken, Takeover
from relance_xl.rules.takeover.take import OTHER_SELLER, take_over

__all__ = ["OTHER_SELLER", "Book", "Taken", "Takeover", "take_over"]
