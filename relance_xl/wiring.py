"""The only place that knows the real things: adapters, folders, the machine, the clock."""

import hashlib
import os
import platform
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from time import sleep

from relance_xl.adapters.documents import FolderDocuments
from relance_xl.adapters.durable import write_whole
from relance_xl.adapters.folder import LetterFolder, MailFolder
from relance_xl.adapters.invoice_files import InvoiceFolder
from relance_xl.adapters.journal import SqliteJournal
from relance_xl.adapters.mime import Sender
from relance_xl.adapters.run_lock import run_lock
from relance_xl.adapters.scheduler import Task, TaskScheduler, task_name, task_xml
from relance_xl.adapters.secrets import SystemSecrets
from relance_xl.adapters.smtp_account import Login, Security, SmtpAccount, password_login
from relance_xl.adapters.this_machine import ThisMachine
from relance_xl.adapters.workbook_file import FileOfWorkbook
from relance_xl.adapters.xlsx import ClosedBook
from relance_xl.flows.desk import Desk
from relance_xl.flows.diagnose import diagnose
from relance_xl.flows.diagnosis.probes import Probes
from relance_xl.flows.opening import require_tables
from relance_xl.flows.outcome import Outcome
from relance_xl.flows.schedule import first_run, schedule, unschedule
from relance_xl.frames import read_tables
from relance_xl.ports import Channel, Progress
from relance_xl.problems import SettingsError, UsageError
from relance_xl.schema import TABLES
from relance_xl.settings import Settings, read_settings

_TRIALS = "Essais"
BACKUPS = "Sauvegardes"
"""Folder beside the workbook where copies of it are kept."""
_MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the person asked of a run, besides the command itself."""

    day: date | None = None
    simulate: bool = False
    redirect: str = ""
    wait_seconds: float = 0


def data_folder() -> Path:
    """Give the user's local data folder: journals, locks, the log. Never on a network drive."""
    if folder := os.environ.get("RELANCE_DATA_DIR"):
        return Path(folder)
    from platformdirs import user_data_path  # noqa: PLC0415 - keeps the start quick

    return user_data_path("Relance XL", appauthor=False, roaming=False)


def _journals() -> Path:
    return data_folder() / "journaux"


def today() -> date:
    """Give the real day. Everything below is told which day it is."""
    return datetime.now().astimezone().date()


def pause(seconds: float) -> None:
    """Wait, for a run that may wait."""
    sleep(seconds)


@contextmanager
def open_desk(
    path: Path, options: Options, progress: Progress, say: Callable[[str], None]
) -> Iterator[Desk]:
    """Put a run's ports together, alone on its workbook.

    Raises `UsageError` for a file that is none, `WorkbookBusyError` when another run works.
    """
    path = _existing(path)
    now = partial(_now, options.day)
    with run_lock(data_folder() / "verrous", str(path.resolve()), options.wait_seconds):
        yield Desk(
            book=ClosedBook(path, path.parent / BACKUPS, TABLES, now),
            open_journal=partial(_open_journal, _journals()),
            open_channels=partial(_channels, path),
            invoice_files=partial(_invoice_files, path),
            documents=FolderDocuments(path.parent),
            progress=progress,
            now=now,
            new_id=partial(_known_id, path, store=not options.simulate),
            say=say,
            machine=platform.node() or "poste",
            today=options.day or today(),
            clock_today=today(),
            simulate=options.simulate,
            redirect=options.redirect,
        )


def _existing(path: Path) -> Path:
    path = path.absolute()
    if not path.is_file():
        fault = "est un dossier, pas un classeur" if path.is_dir() else "est introuvable"
        raise UsageError(f"« {path} » {fault}.")
    return path


def _now(believed: date | None) -> datetime:
    """Give the hour; under another day than today, a fixed one: same input, same bytes."""
    now = datetime.now()  # noqa: DTZ005 - sheets show local time without a zone
    if believed is None or believed == now.date():
        return now.replace(microsecond=0)
    return datetime.combine(believed, datetime.min.time().replace(hour=9))


