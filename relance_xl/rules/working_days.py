"""Which days are worked: weekends, public holidays, and the closed days of sheet Calendrier.

Public holidays come from library `holidays`, by country and, where a region has its own
(QC in Canada, 57 in France, VD in Switzerland), by subdivision. Seasons of Calendrier
lengthen delays but close nothing: they are not read here.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.problems import SettingsError

_CLOSED_KINDS = frozenset({"closure", "holiday"})
_ONE_DAY = np.timedelta64(1, "D")
_EPOCH = 1970
_FEWEST_WORKED_DAYS = 200
"""No year has fewer working days, so `count` of them reach at most that many years on."""


@dataclass(frozen=True)
class WorkingDays:
    """The sender's working days: Monday to Friday, less holidays, less our own closed days.

    `country` is a two-letter code, `subdivision` a region of it or empty. Every method
    raises `SettingsError` when the country or its region is not known.

    >>> days = WorkingDays("FR", closed=frozenset({date(2026, 5, 15)}))
    >>> days.is_open(date(2026, 5, 13)), days.is_open(date(2026, 5, 14))
    (True, False)
    >>> days.next_open(date(2026, 5, 14)), days.next_open(date(2026, 5, 13))
    (datetime.date(2026, 5, 18), datetime.date(2026, 5, 13))
    >>> days.add(date(2026, 5, 13), 2), days.add(date(2026, 5, 16), 1)
    (datetime.date(2026, 5, 19), datetime.date(2026, 5, 18))
    """

    country: str
    subdivision: str = ""
    closed: frozenset[date] = frozenset()

    def is_open(self, day: date) -> bool:
        """Tell whether the day is worked."""
        return bool(np.is_busday(_day(day), busdaycal=self._calendar((day.year,))))

    def next_open(self, day: date) -> date:
        """Give the day itself if it is worked, else the first one after it that is."""
        calendar = self._calendar((day.year, day.year + 1))
        return _date(np.busday_offset(_day(day), 0, roll="forward", busdaycal=calendar))

    def roll(self, days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.datetime64]:
        """Do as `next_open` for an array of days; missing ones stay missing.

        >>> WorkingDays("FR").roll(np.array(["2026-05-14", "NaT"], dtype="datetime64[D]"))
        array(['2026-05-15',        'NaT'], dtype='datetime64[D]')
        """
        codes, distinct = pd.factorize(days)
        open_ = [np.datetime64(self.next_open(_date(day)), "D") for day in distinct]
        return np.array([*open_, np.datetime64("NaT", "D")], dtype="datetime64[D]")[codes]

    def add(self, day: date, count: int) -> date:
        """Give the `count`-th working day after `day`; `day` itself when `count` is 0."""
        return _date(self._shift(np.array([_day(day)]), count)[0])

    def add_to(self, days: "pd.Series[pd.Timestamp]", count: int) -> "pd.Series[pd.Timestamp]":
        """Do as `add` for a Series of dates; missing dates stay missing.

        >>> days = pd.Series(pd.to_datetime(["2026-05-13", None]))
        >>> WorkingDays("FR").add_to(days, 2).to_list()
        [Timestamp('2026-05-18 00:00:00'), NaT]
        """
        shifted = self._shift(days.to_numpy(dtype="datetime64[D]"), count)
        return pd.Series(shifted.astype("datetime64[s]"), index=days.index)

    def _shift(self, days: npt.NDArray[np.datetime64], count: int) -> npt.NDArray[np.datetime64]:
        """Move each day on; a closed day first rolls back so that it counts for nothing."""
        if count <= 0 or np.isnat(days).all():
            return days
        years = np.unique(days[~np.isnat(days)].astype("datetime64[Y]").astype(int) + _EPOCH)
        reach = range(-1, 2 + count // _FEWEST_WORKED_DAYS)
        wanted = sorted({year + more for year in years.tolist() for more in reach})
        calendar = self._calendar(tuple(wanted))
        return np.busday_offset(days, count, roll="backward", busdaycal=calendar)

    def _calendar(self, years: tuple[int, ...]) -> np.busdaycalendar:
        return _calendar(self.country, self.subdivision, self.closed, years)


def working_days(country: str, subdivision: str, calendar: pd.DataFrame) -> WorkingDays:
    """Build the sender's working days from the company's country and sheet Calendrier.

    Needs `calendar` with `kind` (closure, holiday, season), `date_from` and `date_to`
    (empty = one day). Rows without a first day, or that end before they begin, close nothing.

    >>> rows = pd.DataFrame({
    ...     "kind": ["closure", "season"],
    ...     "date_from": pd.to_datetime(["2026-08-10", "2026-07-01"]),
    ...     "date_to": pd.to_datetime(["2026-08-14", "2026-08-31"]),
    ... })
    >>> working_days("fr", "", rows).next_open(date(2026, 8, 8))
    datetime.date(2026, 8, 17)
    """
    rows = calendar[calendar["kind"].isin(_CLOSED_KINDS) & calendar["date_from"].notna()]
    starts = rows["date_from"].to_numpy(dtype="datetime64[D]")
    ends = rows["date_to"].fillna(rows["date_from"]).to_numpy(dtype="datetime64[D]")
    closed = frozenset(
        day
        for start, end in zip(starts, ends, strict=True)
        for day in np.arange(start, end + _ONE_DAY).tolist()
    )
    return WorkingDays(country.strip().upper(), subdivision.strip().upper(), closed)


@lru_cache(maxsize=64)
def _calendar(
    country: str, subdivision: str, closed: frozenset[date], years: tuple[int, ...]
) -> np.busdaycalendar:
    days = set(closed)
    for year in years:
        days |= _holidays(country, subdivision, year)
    return np.busdaycalendar(holidays=np.array(sorted(days), dtype="datetime64[D]"))


@lru_cache(maxsize=1024)
def _holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """Public holidays of one year; none for a year or a place the library does not know.

    Contrôler names an unknown « Pays » or « Région », and nothing is sent meanwhile
    (`checks_settings.blocking`); the rest of the work goes on with week-ends alone.
    """
    import holidays  # noqa: PLC0415 - heavy, and not needed to show a command's help

    if not date.min.year <= year <= date.max.year:
        return frozenset()
    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
    except NotImplementedError:
        return frozenset()


def is_known_place(country: str, subdivision: str) -> bool:
    """Tell whether the holidays of that country and region are known.

    >>> is_known_place("FR", ""), is_known_place("FR", "XX"), is_known_place("ZZ", "")
    (True, False, False)
    """
    import holidays  # noqa: PLC0415 - the same

    try:
        holidays.country_holidays(country.upper(), subdiv=subdivision.upper() or None, years=2026)
    except NotImplementedError:
        return False
    return True


def _day(day: date) -> np.datetime64:
    return np.datetime64(day, "D")


def _date(day: np.datetime64) -> date:
    if day > np.datetime64(date.max, "D"):
        raise SettingsError(
            "Aucun jour ouvré à venir\u202f: corrigez les fermetures de la feuille Calendrier."
        )
    return date.fromisoformat(str(day))
