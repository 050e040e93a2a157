"""What a button does: the terminal's own flow, on the workbook open in Excel, and its result told.

Heavy to import: `macros` does so only once the launcher has its sign of life.
"""

import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from relance_xl import wiring
from relance_xl.adapters.live import LiveBook, LiveProgress, Patience, local_path
from relance_xl.adapters.live.caller import calling_book
from relance_xl.adapters.live.home import show_result, show_sheet
from relance_xl.adapters.live.selection import selected_row
from relance_xl.adapters.message_box import message_box
from relance_xl.flows.desk import Desk
from relance_xl.flows.diagnose import diagnose
from relance_xl.flows.outcome import DONE, Outcome
from relance_xl.log import log_fault, start_log, unexpected
from relance_xl.problems import RelanceError, UsageError, WorkbookError
from relance_xl.schema import TABLES
from relance_xl.schema.buttons import HELP
from relance_xl.typography import french

if TYPE_CHECKING:
    import xlwings

FAILED = 1
BAD_USAGE = 2
_MOST_LINES = 25

Notify = Callable[[str, int], None]
"""Shows a button's result, and its exit status, to whoever pressed it."""


@dataclass(frozen=True)
class Press:
    """One button pressed: in which workbook, on which day (None = today), what was said so far."""

    book: "xlwings.Book"
    day: date | None = None
    said: list[str] = field(default_factory=list)


Run = Callable[[Press], Outcome]

_CHOSEN = {"customer": ("Code client",), "invoice": ("N° facture",)}
"""Headers that say whom or what the chosen row is about."""


def press(run: Run, notify: Notify | None = None, day: date | None = None) -> int:
    """Do what a button asks on the calling workbook and tell what came of it, faults included.

    Returns the exit status: 0 done, 1 failed, 2 nothing to do it with, 3 a person is needed.
    """
    start_log()
    pressed: Press | None = None
    try:
        pressed = Press(calling_book(), day)
        outcome = run(pressed)
    except UsageError as fault:
        outcome = Outcome((str(fault),), status=BAD_USAGE)
    except RelanceError as fault:
        log_fault(fault)
        outcome = Outcome((str(fault),), status=FAILED)
    except Exception as fault:  # noqa: BLE001 - a traceback belongs in the log, never on a screen
        outcome = Outcome((unexpected(fault),), status=FAILED)
    lines = [french(line) for line in (*(pressed.said if pressed else ()), *outcome.lines)]
    if lines:
        if pressed:
            show_result(pressed.book, lines, datetime.now())  # noqa: DTZ005 - local time
        (notify or _in_a_box)(_shortened(lines), outcome.status)
    return outcome.status


@contextmanager
def open_live_desk(pressed: Press) -> Iterator[Desk]:
    """Put a run's ports together on the workbook as it stands in Excel, alone on it.

    The same desk as the terminal's but for the book, its lock included: a run on the closed
    file and a button never work at once. Before its first change on disk a run leaves a copy
    of the file as last saved in « Sauvegardes », as runs on the closed file do.
    """
    path = local_path(pressed.book)
    wait = Patience(path.name)
    progress = LiveProgress(wait(lambda: pressed.book.app), wait)
    options = wiring.Options(day=pressed.day)
    with wiring.open_desk(path, options, progress, pressed.said.append) as desk:
        copies = path.parent / wiring.BACKUPS
        yield replace(desk, book=LiveBook(pressed.book, path, copies, TABLES, desk.now))


def on_desk(flow: Callable[[Desk], Outcome]) -> Run:
    """Make a flow what a button runs."""

    def run(pressed: Press) -> Outcome:
        with open_live_desk(pressed) as desk:
            return flow(desk)

    return run


def on_chosen(wanted: str, flow: Callable[[Desk, str], Outcome]) -> Run:
    """Make what a button runs of a flow about the customer or the invoice of the chosen row."""

    def run(pressed: Press) -> Outcome:
        row = selected_row(pressed.book, Patience(pressed.book.name))
        named = next((row[label] for label in _CHOSEN[wanted] if row.get(label)), "")
        if not named:
            raise UsageError(
                f"Choisissez d’abord une ligne qui porte « {_CHOSEN[wanted][0]} » "
                "(un clic sur une de ses cellules), puis recommencez."
            )
        with open_live_desk(pressed) as desk:
            return flow(desk, named)

    return run


def then_open(run: Run) -> Run:
    """Open the page a flow wrote, its JSON's `file`, in the browser."""

    def run_and_open(pressed: Press) -> Outcome:
        outcome = run(pressed)
        page = str(outcome.json.get("file") or "")
        if page:
            with suppress(OSError, webbrowser.Error):  # its path is told anyway
                webbrowser.open(Path(page).as_uri())
        return outcome

    return run_and_open


def diagnose_open(pressed: Press) -> Outcome:
    """Look at everything a run needs; no lock is taken, nothing is written."""
    from relance_xl.wiring.machine import probes  # noqa: PLC0415 - the same

    path = local_path(pressed.book)
    book = LiveBook(pressed.book, path, path.parent / wiring.BACKUPS, TABLES, datetime.now)
    return diagnose(probes(path), book, pressed.day or wiring.today(), open_here=True)


def open_help(pressed: Press) -> Outcome:
    """Bring sheet Aide to the front."""
    if not show_sheet(pressed.book, HELP):
        raise WorkbookError(
            f"Le classeur n’a plus de feuille «\u202f{HELP}\u202f». «\u202frelance nouveau\u202f» "
            "en crée un qui l’a."
        )
    return Outcome((), status=DONE)


def in_print(text: str, status: int) -> None:  # noqa: ARG001 - the small window reads the exit status
    """Give the result to the small window, which started this run and reads what it prints."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream here
    sys.stdout.write(text)
    sys.stdout.flush()


def _in_a_box(text: str, status: int) -> None:
    handles = [word[len("--hwnd=") :] for word in sys.argv if word.startswith("--hwnd=")]
    owner = int(handles[-1]) if handles and handles[-1].isdigit() else 0
    message_box(text, owner, grave=status != DONE)


def _shortened(lines: list[str]) -> str:
    """Keep a box no higher than a screen."""
    if len(lines) > _MOST_LINES:
        rest = len(lines) - _MOST_LINES
        lines = [*lines[:_MOST_LINES], f"… et {rest} autres lignes."]
    return "\n".join(lines)
