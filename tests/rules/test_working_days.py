"""Working days of the sender."""

import time
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance_xl.problems import SettingsError
from relance_xl.rules.regions import region_of
from relance_xl.rules.working_days import WorkingDays, is_known_place, working_days


def calendar(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    kinds, starts, ends = zip(*rows, strict=True) if rows else ((), (), ())
    frame = pd.DataFrame({"kind": kinds, "date_from": starts, "date_to": ends})
    return frame.astype({"date_from": "datetime64[s]", "date_to": "datetime64[s]"})


@pytest.mark.parametrize(
    ("country", "region", "closed", "open_day"),
    [
        ("FR", "", date(2026, 7, 14), date(2026, 7, 21)),
        ("FR", "57", date(2026, 12, 26), date(2026, 12, 28)),
        ("BE", "", date(2026, 7, 21), date(2026, 7, 14)),
        ("LU", "", date(2026, 6, 23), date(2026, 7, 14)),
        ("CH", "GE", date(2026, 12, 31), date(2026, 7, 14)),
        ("CA", "QC", date(2026, 6, 24), date(2026, 7, 14)),
    ],
)
def test_each_country_has_its_holidays(
    country: str, region: str, closed: date, open_day: date
) -> None:
    days = WorkingDays(country, region)
    assert (days.is_open(closed), days.is_open(open_day)) == (False, True)


HOLIDAYS = {
    # Code du travail, L3133-1
    ("FR", ""): "01-01 04-06 05-01 05-08 05-14 05-25 07-14 11-11 12-25",
    # The same, L3134-13: Good Friday and the second day of Christmas, here a Saturday
    ("FR", "Moselle"): "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 11-11 12-25",
    ("FR", "67"): "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 11-11 12-25",
    # Arrêté royal of 18 April 1974
    ("BE", "Wallonie"): "01-01 04-06 05-01 05-14 05-25 07-21 11-11 12-25",
    # Code du travail, L.232-2
    ("LU", ""): "01-01 04-06 05-01 05-14 05-25 06-23 12-25",
    # Loi sur l’emploi, VD, art. 47; loi sur les jours fériés, GE, art. 1
    ("CH", "vaud"): "01-01 01-02 04-03 04-06 05-14 05-25 09-21 12-25",
    ("CH", "Genève"): "01-01 04-03 04-06 05-14 05-25 09-10 12-25 12-31",
    # What the whole canton keeps; Corpus Christi and 8 December go by the commune
    ("CH", "Fribourg"): "01-01 01-02 04-03 04-06 05-14 05-25 12-25",
    # Loi sur les normes du travail, art. 60; loi sur la fête nationale
    ("CA", "Québec"): "01-01 04-03 05-18 06-24 07-01 09-07 10-12 12-25",
}


@pytest.mark.parametrize(("place", "dates"), HOLIDAYS.items(), ids=map(str, HOLIDAYS))
def test_the_legal_holidays_of_2026_on_week_days(place: tuple[str, str], dates: str) -> None:
    days = working_days(*place, calendar())
    weekdays = pd.bdate_range("2026-01-01", "2026-12-31")
    closed = [f"{day:%m-%d}" for day in weekdays if not days.is_open(day.date())]
    assert closed == dates.split()


def test_a_holiday_on_a_sunday_moves_in_quebec() -> None:
    days = working_days("CA", "QC", calendar())
    assert not days.is_open(date(2029, 6, 25))
    assert not days.is_open(date(2029, 7, 2))


@pytest.mark.parametrize(
    ("country", "typed", "code"),
    [
        ("CA", "QC", "QC"),
        ("CA", "qc ", "QC"),
        ("CA", "Québec", "QC"),
        ("CA", "QUEBEC", "QC"),
        ("CA", "Nouveau-Brunswick", "NB"),
        ("CH", "VD", "VD"),
        ("CH", "Vaud", "VD"),
        ("CH", "geneve", "GE"),
        ("CH", "Neuchâtel", "NE"),
        ("CH", "Saint-Gall", "SG"),
        ("CH", "Zurich", "ZH"),
        ("FR", "57", "57"),
        ("FR", "Moselle", "57"),
        ("FR", "MOSELLE", "57"),
        ("FR", "Alsace-Moselle", "57"),
        ("FR", "Bas-Rhin", "6AE"),
        ("FR", "68", "6AE"),
        ("FR", "La Réunion", "974"),
        ("FR", "69", ""),
        ("FR", "01", ""),
        ("FR", "2A", ""),
        ("FR", "Île-de-France", ""),
        ("BE", "Bruxelles", ""),
        ("DE", "Bayern", "BY"),
        ("LU", "", ""),
    ],
)
def test_regions_as_people_type_them(country: str, typed: str, code: str) -> None:
    assert region_of(country, typed) == code
    assert is_known_place(country, typed)


@pytest.mark.parametrize(
    ("country", "typed"),
    [("FR", "QC"), ("FR", "99"), ("FR", "Zone A"), ("CH", "Québec"), ("CA", "57"), ("LU", "x")],
)
def test_regions_nobody_knows(country: str, typed: str) -> None:
    assert region_of(country, typed) is None
    assert not is_known_place(country, typed)


def test_after_a_closure_of_years_holidays_are_known() -> None:
    days = working_days("FR", "", calendar(("closure", "2026-08-10", "2028-12-31")))
    assert days.next_open(date(2026, 8, 10)) == date(2029, 1, 2)
    assert days.add(date(2026, 8, 7), 2) == date(2029, 1, 3)
    rolled = days.roll(np.array(["2027-05-01", "NaT"], dtype="datetime64[D]"))
    assert rolled.tolist() == [date(2029, 1, 2), None]


def test_a_slip_of_the_pen_costs_no_minutes() -> None:
    began = time.process_time()
    days = working_days("FR", "", calendar(("closure", "2026-08-10", "9999-12-31")))
    with pytest.raises(SettingsError, match="Calendrier"):
        days.next_open(date(2026, 8, 10))
    assert time.process_time() - began < 2


def test_closures_and_added_holidays_close_and_seasons_do_not() -> None:
    days = working_days(
        "FR",
        "",
        calendar(
            ("closure", "2026-08-10", "2026-08-14"),
            ("holiday", "2026-08-18", None),
            ("season", "2026-08-01", "2026-08-31"),
            ("closure", "2026-09-10", "2026-09-01"),
        ),
    )
    august = [date(2026, 8, day) for day in range(7, 20)]
    assert [day.day for day in august if days.is_open(day)] == [7, 17, 19]
    assert days.next_open(date(2026, 8, 8)) == date(2026, 8, 17)
    assert days.is_open(date(2026, 9, 10))


def test_a_promise_on_a_saturday_holds_until_tuesday() -> None:
    assert WorkingDays("FR").add(date(2026, 9, 5), 2) == date(2026, 9, 8)


def test_an_empty_calendar_is_fine() -> None:
    assert working_days("FR", "", calendar()).next_open(date(2026, 1, 1)) == date(2026, 1, 2)


def test_a_country_or_region_nobody_knows_has_week_ends_alone() -> None:
    for place in (WorkingDays("ZZ"), WorkingDays("FR", "XX")):
        assert place.is_open(date(2026, 1, 1))
        assert not place.is_open(date(2026, 1, 3))


def test_closed_for_ever_is_said() -> None:
    days = working_days("FR", "", calendar(("closure", "9990-01-01", "9999-12-31")))
    with pytest.raises(SettingsError, match="Calendrier"):
        days.next_open(date(9995, 1, 1))


@given(st.dates(date(2015, 1, 1), date(2040, 12, 31)), st.integers(0, 300))
def test_adding_counts_open_days(day: date, count: int) -> None:
    days = WorkingDays("FR")
    reached = days.add(day, count)
    between = pd.date_range(day, reached)[1:]
    assert sum(days.is_open(one.date()) for one in between) == count
    assert count == 0 or days.is_open(reached)


def test_a_series_is_moved_like_single_days() -> None:
    days = working_days("FR", "", calendar(("closure", "2026-12-28", "2026-12-31")))
    series = pd.Series(pd.date_range("2026-12-20", "2027-01-05"), index=range(10, 27))
    moved = days.add_to(series.astype("datetime64[s]"), 3)
    assert [one.date() for one in moved] == [days.add(one.date(), 3) for one in series]
    assert moved.dtype == "datetime64[s]"
    assert list(moved.index) == list(series.index)


def test_missing_dates_stay_missing() -> None:
    nothing = pd.Series([pd.NaT, pd.NaT], dtype="datetime64[s]")
    assert WorkingDays("FR").add_to(nothing, 3).isna().all()
