"""The files given to try: read like any other, whatever the day of the example."""

from datetime import date
from pathlib import Path

import pytest

from relance_xl.adapters.import_files import read_import
from relance_xl.adapters.mailbox.folder import FolderMailbox
from relance_xl.builder.example import example, sample_files
from relance_xl.incoming import BankFile, ImportFile, LedgerFile, Reading
from relance_xl.ports import Letterbox
from relance_xl.rules.replies.read import read_mail

DAYS = [date(2026, 11, 23), date(2026, 11, 28), date(2027, 1, 3), date(2026, 7, 16)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_files_to_import_need_no_confirmation(day: date) -> None:
    files = {
        Path(place).suffix: read_import(ImportFile(place, content), ())
        for place, content in sample_files(day).items()
        if place.startswith("À importer/")
    }
    read = {kind: found for kind, found in files.items() if isinstance(found, Reading)}
    assert {kind: found.profile for kind, found in read.items()} == {".xml": None, ".csv": None}
    bank, invoices = read[".xml"].file, read[".csv"].file
    assert isinstance(bank, BankFile)
    assert isinstance(invoices, LedgerFile)
    (statement,) = bank.statements
    assert (statement.agrees, statement.booked_count) == (True, 8)
    assert statement.period_end is not None
    assert statement.period_end < day
    known = {str(row["invoice"]) for row in example(day).tables["invoices"]}
    assert [item.invoice in known for item in invoices.items] == [True, False, False, False]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_mails_are_of_four_kinds(tmp_path: Path, day: date) -> None:
    for place, content in sample_files(day).items():
        if place.endswith(".eml"):
            (tmp_path / Path(place).name).write_bytes(content)
    mails = [mail for _, mail in FolderMailbox(tmp_path).fetch([Letterbox("", "")])]
    replies = [read_mail(mail, day) for mail in mails]
    assert [reply.answer_class for reply in replies] == ["promise", "dispute", "bounce", "absent"]
    promise, dispute, bounce, absent = replies
    assert promise.promise_cents == 294_600
    assert promise.promise_date is not None
    assert promise.promise_date > day
    assert promise.promise_date.weekday() < 5
    assert "wrote:" not in dispute.excerpt
    assert (bounce.hard, bounce.reason) == (True, "userunknown")
    assert absent.returns_on is not None


def test_the_same_day_gives_the_same_bytes() -> None:
    assert sample_files(DAYS[0]) == sample_files(DAYS[0])
