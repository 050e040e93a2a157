"""What every law pack holds, and the published figures its rules must give back."""

import re
from datetime import date

import numpy as np
import pytest

from relance_xl.dates import semester_of
from relance_xl.laws import Law, Terms, code_of, find, installed, rate_table
from relance_xl.laws.be import BUSINESS as BELGIUM
from relance_xl.laws.be import CONSUMER, rate_rows
from relance_xl.laws.series import bps, rows
from relance_xl.rules.working_days import working_days
from tests.rules.builders import tables


def name(law: Law) -> str:
    return f"{law.code} {law.customer_type}"


@pytest.mark.parametrize("law", installed(), ids=name)
def test_a_pack_says_what_it_rests_on(law: Law) -> None:
    assert law.title
    assert law.limitation
    assert law.plain_words.endswith(".")
    assert all(re.match("https?://", source.place) for source in law.sources)
    assert all(source.read_on.year == 2026 for source in law.sources)
    assert law.year_days == (360 if law.count.thirty else 365)


@pytest.mark.parametrize("law", installed(), ids=name)
def test_every_law_has_rates_it_can_find(law: Law) -> None:
    table = rate_table()
    types = [law.customer_type, law.rates_of]
    assert ((table["law"] == law.code) & table["customer_type"].isin(types)).any()


def test_no_two_rows_for_one_day() -> None:
    for _, part in rate_table().sort_values("period_start").groupby(["law", "customer_type"]):
        assert (part["period_start"].iloc[1:].array > part["period_end"].iloc[:-1].array).all()


def test_the_belgian_rule_gives_the_published_rates() -> None:
    ours = {str(semester_of(row.period_start)): row.rate_bps for row in rate_rows()}
    published = {row["semester"]: bps(row["rate"]) for row in rows("be_commercial")}
    assert len(published) == 27
    assert {half: ours[half] for half in published} == published


def test_luxembourg_as_the_ministry_published_it() -> None:
    table = rate_table().set_index(["law", "customer_type", "period_start"])["rate_bps"]
    assert table["LU", "business", "2024-07-01"] == 1225
    assert table["LU", "consumer", "2024-01-01"] == 450


@pytest.mark.parametrize(
    ("unpaid", "fee"),
    [
        (1, 2000),
        (15_000, 2000),
        (15_001, 3000),
        (65_000, 7250),
        (50_000, 6500),
        (50_001, 6500),
        (3_920_000, 200_000),
        (3_920_001, 200_000),
        (3_000_000, 154_000),
    ],
)
def test_the_belgian_consumers_indemnity(unpaid: int, fee: int) -> None:
    assert CONSUMER.fee(np.array([unpaid]), Terms()).tolist() == [fee]


@pytest.mark.parametrize(
    ("terms", "fee"),
    [
        (Terms(), 4000),
        (Terms(indemnity_bps=1000), 10_000),
        (Terms(indemnity_bps=1000, indemnity_min_cents=12_500), 12_500),
        (Terms(indemnity_bps=1000, indemnity_max_cents=7_500), 7_500),
        (Terms(indemnity_bps=100), 4000),
        (Terms(indemnity_min_cents=12_500), 4000),
    ],
)
def test_the_belgian_contracts_indemnity(terms: Terms, fee: int) -> None:
    assert BELGIUM.fee(np.array([100_000]), terms).tolist() == [fee]


@pytest.mark.parametrize(
    ("country", "region", "code"),
    [
        *(("CA", "QC", "QC"), ("CA", "", "QC"), ("QC", "", "QC"), ("CA", "ON", "CA")),
        *(("CA-QC", "", "QC"), ("ca", "ca-qc", "QC"), ("CH", "VD", "CH"), ("FR", "57", "FR")),
        *(("DE", "BY", "EU"), ("EU", "", "EU"), ("GB", "", "GB"), ("", "", "")),
    ],
)
def test_the_law_of_a_place(country: str, region: str, code: str) -> None:
    assert code_of(country, region) == code


@pytest.mark.parametrize("code", ["LU", "CH", "QC", "EU"])
def test_a_public_body_is_a_professional_where_nothing_else_is_said(code: str) -> None:
    business, public = find(code, "business"), find(code, "public")
    assert business is not None
    assert public is not None
    assert (public.title, public.fee_cents) == (business.title, business.fee_cents)
    assert public.rates_of == "business"


def test_the_third_working_day_of_a_belgian_letter() -> None:
    days = working_days("BE", "", tables()["calendar"])
    assert str(days.add(date(2026, 7, 20), 3)) == "2026-07-24"
