"""Channels that write files beside the workbook: the default « dossier », and letters.

    Envois/2026-11-23/REL-2026-00042 – Société Élan.eml

A file already holding these very bytes stands for the message; a file of the same number
with other content (another workbook of the same folder) is left alone and a name beside it taken.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from relance_xl.adapters.durable import DRAFT, write_whole
from relance_xl.adapters.mime import Sender, build
from relance_xl.file_names import safe_file_name
from relance_xl.ports import Message, Receipt, SendState
from relance_xl.problems import ChannelError, TemplateTextError

FOLDER = "Envois"
_DAY_FOLDERS = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_DASH = " – "
_UNSENT = (("X-Unsent", "1"),)
"""Asks Outlook to open the file as a draft with its « Envoyer » button."""


def draft(message: Message, sender: Sender) -> bytes:
    """Give a mail as the content of an `.eml` file that a mail program opens ready to send."""
    return build(message, sender, _UNSENT)


class _FolderChannel:
    """What both channels share: one folder per day, one file per number."""

    name = ""
    _extension = ""

    def __init__(self, beside: Path, day: date, folder: str = FOLDER) -> None:
        """Write into `folder` of the workbook's folder `beside`, under `day`.

        Tests and redirected messages get a folder of their own, so that they never stand
        for the real message of the same number.
        """
        self._beside = beside
        self._root = beside / folder
        self._day = self._root / day.isoformat()
        self._written: dict[str, list[Path]] = {}

    @contextmanager
    def open(self) -> Iterator[None]:
        """Make the day's folder and look up what earlier runs wrote."""
        try:
            self._day.mkdir(parents=True, exist_ok=True)
            for path in sorted(self._root.glob(f"{_DAY_FOLDERS}/*{self._extension}")):
                number = path.name.partition(_DASH)[0].casefold()
                self._written.setdefault(number, []).append(path)
            for draft in self._root.glob(f"{_DAY_FOLDERS}/.*{DRAFT}"):
                draft.unlink()
        except OSError as error:
            raise _fault(self._day, error) from error
        yield

    def _existing(self, message: Message, content: bytes) -> Receipt | None:
        for path in self._written.get(_stem(message.number).casefold(), ()):
            if path.stat().st_size == len(content) and path.read_bytes() == content:
                return self._receipt(path)
        return None

    def _receipt(self, path: Path) -> Receipt:
        return Receipt(SendState.ACCEPTED, file=path.relative_to(self._beside).as_posix())

    def _path(self, message: Message, extension: str, mark: str = "") -> Path:
        who = safe_file_name(message.recipient_name or message.recipient, 60)
        stem = f"{_stem(message.number)}{_DASH}{who}{mark}"
        path, rank = self._day / f"{stem}{extension}", 1
        while path.exists():
            rank += 1
            path = self._day / f"{stem} ({rank}){extension}"
        return path

    def _put(
        self, message: Message, path: Path, content: bytes, before_act: Callable[[], None]
    ) -> Receipt:
        """Write the file that makes the message sent; a disk leaves no doubt either way."""
        marked = False

        def mark() -> None:
            nonlocal marked
            before_act()
            marked = True

        try:
            write_whole(path, content, mark)
        except OSError as error:
            fault = _fault(path, error)
            if not marked:
                raise fault from error
            if not path.exists():
                return Receipt(SendState.DEFERRED, str(fault))
        self._written.setdefault(_stem(message.number).casefold(), []).append(path)
        return self._receipt(path)


class MailFolder(_FolderChannel):
    """Fulfils `Channel`: each mail becomes an `.eml` file that any mail program opens."""

    name = "dossier"
    _extension = ".eml"

    def __init__(self, beside: Path, day: date, sender: Sender, folder: str = FOLDER) -> None:
        """Write mails from `sender`; see `_FolderChannel`."""
        super().__init__(beside, day, folder)
        self._sender = sender

    def check(self, message: Message) -> None:
        """Build the mail once, for nothing: what cannot be built is told before any leaves."""
        draft(message, self._sender)

    def send(self, message: Message, before_act: Callable[[], None]) -> Receipt:
        """Write the mail, unless a file holds it already."""
        content = draft(message, self._sender)
        if existing := self._existing(message, content):
            return existing
        return self._put(message, self._path(message, self._extension), content, before_act)


class LetterFolder(_FolderChannel):
    """Fulfils `Channel`: a letter is sent once its PDF is written; Word goes beside it."""

    name = "letter"
    _extension = ".pdf"

    def __init__(
        self, beside: Path, day: date, *, registered: bool = False, folder: str = FOLDER
    ) -> None:
        """Write letters, their names marked when they are to leave registered."""
        super().__init__(beside, day, folder)
        self._mark = " (recommandé)" if registered else ""
        if registered:
            self.name = "registered_letter"

    def check(self, message: Message) -> None:
        """Refuse a letter without its PDF."""
        if not message.attachments:
            raise TemplateTextError(f"La lettre {message.number} n’a pas de PDF à écrire.")

    def send(self, message: Message, before_act: Callable[[], None]) -> Receipt:
        """Write Word first, then the PDF, unless a file holds it already."""
        self.check(message)
        pdf, *others = message.attachments
        if existing := self._existing(message, pdf.content):
            return existing
        for other in others:
            extension = Path(safe_file_name(other.name)).suffix or ".docx"
            self._add(self._path(message, extension, self._mark), other.content)
        path = self._path(message, self._extension, self._mark)
        return self._put(message, path, pdf.content, before_act)

    @staticmethod
    def _add(path: Path, content: bytes) -> None:
        try:
            write_whole(path, content)
        except OSError as error:
            raise _fault(path, error) from error


def _stem(number: str) -> str:
    """Give the part of a file's name that says its number, free of the dash that ends it."""
    return safe_file_name(number, 40).replace("–", "-")


def _fault(path: Path, error: OSError) -> ChannelError:
    why = error.strerror or type(error).__name__
    return ChannelError(
        f"Impossible d’écrire dans «\u202f{path}\u202f» ({why})\u202f: "
        "vérifiez que le dossier existe, qu’il reste de la place et que vous avez le droit "
        "d’y écrire."
    )
