"""What the program needs from the outside, as small protocols.

Flows know these; adapters fulfil them; only `wiring` puts the two together. Every
adapter of a port passes the same contract tests, and so does its fake.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relance_xl.incoming import IncomingMail

Cell = str | int | float | bool | date | datetime | None
"""What a spreadsheet cell holds. Amounts are currency units here; cents begin in `frames`."""


class _NoStoredValue:
    """A formula cell whose value Excel has not stored (never 0, never empty)."""

    def __repr__(self) -> str:
        return "NO_VALUE"


NO_VALUE = _NoStoredValue()


class ExcelError(str):
    """A cell showing an Excel error, `str(value)` being e.g. ``#N/A``."""

    __slots__ = ()


@dataclass(frozen=True)
class Grid:
    """One Excel table as it stands: nothing typed, nothing dropped.

    `headers` in sheet order (any column, known or the user's own); `rows` hold one value
    per header; `first_row` is the sheet row (from 1) of `rows[0]`; `formula_columns` are
    headers of which at least one cell holds a formula.
    `rows[i][j]` is a `Cell`, `NO_VALUE`, or `ExcelError`. `below` are the sheet's rows right
    under `rows`, in the same columns, without formulas: they are not of the table, yet somebody
    may believe so.
    """

    sheet: str
    excel_name: str
    headers: tuple[str, ...]
    first_row: int
    rows: Sequence[Sequence[object]]
    formula_columns: frozenset[str] = frozenset()
    below: Sequence[Sequence[object]] = ()


