"""Which days are worked: weekends, public holidays, and the closed days of sheet Calendrier.

Public holidays come from library `holidays`, by country and, where a region has its own
(Québec, Moselle, the cantons), by region (`rules.regions`). Seasons of Calendrier
lengthen delays but close nothing: they are not read here. Holidays of a single town, and
the choice Québec leaves between Good Friday (counted) and Easter Monday, are for Calendrier.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.problems import SettingsError
from relance_xl.rules.regions import region_of

_CLOSED_KINDS = frozenset({"closure", "holiday"})
_ONE_DAY = np.timedelta64(1, "D")
_EPOCH = 1970
_ALSO_CLOSED = {"CH": ("optional",)}
"""Kinds of holidays beyond the legal ones: cantons where Easter Monday is no legal holiday
are closed that day all the same (Fribourg, Valais, Zoug…)."""

_FEWEST_WORKED_DAYS = 200
"""No year has fewer working days, so `count` of them reach at most that many years on."""


@dataclass(frozen=True)
class WorkingDays:
    """The sender's working days: Monday to Friday, less holidays, less our own closed days.

    `country` is a two-letter code, `subdivision` a region of it or empty, `closed` the first
    and last days of our own closures. Methods raise `SettingsError` when no day is left.

    >>> days = WorkingDays("FR", closed=((date(2026, 5, 15), date(2026, 5, 15)),))
    >>> days.is_open(date(2026, 5, 13)), days.is_open(date(2026, 5, 14))
    (True, False)
    >>> days.next_open(date(2026, 5, 14)), days.next_open(date(2026, 5, 13))
    (datetime.date(2026, 5, 18), datetime.date(2026, 5, 13))
    >>> days.add(date(2026, 5, 13), 2), days.add(date(2026, 5, 16), 1)
    (datetime.date(2026, 5, 19), datetime.date(2026, 5, 18))
    """

    country: str
    subdivision: str = ""
    closed: tuple[tuple[date, date], ...] = ()

    def is_open(self, day: date) -> bool:
        """Tell whether the day is worked."""
        return bool(np.is_busday(_day(day), busdaycal=self._calendar((day.year,))))

    def next_open(self, day: date) -> date:
        """Give the day itself if it is worked, else the first one after it that is."""
        return _date(self._offset(np.array([_day(day)]), 0, "forward")[0])

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
        return self._offset(days, count, "backward")

    def _offset(
        self, days: npt.NDArray[np.datetime64], count: int, roll: Literal["forward", "backward"]
    ) -> npt.NDArray[np.datetime64]:
        """Move days by working days, with the holidays of every year they pass through.

        A long closure carries them further than the years first looked at: then again with
        twice as many.
        """
        years = np.unique(_year(days[~np.isnat(days)])).tolist()
        ahead = 1 + count // _FEWEST_WORKED_DAYS
        while True:
            wanted = {year + more for year in years for more in range(-1, ahead + 1)}
            calendar = self._calendar(tuple(sorted(wanted)))
            moved = np.busday_offset(days, count, roll=roll, busdaycal=calendar)
            reached = set(np.unique(_year(moved[~np.isnat(moved)])).tolist())
            if reached <= wanted or max(reached) > date.max.year:
                return moved
            ahead *= 2

    def _calendar(self, years: tuple[int, ...]) -> np.busdaycalendar:
        return _calendar(self.country, self.subdivision, self.closed, years)


def working_days(country: str, subdivision: str, calendar: pd.DataFrame) -> WorkingDays:
    """Build the sender's working days from the company's country and sheet Calendrier.

    Needs `calendar` with `kind` (closure, holiday, season), `date_from` and `date_to`
    (empty = one day). Rows without a first day, or that end before they begin, close nothing.
    A region nobody knows counts for none (Contrôler names it, and nothing leaves).

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
    closed = zip(starts.tolist(), ends.tolist(), strict=True)
    region = region_of(country, subdivision)
    return WorkingDays(
        country.strip().upper(),
        subdivision if region is None else region,
        tuple((start, end) for start, end in closed if start <= end),
    )


@lru_cache(maxsize=64)
def _calendar(
    country: str,
    subdivision: str,
    closed: tuple[tuple[date, date], ...],
    years: tuple[int, ...],
) -> np.busdaycalendar:
    public = {day for year in years for day in _holidays(country, subdivision, year)}
    own = [np.arange(_day(start), _day(end) + _ONE_DAY) for start, end in closed]
    days = np.concatenate([np.array(sorted(public), dtype="datetime64[D]"), *own])
    return np.busdaycalendar(holidays=days)


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
        place = holidays.country_holidays(country, subdiv=subdivision or None, years=())
    except NotImplementedError:
        return frozenset()
    wanted = {"public", *_ALSO_CLOSED.get(country, ())}
    kinds = tuple(kind for kind in place.supported_categories if kind in wanted)
    return frozenset(
        holidays.country_holidays(country, subdiv=subdivision or None, years=year, categories=kinds)
    )


def is_known_place(country: str, subdivision: str) -> bool:
    """Tell whether the holidays of that country and region are known.

    >>> is_known_place("FR", ""), is_known_place("FR", "XX"), is_known_place("ZZ", "")
    (True, False, False)
    """
    import holidays  # noqa: PLC0415 - the same

    try:
        holidays.country_holidays(country.upper(), years=())
    except NotImplementedError:
        return False
    return region_of(country, subdivision) is not None


def _day(day: date) -> np.datetime64:
    return np.datetime64(day, "D")


def _year(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    years: npt.NDArray[np.int64] = days.astype("datetime64[Y]").astype(np.int64) + _EPOCH
    return years


def _date(day: np.datetime64) -> date:
    if day > np.datetime64(date.max, "D"):
        raise SettingsError(
            "Aucun jour ouvré à venir\u202f: corrigez les fermetures de la feuille Calendrier."
        )
    return date.fromisoformat(str(day))
