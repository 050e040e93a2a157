"""Working days of the sender."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance_xl.problems import SettingsError
from relance_xl.rules.working_days import WorkingDays, working_days


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
