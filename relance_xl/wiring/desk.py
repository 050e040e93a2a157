"""A run's ports, put together on a workbook."""

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from relance_xl.adapters.documents import FolderDocuments
from relance_xl.adapters.invoice_files import InvoiceFolder
from relance_xl.adapters.journal import SqliteJournal
from relance_xl.adapters.run_lock import run_lock
from relance_xl.adapters.xlsx import ClosedBook
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import require_tables
from relance_xl.frames import read_tables
from relance_xl.ports import Progress
from relance_xl.schema import TABLES
from relance_xl.settings import Settings, read_settings
from relance_xl.wiring.clock import moment, today
from relance_xl.wiring.folders import BACKUPS, data_folder, existing, journals, known_id
from relance_xl.wiring.mail import channels, draft_mail

_MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the person asked of a run, besides the command itself."""

    day: date | None = None
    simulate: bool = False
    redirect: str = ""
    wait_seconds: float = 0


@contextmanager
def open_desk(
    path: Path, options: Options, progress: Progress, say: Callable[[str], None]
) -> Iterator[Desk]:
    """Put a run's ports together, alone on its workbook.

    Raises `UsageError` for a file that is none, `WorkbookBusyError` when another run works.
    """
    path = existing(path)
    now = partial(moment, options.day)
    with run_lock(data_folder() / "verrous", str(path.resolve()), options.wait_seconds):
        yield Desk(
            book=ClosedBook(path, path.parent / BACKUPS, TABLES, now),
            open_journal=partial(open_journal, journals()),
            open_channels=partial(channels, path),
            draft_mail=draft_mail,
            invoice_files=partial(invoice_folder, path),
            documents=FolderDocuments(path.parent),
            progress=progress,
            now=now,
            new_id=partial(known_id, path, store=not options.simulate),
            say=say,
            machine=platform.node() or "poste",
            today=options.day or today(),
            clock_today=today(),
            simulate=options.simulate,
            redirect=options.redirect,
        )


def closed_book(path: Path) -> ClosedBook:
    """Give a workbook to read, outside any run."""
    path = path.absolute()
    return ClosedBook(path, path.parent / BACKUPS, TABLES, partial(moment, None))


def settings_of(path: Path) -> Settings:
    """Read a workbook's sheet Paramètres, outside any run."""
    grids = closed_book(existing(path)).read()
    require_tables(grids, path.name)
    return read_settings(read_tables(grids)[0]["parameters"])[0]


def open_journal(folder: Path, workbook_id: str, simulate: bool) -> SqliteJournal:  # noqa: FBT001 - the port's shape
    """Open the journal of a workbook; its shape is that of `Desk.open_journal`."""
    return SqliteJournal(folder, workbook_id, simulated=simulate)


def invoice_folder(path: Path, settings: Settings) -> InvoiceFolder:
    """Give the folder of invoice PDFs."""
    folder = path.parent / settings.invoices_folder
    return InvoiceFolder(folder, settings.max_attachment_mb * _MEGABYTE)