def _known_id(path: Path, *, store: bool) -> str:
    """Give a workbook without identifier the one it had, else a new one.

    The very first backup of a workbook has none yet: restored, it must find its journal.
    """
    note = _id_note(path)
    if note.is_file():
        return note.read_text(encoding="ascii")
    identifier = uuid.uuid4().hex
    if store:
        note.parent.mkdir(parents=True, exist_ok=True)
        write_whole(note, identifier.encode("ascii"))
    return identifier


def _id_note(path: Path) -> Path:
    place = hashlib.sha256(str(path.resolve()).encode()).hexdigest()
    return data_folder() / "classeurs" / f"{place}.txt"


def _open_journal(folder: Path, workbook_id: str, simulate: bool) -> SqliteJournal:  # noqa: FBT001 - the port's shape
    return SqliteJournal(folder, workbook_id, simulated=simulate)


def _invoice_files(path: Path, settings: Settings) -> InvoiceFolder:
    folder = path.parent / settings.invoices_folder
    return InvoiceFolder(folder, settings.max_attachment_mb * _MEGABYTE)


def _channels(path: Path, settings: Settings, day: date, *, trial: bool) -> Mapping[str, Channel]:
    folder = settings.outbox_folder
    if not (path.parent / folder).resolve().is_relative_to(path.parent.resolve()):
        raise SettingsError(
            f"Paramètres, « Dossier des envois » : « {folder} » sort du dossier du classeur. "
            "Donner un nom simple, comme « Envois »."
        )
    if trial:  # a folder per trial: an earlier trial of a number never stands for a later one
        folder = f"{folder}/{_TRIALS}/{datetime.now():%H%M%S}"  # noqa: DTZ005 - local time
    sender = Sender(settings.sender_email, settings.sender_name or settings.company_name)
    mail: Channel
    if settings.email_mode == "smtp":
        from relance_xl.adapters.smtp import SmtpChannel  # noqa: PLC0415 - few runs send

        mail = SmtpChannel(_account(settings), _login(settings))
    else:
        mail = MailFolder(path.parent, day, sender, folder)
    return {
        "email": mail,
        "letter": LetterFolder(path.parent, day, folder=folder),
        "registered_letter": LetterFolder(path.parent, day, registered=True, folder=folder),
    }


def _account(settings: Settings) -> SmtpAccount:
    if not settings.smtp_host or not settings.sender_email:
        raise SettingsError(
            "Paramètres : « Serveur SMTP » et « E-mail d’envoi » sont nécessaires pour envoyer "
            "par SMTP. Les remplir, ou choisir « dossier »."
        )
    return SmtpAccount(
        host=settings.smtp_host,
        from_address=settings.sender_email,
        from_name=settings.sender_name or settings.company_name,
        user=settings.smtp_user,
        port=settings.smtp_port,
        security=Security(settings.smtp_security),
    )


def _login(settings: Settings) -> Login | None:
    if not settings.smtp_user:
        return None
    password = SystemSecrets().get(f"smtp:{settings.smtp_user}")
    if password is None:
        raise SettingsError(
            f"Le mot de passe du compte « {settings.smtp_user} » n’est pas dans le trousseau. "
            "L’y mettre avec « relance diagnostic CLASSEUR --mot-de-passe », ou le donner "
            "dans la variable RELANCE_SMTP_PASSWORD."
        )
    return password_login(settings.smtp_user, password)


def keep_password(settings: Settings, password: str) -> None:
    """Put the mail account's password into the system's keyring."""
    SystemSecrets().store(f"smtp:{settings.smtp_user}", password)


