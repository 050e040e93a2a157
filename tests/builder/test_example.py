"""The example ledger looks like a real one, whatever the day."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from stdnum import iban
from stdnum.be import vat as belgian_vat
from stdnum.fr import siren as french_siren
from stdnum.fr import tva

from relance_xl.builder import build
from relance_xl.builder.content import Content
from relance_xl.builder.example import example
from relance_xl.rules.pairs import parse_pairs
from relance_xl.schema import TABLES

DAYS = [date(2026, 11, 23), date(2026, 11, 21), date(2026, 3, 1), date(2028, 2, 29)]
HEADER = 3


@pytest.fixture(scope="module", params=DAYS, ids=str)
def told(request: pytest.FixtureRequest) -> tuple[date, Content]:
    return request.param, example(request.param)


def test_it_has_the_size_of_a_small_company(told: tuple[date, Content]) -> None:
    tables = told[1].tables
    counts = {name: len(rows) for name, rows in tables.items()}
    assert counts["customers"] == 62
    assert counts["invoices"] == 404
    assert counts["payments"] > 300
    assert counts["sends"] > 300
    payers = {row["payer"] for row in tables["sends"]}
    assert len(payers) > 45


def test_it_is_in_order(told: tuple[date, Content]) -> None:
    today, content = told
    for row in content.tables["invoices"]:
        assert isinstance(row["issue_date"], date)
        assert row["issue_date"] <= today
    numbers = Counter(row["invoice"] for row in content.tables["invoices"])
    assert [count for count in numbers.values() if count > 1] == [2]
    sent = [row["number"] for row in content.tables["sends"]]
    assert sent == sorted(sent, key=lambda number: str(number)[-5:])
    assert len(set(sent)) == len(sent)
    for row in content.tables["sends"]:
        assert isinstance(row["at"], datetime)
        assert row["at"].date() < today
        assert row["at"].weekday() < 5
    for row in content.tables["payments"]:
        if row.get("statement_end") is not None:
            assert str(row["payment_date"]) <= str(row["statement_end"]) <= str(today)


def test_rows_fit_the_schema_and_each_other(told: tuple[date, Content]) -> None:
    tables = told[1].tables
    for name, rows in tables.items():
        known = {column.name for column in TABLES[name]}
        for row in rows:
            assert set(row) <= known, name
    customers = {row["customer"] for row in tables["customers"]}
    invoices = {row["invoice"] for row in tables["invoices"]}
    assert {r["customer"] for r in tables["invoices"]} - customers == {"C0999"}
    assert {r["invoice"] for r in tables["payments"]} - invoices == {""}
    stages = {row["stage"] for row in tables["stages"]}
    for row in tables["sends"]:
        for pair in parse_pairs(str(row["invoices"])):
            assert pair.invoice in invoices
            assert pair.stage in stages
    sent = {r["number"] for r in tables["sends"]}
    assert {r["reminder"] for r in tables["answers"]} - sent == {""}  # a stranger's mail
    keys = [r["import_id"] for r in tables["imports"]]
    assert len(set(keys)) == len(keys)


def test_official_numbers_are_valid(told: tuple[date, Content]) -> None:
    for row in told[1].tables["customers"]:
        if row["country"] == "FR" and row.get("siren"):
            assert french_siren.is_valid(str(row["siren"]))
            assert tva.is_valid(str(row["vat_number"]))
        if row["country"] == "BE":
            assert belgian_vat.is_valid(str(row["siren"]))
        if row.get("iban"):
            assert iban.is_valid(str(row["iban"]), check_country=False)
    assert iban.is_valid(str(told[1].settings["iban"]))


def test_it_shows_what_a_ledger_can_hold() -> None:
    tables = example(DAYS[0]).tables
    assert {r.get("currency") for r in tables["invoices"]} == {None, "EUR", "CHF"}
    assert {r["kind"] for r in tables["instalments"]} == {"agreed", "contractual", "retention"}
    assert {r["country"] for r in tables["customers"]} >= {"FR", "BE", "LU", "CH", "CA"}
    assert {r["language"] for r in tables["customers"]} == {"fr", "nl", "de", "en"}
    assert {r["status"] for r in tables["sends"]} == {
        *("sent", "in_doubt", "bounced", "refused", "ignored"),
    }
    assert sum(r["document"] == "credit_note" for r in tables["invoices"]) == 2
    assert any(not r["email"] for r in tables["contacts"])
    assert {r["answer_class"] for r in tables["answers"]} == {
        *("promise", "paid", "dispute", "question", "other", "bounce", "absent", "read"),
    }
    assert {r.get("treatment") for r in tables["answers"]} == {None, "promise", "dispute"}
    assert {r["state"] for r in tables["imports"]} == {"applied", "waiting"}
    assert [r["confirmed"] for r in tables["import_profiles"]] == [False]
    assert any(r.get("dispute_owner") for r in tables["invoices"])
    assert any(r.get("payer") for r in tables["customers"])


def test_the_file_reads_back(tmp_path: Path) -> None:
    path, again = tmp_path / "exemple.xlsx", tmp_path / "encore.xlsx"
    for file in (path, again):
        build(file, today=DAYS[0], workbook_id="demo", with_example=True)
    assert path.read_bytes() == again.read_bytes()
    content = example(DAYS[0])
    book = CalamineWorkbook.from_path(path)
    for name in ("customers", "invoices", "payments", "sends"):
        rows = book.get_sheet_by_name(TABLES[name].sheet).to_python(skip_empty_area=False)
        assert rows[HEADER] == [column.label for column in TABLES[name]]
        assert len(rows) - HEADER - 1 == len(content.tables[name])
        key = TABLES[name].key[0]
        assert [row[0] for row in rows[HEADER + 1 :]] == [r[key] for r in content.tables[name]]
