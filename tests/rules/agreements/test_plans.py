"""Instalment plans through time (RULES §3): uneven, mended, broken, contractual."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from relance_xl.rules.agreements.split import split
from relance_xl.rules.decide import Decision
from relance_xl.rules.working_days import WorkingDays
from tests.rules.builders import invoice, payment, tables
from tests.rules.deciding import Outbox, recorded, run, told

Row = Mapping[str, object]


def plan(kind: str, *parts: tuple[str, int]) -> list[Row]:
    return [
        {"instalment": f"F1#{rank}", "invoice": "F1", "kind": kind}
        | {"due_date": day, "amount_cents": cents}
        for rank, (day, cents) in enumerate(parts, 1)
    ]


UNEVEN = plan("agreed", ("2026-06-10", 1_000), ("2026-06-24", 2_500), ("2026-07-15", 6_500))


def on(
    day: str,
    parts: Sequence[Row],
    payments: Sequence[Row] = (),
    acts: pd.DataFrame | None = None,
    **cells: object,
) -> Decision:
    sheets = tables(invoices=[invoice(**cells)], instalments=parts, payments=payments)
    return run(sheets, date.fromisoformat(day), acts)


def codes(decision: Decision) -> list[str]:
    return [problem.code for problem in decision.problems]


def test_an_uneven_plan_is_filled_by_date() -> None:
    found = on("2026-06-11", UNEVEN, [payment(2_000, payment_date="2026-06-05")])
    assert told(found, "balance_cents", "hold") == {
        "F1": (8_000, "instalments"),
        "F1#1": (0, "paid"),
        "F1#2": (1_500, ""),
        "F1#3": (6_500, ""),
    }
    assert found.proposals.empty
    assert codes(found) == []


def test_five_days_late_it_asks_a_person_and_a_payment_mends_it() -> None:
    assert codes(on("2026-06-14", UNEVEN)) == []
    late = on("2026-06-15", UNEVEN)
    assert codes(late) == ["plan_broken"]
    assert late.proposals.empty
    assert "plan rompu" in str(late.invoices["why"][0]).casefold()
    mended = on("2026-06-15", UNEVEN, [payment(1_000, payment_date="2026-06-14")])
    assert (codes(mended), mended.invoices["reason"][0]) == ([], "instalments")


def test_declared_broken_the_whole_balance_is_due_from_its_first_day() -> None:
    found = on(
        "2026-06-16", UNEVEN, [payment(400, payment_date="2026-06-05")], plan_broken_on="2026-06-16"
    )
    assert recorded(found) == ["C1 EUR email F1 → standard-3"]
    assert found.proposals["due_cents"].tolist() == [9_600]
    assert told(found, "days_late")["F1"] == 31
    # paid since, but the person has typed it: the agreement stays over
    later = on(
        "2026-06-16",
        UNEVEN,
        [payment(1_000, payment_date="2026-06-05")],
        plan_broken_on="2026-06-16",
    )
    assert later.proposals["due_cents"].tolist() == [9_000]


def test_broken_it_goes_on_after_the_last_sent_stage() -> None:
    outbox = Outbox()
    first = tables(invoices=[invoice()])
    outbox.send(run(first, date(2026, 5, 20)))
    found = on("2026-06-16", UNEVEN, acts=outbox.acts(first), plan_broken_on="2026-06-16")
    assert recorded(found) == ["C1 EUR email F1 → standard-2"]


def test_contractual_instalments_are_dunned_each_by_its_own_date() -> None:
    parts = plan("contractual", ("2026-06-01", 5_000), ("2026-06-20", 5_000))
    found = on("2026-06-08", parts, due_date="2026-06-01")
    assert recorded(found) == ["C1 EUR email F1#1 → standard-1"]
    assert found.proposals["due_cents"].tolist() == [5_000]
    assert told(found, "days_late") == {"F1#1": 7, "F1#2": -12}


def test_one_late_instalment_never_makes_the_others_due() -> None:
    parts = plan("contractual", ("2026-03-01", 5_000), ("2026-09-01", 5_000))
    found = on("2026-06-15", parts, due_date="2026-03-01")
    assert found.proposals["due_cents"].tolist() == [5_000]


def test_parts_fall_on_working_days_and_add_up() -> None:
    parts = split(10_001, 4, date(2026, 1, 31), WorkingDays("FR"))
    assert [day.isoformat() for day, _ in parts] == [
        "2026-02-02",
        "2026-03-02",
        "2026-03-31",
        "2026-04-30",
    ]
    assert sum(cents for _, cents in parts) == 10_001
