"""Instalment plans agreed with a customer: what they hold, and when they break (RULES §3)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from relance_xl.rules.arrays import Days, Flags, Ints, day, days, empty, french_days
from relance_xl.rules.ledger import Ledger

LATE_DAYS = 5
"""Days late from which an instalment sends its plan back to a person."""


@dataclass(frozen=True)
class AgreedPlans:
    """Plans agreed, and the lines they hold.

    `held_lines` per line; `oldest` per invoice: the oldest unpaid agreed instalment, NaT
    without any; `late`, `broken` per invoice: 5 days late, or declared broken.
    """

    of: Ints
    held_lines: Flags
    oldest: Days
    late: Flags
    broken: Flags
    today: np.datetime64

    def details(self, rows: Ints) -> Sequence[str]:
        """Word what holds these lines."""
        of = self.of[rows]
        passed = self.oldest[of] < self.today
        words = zip(french_days(self.oldest[of]), self.late[of], passed, strict=True)
        return [
            "date de rupture illisible"
            if not on
            else f"plan rompu\u202f? échéance du {on} impayée"
            if late
            else f"échéance du {on} attendue"
            if over
            else f"prochaine échéance le {on}"
            for on, late, over in words
        ]


def read_agreed_plans(ledger: Ledger) -> AgreedPlans:
    """Find the plans that run, those 5 days late, and those a person declared broken.

    While a plan runs the invoice's own line is held, and each instalment is free for its
    notice up to its date. Once « Plan rompu le » is reached the whole balance is dunned.
    """
    frame, lines, today = ledger.debts.frame, ledger.lines, day(ledger.run.today)
    count = len(ledger.debts)
    hidden = ledger.debts.unreadable("plan_broken_on")
    agreed = np.flatnonzero(lines.agreed & (lines.balance > 0))
    oldest = np.full(count, np.datetime64("NaT"), dtype="datetime64[D]")
    order = agreed[np.argsort(lines.due[agreed], kind="stable")][::-1]
    oldest[lines.of[order]] = lines.due[order]
    planned = np.zeros(count, dtype=bool)
    planned[lines.of[lines.agreed]] = True
    ended = ~empty(frame["plan_broken_on"]) & (days(frame["plan_broken_on"]) <= today)
    alive = ~np.isnat(oldest) & ~ended
    late = alive & (oldest + np.timedelta64(LATE_DAYS, "D") <= today)
    own = (lines.instalment < 0) & (alive | hidden)[lines.of]
    parts = lines.agreed & ~((alive & ~late)[lines.of] & (lines.due >= today))
    if hidden.any():
        parts |= lines.agreed & hidden[lines.of]
        own |= hidden[lines.of]
    return AgreedPlans(lines.of, own | parts, oldest, late, planned & ended, today)
