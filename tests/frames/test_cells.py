"""One cell in, one typed value out: what each kind makes of what people type."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance_xl.frames.cells import (
    CellError,
    read_cell,
    read_day,
    read_email,
    read_flag,
    read_integer,
    read_moment,
    read_money,
    read_rate,
    read_text,
)
from relance_xl.money import to_cents, to_units
from relance_xl.ports import NO_VALUE, ExcelError
from relance_xl.schema import TABLES

Reader = Callable[[object], object]

ABSURD = [
    (read_money, 9e17),
    (read_money, "-1 000 000 000 001"),
    (read_integer, 1e9),
    (read_integer, -1_000_001),
    (read_rate, 1_001),
    (partial(read_cell, TABLES["calendar"]["extra_days"]), 1e9),
    (partial(read_cell, TABLES["payment_methods"]["days"]), 40_000),
    (partial(read_cell, TABLES["stages"]["after_days"]), -40_000),
]


@pytest.mark.parametrize(("reader", "cell"), ABSURD)
def test_what_nobody_can_mean_is_refused(reader: Reader, cell: object) -> None:
    with pytest.raises(CellError, match="invraisemblable"):
        reader(cell)


CELLS = [
    # reader, cell, value
    (read_money, 1234.56, 123_456),
    (read_money, "1 234,56", 123_456),
    (read_money, "1\u202f234,56\u00a0€", 123_456),
    (read_money, "1.234,56", 123_456),
    (read_money, "1'234.50 CHF", 123_450),
    (read_money, "1,234.50", 123_450),
    (read_money, "1 234 567", 123_456_700),
    (read_money, "-12,5", -1250),
    (read_money, "(12,50)", -1250),
    (read_money, "12,50-", -1250),
    (read_money, "0,125", 13),
    (read_money, 1.005, 101),
    (read_money, "  ", None),
    (read_integer, 12.0, 12),
    (read_integer, "12", 12),
    (read_rate, 12.15, 1215),
    (read_rate, "12,15 %", 1215),
    (read_rate, 0, 0),
    (read_day, date(2026, 3, 1), date(2026, 3, 1)),
    (read_day, datetime(2026, 3, 1, 12), date(2026, 3, 1)),
    (read_day, "01/03/2026", date(2026, 3, 1)),
    (read_day, "1.3.26", date(2026, 3, 1)),
    (read_day, "2026-03-01", date(2026, 3, 1)),
    (read_day, "1er août 2026", date(2026, 8, 1)),
    (read_day, "3 févr. 2026", date(2026, 2, 3)),
    (read_day, 46082, date(2026, 3, 1)),
    (read_moment, "2026-03-01 08:30", datetime(2026, 3, 1, 8, 30)),
    (read_flag, "Oui", True),
    (read_flag, "x", True),
    (read_flag, " NON ", False),
    (read_flag, True, True),
    (read_email, " a@b.fr ", "a@b.fr"),
    (read_email, "Carla <carla@x.fr>", "carla@x.fr"),
    (read_email, '"Carla Roux" <carla@x.fr> ', "carla@x.fr"),
    (read_email, "Zoé L’Hœur-Roux< carla@x.fr >", "carla@x.fr"),
    (read_text, "00042", "00042"),
    (read_text, 42.0, "42"),
    (read_text, True, "Oui"),
]

UNREADABLE = [
    (read_money, "mille", "n’est pas un nombre"),
    (read_money, "1.234", "de deux façons"),
    (read_money, "12,345", "de deux façons"),
    (read_money, True, "n’est pas un nombre"),
    (read_money, date(2026, 1, 1), "c’est une date"),
    (read_money, float("nan"), "illisible"),
    (read_integer, 1.5, "nombre entier"),
    (read_rate, 0.1215, "saisi en fraction"),
    (read_day, "32/01/2026", "n’est pas une date"),
    (read_day, "01/13/2026", "n’est pas une date"),
    (read_day, "bientôt", "n’est pas une date"),
    (read_day, 3.0, "n’est pas une date"),
    (read_day, date(1900, 1, 1), "invraisemblable"),
    (read_flag, "peut-être", "Oui ou Non"),
    (read_email, "a@b", "adresse e-mail"),
    (read_email, "a@b.fr; c@d.fr", "contient plusieurs adresses : n’en garder qu’une"),
    (read_email, "a@b.fr, c@d.fr", "un autre contact a sa propre ligne dans la feuille Contacts"),
    (read_email, "A <a@b.fr>; C <c@d.fr>", "plusieurs adresses"),
    (read_email, "a@b.fr <c@d.fr>", "plusieurs adresses"),
    (read_email, "a@b.fr\nBcc: x@y.fr", "plusieurs adresses"),
    (read_email, "Carla\nBcc: <x@y.fr>", "n’est pas une adresse e-mail"),
    (read_email, "Carla, Zoé <x@y.fr>", "n’est pas une adresse e-mail"),
    (read_email, "<x@y.fr>", "n’est pas une adresse e-mail"),
    (read_email, "Carla <x@y>", "n’est pas une adresse e-mail"),
    (read_email, "Carla <x@y.fr> bureau", "n’est pas une adresse e-mail"),
    (read_email, "Carla <x@y.fr", "n’est pas une adresse e-mail"),
]


@pytest.mark.parametrize(("reader", "cell", "value"), CELLS)
def test_a_cell_is_read_as_people_mean_it(reader, cell, value):
    assert reader(cell) == value


@pytest.mark.parametrize(("reader", "cell", "reason"), UNREADABLE)
def test_an_unreadable_cell_says_why(reader, cell, reason):
    with pytest.raises(CellError, match=reason):
        reader(cell)


def test_a_formula_without_value_is_never_zero():
    column = TABLES["invoices"]["total_cents"]
    with pytest.raises(CellError, match="pas de valeur enregistrée"):
        read_cell(column, NO_VALUE)
    with pytest.raises(CellError, match="#N/A"):
        read_cell(column, ExcelError("#N/A"))


def test_a_choice_is_known_by_its_label_whatever_the_case():
    column = TABLES["customers"]["customer_type"]
    assert read_cell(column, "Professionnel") == "business"
    with pytest.raises(CellError, match="professionnel, particulier, public"):
        read_cell(column, "entreprise")


@given(st.integers(-(10**12), 10**12))
def test_cents_survive_the_trip_through_a_cell(cents):
    assert to_cents(to_units(cents)) == cents


@given(st.integers(-(10**10), 10**10))
def test_cents_survive_being_typed_in_french(cents):
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    text = f"{sign}{whole:,}".replace(",", "\u202f") + f",{rest:02d} €"
    assert read_money(text) == cents
