"""How a foreign table is to be read, and the file nobody can read yet."""

from dataclasses import dataclass

from relance_xl.incoming.bank import BankFile
from relance_xl.incoming.ledger import LedgerFile


@dataclass(frozen=True, slots=True)
class Profile:
    """How a layout, recognised by its `headers` in order, is read.

    `kind` is bank or invoices. `columns` pairs each of our fields with the foreign header it
    is read from. `day_first` tells how 03/04/2026 is meant. `confirmed`: a person has seen
    what this reading gives and said yes.
    """

    name: str
    kind: str
    headers: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    day_first: bool = True
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class UnknownLayout:
    """A file nobody can read: why, and what a person should do, in French."""

    name: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """A file read, and the profile used if it is a table whose columns had to be guessed."""

    file: BankFile | LedgerFile
    profile: Profile | None = None
