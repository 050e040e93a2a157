"""Laws are found by their code, and only laws."""

import pytest

from relance_xl.laws import find, rate_table, why_none
from relance_xl.schema import TABLES


def test_france_between_professionals_is_installed() -> None:
    law = find("FR", "business")
    assert law is not None
    assert (law.year_days, law.fee_cents, law.contract_rate) == (365, 4000, True)


@pytest.mark.parametrize(
    ("code", "customer_type"),
    [
        ("FR", ""),
        ("EU", "consumer"),
        ("US", "business"),
        ("", "business"),
        ("fr", "business"),
        ("..", "business"),
        ("OS", "business"),
        ("registry", "business"),
        ("FR.MODEL", "business"),
        ("ÉÉ", "business"),
    ],
)
def test_anything_else_has_no_penalties_and_says_why(code: str, customer_type: str) -> None:
    assert find(code, customer_type) is None
    assert why_none(code, customer_type)


def test_the_rate_columns_are_declared_in_the_schema() -> None:
    assert [column.name for column in TABLES["rates"]] == list(rate_table().columns)
