"""Nothing claimed twice: whatever is settled, what is left and what went before add up."""

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from relance_xl.rules.claims import net_of_claims
from tests.rules.builders import frame

STATES = ("", "computed", "claimed", "invoiced", "paid", "waived")
DAILY = 10
"""Cents of interest a day, from 1 January on."""
ROW = st.fixed_dictionaries(
    {
        "invoice": st.sampled_from(["F1", "f1 ", "F2"]),
        "state": st.sampled_from(STATES),
        "interest_cents": st.integers(0, 2_000),
        "fee_cents": st.sampled_from([0, 4_000]),
        "days": st.integers(0, 90),
    }
)


def interest_of(items: pd.DataFrame, day: date) -> pd.DataFrame:
    ran = DAILY * (day - date(2026, 1, 1)).days
    return items.assign(interest_cents=pd.array([ran] * len(items), dtype="Int64"))


def items(days: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "item": ["F1", "F2#1", "F2#2"],
            "invoice": ["F1", "F2", "F2"],
            "due_date": pd.to_datetime(["2026-01-01"] * 3),
            "interest_cents": pd.array([DAILY * days] * 3, dtype="Int64"),
            "fee_cents": pd.array([4_000] * 3, dtype="Int64"),
        }
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, max_size=5), st.integers(90, 200))
def test_what_is_left_never_claims_again_what_is_settled(rows, days):
    claims = [
        {
            "claim": f"PEN-{n}",
            **{name: value for name, value in row.items() if name != "days"},
            "up_to": pd.Timestamp("2026-01-01") + pd.Timedelta(days=row["days"]),
        }
        for n, row in enumerate(rows)
    ]
    before = items(days)
    after = net_of_claims(before, frame("penalties", claims), interest_of)
    for invoice, parts in (("F1", 1), ("F2", 2)):
        mine = [row for row in rows if row["invoice"].strip().upper() == invoice]
        charged = [row for row in mine if row["state"] in ("invoiced", "paid")]
        waived = [row for row in mine if row["state"] == "waived"]
        left = after[after["invoice"] == invoice]
        taken = sum(row["interest_cents"] for row in charged)
        ran = parts * DAILY * max((row["days"] for row in waived), default=0)
        taken += max(sum(row["interest_cents"] for row in waived), ran - taken if waived else 0)
        assert int(left["interest_cents"].sum()) == max(parts * DAILY * days - taken, 0)
        fees = 4_000 if waived else sum(row["fee_cents"] for row in charged)
        assert int(left["fee_cents"].sum()) == max(4_000 - fees, 0)
        assert (left[["interest_cents", "fee_cents"]] >= 0).all().all()


def test_a_row_that_cannot_be_read_claims_nothing():
    row = {"claim": "PEN-F1", "invoice": "F1", "state": "", "bad": "state"}
    found = net_of_claims(items(10), frame("penalties", [row]), interest_of)
    assert found["interest_cents"].tolist() == [0, 100, 100]
    assert found["fee_cents"].tolist() == [0, 4_000, 0]
