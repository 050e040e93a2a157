"""RULES §2: up to which day payments are known."""

from datetime import date

import pytest

from relance_xl.rules.freshness import fresh_until
from relance_xl.settings import Settings
from tests.rules.builders import TODAY, frame

FIRST = {"own_account": "A", "statement_end": "2026-05-31", "imported_on": "2026-06-01"}
LAST = {"own_account": "A", "statement_end": "2026-06-12", "imported_on": "2026-06-13"}
OTHER = {"own_account": "B", "statement_end": "2026-06-09", "imported_on": "2026-06-10"}
CLOSED = {"own_account": "C", "statement_end": "2026-03-01", "imported_on": "2026-03-16"}

WITHOUT_CREDIT = {
    "kind": "bank",
    "state": "applied",
    "own_account": "A",
    "period_end": "2026-06-14",
    "imported_on": "2026-06-14T08:00:00",
}
FILE_OF_B = WITHOUT_CREDIT | {"own_account": "B", "period_end": "2026-06-11"}
SPACED = WITHOUT_CREDIT | {"own_account": " a"}

CASES = {
    "nothing": ([], [], None, None),
    "hand-typed only": ([{"payment_date": "2026-06-12"}], [], None, None),
    "last statement of an account": ([LAST, FIRST], [], None, date(2026, 6, 12)),
    "earliest of the accounts": ([FIRST, LAST, OTHER], [], None, date(2026, 6, 9)),
    "imported more than 90 days ago": ([LAST, CLOSED], [], None, date(2026, 6, 12)),
    "imported 90 days ago": (
        [LAST, CLOSED | {"imported_on": "2026-03-17"}],
        [],
        None,
        date(2026, 3, 1),
    ),
    "a later day typed": ([OTHER], [], date(2026, 6, 14), date(2026, 6, 14)),
    "an earlier day typed": ([OTHER], [], date(2026, 6, 1), date(2026, 6, 9)),
    "typed alone": ([], [], date(2026, 6, 1), date(2026, 6, 1)),
    "a statement without a credit": ([], [WITHOUT_CREDIT], None, date(2026, 6, 14)),
    "it renews its account": ([LAST], [WITHOUT_CREDIT], None, date(2026, 6, 14)),
    "the account spelled otherwise": ([LAST], [SPACED], None, date(2026, 6, 14)),
    "the other account is older": ([LAST], [WITHOUT_CREDIT, FILE_OF_B], None, date(2026, 6, 11)),
    "only shown, not applied": ([], [WITHOUT_CREDIT | {"state": "previewed"}], None, None),
    "invoices tell nothing": ([], [WITHOUT_CREDIT | {"kind": "invoices"}], None, None),
}


@pytest.mark.parametrize(("rows", "files", "typed", "expected"), CASES.values(), ids=CASES)
def test_fresh_until(
    rows: list[dict[str, object]],
    files: list[dict[str, object]],
    typed: date | None,
    expected: date | None,
) -> None:
    tables = {"payments": frame("payments", rows), "imports": frame("imports", files)}
    found = fresh_until(tables, Settings(cash_entered_until=typed), TODAY)
    assert found == expected
