"""How laws count days: each day has a number, and a delay is the difference of two."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

_EPOCH = date(1970, 1, 1).toordinal()
_MONTH = 30
_YEAR = 360


@dataclass(frozen=True, slots=True)
class DayCount:
    """A convention: real days, or months of thirty days (30E/360: the 31st counts as the 30th).

    >>> ACTUAL.between(date(2024, 1, 31), date(2024, 3, 1))
    30
    >>> THIRTY.between(date(2024, 1, 31), date(2024, 3, 1))
    31
    >>> THIRTY.between(date(2025, 1, 15), date(2026, 1, 15))
    360
    """

    name: str
    thirty: bool

    def number(self, day: date) -> int:
        """Give a day its number."""
        if self.thirty:
            return _YEAR * day.year + _MONTH * day.month + min(day.day, _MONTH)
        return day.toordinal()

    def between(self, start: date, end: date) -> int:
        """Count the days after `start` up to and including `end`."""
        return self.number(end) - self.number(start)

    def numbers(self, days: Ints) -> Ints:
        """Give numbers to days counted from 1970.

        >>> start = np.array([date(2024, 1, 31).toordinal() - _EPOCH])
        >>> THIRTY.numbers(start).tolist() == [THIRTY.number(date(2024, 1, 31))]
        True
        """
        if not self.thirty:
            return days + _EPOCH
        dates = days.astype("datetime64[D]")
        months = dates.astype("datetime64[M]")
        in_month = (dates - months.astype("datetime64[D]")).astype(np.int64) + 1
        whole: Ints = _MONTH * (months.astype(np.int64) + 12 * 1970 + 1)
        numbers: Ints = whole + np.minimum(in_month, _MONTH)
        return numbers


ACTUAL = DayCount("jours réels", thirty=False)
THIRTY = DayCount("30E/360", thirty=True)
