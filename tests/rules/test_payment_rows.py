"""Bank entries become rows of Paiements: keys, nothing twice, doubts, money kept whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance_xl.incoming import BankEntry, BankFile, BankStatement
from relance_xl.rules.bank_entries import number_entries, written_keys
from relance_xl.rules.matching import Allocation, Match
from relance_xl.rules.payment_rows import book_entries
from relance_xl.rules.sheet_changes import SheetChanges
from tests.rules.builders import TODAY, payment, tables

IBAN = "FR7630006000011234567890189"
DAY = date(2026, 6, 10)


def entry(cents=12_000, **values):
    return BankEntry(**{
        "booked_on": DAY, "amount_cents": cents, "currency": "EUR", "label": "VIR DUPONT",
    } | values)  # fmt: skip


def statement(*entries, account=IBAN, name="juin.xml", fmt="CAMT.053", end=None):
    one = BankStatement(account, "EUR", entries, len(entries), end)
    return BankFile(name, fmt, (one,))


def book(file, matches=None, sheets=None):
    numbered = [n for s in number_entries(file, [IBAN], TODAY) for n in s.entries]
    return book_entries(
        numbered, matches or {}, sheets or tables(), (file.name, file.format), TODAY
    )


def then(sheets, booked):
    changes = SheetChanges()
    changes.append("payments", [row for one in booked for row in one.rows])
    return changes.applied(sheets)


def test_one_row_per_invoice_and_nature():
    allocations = (
        Allocation("F1", 8_000),
        Allocation("F2", 5_000),
        Allocation("AV1", -1_000),
        Allocation("F2", 40, "bank_fee"),
        Allocation("F1", 200, "discount"),
    )
    match = Match(0, "C1", allocations, "high", "montant exact")
    (one,) = book(
        statement(entry(end_to_end="E2E", reference="R1", payer_name="Dupont SARL")), {0: match}
    )
    told = [
        (row["invoice"], row["amount_cents"], row["method"], row["bank_reference"])
        for row in one.rows
    ]
    assert told == [
        ("F1", 8_000, "virement", "E2E"),
        ("F2", 5_000, "virement", "E2E"),
        ("AV1", -1_000, "virement", ""),
        ("F2", 40, "Frais bancaires", "E2E"),
        ("F1", 200, "Escompte", "E2E"),
    ]
    key = one.numbered.key
    assert [row["payment"] for row in one.rows] == [f"{key}/{rank}" for rank in range(1, 6)]
    first = {name: one.rows[0][name] for name in ("accepted", "confidence", "payer_text")}
    assert first == {
        "accepted": "ticked",
        "confidence": "high",
        "payer_text": "Dupont SARL – VIR DUPONT",
    }


TICKED = {"high": "ticked", "medium": "", "low": "", "": ""}


@pytest.mark.parametrize(("confidence", "accepted"), TICKED.items())
def test_only_what_is_sure_is_ticked(confidence, accepted):
    (one,) = book(statement(entry()), {0: Match(0, "C1", (), confidence)})
    (row,) = one.rows
    assert (row["accepted"], row["amount_cents"], row["invoice"]) == (accepted, 12_000, "")


def test_debits_have_no_effect_but_rejects_do():
    file = statement(entry(-500, label="FRAIS"), entry(-12_000, returned=True))
    fee, reject = book(file)
    assert (fee.state, fee.rows, fee.match.reason) == ("debit", (), "débit\u202f: sans effet")
    assert [row["amount_cents"] for row in reject.rows] == [-12_000]


def test_equal_entries_of_one_file_are_two():
    keys = {one.numbered.key for one in book(statement(entry(), entry()))}
    assert len(keys) == 2


def test_a_statement_that_overlaps_adds_only_what_is_new():
    first = statement(entry(), entry(), entry(label="VIR DURAND"))
    after = then(tables(), book(first))
    later = statement(
        entry(label="VIR DURAND"), entry(), entry(), entry(label="VIR NEUF"), name="b.xml"
    )
    assert [one.state for one in book(later, sheets=after)] == ["known"] * 3 + ["proposed"]


def test_what_is_known_tells_what_its_rows_say():
    match = Match(0, "C1", (Allocation("F1", 12_000),), "high", "montant exact")
    after = then(tables(), book(statement(entry()), {0: match}))
    (one,) = book(statement(entry()), sheets=after)
    told = (one.match.customer, one.match.invoices, one.match.confidence, one.match.reason)
    assert told == ("C1", ("F1",), "high", "déjà importé (juin.xml)")


ALIKE = {
    "another format": ({"label": "autre texte"}, {"fmt": "OFX"}, True),
    "an account unknown": ({"label": "autre texte"}, {"fmt": "CSV", "account": ""}, True),
    "our account written shorter": ({"label": "x"}, {"account": "30006 00001 12345678901"}, True),
    "another account of ours": ({}, {"account": "BE68539007547034"}, False),
    "another day": ({"booked_on": date(2026, 6, 11)}, {}, False),
    "another amount": ({"amount_cents": 12_001}, {}, False),
    "another payer": ({"payer_account": "BE68539007547034"}, {"fmt": "OFX"}, False),
    "the same payer": ({"payer_account": "DE02120300000000202051"}, {"fmt": "OFX"}, True),
    "another reference, same format": ({"reference": "R2"}, {}, False),
    "another reference, another format": ({"reference": "R2"}, {"fmt": "OFX"}, True),
}


@pytest.mark.parametrize(("changes", "file", "doubted"), ALIKE.values(), ids=ALIKE)
def test_what_looks_imported_already_is_left_to_a_person(changes, file, doubted):
    sheets = tables(imports=[{"import_id": "I-1", "file": "juin.xml", "format": "CAMT.053"}])
    before = entry(payer_account="DE02120300000000202051", reference="R1")
    sheets = then(sheets, book(statement(before), sheets=sheets))
    match = {0: Match(0, "C1", (Allocation("F1", 12_000),), "high", "montant exact")}
    given_file = {"name": "b.csv"} | file
    (one,) = book(statement(entry(**changes), **given_file), match, sheets)
    said = "semble déjà importé (juin.xml)\u202f; montant exact"
    assert (one.match.confidence, one.match.reason) == (
        ("low", said) if doubted else ("high", "montant exact")
    )
    assert one.rows[0]["accepted"] == ("" if doubted else "ticked")


@pytest.mark.parametrize(
    ("day", "fmt", "why"),
    [
        (11, "CSV", "semble déjà importé (juin.xml), à un jour près\u202f; montant exact"),
        (7, "CSV", "semble déjà importé (juin.xml), à 3 jours près\u202f; montant exact"),
        (14, "CSV", "montant exact"),
        (11, "CAMT.053", "montant exact"),
    ],
)
def test_another_format_dates_a_payment_otherwise(day, fmt, why):
    sheets = tables(imports=[{"import_id": "I-1", "file": "juin.xml", "format": "CAMT.053"}])
    sheets = then(sheets, book(statement(entry()), sheets=sheets))
    match = {0: Match(0, "C1", (Allocation("F2", 12_000),), "high", "montant exact")}
    later = entry(booked_on=date(2026, 6, day), label="VIREMENT DUPONT")
    (one,) = book(statement(later, name="b.csv", fmt=fmt), match, sheets)
    assert (one.match.reason, one.match.confidence == "low") == (why, "semble" in why)


def test_the_same_day_is_looked_at_before_the_days_around():
    sheets = tables(imports=[{"import_id": "I-1", "file": "juin.xml", "format": "CAMT.053"}])
    sheets = then(sheets, book(statement(entry()), sheets=sheets))
    newest_first = [entry(booked_on=date(2026, 6, 11), label="B"), entry(label="A")]
    two = book(statement(*newest_first, name="b.csv", fmt="CSV"), sheets=sheets)
    assert [one.match.reason for one in two] == ["", "semble déjà importé (juin.xml)"]


def test_a_row_typed_by_hand_for_a_day_around_is_doubted():
    typed = payment(12_000, payment_date="2026-06-08")
    (one,) = book(statement(entry()), sheets=tables(payments=[typed]))
    assert one.match.reason == "semble déjà saisi à la main, à 2 jours près"


def test_a_payment_the_accounting_keeps_on_account_is_doubted():
    credit = {"invoice": "RGT-C1-20260609-12000", "customer": "C1", "issue_date": "2026-06-09"}
    sheets = tables(invoices=[credit | {"total_cents": -12_000, "document": "credit_note"}])
    (one,) = book(statement(entry()), sheets=sheets)
    assert one.match.reason == "semble déjà importé (RGT-C1-20260609-12000), à un jour près"


def test_what_was_typed_by_hand_is_doubted_once():
    typed = payment(12_000, payment_date="2026-06-10")
    two = book(statement(entry(), entry()), sheets=tables(payments=[typed]))
    assert [one.match.reason for one in two] == ["semble déjà saisi à la main", ""]


def test_no_statement_speaks_of_days_to_come():
    (one,) = book(statement(entry(), end=date(2030, 1, 1)))
    assert one.rows[0]["statement_end"] == TODAY


entries = st.builds(
    entry,
    cents=st.integers(-50_000, 50_000).filter(bool),
    label=st.sampled_from(["VIR A", "VIR B", "=1+1", "vir  a"]),
    booked_on=st.dates(date(2026, 6, 1), date(2026, 6, 4)),
    reference=st.sampled_from(["", "R1"]),
    returned=st.booleans(),
)


@given(st.lists(entries, max_size=12))
def test_twice_is_once_and_money_stays_whole(given_entries):
    file = statement(*given_entries)
    booked = book(file)
    after = then(tables(), booked)
    again = book(file, sheets=after)
    assert not any(one.rows for one in again)
    assert written_keys(after["payments"]) == {one.numbered.key for one in booked if one.rows}
    for one in booked:
        if one.rows:
            assert sum(row["amount_cents"] for row in one.rows) == one.numbered.entry.amount_cents
