"""What the diagnosis finds in a workbook and a journal, whole or damaged."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from relance_xl.ports import Entry, SendState
from relance_xl.problems import RelanceError, WorkbookError
from relance_xl.schema import TABLES
from tests.fakes.book import MemoryBook
from tests.fakes.journal import MemoryJournal
from tests.flows.diagnosis.probes import CODES, World, said, states
from tests.flows.world import payment, three_customers, workbook


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
