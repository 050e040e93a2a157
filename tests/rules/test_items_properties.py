"""What must hold of any sheets whatever: sums, bounds, and one bad row changing only itself."""

from datetime import date, timedelta

import pandas as pd
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from relance_xl.rules.items import Assembled, assemble
from tests.rules.builders import TODAY, customer, invoice, no_acts, payment, settings, tables

CUSTOMERS = [customer("C1", payer="C2"), customer("C2"), customer("C3", payment_method="chèque")]
CODES = st.sampled_from(["C1", "C2", "C3"])
DAYS = st.integers(-60, 20).map(lambda shift: str(TODAY + timedelta(days=shift)))
CURRENCIES = st.sampled_from(["", "EUR", "CHF"])
CENTS = st.integers(1, 50_000)

INVOICES = st.lists(
    st.fixed_dictionaries(
        {"customer": CODES, "due_date": DAYS, "total_cents": CENTS, "currency": CURRENCIES},
        optional={
            "document": st.just("credit_note"),
            "credit_note_of": st.sampled_from(["F0", "F1", "F9"]),
            "disputed_cents": CENTS,
            "accounting_balance_cents": CENTS,
            "accounting_date": DAYS,
            "promise_date": DAYS,
            "promise_made_on": DAYS,
        },
    ),
    min_size=1,
    max_size=5,
).map(lambda rows: [invoice(f"F{rank}", **row) for rank, row in enumerate(rows)])

PAYMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "payment_date": DAYS,
            "amount_cents": st.one_of(CENTS, st.integers(-50_000, -1)),
            "currency": CURRENCIES,
        },
        optional={
            "invoice": st.sampled_from(["F0", "F1", "F2", "F9"]),
            "customer": st.sampled_from(["C1", "C2", "C9"]),
            "accepted": st.sampled_from(["yes", "no", "ticked"]),
            "bank_reference": st.sampled_from(["A", "B"]),
            "method": st.sampled_from(["virement", "LCR", "troc"]),
            "source": st.just("releve.xml"),
        },
    ),
    max_size=8,
).map(lambda rows: [{"payment": f"P{rank}", **row} for rank, row in enumerate(rows)])

PARTS = st.lists(
    st.fixed_dictionaries(
        {
            "invoice": st.sampled_from(["F0", "F1", "F9"]),
            "kind": st.sampled_from(["contractual", "retention", "agreed"]),
            "due_date": DAYS,
            "amount_cents": CENTS,
        }
    ),
    max_size=4,
).map(lambda rows: [{"instalment": f"{row['invoice']}#{i}", **row} for i, row in enumerate(rows)])

QUIET = limits(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def run(
    invoices: list[dict[str, object]],
    payments: list[dict[str, object]],
    parts: list[dict[str, object]],
    today: date = TODAY,
) -> Assembled:
    sheets = tables(customers=CUSTOMERS, invoices=invoices, payments=payments, instalments=parts)
    return assemble(sheets, settings(), no_acts(), today)


@QUIET
@given(INVOICES, PAYMENTS, PARTS)
def test_amounts_stay_within_bounds_and_add_up(
    invoices: list[dict[str, object]],
    payments: list[dict[str, object]],
    parts: list[dict[str, object]],
) -> None:
    found = run(invoices, payments, parts)
    items = found.items[found.items["kind"] != "agreed"]
    assert (items["paid_cents"] + items["balance_cents"] == items["total_cents"]).all()
    assert (items["open_cents"] >= 0).all()
    assert (items["open_cents"] <= items["balance_cents"].clip(lower=0)).all()
    assert (items["balance_cents"] <= items["total_cents"].clip(lower=0)).all()
    moved = found.movements.groupby("item")["amount_cents"].sum()
    base = (items["base_cents"] + items["disputed_cents"]).to_numpy()
    left = base - items["item"].map(moved).fillna(0).astype("int64").to_numpy()
    assert left.tolist() == items["balance_cents"].tolist()
    assert (found.credits["credit_cents"] > 0).all()


@QUIET
@given(INVOICES, PAYMENTS, PARTS)
def test_instalments_share_their_invoice_s_balance(
    invoices: list[dict[str, object]],
    payments: list[dict[str, object]],
    parts: list[dict[str, object]],
) -> None:
    whole, split = run(invoices, payments, []).items, run(invoices, payments, parts).items
    split = split[(split["kind"] != "agreed") & (split["hold"] != "bad_data")]
    total = split.groupby("invoice")["balance_cents"].sum()
    expected = whole.set_index("invoice")["balance_cents"]
    known = [number for number in total.index if number in set(split["invoice"])]
    held = run(invoices, payments, parts).items.query("hold == 'bad_data'")["invoice"]
    for number in set(known) - set(held):
        assert total[number] == expected[number]


@QUIET
@given(INVOICES, PAYMENTS, PARTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_balance(
    invoices: list[dict[str, object]],
    payments: list[dict[str, object]],
    parts: list[dict[str, object]],
    dice: "object",
) -> None:
    def shown(found: Assembled) -> pd.DataFrame:
        wanted = ["item", "balance_cents", "open_cents", "hold", "auto_hold"]
        return found.items[wanted].sort_values("item", ignore_index=True)

    first = run(invoices, payments, parts)
    shuffled = [list(rows) for rows in (invoices, payments)]
    for rows in shuffled:
        dice.shuffle(rows)  # type: ignore[attr-defined]  # a random.Random
    again = run(shuffled[0], shuffled[1], parts)
    pd.testing.assert_frame_equal(shown(first), shown(again))
    pd.testing.assert_frame_equal(first.credits, again.credits)


@QUIET
@given(INVOICES, PAYMENTS, st.sampled_from(["total_cents", "due_date", "dispute", "note"]))
def test_one_bad_invoice_changes_only_itself(
    invoices: list[dict[str, object]], payments: list[dict[str, object]], cell: str
) -> None:
    plain = [row for row in invoices if "document" not in row]
    broken = [{**row, "bad": cell} if row["invoice"] == "F0" else row for row in plain]
    before, after = run(plain, payments, []).items, run(broken, payments, []).items
    others = before["item"] != "F0"
    pd.testing.assert_frame_equal(before[others], after[others])
    if cell != "note":
        assert (after[~others]["hold"] != "").all()


def test_no_row_at_all() -> None:
    found = run([], [], [])
    assert len(found.items) == len(found.credits) == len(found.movements) == 0


def test_payments_without_any_invoice() -> None:
    found = run([], [payment(500, invoice=""), payment(-300, payment="P2")], [])
    assert found.credits.to_dict("list") == {
        "customer": ["C1"],
        "payer": ["C2"],
        "currency": ["EUR"],
        "credit_cents": [500],
    }
