"""What importing needs of the outside, beside the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from relance_xl.incoming import ImportFile, Profile, Reading, UnknownLayout
from relance_xl.settings import Settings


class ReadFile(Protocol):
    """Tells by its content what a file is, and reads it."""

    def __call__(self, file: ImportFile, profiles: Sequence[Profile], /) -> Reading | UnknownLayout:
        """Read one file; nothing in it makes this raise."""


class ImportFolder(Protocol):
    """The folder whose files wait to be imported."""

    def files(self) -> Sequence[ImportFile]:
        """Give the files that wait, in the order of their names."""

    def put_away(self, place: str) -> str:
        """Move an imported file aside, over nothing; returns its new place.

        Raises `ChannelError` with a French sentence when the disk refuses.
        """


class InvoicePages(Protocol):
    """The folder of invoice PDFs, to be attached to reminders."""

    def keep(self, invoice: str, pdf: bytes) -> str:
        """File an invoice's own page under its number.

        Returns "" when it lies there, else a French sentence: another file has that name.
        """


@dataclass(frozen=True)
class ImportDoors:
    """The doors of an import."""

    read: ReadFile
    folder: Callable[[Settings], ImportFolder]
    pages: Callable[[Settings], InvoicePages]
