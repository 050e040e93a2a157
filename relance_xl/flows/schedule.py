"""Planifier: the daily task that starts `hebdo`, and which days that will be."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol

from relance_xl.flows.opening import require_tables
from relance_xl.flows.outcome import Outcome
from relance_xl.frames import read_tables
from relance_xl.ports import Book
from relance_xl.rules.weekly import is_run_day
from relance_xl.rules.working_days import working_days
from relance_xl.settings import read_settings

_TWO_WEEKS = 15


class Scheduler(Protocol):
    """The system's planned tasks, one per workbook."""

    is_there: bool

    def register(self, workbook: Path, first: datetime) -> str:
        """Make or renew the task; returns its name."""

    def remove(self, workbook: Path) -> str:
        """Take it away; returns its name, "" when there was none."""


def schedule(
    book: Book, scheduler: Scheduler, first: datetime, write_file: Callable[[], str]
) -> Outcome:
    """Plan the workbook's daily task; where no planner is, `write_file()` leaves it as a file.

    Raises `WorkbookError` for a file that is no Relance XL workbook and `SettingsError` for
    a « Jour du passage planifié » that is none: the task would fail unseen.
    """
    days = _days(book, first.date())
    hour = first.strftime("%H:%M")
    json = {"hour": hour, "days": days, "registered": scheduler.is_there}
    when = f"Elle démarre chaque jour à {hour} et travaille : {days}."
    if not scheduler.is_there:
        file = write_file()
        lines: tuple[str, ...] = (
            (
                "Pas de planificateur de tâches Windows ici : la tâche est dans "
                f"« {Path(file).name} », à côté du classeur."
            ),
            (
                "Sous Windows, « relance planifier » l’enregistre ; ou l’importer dans le "
                "Planificateur de tâches, après y avoir vérifié le chemin du classeur."
            ),
            when,
        )
        return Outcome(lines, {**json, "task": "", "file": file})
    name = scheduler.register(book.path, first)
    lines = (
        f"Tâche planifiée : « {name} ».",
        f"{when} Manquée (ordinateur éteint), elle est rattrapée à l’ouverture de session.",
    )
    return Outcome(lines, {**json, "task": name, "file": ""})


def unschedule(workbook: Path, scheduler: Scheduler) -> Outcome:
    """Take the workbook's task away; none is no fault."""
    name = scheduler.remove(workbook) if scheduler.is_there else ""
    line = f"Tâche retirée : « {name} »." if name else "Ce classeur n’a pas de tâche planifiée."
    return Outcome((line,), {"task": name, "removed": bool(name)})


def first_run(now: datetime, hour: time) -> datetime:
    """Give the first start: today at that hour, tomorrow when it is past.

    >>> first_run(datetime(2026, 11, 23, 9, 0), time(7, 30)).isoformat()
    '2026-11-24T07:30:00'
    """
    first = datetime.combine(now.date(), hour)
    return first if first > now else first + timedelta(days=1)


def _days(book: Book, day: date) -> str:
    grids = book.read()
    require_tables(grids, book.path.name)
    tables, _ = read_tables(grids)
    settings, _ = read_settings(tables["parameters"])
    calendar = working_days(settings.country, settings.region, tables["calendar"])
    coming = (day + timedelta(days=n) for n in range(_TWO_WEEKS))
    following = next((d for d in coming if is_run_day(settings.weekly_day, calendar, d)), None)
    after = f" (prochaine fois le {following:%d/%m/%Y})" if following else ""
    return f"{settings.weekly_day.strip().casefold()}{after}"
