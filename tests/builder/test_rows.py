"""What a frame value becomes in a cell."""

from datetime import date

import pytest

from relance_xl.builder.cells import Shown, shown
from relance_xl.builder.rows import Value
from relance_xl.builder.validation import MESSAGE_MAX, TITLE_MAX, rule_of
from relance_xl.schema import TABLES
from relance_xl.schema.parameters import PARAMETERS_LIST


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        ("total_cents", 1050, 10.5),
        ("total_cents", "8l2,50", "8l2,50"),
        ("due_date", date(2026, 1, 2), date(2026, 1, 2)),
        ("due_date", "31/02/2026", "31/02/2026"),
        ("dispute", True, "Oui"),
        ("dispute", False, "Non"),
        ("dispute", "à voir", "à voir"),
        ("platform_status", "payment_sent", "paiement transmis"),
        ("note", "", None),
        ("note", "=1+1", "=1+1"),
    ],
)
def test_cells(column: str, value: Value, cell: Shown) -> None:
    assert shown(TABLES["invoices"][column], value) == cell


def test_messages_fit_excel() -> None:
    for table in TABLES.values():
        for column in table:
            rule = rule_of(column)
            assert len(rule["input_title"]) <= TITLE_MAX
            assert len(rule["input_message"]) <= MESSAGE_MAX
            if isinstance(rule.get("source"), list):
                assert len(",".join(rule["source"])) <= MESSAGE_MAX
    assert len({parameter.label for parameter in PARAMETERS_LIST}) == len(PARAMETERS_LIST)
