"""Which stage, when: the worked examples of RULES §3."""

from datetime import date, timedelta

import pandas as pd
import pytest

from tests.rules.builders import STANDARD, TODAY, acts, customer, invoice, payment, tables
from tests.rules.deciding import recorded, run, told

DUE = date(2026, 5, 4)


def levels(*days: int, gap: int = 0) -> list[dict[str, object]]:
    return [
        {
            "stage": f"n-{rank}",
            "plan": "n",
            "rank": rank,
            "label": f"Niveau {rank}",
            "severity": rank,
            "after_days": after,
            "gap_days": gap,
            "channel": "email",
            "text": "relance-1",
        }
        for rank, after in enumerate(days, 1)
    ]


def book(
    entry: str = "progressive", stages: object = None, **rows: object
) -> dict[str, pd.DataFrame]:
    return tables(
        **{
            "customers": [customer(plan="n")],
            "plans": [{"plan": "n", "entry": entry}],
            "stages": levels(5, 20, 40) if stages is None else stages,
            "invoices": [invoice(due_date=DUE.isoformat())],
            **rows,
        }
    )


def level_1(day: int) -> dict[str, object]:
    at = DUE + timedelta(days=day)
    return {"stage": "n-1", "severity": 1, "rank": 1, "at": f"{at} 10:00"}


@pytest.mark.parametrize(
    ("day", "sent", "cells", "expected"),
    [
        (4, [], {}, ("not_due", 0, 1)),
        (5, [], {}, ("proposed", 0, 1)),
        (30, [], {}, ("proposed", 0, 1)),
        (30, [5], {"block": True}, ("invoice_block", 1, 2)),
        (30, [5], {}, ("proposed", 1, 2)),
    ],
)
def test_levels_5_20_40(
    day: int, sent: list[int], cells: dict[str, object], expected: tuple[object, ...]
) -> None:
    rows = book(invoices=[invoice(due_date=DUE.isoformat(), **cells)])
    past = acts(*(level_1(when) for when in sent))
    found = run(rows, DUE + timedelta(days=day), past)
    assert told(found, "reason", "stage", "next_stage") == {"F1": expected}


def test_levels_5_20_40_paid() -> None:
    rows = book(payments=[payment(10_000, payment_date="2026-05-20")])
    found = run(rows, DUE + timedelta(days=30), acts(level_1(5)))
    assert told(found, "reason", "stage") == {"F1": ("paid", 1)}
    assert found.items["next_stage"].isna().all()
    assert recorded(found) == []


def test_two_contractual_instalments_seen_on_day_6() -> None:
    parts = [
        {
            "instalment": f"F1#{n}",
            "invoice": "F1",
            "kind": "contractual",
            "due_date": (DUE + timedelta(days=after)).isoformat(),
            "amount_cents": 5_000,
        }
        for n, after in ((1, 5), (2, 10))
    ]
    rows = book(stages=levels(0), instalments=parts)
    found = run(rows, DUE + timedelta(days=6))
    assert recorded(found) == ["C1 EUR email F1#1 → n-1"]
    assert found.proposals["due_cents"].tolist() == [5_000]
    assert told(found, "reason")["F1#2"] == "not_due"
    assert found.instalments["reason"].tolist() == ["proposed", "not_due"]
    assert found.invoices[["balance_cents", "reason"]].to_numpy().tolist() == [[10_000, "proposed"]]


def test_a_notice_14_days_before() -> None:
    notice = {**levels(-14)[0], "severity": 0}
    rows = book(stages=[notice], invoices=[invoice(due_date="2024-03-31", issue_date="2024-03-01")])
    early = run(rows, date(2024, 3, 10))
    assert told(early, "next_stage", "next_date") == {"F1": (1, pd.Timestamp("2024-03-17"))}
    assert recorded(run(rows, date(2024, 3, 17))) == ["C1 EUR email F1 → n-1"]


