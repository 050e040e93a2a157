"""The number reader: what each country writes comes back to the cent, what is unsure does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance_xl.adapters.tabular import decimal_mark, read_cents

CENTS = st.integers(-(10**14), 10**14)
STYLES = {
    "français": (" ", ","),
    "insécable": ("\u00a0", ","),
    "fine": ("\u202f", ","),
    "allemand": (".", ","),
    "anglais": (",", "."),
    "suisse": ("'", "."),
    "suisse typographique": ("’", "."),
    "nu": ("", ","),
    "point": ("", "."),
}


def written(cents, style):
    """Write an amount as a tool of that country does."""
    group, mark = STYLES[style]
    units = f"{abs(cents) // 100:,}".replace(",", group)
    return f"{'-' if cents < 0 else ''}{units}{mark}{abs(cents) % 100:02d}"


@given(CENTS, st.sampled_from(list(STYLES)))
def test_two_decimals_are_read_in_every_style(cents, style):
    assert read_cents(written(cents, style)) == cents


@given(CENTS, st.sampled_from(list(STYLES)))
def test_signs_and_currencies_around(cents, style):
    told = written(abs(cents), style)
    assert {read_cents(t) for t in (f"-{told}", f"{told}-", f"({told})", f"− {told} €")} == {
        -abs(cents)
    }
    assert {read_cents(t) for t in (f"+{told}", f"EUR {told}", f"{told} CHF", f" {told} ")} == {
        abs(cents)
    }


@given(st.integers(-(10**7), 10**7), st.sampled_from(list(STYLES)))
def test_whole_amounts_with_the_mark_of_their_column(units, style):
    group, mark = STYLES[style]
    told = f"{units:,}".replace(",", group)
    assert read_cents(told, mark) == units * 100


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    assert isinstance(read_cents(text), int | None)


@given(st.floats())
def test_any_cell_is_read_or_refused(value):
    assert isinstance(read_cents(value), int | None)


@pytest.mark.parametrize(
    ("told", "decimal", "cents"),
    [
        ("1.234", "", 123400),
        ("1,234", "", 123400),
        ("1.234", ",", 123400),
        ("1.234", ".", 123),
        ("0,125", "", 13),
        ("1234,5", "", 123450),
        (",50", "", 50),
        ("12,", "", 1200),
        ("1\ufffd620,00", "", 162000),
        ("120.000", ".", 12000),
        (12.345, "", 1235),
        (True, "", None),
        (None, "", None),
        ("-", "", None),
        ("--12", "", None),
        ("-12-", "", None),
        ("1 23,00", "", None),
        ("1.23.456", "", None),
        ("1,234,56", "", None),
        ("12 34", "", None),
        ("1e5", "", None),
        ("12%", "", None),
        ("not-a-number", "", None),
        ("٣", "", None),
        ("9" * 16, "", None),
    ],
)
def test_marks_and_refusals(told, decimal, cents):
    assert read_cents(told, decimal) == cents


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["1 234,50", "12"], ","),
        (["1,234.50", "2,000"], "."),
        (["1.234", "1.234,5"], ","),
        ([12.5, "x", ""], ""),
        (["1,5", "1.5"], ""),
    ],
)
def test_the_mark_of_a_column(column, mark):
    assert decimal_mark(column) == mark
