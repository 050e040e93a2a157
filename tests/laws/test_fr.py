"""France between professionals, and the shipped figures it rests on."""

from datetime import date

import pytest

from relance_xl.laws import RateRow, rate_table
from relance_xl.laws.fr import BUSINESS, rate_row, rate_rows
from relance_xl.laws.series import ecb_rate, rows

SEMESTERS = [f"{year}S{half}" for year in range(2015, 2027) for half in (1, 2)]


@pytest.mark.parametrize(
    ("semester", "rate_bps", "floor_bps"),
    [
        ("2015S1", 1005, 279),
        ("2016S2", 1000, 279),
        ("2023S1", 1250, 618),
        ("2023S2", 1400, 1266),
        ("2024S1", 1450, 1521),
        ("2024S2", 1425, 1476),
        ("2025S1", 1315, 1113),
        ("2025S2", 1215, 828),
        ("2026S1", 1215, 786),
        ("2026S2", 1240, 825),
    ],
)
def test_ecb_plus_ten_points_and_three_times_the_legal_rate(
    semester: str, rate_bps: int, floor_bps: int
) -> None:
    row = rate_row(semester)
    assert (row.rate_bps, row.floor_bps) == (rate_bps, floor_bps)


def business_rows() -> list[RateRow]:
    return [row for row in rate_rows() if row.customer_type == "business"]


def test_every_half_year_since_2015_without_a_hole() -> None:
    found = business_rows()
    assert [rate_row(name) for name in SEMESTERS] == found
    assert found[0].period_start == date(2015, 1, 1)
    assert found[-1].period_end == date(2026, 12, 31)


def test_only_what_an_official_publication_says_is_called_official() -> None:
    official = [row.period_start for row in business_rows() if row.confidence == "official"]
    assert official == [date(2025, 1, 1)]
    for name, publishers in (
        ("ecb_mro", ("BCE,", "Banque de Slovénie (Eurosystème)")),
        ("fr_legal", ("service-public.fr",)),
    ):
        for row in rows(name):
            assert row["source"].startswith(publishers) == (row["confidence"] == "official")


def test_the_next_half_year_is_not_guessed() -> None:
    with pytest.raises(LookupError):
        rate_row("2027S1")


@pytest.mark.parametrize("name", ["ecb_mro", "fr_legal"])
def test_every_figure_has_unit_source_and_confidence(name: str) -> None:
    for row in rows(name):
        assert row["unit"] == "percent a year"
        assert row["source"]
        assert row["confidence"] in {"official", "secondary"}


@pytest.mark.parametrize(
    ("day", "bps"),
    [(date(2026, 6, 16), 215), (date(2026, 6, 17), 240), (date(2026, 9, 16), 265)],
)
def test_the_ecb_rate_changes_on_its_day_of_effect(day: date, bps: int) -> None:
    assert ecb_rate(day).bps == bps


def test_the_law_says_where_it_was_read() -> None:
    assert all(source.read_on and source.place for source in BUSINESS.sources)


def test_the_rows_are_those_of_sheet_taux() -> None:
    table = rate_table()
    assert list(table.columns) == [
        "law",
        "customer_type",
        "period_start",
        "period_end",
        "rate_bps",
        "floor_bps",
        "source",
        "confidence",
    ]
    french = table[(table["law"] == "FR") & (table["customer_type"] == "business")]
    assert len(french) == len(SEMESTERS)
    assert not table.duplicated(["law", "customer_type", "period_start"]).any()
