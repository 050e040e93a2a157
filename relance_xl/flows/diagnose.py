"""Diagnostic: is everything in place? What is missing, and how to mend it."""

from datetime import date

from relance_xl.flows.diagnosis.check import Check, State, guarded
from relance_xl.flows.diagnosis.inbox import look_at_inbox
from relance_xl.flows.diagnosis.machine import LOG, look_at_buttons, look_at_machine
from relance_xl.flows.diagnosis.mail import look_at_mail
from relance_xl.flows.diagnosis.memory import JOURNAL, TASK, look_at_journal, look_at_task
from relance_xl.flows.diagnosis.probes import Probes, WorkbookFile
from relance_xl.flows.diagnosis.workbook import (
    READ,
    look_at_file,
    look_at_folders,
    look_at_parameters,
    look_at_tables,
)
from relance_xl.flows.opening import require_tables
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome, counted
from relance_xl.frames import read_tables
from relance_xl.ports import Book
from relance_xl.problems import RelanceError
from relance_xl.settings import read_settings

_MARKS = {State.MEND: "✗", State.LOOK: "!", State.GOOD: "✓", State.NONE: "–"}
_HELP = "Pour demander de l’aide, joindre le journal de l’outil"
_SHOW_JOURNAL = "Joindre cette phrase à votre demande d’aide."


def diagnose(probes: Probes, book: Book | None, today: date, *, open_here: bool = False) -> Outcome:
    """Look at everything a run needs, change nothing, send nothing; 3 if something is to mend.

    Without `book` only the machine is looked at. `open_here`: the book is the one the button
    was pressed in, so that its being open is no fault, and what is told fits a box. Every
    check is made, whatever the others find; what is to mend is told first.
    """
    checks = look_at_machine(probes.machine)
    if book is not None and probes.file is not None:
        checks += _workbook(probes, probes.file, book, today, open_here=open_here)
    json = {
        "checks": [
            {
                "code": check.code,
                "name": check.name,
                "state": check.state.value,
                "text": check.text,
                "action": check.action,
            }
            for check in checks
        ]
    }
    bad = any(check.state is State.MEND for check in checks)
    lines = _brief(checks) if open_here else _all(checks)
    return Outcome((_summary(checks), *lines), json, NEEDS_A_PERSON if bad else DONE)


def _workbook(
    probes: Probes, file: WorkbookFile, book: Book, today: date, *, open_here: bool
) -> list[Check]:
    try:
        grids = book.read()
        require_tables(grids, book.path.name)
    except RelanceError as fault:
        return [READ.mend(str(fault), "Puis recommencer le diagnostic.")]
    tables, _ = read_tables(grids)
    settings, problems = read_settings(tables["parameters"])
    return [
        READ.good(f"« {book.path} » se lit."),
        *look_at_file(file, book.path.name, open_here=open_here),
        look_at_tables(grids),
        *look_at_parameters(settings, problems, tables, today),
        *look_at_folders(settings, book.path.parent, probes.machine),
        look_at_buttons(probes.machine, settings.program),
        *look_at_mail(settings, probes.mail),
        *look_at_inbox(settings, probes.inbox, book.path.parent, probes.machine),
        guarded(
            JOURNAL,
            _SHOW_JOURNAL,
            lambda: look_at_journal(settings.workbook_id, probes.open_journal),
        ),
        guarded(TASK, _SHOW_JOURNAL, lambda: look_at_task(file)),
    ]


def _summary(checks: list[Check]) -> str:
    count = {state: sum(check.state is state for check in checks) for state in State}
    head = "Il reste à faire" if count[State.MEND] else "Tout est en place"
    mend = counted(count[State.MEND], "point à régler", "points à régler", "rien à régler")
    look = counted(count[State.LOOK], "à voir", "à voir", "rien à voir")
    return f"{head} : {mend}, {look}, {count[State.GOOD]} en ordre."


def _all(checks: list[Check]) -> list[str]:
    return [line for state in State for check in _of(checks, state) for line in _lines(check)]


def _brief(checks: list[Check]) -> list[str]:
    """Tell in full what a person must do or know, name the rest, and say where the log is."""
    lines = _all([*_of(checks, State.MEND), *_of(checks, State.LOOK)])
    for state in (State.GOOD, State.NONE):
        names = ", ".join(check.name for check in _of(checks, state))
        lines += [f"{_MARKS[state]} {state.word.capitalize()} : {names}."] if names else []
    log = [check.text for check in _of(checks, State.GOOD) if check.code == LOG.code]
    return [*lines, *(f"{_HELP} : {text}" for text in log)]


def _of(checks: list[Check], state: State) -> list[Check]:
    return [check for check in checks if check.state is state]


def _lines(check: Check) -> list[str]:
    lines = [f"{_MARKS[check.state]} {check.name} ({check.state.word}) : {check.text}"]
    return [*lines, f"    → {check.action}"] if check.action else lines