def probes(path: Path | None) -> Probes:
    """Give what the diagnosis asks of the outside; `path` is the workbook's, if any."""
    from relance_xl.adapters.mail_door import SmtpDoor  # noqa: PLC0415 - the diagnosis alone knocks

    return Probes(
        machine=ThisMachine(data_folder()),
        mail=SmtpDoor(lambda settings: (_account(settings), _login(settings))),
        open_journal=partial(_open_journal, _journals(), simulate=True),
        file=FileOfWorkbook(path, TaskScheduler()) if path else None,
    )


def run_diagnosis(path: Path | None, day: date) -> Outcome:
    """Look at everything, on the closed file; no lock is taken, nothing is written."""
    if path is None:
        return diagnose(probes(None), None, day)
    return diagnose(probes(path.absolute()), closed_book(path), day)


def closed_book(path: Path) -> ClosedBook:
    """Give a workbook to read, outside any run."""
    path = path.absolute()
    return ClosedBook(path, path.parent / BACKUPS, TABLES, partial(_now, None))


def settings_of(path: Path) -> Settings:
    """Read a workbook's sheet Paramètres, outside any run."""
    grids = closed_book(_existing(path)).read()
    require_tables(grids, path.name)
    return read_settings(read_tables(grids)[0]["parameters"])[0]


def plan_task(path: Path, hour: time, *, remove: bool) -> Outcome:
    """Plan the workbook's daily task, or take it away."""
    path = _existing(path)
    scheduler = TaskScheduler()
    if remove:
        return unschedule(path, scheduler)
    first = first_run(_now(None), hour)

    def write() -> str:
        name = f"{task_name(path)}.xml"
        return FolderDocuments(path.parent).write(name, task_xml(Task(path, first)))

    return schedule(closed_book(path), scheduler, first, write)


def create_workbook(path: Path, day: date | None, *, with_example: bool) -> None:
    """Build a new workbook; its identifier is given by the first run that writes to it."""
    from relance_xl.builder import build  # noqa: PLC0415 - only this command builds

    build(path, today=day or today(), workbook_id="", with_example=with_example)
    _id_note(path.absolute()).unlink(missing_ok=True)  # a new workbook starts a new journal


def run_demo(folder: Path, day: date, progress: Progress, say: Callable[[str], None]) -> Outcome:
    """Do a whole day's work on the example workbook, in a folder of its own."""
    from relance_xl.flows.approve import approve  # noqa: PLC0415 - what no other run needs at once
    from relance_xl.flows.check import check  # noqa: PLC0415
    from relance_xl.flows.prepare import prepare  # noqa: PLC0415
    from relance_xl.flows.preview import preview  # noqa: PLC0415
    from relance_xl.flows.send import send  # noqa: PLC0415

    folder = _free_folder(folder)
    path = folder / "Relances exemple.xlsx"
    say(f"Classeur d’exemple au {day:%d/%m/%Y}…")
    create_workbook(path, day, with_example=True)
    steps: tuple[tuple[str, Callable[[Desk], Outcome]], ...] = (
        ("Contrôler", check),
        ("Préparer", prepare),
        ("Aperçu", preview),
        ("Tout approuver", partial(approve, numbers=None)),
        ("Envoyer", send),
    )
    lines: list[str] = []
    for name, flow in steps:
        with open_desk(path, Options(day=day), progress, say) as desk:
            outcome = flow(desk)
        lines += ["", f"── {name}", *outcome.lines]
    lines += ["", f"Tout est dans « {folder} » ; le classeur : {path.name}"]
    return Outcome(tuple(lines), {"folder": str(folder), "workbook": str(path)})


def _free_folder(folder: Path) -> Path:
    """Give a new, empty folder: an earlier demonstration is never written over."""
    candidate = folder.absolute()
    rank = 1
    while candidate.exists() and any(candidate.iterdir()):
        rank += 1
        candidate = folder.absolute().with_name(f"{folder.name}-{rank}")
    candidate.mkdir(parents=True, exist_ok=True)
    return candidate
