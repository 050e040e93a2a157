"""Days and half-years."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from relance_xl.dates import month_end, next_month, parse_semester, semester_of

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(DAYS)
def test_a_month_ends_the_day_before_the_next_begins(day: date) -> None:
    end = month_end(day)
    assert (end.year, end.month) == (day.year, day.month)
    assert (end + timedelta(days=1)).day == 1
    assert next_month(day, 1) == end + timedelta(days=1)


@given(DAYS)
def test_a_day_lies_in_its_half_year(day: date) -> None:
    semester = semester_of(day)
    assert semester.first <= day <= semester.last
    assert parse_semester(str(semester)) == semester
