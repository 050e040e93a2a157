"""Diagnostic: what each thing missing makes it say, and what it says to do."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest

from relance_xl.flows.diagnose import diagnose
from relance_xl.flows.diagnosis.probes import Probes
from relance_xl.flows.outcome import Outcome
from relance_xl.ports import Entry, Journal, SendState
from relance_xl.problems import ChannelError, RelanceError, WorkbookError
from relance_xl.schema import TABLES
from relance_xl.settings import Settings
from tests.fakes.book import MemoryBook
from tests.fakes.journal import MemoryJournal
from tests.flows.world import MONDAY, payment, three_customers, workbook

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


LOG_FILE = Path("/data/journaux/relance.log")
CODES = [
    *("python", "packages", "shipped_files", "data_folder", "log_file", "excel", "workbook"),
    *("workbook_free", "macros", "trusted_folder", "tables", "parameters", "company", "sender"),
    *("iban", "freshness", "workbook_id", "home_folder", "outbox_folder", "answers_folder"),
    *("invoices_folder", "layouts_folder", "import_folder", "buttons_program", "mail_mode"),
    "inbox_mode",
]


def test_all_is_well() -> None:
    outcome = World().run()
    assert outcome.status == 0
    assert states(outcome) == dict.fromkeys([*CODES, "journal", "task"], "good")
    assert outcome.lines[0].replace("\u202f", " ") == (
        "Tout est en place : rien à régler, rien à voir, 28 en ordre."
    )


def test_all_is_well_by_smtp() -> None:
    world = World()
    world.settings |= SMTP
    outcome = world.run()
    assert outcome.status == 0
    assert set(states(outcome).values()) == {"good"}
    assert said(outcome, "mail_server") == (
        "Connexion établie, certificat vérifié, mot de passe accepté. Rien n’a été envoyé. "
    )


def test_all_is_well_by_imap() -> None:
    world = World()
    world.settings |= IMAP
    outcome = world.run()
    assert outcome.status == 0
    assert set(states(outcome).values()) == {"good"}
    assert said(outcome, "inbox_password").startswith("Le mot de passe de lecture@acme.example")
    assert "Aucun message n’a été touché" in said(outcome, "inbox_server")


def test_nothing_is_written() -> None:
    book = World().book()
    World().run(book)
    assert book.saves == 0


def test_elsewhere_than_on_windows() -> None:
    world = World(
        machine=FakeMachine(excel_version=None, program=None),
        file=FakeFile(trusted=None, outside=None, name=None),
    )
    outcome = world.run()
    assert outcome.status == 0
    assert {code for code, state in states(outcome).items() if state == "none"} == {
        *("excel", "trusted_folder", "buttons_program", "task")
    }
    assert any("(sans objet)" in line for line in outcome.lines)


def test_without_workbook_the_machine_alone() -> None:
    probes = Probes(FakeMachine(), FakeMail(), FakeMail(), lambda _: nullcontext(MemoryJournal()))
    outcome = diagnose(probes, None, MONDAY)
    assert list(states(outcome)) == CODES[:6]


def setting(**changes: object) -> Callable[[World], None]:
    return lambda world: world.settings.update(changes)


def machine(**changes: object) -> Callable[[World], None]:
    return lambda world: setattr(world, "machine", FakeMachine(**changes))  # type: ignore[arg-type]


def file(**changes: object) -> Callable[[World], None]:
    return lambda world: setattr(world, "file", FakeFile(**changes))  # type: ignore[arg-type]


def mail(**changes: object) -> Callable[[World], None]:
    def change(world: World) -> None:
        world.settings |= SMTP
        world.mail = FakeMail(**changes)  # type: ignore[arg-type]

    return change


def inbox(**changes: object) -> Callable[[World], None]:
    def change(world: World) -> None:
        world.settings |= IMAP
        world.inbox = FakeMail(**changes)  # type: ignore[arg-type]

    return change


def named(name: str) -> Callable[[World], None]:
    return lambda world: setattr(world, "path", Path("/compta", name))


@pytest.mark.parametrize(
    ("change", "code", "state", "words"),
    [
        (machine(version=(3, 10, 2)), "python", "mend", "Python 3.11"),
        (machine(found={"relance-xl": "1", "typst": ""}), "packages", "mend", "typst"),
        (machine(missing=["mail/layout.html"]), "shipped_files", "mend", "mail/layout.html"),
        (machine(folders={"data": "read_only"}), "data_folder", "mend", "pas d’envoi"),
        (machine(excel_version=""), "excel", "look", "boutons, non"),
        (machine(program=("C:\\x", False)), "buttons_program", "mend", "installer.ps1"),
        (setting(program="D:\\py.exe"), "buttons_program", "mend", "« D:\\py.exe »"),
        (file(held="ouvert ailleurs."), "workbook_free", "look", "ouvert ailleurs"),
        (named("Relances.xlsx"), "macros", "look", "sans macros"),
        (file(macros=False), "macros", "mend", "Restaurer"),
        (file(trusted=False), "trusted_folder", "look", "Emplacements approuvés"),
        (file(trusted=False, outside=True), "trusted_folder", "mend", "Débloquer"),
        (setting(smtp_port="beaucoup"), "parameters", "mend", "Port SMTP"),
        (setting(company_name=""), "company", "mend", "Paramètres"),
        (setting(city=""), "company", "look", "Ville"),
        (setting(sender_email=""), "sender", "mend", "E-mail d’envoi"),
        (setting(report_email=""), "sender", "look", "E-mail des comptes rendus"),
        (setting(iban=""), "iban", "look", "où payer"),
        (setting(iban="FR7630006000011234567890188"), "iban", "mend", "clé de contrôle"),
        (setting(cash_entered_until=None), "freshness", "look", "de date inconnue"),
        (setting(cash_entered_until=date(2026, 11, 2)), "freshness", "look", "02/11/2026"),
        (setting(workbook_id=""), "workbook_id", "good", "premier passage"),
        (machine(folders={"compta": "read_only"}), "home_folder", "mend", "droits"),
        (machine(folders={"Envois": "missing"}), "outbox_folder", "good", "sera créé"),
        (machine(folders={"Envois": "nowhere"}), "outbox_folder", "mend", "droits"),
        (machine(folders={"Factures PDF": "missing"}), "invoices_folder", "look", "aucune facture"),
        (machine(folders={"Factures PDF": "read_only"}), "invoices_folder", "good", ""),
        (machine(folders={"Modèles": "missing"}), "layouts_folder", "none", "facultatif"),
        (setting(**SMTP | {"smtp_host": ""}), "mail_mode", "mend", "Serveur SMTP"),
        (mail(source=""), "mail_password", "mend", "--mot-de-passe"),
        (mail(source="environment"), "mail_password", "good", "RELANCE_SMTP_PASSWORD"),
        (mail(locked=True), "mail_password", "mend", "trousseau"),
        (mail(source=""), "mail_server", "look", "d’abord le mot de passe"),
        (mail(known=False), "mail_server", "mend", "inconnu"),
        (mail(fault=ChannelError("Certificat périmé.")), "mail_server", "mend", "Certificat"),
        (setting(**SMTP | {"smtp_user": ""}), "mail_password", "look", "sans ouvrir de session"),
        (machine(folders={"Réponses": "nowhere"}), "answers_folder", "mend", "droits"),
        (machine(folders={"Réponses à lire": "missing"}), "inbox_mode", "look", "aucune réponse"),
        (setting(**IMAP | {"imap_host": ""}), "inbox_mode", "mend", "Serveur IMAP"),
        (setting(**IMAP | {"imap_user": ""}), "inbox_mode", "mend", "Compte IMAP"),
        (inbox(source=""), "inbox_password", "mend", "--mot-de-passe"),
        (inbox(source=""), "inbox_server", "look", "d’abord le mot de passe"),
        (inbox(locked=True), "inbox_password", "mend", "trousseau"),
        (inbox(known=False), "inbox_server", "mend", "inconnu"),
        (inbox(fault=ChannelError("Dossier absent.")), "inbox_server", "mend", "Dossier absent"),
        (file(name=""), "task", "look", "relance planifier"),
    ],
)
def test_what_is_missing(
    change: Callable[[World], None], code: str, state: str, words: str
) -> None:
    world = World()
    change(world)
    outcome = world.run()
    assert states(outcome)[code] == state
    assert words in said(outcome, code)
    assert outcome.status == (3 if "mend" in states(outcome).values() else 0)
    if state in ("mend", "look"):
        text = said(outcome, code)
        assert any(text.startswith(line.split(" : ", 1)[-1]) for line in plain(outcome.lines))


def plain(lines: Sequence[str]) -> list[str]:
    return [line.replace("\u202f", " ") for line in lines]


def test_what_is_to_mend_is_told_first_with_what_to_do() -> None:
    world = World(machine=FakeMachine(folders={"Factures PDF": "missing"}))
    world.settings["iban"] = "FR00"
    lines = plain(world.run().lines)
    assert lines[:3] == [
        "Il reste à faire : 1 point à régler, 1 à voir, 26 en ordre.",
        "✗ IBAN (à régler) : L’IBAN est faux (longueur ou clé de contrôle).",
        "    → Le recopier du relevé d’identité bancaire dans Paramètres, ligne « IBAN ».",
    ]
    assert lines[3].startswith("! Dossier des factures PDF (à voir) : ")


def test_no_password_is_tried_on_a_server_without_one() -> None:
    world = World(mail=FakeMail(source=""))
    world.settings |= SMTP
    world.run()
    assert world.mail.tries == 0


def test_in_a_box_what_is_in_order_is_only_named() -> None:
    world = World(machine=FakeMachine(excel_version=None, program=None), open_here=True)
    world.settings["iban"] = ""
    lines = plain(world.run().lines)
    assert lines[1].startswith("! IBAN (à voir) : ")
    assert lines[2].startswith("    → Le remplir")
    assert lines[3].startswith("✓ En ordre : Python, Paquets, ")
    assert lines[4:] == [
        "– Sans objet : Excel, Programme des boutons.",
        f"Pour demander de l’aide, joindre le journal de l’outil : « {LOG_FILE} »",
    ]


def test_a_button_is_pressed_in_an_open_workbook() -> None:
    world = World(file=FakeFile(held="ouvert ailleurs."), open_here=True)
    assert states(world.run())["workbook_free"] == "good"


class Unreadable(MemoryBook):
    def read(self) -> Mapping[str, object]:  # type: ignore[override]  # it never answers
        raise WorkbookError("Le classeur est introuvable.")


def test_a_workbook_that_cannot_be_read() -> None:
    outcome = World().run(Unreadable(TABLES, {}))
    assert list(states(outcome)) == CODES[:7]
    assert (outcome.status, said(outcome, "workbook")[:29]) == (3, "Le classeur est introuvable. ")


def test_a_workbook_that_is_none_of_ours() -> None:
    outcome = World().run(MemoryBook(TABLES, {}, Path("Budget.xlsx")))
    assert "n’est pas un classeur Relance XL" in said(outcome, "workbook")


def test_tables_somebody_deleted() -> None:
    book = World().book()
    book.saved.pop("calls")
    outcome = World().run(book)
    assert states(outcome)["tables"] == "mend"
    assert "tblAppels (feuille Appels)" in said(outcome, "tables")


def entry(number: str, at: datetime | None = None) -> Entry:
    return Entry(number, "C1", "EUR", "R1", "email", "a@b.example", (), SendState.QUEUED, at=at)


def test_what_the_journal_knows() -> None:
    journal = MemoryJournal()
    journal.queue([entry("REL-2026-00001", datetime(2026, 11, 16, 9, 30)), entry("REL-2026-00002")])
    journal.mark("REL-2026-00001", SendState.ACCEPTED)
    assert "dernier envoi le 16/11/2026 à 09:30" in said(World(journal=journal).run(), "journal")
    journal.mark("REL-2026-00002", SendState.IN_DOUBT)
    outcome = World(journal=journal).run()
    assert (outcome.status, states(outcome)["journal"]) == (3, "mend")
    assert "1 envoi incertain : REL-2026-00002. Vérifier" in said(outcome, "journal")


def test_a_damaged_journal_stops_no_other_check() -> None:
    outcome = World(journal=RelanceError("Le journal des envois est abîmé.")).run()
    assert states(outcome)["journal"] == "mend"
    assert states(outcome)["task"] == "good"


def test_bank_data_in_the_payments_count() -> None:
    rows = {
        **three_customers(),
        "payments": [
            payment("F1", 100, own_account="A", statement_end=date(2026, 11, 19), source="bank")
        ],
    }
    world = World()
    world.settings["cash_entered_until"] = None
    book = workbook(rows, world.settings)
    assert "19/11/2026" in said(world.run(book), "freshness")
