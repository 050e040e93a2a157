"""Late-payment penalties, exact to the cent (RULES §6).

One way of counting, told twice: `penalty` decomposes a single claim for people to check,
`interest` does every invoice of a workbook at once. A property test holds them equal.

Days run from the day after the due date to the as-of or payment day, both included; each
day bears the rate of the period it falls in, on the balance of that day, VAT included.
Products of cents, days and basis points are summed exactly and divided once, half up.
"""

from relance_xl.rules.penalties.claim import (
    Claim,
    LawNotInstalledError,
    Penalty,
    Segment,
    UnknownRateError,
    calculate,
    penalty,
    to_json,
)
from relance_xl.rules.penalties.frame import Counting, interest
from relance_xl.rules.penalties.schedule import Period, Schedule, schedule

__all__ = [
    "Claim",
    "Counting",
    "LawNotInstalledError",
    "Penalty",
    "Period",
    "Schedule",
    "Segment",
    "UnknownRateError",
    "calculate",
    "interest",
    "penalty",
    "schedule",
    "to_json",
]