class Book(Protocol):
    """The user's workbook, closed file or live in Excel.

    Tables go by schema name (`invoices`), columns by English schema name, rows by key:
    the key column's text, or a tuple of texts for composite keys, in schema order.
    Writes gather until `save`; either all of them land or none. A writer refuses every
    column that is not the tool's, unless `handed_over` names it (a SHARED column the
    command was launched to write).
    """

    @property
    def path(self) -> "Path":
        """The workbook's file."""

    def read(self) -> Mapping[str, Grid]:
        """Read every schema table found, one pass each, by schema table name."""

    def patch(
        self,
        table: str,
        keys: Sequence[str | tuple[str, ...]],
        columns: Mapping[str, Sequence[Cell]],
        *,
        handed_over: frozenset[str] = frozenset(),
    ) -> None:
        """Set cells of existing rows; rows whose key is not found are an error."""

    def append(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Add rows at the end of a table (blank rows at its end are used first)."""

    def replace(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Give a tool-filled table exactly these rows; kept keys keep the user's own cells."""

    def save(self) -> None:
        """Write everything gathered since the last save, with a backup, atomically."""


class SendState(StrEnum):
    """Where a message stands (values are the journal's; French labels are in the schema)."""

    QUEUED = "queued"
    SENDING = "sending"
    IN_DOUBT = "in_doubt"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    IGNORED = "ignored"
    BOUNCED = "bounced"

    @property
    def takes_pairs(self) -> bool:
        """Whether a message in this state keeps its pairs from leaving once more (RULES §7.4).

        >>> SendState.IN_DOUBT.takes_pairs, SendState.REFUSED.takes_pairs
        (True, False)
        """
        return self in _TAKING


_TAKING = frozenset(
    {
        SendState.QUEUED,
        SendState.SENDING,
        SendState.IN_DOUBT,
        SendState.ACCEPTED,
        SendState.IGNORED,
    }
)


@dataclass(frozen=True, slots=True)
class Pair:
    """What a message settles for one invoice: its stage (empty when only listed)."""

    invoice: str
    stage: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message.

    One with a `content_id` is a picture the HTML shows in place (`cid:` of that name).
    """

    name: str
    content: bytes
    mime_type: str = "application/pdf"
    content_id: str = ""


@dataclass(frozen=True)
class Message:
    """One rendered message, ready to leave by one channel to one recipient.

    `number` is its REL- number, `message_id` derives from it. For a letter `html` is
    empty and `attachments` holds the PDF first and the Word file second.
    """

    number: str
    channel: str
    recipient: str
    recipient_name: str
    subject: str
    text: str
    html: str = ""
    copies: tuple[str, ...] = ()
    reply_to: str = ""
    message_id: str = ""
    sent_at: datetime | None = None
    attachments: tuple[Attachment, ...] = ()
    wants_read_receipt: bool = False
    language: str = "fr"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a channel answered. `file` is the path written, relative to the workbook's folder."""

    state: SendState
    detail: str = ""
    file: str = ""


class Channel(Protocol):
    """A way for messages to leave. One instance serves one batch and one connection."""

    name: str

    def open(self) -> AbstractContextManager[object]:
        """Connect (or create the folder); raises `ChannelError` with a French sentence."""

    def check(self, message: Message) -> None:
        """Raise `TemplateTextError` if this message can never leave this way (RULES §7.2)."""

    def send(self, message: Message, before_act: Callable[[], None]) -> Receipt:
        """Send one message; `before_act()` is called just before the point of no return.

        Returns a receipt for an answer about this message (accepted, deferred, refused).
        Raises `ChannelError` when the channel itself is gone: if `before_act` had been
        called the message stays in doubt, else it is as if never tried.
        """


@dataclass(frozen=True)
class Entry:
    """One message as the journal remembers it."""

    number: str
    payer: str
    currency: str
    stage: str
    channel: str
    recipient: str
    pairs: tuple[Pair, ...]
    state: SendState
    machine: str = ""
    at: datetime | None = None
    detail: str = ""
    file: str = ""
    message_id: str = ""
    content_hash: str = ""
    record: Mapping[str, Cell] = field(default_factory=dict)
    written: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a SHARED column that a command wrote: what stood there before (as shown)."""

    at: datetime
    command: str
    table: str
    key: str
    column: str
    old: str
    new: str


class Journal(Protocol):
    """The memory of acts, on disk before and after each one."""

    def queue(self, entries: Sequence[Entry]) -> list[str]:
        """Remember intentions; returns the numbers refused because a pair is taken.

        A message enters whole or not at all, as QUEUED (or IGNORED if it says so). A
        number already known enters again only if it stands at DEFERRED.
        """

    def release(self, machine: str) -> list[str]:
        """Move what this machine left QUEUED or SENDING, without the doubt mark, to DEFERRED.

        Called under the run lock at the start of a run; returns the numbers, which are
        approved again. IN_DOUBT stays: only a person settles it.
        """

    def mark(self, number: str, state: SendState, receipt: Receipt | None = None) -> None:
        """Move one message to a state, durably, before returning.

        SENDING needs QUEUED, IN_DOUBT needs either: what stands elsewhere is never sent.
        """

    def entries(self) -> list[Entry]:
        """Everything remembered, oldest first."""

    def unwritten(self) -> list[Entry]:
        """Entries whose present state the workbook does not show yet."""

    def mark_written(self, numbers: Sequence[str]) -> None:
        """Remember that the workbook shows the present state of these."""

    def last_number(self, year: int) -> int:
        """Highest REL- sequence number ever used in that year, 0 if none."""

    def record(self, changes: Sequence[Change]) -> None:
        """Remember what cells held before a command wrote them; on disk before returning."""

    def changes(self) -> list[Change]:
        """Every remembered change, oldest first."""


@dataclass(frozen=True, slots=True)
class Letterbox:
    """One folder of a mailbox and how far it was read: opaque, kept in sheet Paramètres."""

    name: str
    cursor: str


class Mailbox(Protocol):
    """Where answers arrive. Reading changes nothing there: no flag, no move."""

    def fetch(self, boxes: Sequence[Letterbox]) -> "Iterator[tuple[Letterbox, IncomingMail]]":
        """Give each mail not read before, oldest first, with the cursor that follows it.

        Raises `ChannelError` with a French sentence when the mailbox cannot be reached.
        A mail that cannot be taken apart comes with its `fault`, never as an exception.
        """


class Secrets(Protocol):
    """Where passwords live: the system's keyring, or the environment."""

    def get(self, name: str) -> str | None:
        """Give the secret of that name, or None."""


class InvoiceFiles(Protocol):
    """Invoice PDFs in the configured folder."""

    def find(self, invoice: str, file_name: str) -> Attachment | None:
        """Give the invoice's PDF, None when there is none. No name can leave the folder."""


class Progress(Protocol):
    """Shows that long work goes on."""

    def track(self, label: str, total: int) -> AbstractContextManager[Callable[[int], None]]:
        """Announce `total` steps; the value yielded is called with the steps just done."""


Clock = Callable[[], datetime]
"""Now, in local time. Only `wiring` holds a real one."""
