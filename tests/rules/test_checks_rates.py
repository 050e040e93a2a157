"""Sheet Taux: wrong and overlapping rows, and rates that late invoices lack."""

from datetime import date

import pytest

from relance_xl.laws import rate_table
from relance_xl.rules.checks import check
from tests.rules.builders import TODAY, customer, invoice, settings, tables

SHIPPED = rate_table().to_dict("records")


def row(**cells: object) -> dict[str, object]:
    usual = {"law": "ZZ", "customer_type": "business", "rate_bps": 1000}
    return {**usual, "period_start": "2030-01-01", "period_end": "2030-06-30", **cells}


def codes(found: list[object]) -> list[str]:
    return [p.code for p in found if p.code.startswith(("rate_", "penalties_"))]  # type: ignore[attr-defined]


def test_the_shipped_sheet_is_sound() -> None:
    assert check(tables(), settings(), TODAY) == []


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"law": "FR", "period_end": "2029-01-01"}, "Au", "rate_period_backwards"),
        ({"law": "FR", "rate_bps": -100}, "Taux (%)", "rate_negative"),
        ({"law": "XX"}, "Droit", "rate_law_unknown"),
        ({"law": "EU", "customer_type": "consumer"}, "Type", "rate_type_unknown"),
        (
            {"law": "FR", "period_start": "2026-03-01", "period_end": "2026-03-31"},
            "Du",
            "rate_overlap",
        ),
    ],
)
def test_a_wrong_row_is_named(cells: dict[str, object], column: str, code: str) -> None:
    found = check(tables(rates=[*SHIPPED, row(**cells)]), settings(), TODAY)
    place = (code, column, 5 + len(SHIPPED))
    assert place in [(p.code, p.column, p.row) for p in found]


@pytest.mark.parametrize(
    ("country", "kind", "today", "expected"),
    [
        ("FR", "business", TODAY, []),
        ("FR", "business", date(2027, 1, 1), ["rate_provisional"]),
        ("FR", "public", date(2027, 1, 1), ["rate_provisional"]),
        ("FR", "", date(2027, 1, 1), []),
        ("BE", "consumer", date(2027, 1, 1), []),
        ("LU", "consumer", TODAY, ["rate_provisional"]),
        ("CH", "business", date(2027, 1, 1), []),
        ("DE", "business", TODAY, ["rate_not_named"]),
        ("US", "business", TODAY, ["penalties_without_law"]),
        ("DE", "consumer", TODAY, ["penalties_without_law"]),
    ],
)
def test_a_missing_rate_is_said_when_an_invoice_needs_it(
    country: str, kind: str, today: date, expected: list[str]
) -> None:
    rows = tables(customers=[customer(customer_type=kind)], invoices=[invoice()])
    found = check(rows, settings(country=country), today)
    assert codes(found) == expected  # type: ignore[arg-type] # problems


def test_an_empty_sheet_and_an_old_invoice() -> None:
    assert codes(check(tables(rates=[], invoices=[invoice()]), settings(), TODAY)) == [  # type: ignore[arg-type]
        "rate_unknown"
    ]
    old = tables(invoices=[invoice(due_date="2012-05-16")])
    assert codes(check(old, settings(), TODAY)) == ["rate_unknown"]  # type: ignore[arg-type]