@pytest.mark.parametrize(
    ("entry", "ceiling", "late", "first_row", "expected"),
    [
        ("contextual", None, 100, None, 3),
        ("contextual", None, 29, None, 2),
        ("contextual", 1, 100, None, 1),
        ("contextual", 4, 100, None, 4),
        ("progressive", None, 100, None, 1),
        ("contextual", None, 20, "2026-06-01", 2),
        ("contextual", None, 20, "2026-05-26", 1),
    ],
)
def test_entry(
    entry: str, ceiling: int | None, late: int, first_row: str | None, expected: int
) -> None:
    due = TODAY - timedelta(days=late)
    plan = {"plan": "standard", "entry": entry}
    if ceiling:
        plan["entry_ceiling"] = ceiling  # type: ignore[assignment]
    rows = tables(
        plans=[plan],
        customers=[customer(address1="1 rue", postcode="75001", city="Paris")],
        invoices=[invoice(due_date=due.isoformat())],
    )
    past = acts(*([{"item": "X", "payer": "C9", "at": first_row}] if first_row else []))
    assert told(run(rows, acts=past), "reason", "next_stage") == {"F1": ("proposed", expected)}


def after(stage: int, day: str, **more: object) -> pd.DataFrame:
    return acts({"stage": f"standard-{stage}", "severity": stage, "rank": stage, "at": day, **more})


@pytest.mark.parametrize(
    ("past", "due", "expected"),
    [
        (after(1, "2026-06-03"), "2026-05-16", ("proposed", 2, "2026-06-15")),
        (after(1, "2026-06-04"), "2026-05-16", ("gap", 2, "2026-06-16")),
        (after(1, "2026-06-03"), "2026-06-01", ("not_due", 2, "2026-06-16")),
        (after(4, "2026-05-01"), "2026-03-01", ("end_of_plan", None, None)),
        (after(1, "2026-06-03", status="ignored"), "2026-05-16", ("proposed", 2, "2026-06-15")),
        (after(1, "2026-06-14", status="refused"), "2026-05-16", ("proposed", 3, "2026-06-15")),
        (after(1, "2026-06-14", status="bounced"), "2026-05-16", ("proposed", 3, "2026-06-15")),
        (after(1, "2026-06-14", status="not_sent"), "2026-05-16", ("proposed", 3, "2026-06-15")),
        (after(1, "2026-06-14", main=False), "2026-05-16", ("contact_cap", 3, "2026-06-19")),
    ],
)
def test_next_stage(past: pd.DataFrame, due: str, expected: tuple[object, ...]) -> None:
    past["recipient"] = "ancienne@client.example"
    rows = tables(invoices=[invoice(due_date=due)])
    found = run(rows, acts=past)
    reason, rank, when = told(found, "reason", "next_stage", "next_date")["F1"]  # type: ignore[misc]
    shown = None if pd.isna(when) else when.date().isoformat()
    assert (reason, None if pd.isna(rank) else rank, shown) == expected


def test_never_two_on_one_day_though_the_gap_is_0() -> None:
    rows = book(stages=levels(5, 6))
    past = acts({**level_1(30), "at": "2026-06-03 09:00"})
    assert told(run(rows, date(2026, 6, 3), past), "reason") == {"F1": "gap"}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (("doux-1", 1), ("proposed", "standard-2")),
        (("doux-2", 2), ("proposed", "standard-3")),
        (("doux-3", 3), ("no_address", "standard-4")),
    ],
)
def test_after_a_change_of_plan(last: tuple[str, int], expected: tuple[str, str]) -> None:
    """First stage whose severity and days both exceed the last sent one's."""
    soft = [
        {**stage, "stage": f"doux-{stage['rank']}", "plan": "doux", "after_days": days}
        for stage, days in zip(STANDARD, (7, 16, 31), strict=False)
    ]
    rows = tables(stages=[*STANDARD, *soft], invoices=[invoice(due_date="2026-03-01")])
    past = acts({"stage": last[0], "severity": last[1], "rank": last[1], "at": "2026-05-20"})
    assert told(run(rows, acts=past), "reason", "next_stage_id") == {"F1": expected}


