"""A small company held in memory: workbook, journal, channels, folder, one working day."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache, partial

from relance_xl.builder import cells
from relance_xl.builder.content import Content
from relance_xl.builder.parameters import shown_values
from relance_xl.builder.workbook import with_shipped
from relance_xl.flows.approve import approve
from relance_xl.flows.bring_in import Incoming
from relance_xl.flows.desk import Desk
from relance_xl.flows.outcome import Outcome
from relance_xl.flows.prepare import prepare
from relance_xl.flows.preview import preview
from relance_xl.flows.send import send
from relance_xl.ports import Cell, Channel, Entry
from relance_xl.schema import TABLES
from relance_xl.settings import Settings
from relance_xl.wiring.mail import draft_mail
from tests.fakes.book import MemoryBook
from tests.fakes.channel import FakeChannel
from tests.fakes.doors import DictInvoiceFiles
from tests.fakes.imports import MemoryImports
from tests.fakes.journal import MemoryJournal
from tests.fakes.mailbox import MemoryMailbox

MONDAY = date(2026, 11, 23)
CHANNELS = ("email", "letter", "registered_letter")
Rows = Mapping[str, list[dict[str, object]]]


def customer(code: str, **cells_: object) -> dict[str, object]:
    return {
        "customer": code,
        "name": f"Société {code}",
        "customer_type": "business",
        "address1": "1 rue du Port",
        "postcode": "29000",
        "city": "Quimper",
        "country": "FR",
        **cells_,
    }


def contact(code: str, **cells_: object) -> dict[str, object]:
    name = f"Zoé {code}"
    return {"customer": code, "contact_name": name, "email": mail_of(code), **cells_}


def mail_of(code: str) -> str:
    return f"{code.lower()}@client.example"


def invoice(number: str, code: str = "C1", **cells_: object) -> dict[str, object]:
    """120 € due 2026-11-13: ten days late on MONDAY, the first stage of *standard*."""
    return {
        "invoice": number,
        "customer": code,
        "issue_date": date(2026, 10, 14),
        "due_date": date(2026, 11, 13),
        "total_cents": 12_000,
        **cells_,
    }


def payment(number: str, cents: int, **cells_: object) -> dict[str, object]:
    day = date(2026, 11, 20)
    code = f"P-{number}"
    return {
        "payment": code,
        "payment_date": day,
        "invoice": number,
        "amount_cents": cents,
        **cells_,
    }


def stage(name: str, **changes: object) -> list[dict[str, object]]:
    """Give the shipped stages, one of them changed."""
    shipped = [dict(row) for row in with_shipped(Content()).tables["stages"]]
    assert name in [row["stage"] for row in shipped]
    return [{**row, **changes} if row["stage"] == name else row for row in shipped]


def three_customers() -> Rows:
    codes = ("C1", "C2", "C3")
    return {
        "customers": [customer(code) for code in codes],
        "contacts": [contact(code) for code in codes],
        "invoices": [invoice(f"F{code[1:]}", code) for code in codes],
    }


@cache
def _shipped() -> Mapping[str, list[dict[str, Cell]]]:
    tables = with_shipped(Content()).tables
    return {name: [_shown(name, row) for row in rows] for name, rows in tables.items()}


def _shown(table: str, row: Mapping[str, object]) -> dict[str, Cell]:
    schema = TABLES[table]
    return {name: cells.shown(schema[name], value) for name, value in row.items()}  # type: ignore[arg-type]


def workbook(rows: Rows, settings: Mapping[str, object]) -> MemoryBook:
    """Make a workbook as shipped with these rows; values are those of frames (cents, codes)."""
    given = {name: [_shown(name, row) for row in lines] for name, lines in rows.items()}
    tables = {**_shipped(), **given}
    values = shown_values(settings)  # type: ignore[arg-type]
    tables["parameters"] = [
        {**row, "value": value} for row, value in zip(tables["parameters"], values, strict=True)
    ]
    return MemoryBook.of(TABLES, tables)


@dataclass
class DictDocuments:
    """Fulfils `Documents`."""

    files: dict[str, bytes] = field(default_factory=dict)

    def write(self, name: str, content: bytes) -> str:
        self.files[name] = content
        return name

    def read(self, name: str) -> bytes | None:
        return self.files.get(name)


class Silent:
    """Fulfils `Progress`."""

    @contextmanager
    def track(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        yield lambda _: None


SETTINGS = {
    "company_name": "Menuiserie Hautier",
    "address1": "2 quai Ouest",
    "postcode": "29000",
    "city": "Quimper",
    "sender_name": "Anne Hautier",
    "sender_email": "compta@hautier.example",
    "iban": "FR7630006000011234567890189",
    "cash_entered_until": MONDAY,
    "workbook_id": "w1",
}


class World:
    """Everything a run touches. Runs share book, journal and channels; each has its own desk."""

    def __init__(self, rows: Rows | None = None, **settings: object) -> None:
        self.book = workbook(three_customers() if rows is None else rows, SETTINGS | settings)
        self.journal = MemoryJournal()
        self.channels = {name: FakeChannel(name) for name in CHANNELS}
        self.trials = {name: FakeChannel(name) for name in CHANNELS}
        self.invoice_files = DictInvoiceFiles()
        self.documents = DictDocuments()
        self.imports = MemoryImports()
        self.mailbox = MemoryMailbox()
        self.said: list[str] = []
        self.machine = "PC1"
        self.day = MONDAY

    def desk(self, **changes: object) -> Desk:
        moment = datetime.combine(self.day, time(9, 30))
        desk = Desk(
            book=self.book,
            open_journal=self._open_journal,
            open_channels=self._open_channels,
            draft_mail=draft_mail,
            invoice_files=lambda _: self.invoice_files,
            documents=self.documents,
            progress=Silent(),
            now=lambda: moment,
            new_id=lambda: "id-neuf",
            say=self.said.append,
            machine=self.machine,
            today=self.day,
            clock_today=self.day,
        )
        return replace(desk, **changes)  # type: ignore[arg-type]

    @contextmanager
    def _open_journal(self, _: str, simulate: bool) -> Iterator[MemoryJournal]:  # noqa: FBT001 - the port
        yield deepcopy(self.journal) if simulate else self.journal

    def _open_channels(
        self, settings: Settings, day: date, *, trial: bool
    ) -> Mapping[str, Channel]:
        return dict(self.trials if trial else self.channels)

    @property
    def incoming(self) -> Incoming:
        return Incoming(self.imports.doors, self.mailbox.open)

    # What a person does

    def prepare(self) -> Outcome:
        return prepare(self.desk())

    def approve_all(self) -> Outcome:
        preview(self.desk())
        return approve(self.desk(), None)

    def ready(self) -> "World":
        """Prepare, look at the preview, approve everything."""
        self.prepare()
        self.approve_all()
        return self

    def send(self) -> Outcome:
        return send(self.desk())

    def type(self, table: str, key: str, **values: object) -> None:
        """Type cells of one row as a person does, in Excel, and save."""
        schema, sheet = TABLES[table], self.book.saved[table]
        place = sheet.headers.index(schema[schema.key[0]].label)
        (line,) = [line for line in sheet.rows if line[place] == key]
        for name, value in _shown(table, values).items():
            line[sheet.headers.index(schema[name].label)] = value

    def add(self, table: str, *rows: dict[str, object]) -> None:
        """Type new rows, in Excel, and save."""
        sheet = self.book.saved[table]
        sheet.rows = [line for line in sheet.rows if any(line)]
        for row in rows:
            shown = _shown(table, row)
            sheet.rows.append([shown.get(column.name) for column in TABLES[table]])

    def set(self, name: str, value: Cell) -> None:
        """Type a value in sheet Paramètres."""
        from relance_xl.schema.parameters import PARAMETERS_LIST  # noqa: PLC0415

        label = next(p.label for p in PARAMETERS_LIST if p.name == name)
        self.type("parameters", label, value=value)

    # What can be seen

    def column(self, table: str, *names: str) -> list[tuple[object, ...]]:
        """Give these columns of every row saved."""
        return [tuple(row[name] for name in names) for row in self.book.rows(table)]

    def envois(self) -> dict[object, object]:
        """Give the status of every row of Envois, by number."""
        return dict(self.column("sends", "number", "status"))  # type: ignore[arg-type]

    def relances(self) -> dict[object, tuple[object, ...]]:
        """Give number, decision and status of sheet Relances, by payer."""
        rows = self.column("proposals", "payer", "number", "decision", "status")
        return {row[0]: row[1:] for row in rows}

    def parameter(self, name: str) -> object:
        from relance_xl.schema.parameters import PARAMETERS_LIST  # noqa: PLC0415

        label = next(p.label for p in PARAMETERS_LIST if p.name == name)
        return dict(self.column("parameters", "parameter", "value"))[label]  # type: ignore[arg-type]

    def sent(self, channel: str = "email") -> list[tuple[str, str]]:
        return [(m.number, m.recipient) for m in self.channels[channel].sent]

    def remembered(self) -> list[Entry]:
        return self.journal.entries()


REL = partial("REL-2026-{:05d}".format)
