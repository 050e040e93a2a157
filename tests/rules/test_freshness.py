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

CASES = {
    "nothing": ([], None, None),
    "hand-typed only": ([{"payment_date": "2026-06-12"}], None, None),
    "last statement of an account": ([LAST, FIRST], None, date(2026, 6, 12)),
    "earliest of the accounts": ([FIRST, LAST, OTHER], None, date(2026, 6, 9)),
    "imported more than 90 days ago": ([LAST, CLOSED], None, date(2026, 6, 12)),
    "imported 90 days ago": (
        [LAST, CLOSED | {"imported_on": "2026-03-17"}],
        None,
        date(2026, 3, 1),
    ),
    "a later day typed": ([OTHER], date(2026, 6, 14), date(2026, 6, 14)),
    "an earlier day typed": ([OTHER], date(2026, 6, 1), date(2026, 6, 9)),
    "typed alone": ([], date(2026, 6, 1), date(2026, 6, 1)),
}


@pytest.mark.parametrize(("rows", "typed", "expected"), CASES.values(), ids=CASES)
def test_fresh_until(
    rows: list[dict[str, object]], typed: date | None, expected: date | None
) -> None:
    found = fresh_until(frame("payments", rows), Settings(cash_entered_until=typed), TODAY)
    assert found == expected
