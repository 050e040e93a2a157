"""From when interest runs: the last day without any, counted from 1970 (RULES §6)."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from relance_xl.laws import Beginning, Law

Ints = npt.NDArray[np.int64]

MISSING = np.iinfo(np.int64).min
"""A day that is not known, and the answer where interest has not begun."""
EPOCH = date(1970, 1, 1)
_MONTHS = 3


def last_free_days(law: Law, due: Ints, noticed: Ints) -> Ints:
    """Give each debt's last day without interest; `MISSING` where nothing has begun.

    `noticed` is the day a formal notice was received, or the last free day after a first
    reminder, whichever the law asks for; `MISSING` where there is none.
    """
    if law.begins is Beginning.DUE:
        return due
    if law.begins is Beginning.THREE_MONTHS:
        return _three_months_later(due)
    return np.where(noticed == MISSING, MISSING, np.maximum(due, noticed))


def last_free_day(law: Law, due: date, noticed: date | None) -> date | None:
    """Do as `last_free_days` for one debt; None where nothing has begun.

    >>> from relance_xl.laws import find
    >>> last_free_day(find("LU", "consumer"), date(2024, 11, 30), None)
    datetime.date(2025, 2, 28)
    >>> last_free_day(find("FR", "consumer"), date(2026, 5, 1), date(2026, 6, 3))
    datetime.date(2026, 6, 3)
    >>> print(last_free_day(find("FR", "consumer"), date(2026, 5, 1), None))
    None
    """
    days = [MISSING if day is None else (day - EPOCH).days for day in (due, noticed)]
    found = int(last_free_days(law, np.array(days[:1]), np.array(days[1:]))[0])
    return None if found == MISSING else EPOCH + timedelta(days=found)


def _three_months_later(days: Ints) -> Ints:
    """Give the same day three months on, the last of its month when that is shorter."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    in_month = (dates - months.astype("datetime64[D]")).astype(np.int64)
    start = (months + _MONTHS).astype("datetime64[D]").astype(np.int64)
    after = (months + _MONTHS + 1).astype("datetime64[D]").astype(np.int64)
    moved: Ints = np.minimum(start + in_month, after - 1)
    return moved
