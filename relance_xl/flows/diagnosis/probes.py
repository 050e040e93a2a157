"""What the diagnosis asks of the outside: small questions, answers of plain values.

A probe answers None where its question makes no sense on this system.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from relance_xl.ports import Journal
from relance_xl.settings import Settings

FolderState = str
"""« writable », « read_only », « missing » (its parent may be written) or « nowhere »."""


class Machine(Protocol):
    """This computer and the program on it."""

    def python(self) -> tuple[tuple[int, int, int], str]:
        """Give Python's version and the folder of its environment."""

    def packages(self) -> Mapping[str, str]:
        """Give the version of the program and of each package it needs, "" when missing."""

    def missing_files(self) -> Sequence[str]:
        """Name the shipped layouts, fonts and texts that are not there."""

    def data_folder(self) -> Path:
        """Give where journals and the log lie."""

    def folder(self, path: Path) -> FolderState:
        """Tell what can be done with a folder."""

    def excel(self) -> str | None:
        """Give Excel's version, "" when it is not installed."""

    def buttons_program(self, setting: str) -> tuple[str, bool] | None:
        """Give the program the buttons start under that line of Paramètres, and is it there."""


class WorkbookFile(Protocol):
    """The workbook as a file."""

    def busy(self) -> str:
        """Say who keeps it from being replaced, "" when it is free."""

    def has_macros(self) -> bool:
        """Tell whether it holds a VBA project."""

    def is_trusted(self) -> bool | None:
        """Tell whether Excel runs macros of its folder without asking."""

    def is_from_outside(self) -> bool | None:
        """Tell whether Windows marks it as come from the internet or a mail."""

    def task(self) -> str | None:
        """Give the name of its planned task, "" when there is none."""


class MailDoor(Protocol):
    """A mail server of sheet Paramètres: the one mails leave by, or the one they come to."""

    def password_source(self, settings: Settings) -> str:
        """Tell where the password comes from: « environment », « keyring » or "".

        Raises `ChannelError` when the keyring does not answer.
        """

    def resolves(self, host: str) -> bool:
        """Tell whether the server's name is known."""

    def try_login(self, settings: Settings) -> None:
        """Connect, check the certificate, log in, do nothing; raises `RelanceError`."""


@dataclass(frozen=True)
class Probes:
    """All questions of one diagnosis. `file` is None when no workbook was named.

    `open_journal` gives the journal of a workbook id, to read only.
    """

    machine: Machine
    mail: MailDoor
    inbox: MailDoor
    open_journal: Callable[[str], AbstractContextManager[Journal]]
    file: WorkbookFile | None = None