def test_no_harder_stage_after_a_change_of_plan_is_for_a_person() -> None:
    rows = tables(
        stages=[*STANDARD, *levels(50)],
        customers=[customer(plan="n")],
        invoices=[invoice(due_date="2026-03-01")],
    )
    found = run(rows, acts=after(3, "2026-05-01"))
    assert told(found, "reason", "status") == {"F1": ("end_of_plan", "to_decide")}


def test_a_sent_stage_that_no_longer_exists_is_for_a_person() -> None:
    past = acts({"stage": "vieux-1", "severity": 1, "rank": pd.NA})
    found = run(tables(invoices=[invoice()]), acts=past)
    assert told(found, "reason", "why") == {
        "F1": ("end_of_plan", "L’étape envoyée n’est plus dans la feuille Étapes\u202f: à décider.")
    }


def test_a_plan_that_is_not_known_is_for_a_person() -> None:
    found = run(tables(invoices=[invoice(plan="standrad")]))
    assert told(found, "reason") == {"F1": "end_of_plan"}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-08-05", ("season", "2026-08-14")),
        ("2026-08-13", ("season", "2026-08-14")),
        ("2026-08-14", ("proposed", "2026-08-14")),
    ],
)
def test_a_season_adds_its_days(today: str, expected: tuple[str, str]) -> None:
    calendar = [
        {
            "label": "août",
            "kind": "season",
            "date_from": "2026-08-01",
            "date_to": "2026-08-31",
            "extra_days": 10,
        }
    ]
    rows = tables(invoices=[invoice(due_date="2026-08-01")], calendar=calendar)
    reason, when = told(run(rows, date.fromisoformat(today)), "reason", "next_date")["F1"]  # type: ignore[misc]
    assert (reason, when.date().isoformat()) == expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-12-10", "2026-12-14"),  # before it; a Sunday
        ("2026-12-17", "2026-12-30"),
        ("2026-12-29", "2027-01-11"),
        ("2026-12-30", "2027-01-04"),  # after it; a Saturday
    ],
)
def test_a_season_across_the_new_year_is_one_season(due: str, expected: str) -> None:
    season = {"label": "fêtes", "kind": "season", "date_from": "2026-12-20",
              "date_to": "2027-01-01", "extra_days": 10}  # fmt: skip
    rows = tables(invoices=[invoice(due_date=due)], calendar=[season])
    when = told(run(rows, date(2026, 12, 1)), "next_date")["F1"]
    assert when == pd.Timestamp(expected)


def test_plans_come_from_invoice_then_customer_then_group_then_type() -> None:
    rows = tables(
        plans=[{"plan": "standard"}, {"plan": "privés", "for_type": "consumer"}],
        groups=[{"group": "G", "plan": "groupe"}],
        customers=[
            customer("A", plan="client", group="G", customer_type="consumer"),
            customer("B", group="G", customer_type="consumer"),
            customer("C", customer_type="consumer"),
            customer("D"),
        ],
        invoices=[
            invoice("F0", customer="A", plan="facture"),
            *(invoice(f"F{code}", customer=code) for code in "ABCD"),
        ],
    )
    assert told(run(rows), "plan") == {
        "F0": "facture",
        "FA": "client",
        "FB": "groupe",
        "FC": "privés",
        "FD": "standard",
    }


def test_a_stage_reached_in_a_season_is_lengthened_though_its_gap_ends_after() -> None:
    season = {
        "label": "été",
        "kind": "season",
        "date_from": "2026-05-20",
        "date_to": "2026-06-01",
        "extra_days": 30,
    }
    rows = tables(invoices=[invoice()], calendar=[season])
    found = run(rows, acts=acts({"at": "2026-06-02"})).items
    assert found["reason"].tolist() == ["season"]
    assert found["next_date"].dt.strftime("%Y-%m-%d").tolist() == ["2026-06-30"]
