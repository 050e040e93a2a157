"""What looks at this machine or arranges it: the diagnosis, the daily task.

Not among the names of `wiring`: few runs need it, and every button would wait for its import.
"""

from datetime import date, time
from functools import partial
from pathlib import Path

from relance_xl.adapters.documents import FolderDocuments
from relance_xl.adapters.inbox_door import ImapDoor
from relance_xl.adapters.mail_door import SmtpDoor
from relance_xl.adapters.scheduler import Task, TaskScheduler, task_name, task_xml
from relance_xl.adapters.this_machine import ThisMachine
from relance_xl.adapters.workbook_file import FileOfWorkbook
from relance_xl.flows.diagnose import diagnose
from relance_xl.flows.diagnosis.probes import Probes
from relance_xl.flows.outcome import Outcome
from relance_xl.flows.schedule import first_run, schedule, unschedule
from relance_xl.wiring.clock import moment
from relance_xl.wiring.desk import closed_book, open_journal
from relance_xl.wiring.folders import data_folder, existing, journals
from relance_xl.wiring.incoming import imap_account, imap_secrets
from relance_xl.wiring.mail import smtp_account, smtp_login


def probes(path: Path | None) -> Probes:
    """Give what the diagnosis asks of the outside; `path` is the workbook's, if any."""
    return Probes(
        machine=ThisMachine(data_folder()),
        mail=SmtpDoor(lambda settings: (smtp_account(settings), smtp_login(settings))),
        inbox=ImapDoor(imap_account, imap_secrets),
        open_journal=partial(open_journal, journals(), simulate=True),
        file=FileOfWorkbook(path, TaskScheduler()) if path else None,
    )


def run_diagnosis(path: Path | None, day: date) -> Outcome:
    """Look at everything, on the closed file; no lock is taken, nothing is written."""
    if path is None:
        return diagnose(probes(None), None, day)
    return diagnose(probes(path.absolute()), closed_book(path), day)


def plan_task(path: Path, hour: time, *, remove: bool) -> Outcome:
    """Plan the workbook's daily task, or take it away."""
    path = existing(path)
    scheduler = TaskScheduler()
    if remove:
        return unschedule(path, scheduler)
    first = first_run(moment(None), hour)

    def write() -> str:
        name = f"{task_name(path)}.xml"
        return FolderDocuments(path.parent).write(name, task_xml(Task(path, first)))

    return schedule(closed_book(path), scheduler, first, write)
