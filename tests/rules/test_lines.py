"""RULES §3: instalments, and the movements penalties are counted with."""

from collections.abc import Mapping, Sequence

import pandas as pd

from relance_xl.problems import Severity
from relance_xl.rules.items import Assembled, assemble
from tests.rules.builders import TODAY, invoice, no_acts, payment, settings, tables

Row = Mapping[str, object]


def part(rank: int, due: str, cents: int, kind: str = "contractual", **cells: object) -> Row:
    return {
        "instalment": f"F1#{rank}",
        "invoice": "F1",
        "kind": kind,
        "due_date": due,
        "amount_cents": cents,
        **cells,
    }


def assembled(
    parts: Sequence[Row], payments: Sequence[Row] = (), invoices: Sequence[Row] = (invoice(),)
) -> Assembled:
    sheets = tables(invoices=invoices, payments=payments, instalments=parts)
    return assemble(sheets, settings(), no_acts(), TODAY)


def lines(found: Assembled) -> list[tuple[object, ...]]:
    shown = found.items[["item", "kind", "days_late", "balance_cents", "hold"]]
    return list(shown.itertuples(index=False, name=None))


HALVES = [part(1, "2026-06-14", 5_000), part(2, "2026-06-19", 5_000)]


def test_contractual_instalments_each_by_its_own_date() -> None:
    assert lines(assembled(HALVES)) == [
        ("F1#1", "contractual", 1, 5_000, ""),
        ("F1#2", "contractual", -4, 5_000, ""),
    ]


def test_payments_fill_them_by_date() -> None:
    assert lines(assembled(HALVES, [payment(6_000)])) == [
        ("F1#1", "contractual", 1, 0, "paid"),
        ("F1#2", "contractual", -4, 4_000, ""),
    ]


def test_the_rest_of_a_retention_stays_the_invoice() -> None:
    found = assembled([part(1, "2027-05-16", 500, "retention")], [payment(9_600)])
    assert lines(found) == [
        ("F1", "invoice", 30, 0, "paid"),
        ("F1#1", "retention", -335, 400, ""),
    ]


def test_overpaid_in_parts_is_a_credit_on_the_last() -> None:
    found = assembled(HALVES, [payment(11_000)])
    assert lines(found)[1] == ("F1#2", "contractual", -4, -1_000, "credit")
    assert found.credits["credit_cents"].tolist() == [1_000]


def test_an_instalment_nobody_can_place_holds_its_invoice_or_everyone_s_automatic_stages() -> None:
    agreed = {"due_date": "2026-07-01", "amount_cents": 100, "kind": "agreed"}
    for row in (
        {"instalment": "f 1#1", "invoice": "", "bad": "invoice"},
        {"instalment": "F1#1", "invoice": "F9"},
        {"instalment": "F1#1", "invoice": "F1", "kind": "contractual", "amount_cents": -1},
        {"instalment": "F1", "invoice": "F1"},
    ):
        found = assembled([{**agreed, **row}]).items
        assert (found["hold"] == "bad_data").all(), row
    stray = assembled([{**agreed, "instalment": "1", "invoice": "", "bad": "invoice"}]).items
    assert stray[["hold", "auto_hold"]].to_numpy().tolist() == [["", True]]


def test_contractual_parts_that_leave_a_rest_without_date_hold() -> None:
    assert {hold for *_, hold in lines(assembled(HALVES[:1]))} == {"bad_data"}


def test_parts_above_the_total_are_held() -> None:
    found = assembled([*HALVES, part(3, "2026-07-01", 1)])
    assert {hold for *_, hold in lines(found)} == {"bad_data"}


def test_an_unreadable_instalment_holds_its_invoice_only() -> None:
    found = assembled(
        [part(1, "2026-06-14", 5_000, bad="amount_cents")], (), [invoice(), invoice("F2")]
    )
    assert lines(found) == [
        ("F1", "invoice", 30, 10_000, "bad_data"),
        ("F2", "invoice", 30, 10_000, ""),
    ]


def test_a_partial_dispute_is_taken_off_the_oldest() -> None:
    found = assembled(HALVES, (), [invoice(dispute=True, disputed_cents=6_000)])
    assert found.items["open_cents"].tolist() == [0, 4_000]
    assert found.items["hold"].tolist() == ["dispute", ""]


def agreed(*dues: str) -> list[Row]:
    return [part(rank, due, 5_000, "agreed") for rank, due in enumerate(dues, 1)]


def test_an_agreed_plan_holds_the_invoice_and_frees_its_coming_dates() -> None:
    assert lines(assembled(agreed("2026-06-14", "2026-06-25"))) == [
        ("F1", "invoice", 30, 10_000, "instalments"),
        ("F1#1", "agreed", 1, 5_000, "instalments"),
        ("F1#2", "agreed", -10, 5_000, ""),
    ]


def test_a_plan_agreed_on_what_remained_is_filled_by_later_payments() -> None:
    plan = [part(1, "2026-06-14", 3_000, "agreed"), part(2, "2026-06-25", 3_000, "agreed")]
    before, after = payment(4_000), payment(3_000, payment="P2")
    assert [line[3] for line in lines(assembled(plan, [before]))] == [6_000, 3_000, 3_000]
    assert [line[3] for line in lines(assembled(plan, [before, after]))] == [3_000, 0, 3_000]


def test_a_plan_5_days_late_is_asked_about() -> None:
    four = assembled(agreed("2026-06-11", "2026-07-24"))
    five = assembled(agreed("2026-06-10", "2026-07-24"))
    assert [problem.code for problem in four.problems] == []
    assert [(p.code, p.place, p.severity) for p in five.problems] == [
        ("plan_broken", "Échéanciers, ligne 5, colonne « Échéance »", Severity.BLOCKING)
    ]
    assert five.problems[0].text == "Plan rompu\u202f? l’échéance F1#1 du 10/06/2026 est impayée."


def test_a_plan_declared_broken_frees_the_whole_balance() -> None:
    found = assembled(agreed("2026-06-10"), (), [invoice(plan_broken_on="2026-06-14")])
    assert lines(found)[0] == ("F1", "invoice", 30, 10_000, "")
    assert found.items["broken_plan"].tolist()[0] is True


def test_movements_leave_cancelled_payments_out() -> None:
    found = assembled(
        [],
        [
            payment(2_000),
            payment(-2_000, payment="P2", payment_date="2026-06-02"),
            payment(500, payment="P3", payment_date="2026-06-03"),
        ],
    )
    assert found.movements.to_dict("list") == {
        "item": ["F1"],
        "payment_date": [pd.Timestamp("2026-06-03")],
        "amount_cents": [500],
    }


def test_movements_of_parts_are_cut_where_the_parts_end() -> None:
    found = assembled(
        HALVES, [payment(3_000), payment(4_000, payment="P2", payment_date="2026-06-02")]
    )
    assert list(found.movements.itertuples(index=False, name=None)) == [
        ("F1#1", pd.Timestamp("2026-06-01"), 3_000),
        ("F1#1", pd.Timestamp("2026-06-02"), 2_000),
        ("F1#2", pd.Timestamp("2026-06-02"), 2_000),
    ]


def test_what_only_the_accounting_knows_counts_from_the_start() -> None:
    found = assembled(
        [], (), [invoice(accounting_balance_cents=4_000, accounting_date="2026-06-01")]
    )
    assert found.movements["amount_cents"].tolist() == [6_000]
    assert found.movements["payment_date"].isna().tolist() == [True]
