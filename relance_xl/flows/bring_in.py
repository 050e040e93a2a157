"""What a scheduled run takes in before it decides: files that wait, mails that came."""

from collections.abc import Callable
from dataclasses import dataclass

from relance_xl.flows.collect import OpenMailbox, collect
from relance_xl.flows.desk import Desk
from relance_xl.flows.importing import ImportDoors, import_folder
from relance_xl.flows.outcome import NEEDS_A_PERSON, Outcome
from relance_xl.problems import RelanceError, WorkbookBusyError
from relance_xl.typography import french


@dataclass(frozen=True)
class Incoming:
    """Where files to import and answers come from."""

    doors: ImportDoors
    open_mailbox: OpenMailbox


def bring_in(desk: Desk, incoming: Incoming, inbox_mode: str) -> Outcome:
    """Import the folder « À importer » and read the mailbox, booking nothing.

    A mailbox out of reach or a fault of one of the two is told and keeps the rest going.
    Raises `WorkbookBusyError`, nothing changed, while somebody has the workbook open.
    """
    imported = _told(
        "L’import n’a pas pu être fait",
        lambda: import_folder(desk, incoming.doors, unattended=True),
    )
    read = _told(
        "Les réponses n’ont pas pu être relevées", lambda: collect(desk, incoming.open_mailbox)
    )
    if inbox_mode == "folder" and "fault" in read.json:
        read = Outcome((), {})  # nobody has set up a folder of answers
    files, answers = imported.json.get("files", []), read.json.get("answers", [])
    lines = [
        *(imported.lines if files or imported.status else ()),
        *(read.lines if answers or read.status else ()),
    ]
    json = {"imports": files, "answers": answers}
    return Outcome(tuple(lines), json, imported.status or read.status)


def _told(failed: str, run: Callable[[], Outcome]) -> Outcome:
    try:
        return run()
    except WorkbookBusyError:
        raise
    except RelanceError as fault:
        return Outcome((french(f"{failed} : {fault}"),), {"fault": str(fault)}, NEEDS_A_PERSON)
