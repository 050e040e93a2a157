"""The example as a whole: who they are, what happened, in which order it is told."""

from datetime import date

from relance_xl.builder.content import Content
from relance_xl.builder.example import company, dunned, errors, held, ordinary, people, profiles
from relance_xl.builder.example.ledger import Ledger
from relance_xl.builder.plans import shipped_plans, shipped_stages
from relance_xl.builder.rows import Row


def example(today: date) -> Content:
    """Give about sixty customers and four hundred invoices as they stand on that day.

    >>> content = example(date(2026, 11, 23))
    >>> len(content.tables["customers"]), len(content.tables["invoices"]) > 390
    (62, True)
    """
    ledger = Ledger(today, people.customers(), people.contacts())
    for chapter in (profiles, held, dunned, errors, ordinary):
        chapter.tell(ledger)
    tables = _tables(ledger)
    return Content(tables, {**company.settings(today), "last_number": ledger.last_number})


def _tables(ledger: Ledger) -> dict[str, list[Row]]:
    plan, stage = dunned.automatic_plan()
    return {
        **ledger.tables(),
        "groups": company.groups(),
        "calendar": company.calendar(ledger.today),
        "plans": [*shipped_plans(), plan],
        "stages": [*shipped_stages(), stage],
    }
