"""The declaration itself: no name twice, every reference leads somewhere."""

import pytest

from relance_xl.schema import TABLES, Kind, Owner

UNITS = {Kind.MONEY: "_cents", Kind.RATE: "_bps"}


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_a_table_is_well_declared(table):
    names = [column.name for column in table]
    labels = [column.label.casefold() for column in table]
    assert len(set(names)) == len(names)
    assert len(set(labels)) == len(labels)
    assert set(table.key) <= set(names)
    for column in table:
        assert not column.refers or column.refers in TABLES
        assert bool(column.choices) == (column.kind is Kind.CHOICE), column.name
        assert bool(column.formula) == (column.owner is Owner.FORMULA), column.name
        assert column.help.endswith((".", "…", "+++."))
        if column.kind in UNITS and column.owner is not Owner.FORMULA:
            assert column.name.endswith(UNITS[column.kind])


def test_excel_names_are_unique_and_start_alike():
    names = [table.excel_name for table in TABLES.values()]
    assert len(set(names)) == len(names)
    assert all(name.startswith("tbl") for name in names)


def test_labels_and_codes_are_found_again():
    for table in TABLES.values():
        for column in table:
            for choice in column.choices:
                assert column.code_of(choice.label.upper()) == choice.code
                assert column.label_of(choice.code) == choice.label
