"""On which days the scheduled run works (RULES §3)."""

from datetime import date, timedelta

from relance_xl.problems import SettingsError
from relance_xl.rules.working_days import WorkingDays

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_EVERY_DAY = "chaque jour ouvré"


def is_run_day(choice: str, calendar: WorkingDays, day: date) -> bool:
    """Tell whether the daily task works on `day`: the weekday chosen, or the next working day.

    `choice` is a weekday in French or « chaque jour ouvré ». Raises `SettingsError` for
    another word.

    >>> from relance_xl.rules.working_days import working_days
    >>> from relance_xl.frames import empty_frame
    >>> from relance_xl.schema import TABLES
    >>> france = working_days("FR", "", empty_frame(TABLES["calendar"]))
    >>> is_run_day("lundi", france, date(2026, 11, 23))
    True
    >>> is_run_day("dimanche", france, date(2026, 11, 23))
    True
    >>> is_run_day("lundi", france, date(2026, 11, 24))
    False
    """
    word = " ".join(choice.split()).casefold()
    if not calendar.is_open(day):
        return False
    if word == _EVERY_DAY:
        return True
    if word not in _DAYS:
        raise SettingsError(
            f"Paramètres, « Jour du passage planifié » : « {choice} » n’est pas un jour. "
            "Écrire lundi … dimanche, ou « chaque jour ouvré »."
        )
    wanted = day - timedelta(days=(day.weekday() - _DAYS.index(word)) % 7)
    return calendar.next_open(wanted) == day
