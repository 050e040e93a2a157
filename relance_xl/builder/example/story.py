"""The example as a whole: who they are, what happened, in which order it is told."""

from datetime import date

from relance_xl.builder.content import Content
from relance_xl.builder.example import (
    answers,
    arriving,
    company,
    dunned,
    errors,
    held,
    imports,
    ordinary,
    people,
    profiles,
)
from relance_xl.builder.example.ledger import Ledger
from relance_xl.builder.plans import shipped_plans, shipped_stages
from relance_xl.builder.rows import Row


def example(today: date) -> Content:
    """Give about sixty customers and four hundred invoices as they stand on that day.

    >>> content = example(date(2026, 11, 23))
    >>> len(content.tables["customers"]), len(content.tables["invoices"]) > 390
    (62, True)
    """
    ledger = _told(today)
    tables = _tables(ledger)
    return Content(tables, {**company.settings(today), "last_number": ledger.last_number})


def sample_files(today: date) -> dict[str, bytes]:
    """Give what may be imported and read the day after, by place beside the workbook.

    >>> sorted(sample_files(date(2026, 11, 23)))[0]
    'Réponses à lire/1 Promesse.eml'
    """
    ledger = _told(today)
    ledger.tables()  # gives everything its number
    return arriving.files(ledger)


def _told(today: date) -> Ledger:
    ledger = Ledger(today, people.customers(), people.contacts())
    for chapter in (profiles, held, dunned, answers, errors, ordinary):
        chapter.tell(ledger)
    return ledger


def _tables(ledger: Ledger) -> dict[str, list[Row]]:
    plan, stage = dunned.automatic_plan()
    return {
        **ledger.tables(),
        "imports": imports.imports(ledger),
        "import_profiles": imports.profiles(),
        "groups": company.groups(),
        "calendar": company.calendar(ledger.today),
        "plans": [*shipped_plans(), plan],
        "stages": [*shipped_stages(), stage],
    }
