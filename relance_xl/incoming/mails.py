"""A mail that came in, taken apart within bounds; nothing in it is trusted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MailPart:
    """One leaf of a mail: its type in lower case, its decoded text, its file name if any."""

    content_type: str
    text: str
    file_name: str = ""


@dataclass(frozen=True)
class IncomingMail:
    """One mail. Header names are in lower case, values decoded, one line each.

    `identifier` is the same for the same bytes, whoever read them. `text` is the best plain
    text (HTML told as text when there is no other). `reports` holds the blocks of a
    message/delivery-status or disposition-notification, the first about the message, then
    one per recipient; `returned` the headers of the mail it is about. `fault` says in French
    why a mail could not be taken apart: it goes to a person with its headers alone.
    `source` tells where it lay: a file's path within its folder, a folder and number of IMAP.
    """

    identifier: str
    raw: bytes = field(repr=False)
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at: datetime | None = None
    text: str = ""
    parts: tuple[MailPart, ...] = ()
    reports: tuple[Mapping[str, str], ...] = ()
    returned: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    source: str = ""
    """Name of the file it was read from, "" from a server."""

    def header(self, name: str) -> str:
        """Give a header's first value, "" without one.

        >>> IncomingMail("M-1", b"", {"subject": ("Bonjour",)}).header("Subject")
        'Bonjour'
        """
        return next(iter(self.headers.get(name.lower(), ())), "")
