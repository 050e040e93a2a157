"""Penalties of a million invoices with 300,000 part payments, beside a naive peer.

    python benchmarks/penalties.py [--invoices 1000000] [--payments 300000] [--checked 2000]

The naive peer is the row-by-row script everyone writes (one loop over days of each invoice,
on a sample, its time scaled up). A random sample is also counted day by day with fractions:
both must agree to the cent.
"""

import argparse
import sys
import time
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

AS_OF = date(2026, 10, 15)
SEED = 20261122
TYPES = ("business", "public", "consumer")


def book(invoices: int, payments: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make that many late invoices and payments, always the same."""
    chance = np.random.default_rng(SEED)
    start = np.datetime64("2019-01-01")
    span = (np.datetime64(AS_OF) - start).astype(int)
    due = start + chance.integers(0, span, invoices).astype("timedelta64[D]")
    contract = pd.array(50 * chance.integers(6, 36, invoices), dtype="Int64")
    contract[chance.random(invoices) < 0.9] = pd.NA  # noqa: PLR2004 - one in ten has its own rate
    number = pd.Series(np.char.add("F", np.arange(invoices).astype("U7"))).astype("str")
    noticed = due + chance.integers(10, 90, invoices).astype("timedelta64[D]")
    kinds = pd.array(TYPES, dtype="str").take(chance.choice(3, invoices, p=(0.8, 0.1, 0.1)))
    rows = pd.DataFrame(
        {
            "invoice": number,
            "customer_type": kinds,
            "base_cents": pd.array(chance.integers(1_000, 5_000_000, invoices), dtype="Int64"),
            "due_date": due.astype("datetime64[s]"),
            "contract_rate_bps": contract,
            "interest_stop": pd.Series(pd.NaT, index=number.index, dtype="datetime64[s]"),
            "noticed": noticed.astype("datetime64[s]"),
        }
    )
    which = chance.integers(0, invoices, payments)
    after = chance.integers(-20, 400, payments).astype("timedelta64[D]")
    paid = pd.DataFrame(
        {
            "invoice": number.to_numpy()[which],
            "payment_date": (due[which] + after).astype("datetime64[s]"),
            "amount_cents": pd.array(chance.integers(500, 1_000_000, payments), dtype="Int64"),
        }
    ).astype({"invoice": "str"})
    kept = paid["payment_date"] <= pd.Timestamp(AS_OF)
    return rows, paid[kept]


def day_by_day(row: pd.Series, paid: list[tuple[date, int]], periods: dict[str, list]) -> int:
    """Count one invoice the naive way: a loop over its days."""
    kind, balance = row["customer_type"], int(row["base_cents"])
    day = row["due_date"].date()
    if kind == "consumer":
        day = max(day, row["noticed"].date())
    balance -= min(balance, sum(cents for when, cents in paid if when <= day))
    first, run = day + timedelta(days=1), 0
    while day < AS_OF:
        day += timedelta(days=1)
        asked = first if kind == "public" else day
        _, _, rate, floor = next(p for p in periods[kind] if p[0] <= asked <= p[1])
        if kind == "business" and not pd.isna(row["contract_rate_bps"]):
            rate = max(int(row["contract_rate_bps"]), floor)
        run += balance * rate
        balance -= min(balance, sum(cents for when, cents in paid if when == day))
    exact = Fraction(run, 3_650_000)
    return int(exact + Fraction(1, 2))


def differences(whole: pd.DataFrame, sample: pd.DataFrame, paid: pd.DataFrame, count: int) -> int:
    """Count the sample day by day, tell how long that takes, and how many amounts differ."""
    from relance_xl.laws import rate_table  # noqa: PLC0415 - found by the line above

    french = rate_table().query("law == 'FR'")
    periods = {
        kind: [
            (a.date(), b.date(), int(rate), 0 if pd.isna(floor) else int(floor))
            for a, b, rate, floor in part[
                ["period_start", "period_end", "rate_bps", "floor_bps"]
            ].itertuples(index=False)
        ]
        for kind, part in french.groupby("customer_type")
    }
    mine = paid[paid["invoice"].isin(sample["invoice"])]
    theirs: dict[str, list[tuple[date, int]]] = {}
    for number, day, cents in mine.itertuples(index=False):
        theirs.setdefault(number, []).append((day.date(), int(cents)))
    began = time.process_time()
    naive = [
        day_by_day(row, theirs.get(row["invoice"], []), periods) for _, row in sample.iterrows()
    ]
    spent = time.process_time() - began
    wrong = int((whole.loc[sample.index, "interest_cents"].to_numpy(dtype=np.int64) != naive).sum())
    scaled = spent / len(sample) * count
    print(f"naive: {spent:.1f} s for {len(sample)}, about {scaled:,.0f} s for all")
    print(f"checked day by day: {len(sample)}, different: {wrong}")
    return wrong


def main() -> None:
    """Time both, compare a sample, say the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--invoices", type=int, default=1_000_000)
    parser.add_argument("--payments", type=int, default=300_000)
    parser.add_argument("--checked", type=int, default=2_000)
    asked = parser.parse_args()

    from relance_xl.laws import rate_table  # noqa: PLC0415 - not counted
    from relance_xl.rules.penalties import Counting, interest  # noqa: PLC0415

    rows, paid = book(asked.invoices, asked.payments)
    rates = rate_table()
    interest(rows.head(10), paid.head(0), rates, Counting("FR", AS_OF))  # imports warm
    for first in (False, True):
        began = time.process_time()
        found = interest(rows, paid, rates, Counting("FR", AS_OF, interest_first=first))
        order = "interest" if first else "principal"
        print(f"{order} first: {time.process_time() - began:.2f} s CPU")
        if not first:
            whole = found

    wrong = differences(whole, rows.sample(asked.checked, random_state=SEED), paid, asked.invoices)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
