"""A company whose machine, file and mail doors answer what a test wants."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from relance_xl.flows.diagnose import diagnose
from relance_xl.flows.diagnosis.probes import Probes
from relance_xl.flows.outcome import Outcome
from relance_xl.ports import Journal
from relance_xl.problems import ChannelError, RelanceError
from relance_xl.settings import Settings
from tests.fakes.book import MemoryBook
from tests.fakes.journal import MemoryJournal
from tests.flows.world import MONDAY, three_customers, workbook

GOOD = {
    "company_name": "Acme",
    "address1": "1 rue du Port",
    "city": "Quimper",
    "sender_email": "compta@acme.example",
    "report_email": "anne@acme.example",
    "iban": "FR7630006000011234567890189",
    "cash_entered_until": date(2026, 11, 20),
    "workbook_id": "w1",
}
SMTP = {
    "email_mode": "smtp",
    "smtp_host": "mail.acme.example",
    "smtp_user": "compta@acme.example",
}
IMAP = {
    "inbox_mode": "imap",
    "imap_host": "imap.acme.example",
    "imap_user": "lecture@acme.example",
}

CODES = [
    *("python", "packages", "shipped_files", "data_folder", "log_file", "excel", "workbook"),
    *("workbook_free", "macros", "trusted_folder", "tables", "parameters", "company", "sender"),
    *("iban", "freshness", "workbook_id", "home_folder", "outbox_folder", "answers_folder"),
    *("invoices_folder", "layouts_folder", "import_folder", "buttons_program", "mail_mode"),
    "inbox_mode",
]
"""Every check of a workbook whose mails go by folders, in order, but the last two."""


@dataclass
class FakeMachine:
    version: tuple[int, int, int] = (3, 12, 4)
    found: Mapping[str, str] = field(default_factory=lambda: {"relance-xl": "1", "pandas": "3"})
    missing: Sequence[str] = ()
    folders: Mapping[str, str] = field(default_factory=dict)
    excel_version: str | None = "Excel 16"
    program: tuple[str, bool] | None = ("C:\\pythonw.exe", True)

    def python(self) -> tuple[tuple[int, int, int], str]:
        return self.version, "/env"

    def packages(self) -> Mapping[str, str]:
        return self.found

    def missing_files(self) -> Sequence[str]:
        return self.missing

    def data_folder(self) -> Path:
        return Path("/data")

    def folder(self, path: Path) -> str:
        return self.folders.get(path.name, "writable")

    def excel(self) -> str | None:
        return self.excel_version

    def buttons_program(self, setting: str) -> tuple[str, bool] | None:
        return (setting, False) if setting else self.program


@dataclass
class FakeFile:
    held: str = ""
    macros: bool = True
    trusted: bool | None = True
    outside: bool | None = False
    name: str | None = "Relance XL – Relances"

    def busy(self) -> str:
        return self.held

    def has_macros(self) -> bool:
        return self.macros

    def is_trusted(self) -> bool | None:
        return self.trusted

    def is_from_outside(self) -> bool | None:
        return self.outside

    def task(self) -> str | None:
        return self.name


@dataclass
class FakeMail:
    source: str = "keyring"
    known: bool = True
    fault: RelanceError | None = None
    locked: bool = False
    tries: int = 0

    def password_source(self, settings: Settings) -> str:
        if self.locked:
            raise ChannelError("Le trousseau du système ne répond pas.")
        return self.source

    def resolves(self, host: str) -> bool:
        return self.known

    def try_login(self, settings: Settings) -> None:
        self.tries += 1
        if self.fault:
            raise self.fault


@dataclass
class World:
    settings: dict[str, object] = field(default_factory=lambda: dict(GOOD))
    machine: FakeMachine = field(default_factory=FakeMachine)
    file: FakeFile = field(default_factory=FakeFile)
    mail: FakeMail = field(default_factory=FakeMail)
    inbox: FakeMail = field(default_factory=FakeMail)
    journal: MemoryJournal | RelanceError = field(default_factory=MemoryJournal)
    path: Path = Path("/compta/Relances.xlsm")
    open_here: bool = False

    def book(self) -> MemoryBook:
        book = workbook(three_customers(), self.settings)
        book._path = self.path
        return book

    def run(self, book: MemoryBook | None = None) -> Outcome:
        probes = Probes(self.machine, self.mail, self.inbox, self._open, self.file)
        return diagnose(probes, book or self.book(), MONDAY, open_here=self.open_here)

    def _open(self, workbook_id: str) -> AbstractContextManager[Journal]:
        if isinstance(self.journal, RelanceError):
            raise self.journal
        return nullcontext(self.journal)


def states(outcome: Outcome) -> dict[str, str]:
    return {check["code"]: check["state"] for check in outcome.json["checks"]}  # type: ignore[index,union-attr]


def said(outcome: Outcome, code: str) -> str:
    (check,) = [c for c in outcome.json["checks"] if c["code"] == code]  # type: ignore[index,union-attr]
    return f"{check['text']} {check['action']}".replace("\u202f", " ")


def plain(lines: Sequence[str]) -> list[str]:
    return [line.replace("\u202f", " ") for line in lines]
