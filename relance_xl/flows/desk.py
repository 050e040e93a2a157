"""What a flow has in hand: the ports, the day, and how much it may do."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from relance_xl.ports import Book, Channel, Clock, InvoiceFiles, Journal, Message, Progress
from relance_xl.settings import Settings


class Documents(Protocol):
    """Files a person opens: previews, reports, the print run. They lie beside the workbook."""

    def write(self, name: str, content: bytes) -> str:
        """Write one file whole; returns its path as a person would type it."""

    def read(self, name: str) -> bytes | None:
        """Give a small file lying beside the workbook (a logo, a layout), None if absent."""


class OpenChannels(Protocol):
    """Makes the channels of one batch."""

    def __call__(self, settings: Settings, day: date, *, trial: bool) -> Mapping[str, Channel]:
        """Give channels by message channel; trial ones leave nothing that counts as sent."""


@dataclass(frozen=True)
class Desk:
    """One run's ports and options. `today` is the day the rules believe it is.

    `clock_today` is the real one; they differ under `--date`. With `simulate` nothing
    leaves and nothing is written; with `redirect` all messages go to that address and
    nothing is recorded.
    """

    book: Book
    open_journal: Callable[[str, bool], AbstractContextManager[Journal]]
    open_channels: OpenChannels
    draft_mail: Callable[[Settings, Message], bytes]
    """Makes the content of an `.eml` file; nothing leaves."""
    invoice_files: Callable[[Settings], InvoiceFiles]
    documents: Documents
    progress: Progress
    now: Clock
    new_id: Callable[[], str]
    say: Callable[[str], None]
    machine: str
    today: date
    clock_today: date
    simulate: bool = False
    redirect: str = ""

    def moment(self) -> datetime:
        """Give the hour to write beside an act, on the day the rules believe it is."""
        now = self.now()
        return now if self.today == now.date() else datetime.combine(self.today, now.time())

    def near(self, file: str) -> str:
        """Name a file as it is found from the workbook's folder; whole when it lies elsewhere."""
        path, home = Path(file), self.book.path.resolve().parent
        return str(path.relative_to(home)) if path.is_relative_to(home) else file

    def beside(self, file: str) -> str:
        """Say to a person where a file lies."""
        name = self.near(file)
        return f"« {name} »" if Path(name).is_absolute() else f"« {name} », à côté du classeur"

    def save(self) -> None:
        """Save the workbook, unless this run only simulates."""
        if not self.simulate:
            self.book.save()
