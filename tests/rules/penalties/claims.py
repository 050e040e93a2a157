"""Claims and rates to test penalties with."""

from datetime import date, timedelta

import pandas as pd
from hypothesis import strategies as st

from relance_xl.laws import Law, RateRow, Terms, find, installed, rate_table
from relance_xl.rules.penalties import Claim, Schedule, schedule

DUE = st.dates(date(2015, 1, 1), date(2027, 6, 30))
CENTS = st.integers(0, 10**9)


def french() -> Schedule:
    """The shipped rates of French professionals."""
    law = find("FR", "business")
    assert law is not None
    return schedule(law, rate_table())


def at(rate_bps: int, floor_bps: int = 0) -> pd.DataFrame:
    """A sheet Taux of one endless rate: the arithmetic alone."""
    row = RateRow(
        "FR", "business", date(1990, 1, 1), date(2099, 12, 31), rate_bps, floor_bps, "essai", ""
    )
    return sheet(row)


def sheet(*rows: RateRow) -> pd.DataFrame:
    """A sheet Taux of these rows, as `frames` reads it."""
    names = list(RateRow.__dataclass_fields__)
    values = [[getattr(row, name) for name in names] for row in rows]
    return pd.DataFrame(values, columns=names).astype(rate_table().dtypes.to_dict())


def any_law() -> st.SearchStrategy[Law]:
    """Any law against any type of customer."""
    return st.sampled_from(installed())


def any_terms() -> st.SearchStrategy[Terms]:
    """Anything Paramètres may say of contracts."""
    return st.builds(
        Terms,
        indemnity_bps=st.none() | st.integers(0, 3000),
        indemnity_min_cents=st.none() | st.integers(0, 20_000),
        indemnity_max_cents=st.none() | st.integers(0, 10**6),
        consumer_clause=st.booleans(),
        monthly_only=st.booleans(),
        named_rate_bps=st.none() | st.integers(0, 3000),
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim a workbook may hold: several semesters, payments on any day."""
    due = draw(DUE)
    as_of = due + timedelta(days=draw(st.integers(-40, 1200)))
    days = st.integers(-30, 1300).map(lambda days: due + timedelta(days=days))
    payments = draw(st.lists(st.tuples(days, st.integers(0, 6 * 10**8)), max_size=5))
    stops = st.integers(-30, 1300).map(lambda days: due + timedelta(days=days))
    return Claim(
        amount_cents=draw(CENTS),
        due_date=due,
        as_of=as_of,
        rate_bps=draw(st.none() | st.integers(0, 3000)),
        payments=tuple(payments),
        interest_first=draw(st.booleans()),
        stop=draw(st.none() | stops),
        noticed=draw(st.none() | stops),
    )


def invoices(claims: list[Claim]) -> pd.DataFrame:
    """The same claims as rows of invoices."""
    frame = pd.DataFrame(
        {
            "invoice": [f"F{i}" for i in range(len(claims))],
            "customer_type": ["business"] * len(claims),
            "base_cents": [claim.amount_cents for claim in claims],
            "due_date": [claim.due_date for claim in claims],
            "contract_rate_bps": pd.array([claim.rate_bps for claim in claims], dtype="Int64"),
            "interest_stop": [claim.stop for claim in claims],
            "noticed": [claim.noticed for claim in claims],
        }
    )
    return frame.astype(
        {
            "invoice": "str",
            "customer_type": "str",
            "base_cents": "Int64",
            "due_date": "datetime64[s]",
            "interest_stop": "datetime64[s]",
            "noticed": "datetime64[s]",
        }
    )


def payments(claims: list[Claim]) -> pd.DataFrame:
    """The payments of those claims, as rows."""
    rows = [
        (f"F{i}", day, cents) for i, claim in enumerate(claims) for day, cents in claim.payments
    ]
    frame = pd.DataFrame(rows, columns=["invoice", "payment_date", "amount_cents"])
    return frame.astype(
        {"invoice": "str", "payment_date": "datetime64[s]", "amount_cents": "Int64"}
    )
