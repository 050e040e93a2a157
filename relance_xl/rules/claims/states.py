"""What rows of sheet Pénalités say of each invoice."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from relance_xl.rules.arrays import texts, unreadable
from relance_xl.rules.keys import key_of

OPEN = ("", "computed", "claimed")
"""States the next claim replaces."""
SETTLED = ("invoiced", "paid", "waived")
"""States that stay: nothing of them is claimed again."""


@dataclass
class Settled:
    """What one invoice may not be asked for again.

    `waived` are the days up to which staff gave penalties up, with the interest given up.
    `lost`: a row cannot be read, nothing is claimed at all.
    """

    interest_cents: int = 0
    fee_cents: int = 0
    fee_waived: bool = False
    waived: list[tuple[date | None, int]] = field(default_factory=list)
    lost: bool = False


def settled(penalties: pd.DataFrame) -> dict[str, Settled]:
    """Give, by invoice key (`keys.key_of`), what is settled; invoices without such rows have none.

    Needs the typed frame of sheet Pénalités.

    >>> from tests.rules.builders import frame
    >>> row = {"claim": "PEN-F1", "invoice": "F1", "interest_cents": 500, "fee_cents": 4000}
    >>> settled(frame("penalties", [{**row, "state": "claimed"}]))
    {}
    >>> found = settled(frame("penalties", [{**row, "state": "invoiced"}]))
    >>> found["f1"].interest_cents, found["f1"].fee_cents
    (500, 4000)
    """
    found: dict[str, Settled] = {}
    if not len(penalties):
        return found
    unclear = unreadable(penalties, ("invoice", "state", "up_to", "interest_cents", "fee_cents"))
    states = texts(penalties["state"])
    names = ("invoice", "state", "up_to", "interest_cents", "fee_cents")
    for place, (invoice, state, up_to, interest, fee) in enumerate(
        zip(*(penalties[name] for name in names), strict=True)
    ):
        if not (unclear[place] or states[place] in SETTLED):
            continue
        one = found.setdefault(key_of(str(invoice)), Settled())
        owed = 0 if pd.isna(interest) else int(interest)
        if unclear[place]:
            one.lost = True
        elif state == "waived":
            one.waived.append((None if pd.isna(up_to) else up_to.date(), owed))
            one.fee_waived = True
        else:
            one.interest_cents += owed
            one.fee_cents += 0 if pd.isna(fee) else int(fee)
    return found
