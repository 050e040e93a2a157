"""The example as the rules see it: every code of RULES §4 and every severity, whatever the day."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from relance_xl.adapters.xlsx.book import ClosedBook
from relance_xl.builder import build
from relance_xl.frames import read_tables
from relance_xl.problems import Severity
from relance_xl.rules.acts import gather
from relance_xl.rules.decide import Decision, decide
from relance_xl.schema import TABLES
from relance_xl.settings import read_settings

CODES = {
    *("paid", "credit", "in_doubt", "uncollectible", "handed_over", "insolvency", "assigned"),
    *("bad_data", "customer_block", "invoice_block", "dispute", "einvoice", "answer"),
    *("payment_proposed", "promise", "instalments", "direct_debit", "processing_days"),
    *("end_of_plan", "not_due", "gap", "season", "contact_cap", "credits_cover", "stale_bank"),
    *("below_minimum", "no_address", "awaiting_decision", "proposed"),
}

DAYS = [date(2026, 11, 23), date(2026, 11, 28), date(2027, 1, 3), date(2026, 7, 16)]


def _decided(folder: Path, today: date) -> tuple[Decision, list[Severity]]:
    path = folder / "exemple.xlsx"
    build(path, today=today, workbook_id="demo", with_example=True)
    now = datetime.combine(today, time(9))
    book = ClosedBook(path, backups_dir=folder, tables=TABLES, now=lambda: now)
    tables, problems = read_tables(book.read())
    settings, more = read_settings(tables["parameters"])
    acts, lost = gather(tables["sends"], [], tables["stages"])
    assert not lost
    assert not more
    found = decide(tables, settings, tables["rates"], acts, today)
    return found, [problem.severity for problem in (*problems, *found.problems)]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_code_and_every_severity_occurs(tmp_path: Path, today: date) -> None:
    found, severities = _decided(tmp_path, today)
    assert set(found.items["reason"]) == CODES
    assert set(found.proposals["severity"]) == {0, 1, 2, 3, 4}
    assert set(found.items["stage"]) >= {0, 1, 2, 3, 4}
    assert set(found.proposals["currency"]) == {"EUR", "CHF"}
    assert set(found.proposals["language"]) == {"fr", "nl", "de", "en"}
    assert found.items["broken_promise"].any()
    blocking = sum(severity is Severity.BLOCKING for severity in severities)
    assert 0 < blocking < 8
    assert len(found.proposals) > 25
