"""What can go wrong: faults in data are values, faults of a run are exceptions.

A `Problem` is one row of sheet Anomalies. A `RelanceError` stops the run; its text is
a French sentence a user can act on: what, where, what to do.
"""

from dataclasses import dataclass
from enum import StrEnum

from relance_xl.typography import french


class Severity(StrEnum):
    """How much a problem matters to the person who reads sheet Anomalies."""

    INFO = "remarque"
    WARNING = "à vérifier"
    BLOCKING = "bloquant"


def sentence(words: str) -> str:
    """Give words the capital and the full stop of a sentence.

    >>> sentence("date illisible"), sentence("« X » est inconnu."), sentence("")
    ('Date illisible.', '«\u202fX\u202f» est inconnu.', '')
    """
    words = french(words.strip())
    if words and words[-1] not in ".!?…":
        words += "."
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the user's data, pointing at its cell.

    `code` is stable English (`bad_date`, `unknown_customer`); `text` says what is wrong
    and `action` what to do, both in French. `sheet` and `column` are the French names
    seen in Excel, `row` the sheet row counted from 1 (0 when there is none), `key` the
    row's key so that a moved row is still found.

    >>> Problem("bad_date", "Factures", "date illisible", "saisir une date", row=4).place
    'Factures, ligne 4'
    """

    code: str
    sheet: str
    text: str
    action: str
    row: int = 0
    column: str = ""
    key: str = ""
    severity: Severity = Severity.WARNING

    @property
    def told(self) -> str:
        """What is wrong, as a sentence."""
        return sentence(self.text)

    @property
    def advice(self) -> str:
        """What to do, as a sentence."""
        return sentence(self.action)

    @property
    def place(self) -> str:
        """Where to look, in French words.

        >>> Problem("x", "Clients", "t", "a", column="Type").place
        'Clients, colonne « Type »'
        """
        parts = [self.sheet]
        if self.row:
            parts.append(f"ligne {self.row}")
        if self.column:
            parts.append(f"colonne « {self.column} »")
        return ", ".join(parts)


class RelanceError(Exception):
    """A fault of the run, told in a French sentence. Nothing was changed."""


class UsageError(RelanceError):
    """The command's words do not fit together (exit status 2)."""


class WorkbookError(RelanceError):
    """The workbook cannot be read or written as it stands."""


class WorkbookBusyError(WorkbookError):
    """The workbook is open elsewhere, or another run is working on it."""


class SettingsError(RelanceError):
    """A parameter this run needs is missing or unusable."""


class TemplateTextError(RelanceError):
    """A text or a layout cannot be rendered; the message is set aside."""


class ChannelError(RelanceError):
    """A channel as a whole does not work: connection, login, certificate, folder."""
