"""What a match of the grammar of days means, reckoned from the day it was written.

Each takes the match and that day; None or `ValueError` when there is no such day.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from relance_xl.dates import month_end, next_month
from relance_xl.rules.replies.calendar_words import MONTHS, NUMBERS, WEEKDAYS

Reading = Callable[[re.Match[str], date], date | None]

_AHEAD = timedelta(days=183)
"""A date without year that is past this year is next year's if it is no further than this."""
_FRIDAY = 4
_WEEK = 7
_EARLY = 5
_MIDDLE = 15
_DECEMBER = 12
_CENTURY = 100


def _iso(match: re.Match[str], _today: date) -> date:
    return date(int(match["year"]), int(match["m"]), int(match["d"]))


def _figures(match: re.Match[str], today: date) -> date | None:
    day, month, year = int(match["d"]), int(match["m"]), match["year"]
    if month > _DECEMBER >= day:
        day, month = month, day
    if year:
        full = int(year)
        return date(full + 2000 if full < _CENTURY else full, month, day)
    return _without_year(day, month, today)


def _named(match: re.Match[str], today: date) -> date | None:
    month = MONTHS[match["month"]]
    if match["year"]:
        return date(int(match["year"]), month, int(match["d"]))
    return _without_year(int(match["d"]), month, today)


def _without_year(day: int, month: int, today: date) -> date:
    this = date(today.year, month, min(day, _longest(month, today.year)))
    later = date(today.year + 1, month, min(day, _longest(month, today.year + 1)))
    return later if this < today and later - today <= _AHEAD else this


def _longest(month: int, year: int) -> int:
    return month_end(date(year, month, 1)).day


def _part_of_month(match: re.Match[str], today: date) -> date:
    month = MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else today.year
    on = _part(match["place"], date(year, month, 1))
    if on < today and not match["year"]:
        later = _part(match["place"], date(year + 1, month, 1))
        return later if later - today <= _AHEAD else on
    return on


def _part(place: str | None, first: date) -> date:
    if place and place.startswith(("mi", "mid", "milieu", "mitte", "half", "halverwege", "medio")):
        return first.replace(day=_MIDDLE)
    if place and place.startswith(("debut", "begin", "early", "anfang")):
        return first.replace(day=_EARLY)
    return month_end(first)


def _part_of_this_month(match: re.Match[str], today: date) -> date:
    on = _part(match["place"], today.replace(day=1))
    return on if on >= today else _part(match["place"], next_month(today, 1))


def _part_of_next_month(match: re.Match[str], today: date) -> date:
    return _part(match["place"], next_month(today, 1))


def _day_of_next_month(match: re.Match[str], today: date) -> date:
    return next_month(today, int(match["d"]))


def _day_of_this_month(match: re.Match[str], today: date) -> date:
    return today.replace(day=min(int(match["d"]), month_end(today).day))


def _bare_day(match: re.Match[str], today: date) -> date | None:
    day = int(match["d"])
    if not day:
        return None
    return _day_of_this_month(match, today) if day >= today.day else next_month(today, day)


def _monday(today: date, weeks: int) -> date:
    return today + timedelta(days=_WEEK * weeks - today.weekday())


def _in_week(weeks: int, match: re.Match[str], today: date) -> date:
    place = match["place"] or ""
    wanted = _FRIDAY
    if place.startswith(("debut", "begin", "early", "anfang")):
        wanted = 0
    elif place.startswith(("mi", "mid", "half", "halverwege")):
        wanted = 2
    on = _monday(today, weeks) + timedelta(days=wanted)
    return on if on >= today else on + timedelta(days=_WEEK)


def _weekday(match: re.Match[str], today: date) -> date:
    ahead = (WEEKDAYS[match["weekday"]] - today.weekday()) % _WEEK or _WEEK
    later = _WEEK if match["later"] else 0
    return today + timedelta(days=ahead + later)


def _weekday_of_next_week(match: re.Match[str], today: date) -> date:
    return _monday(today, 1) + timedelta(days=WEEKDAYS[match["weekday"]])


def _week_number(match: re.Match[str], today: date) -> date:
    week = int(match["d"])
    on = date.fromisocalendar(today.year, week, _FRIDAY + 1)
    return on if on >= today else date.fromisocalendar(today.year + 1, week, _FRIDAY + 1)


def _weekend(_match: re.Match[str], today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def _after(days: int, _match: re.Match[str], today: date) -> date:
    return today + timedelta(days=days)


def _span(match: re.Match[str], today: date) -> date:
    count = int(match["count"]) if match["count"].isdecimal() else NUMBERS[match["count"]]
    if match["most"]:
        count = int(match["most"])
    unit = match["unit"]
    if unit.startswith(("mois", "maand", "monat", "month")):
        return next_month(_months_later(today, count - 1), today.day)
    if unit.startswith(("semaine", "week", "woche", "weken")):
        return today + timedelta(days=_WEEK * count)
    if unit.startswith(("h", "uur", "stunde")):
        return today + timedelta(days=-(-count // 24))
    return (
        _working(today, count)
        if match["working"] or match["later"]
        else today + timedelta(days=count)
    )


def _months_later(today: date, count: int) -> date:
    month = today.month - 1 + count
    return date(today.year + month // 12, month % 12 + 1, 1)


def _working(today: date, count: int) -> date:
    on = today
    while count > 0:
        on += timedelta(days=1)
        count -= on.weekday() <= _FRIDAY
    return on


def _dozen(match: re.Match[str], today: date) -> date:
    days = {"huit": 8, "diza": 10, "quin": 15, "fort": 14, "vier": 14}[match["word"][:4]]
    return today + timedelta(days=days)


def _year_end(_match: re.Match[str], today: date) -> date:
    return date(today.year, _DECEMBER, 31)


def _quarter_end(_match: re.Match[str], today: date) -> date:
    return month_end(date(today.year, 3 * ((today.month - 1) // 3) + 3, 1))


READINGS: dict[str, Reading] = {
    "iso": _iso,
    "figures": _figures,
    "named": _named,
    "part_of_month": _part_of_month,
    "part_of_next_month": _part_of_next_month,
    "part_of_this_month": _part_of_this_month,
    "day_of_next_month": _day_of_next_month,
    "day_of_this_month": _day_of_this_month,
    "bare_day": _bare_day,
    "year_end": _year_end,
    "quarter_end": _quarter_end,
    "next_week": partial(_in_week, 1),
    "this_week": partial(_in_week, 0),
    "weekend": _weekend,
    "weekday": _weekday,
    "weekday_of_next_week": _weekday_of_next_week,
    "week_number": _week_number,
    "today": partial(_after, 0),
    "tomorrow": partial(_after, 1),
    "after_tomorrow": partial(_after, 2),
    "span": _span,
    "dozen": _dozen,
}
"""The sections of the grammar and what they mean."""
