"""Notices: windows, one per payer and stage, waiting behind a reminder."""

from datetime import date, timedelta

import pytest

from tests.rules.builders import STANDARD, acts, invoice, tables
from tests.rules.deciding import reasons, recorded, run, told

DUE = date(2026, 7, 15)


def notice(name: str, after: int, reference: str = "due_date") -> dict[str, object]:
    return {
        "stage": name,
        "plan": "standard",
        "rank": 0,
        "label": name,
        "severity": 0,
        "reference": reference,
        "after_days": after,
        "channel": "email",
        "text": "avis",
        "min_cents": 1_500,
    }


NOTICES = [
    notice("avant-15", -15),
    notice("avant-5", -5),
    notice("jour", 0),
    notice("envoi", 0, "issue_date"),
]
STAGES = [{**stage, "rank": rank} for rank, stage in enumerate([*NOTICES, *STANDARD], 1)]


def book(**cells: object) -> dict[str, object]:
    given = {"due_date": DUE.isoformat(), "issue_date": "2026-06-01", **cells}
    return tables(stages=STAGES, invoices=[invoice(**given)])  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-16, None),
        (-15, "avant-15"),
        (-6, "avant-15"),
        (-5, "avant-5"),
        (-1, "avant-5"),
        (0, "jour"),
        (2, "jour"),
        (3, "standard-1"),
    ],
)
def test_windows(days: int, expected: str | None) -> None:
    found = run(book(), DUE + timedelta(days=days))
    assert recorded(found) == ([f"C1 EUR email F1 → {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("days", "cells", "expected"),
    [
        (0, {}, True),
        (6, {}, True),
        (7, {}, False),
        (3, {"due_date": "2026-06-03"}, False),
        (0, {"document": "credit_note"}, False),
    ],
)
def test_sending_the_invoice(days: int, cells: dict[str, object], *, expected: bool) -> None:
    found = run(book(**cells), date(2026, 6, 1) + timedelta(days=days))
    assert any("→ envoi" in row for row in recorded(found)) is expected


def test_the_latest_reached_goes_alone_and_once() -> None:
    past = acts({"stage": "avant-5", "severity": 0, "rank": 2, "at": "2026-07-11 09:00"})
    found = run(book(), date(2026, 7, 12), past)
    assert told(found, "reason", "stage", "next_stage_id") == {"F1": ("not_due", 0, "jour")}


def test_a_notice_counts_neither_as_reminder_nor_for_gap_or_cap() -> None:
    past = acts({"stage": "jour", "severity": 0, "rank": 3, "at": "2026-07-17 09:00"})
    found = run(book(), date(2026, 7, 18), past)
    assert recorded(found) == ["C1 EUR email F1 → standard-1"]


def test_one_notice_per_payer_and_stage_lists_just_what_is_due_for_it() -> None:
    rows = tables(
        stages=STAGES,
        invoices=[
            invoice("F1", due_date="2026-07-15", issue_date="2026-06-01"),
            invoice("F2", due_date="2026-07-14", issue_date="2026-06-01"),
            invoice("F3", due_date="2026-07-04", issue_date="2026-06-01"),
        ],
    )
    found = run(rows, date(2026, 7, 2))
    assert sorted(recorded(found)) == [
        "C1 EUR email F2 → avant-15 ; F1 → avant-15",
        "C1 EUR email F3 → avant-5",
    ]


def test_a_notice_waits_while_a_reminder_goes_to_that_payer() -> None:
    rows = tables(
        stages=STAGES,
        invoices=[
            invoice("F1", due_date="2026-07-15", issue_date="2026-06-01"),
            invoice("F2", due_date="2026-06-20", issue_date="2026-05-01"),
        ],
    )
    found = run(rows, date(2026, 7, 12))
    assert recorded(found) == ["C1 EUR email F2 → standard-2"]
    assert told(found, "reason", "why")["F1"] == (
        "proposed",
        (
            "Étape «\u202favant-5\u202f» attend\u202f: "
            "ce client a une autre relance prévue aujourd’hui."
        ),
    )


def test_a_held_invoice_hears_no_notice() -> None:
    assert reasons(run(book(block=True), date(2026, 7, 12))) == {"F1": "invoice_block"}


def test_an_agreed_instalment_hears_a_notice_before_its_date_and_nothing_after() -> None:
    rows = book(due_date="2026-05-01")
    parts = [
        {
            "instalment": "F1#1",
            "invoice": "F1",
            "kind": "agreed",
            "due_date": "2026-07-15",
            "amount_cents": 10_000,
        }
    ]
    rows = tables(stages=STAGES, invoices=[invoice(due_date="2026-05-01")], instalments=parts)
    found = run(rows, date(2026, 7, 12))
    assert recorded(found) == ["C1 EUR email F1#1 → avant-5"]
    assert found.proposals["due_cents"].tolist() == [10_000]
    assert reasons(run(rows, date(2026, 7, 17))) == {"F1": "instalments", "F1#1": "instalments"}
