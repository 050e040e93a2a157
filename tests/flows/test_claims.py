"""Sheet Pénalités through a working week: claimed once, paid, given up, never asked twice."""

from datetime import date

from relance_xl.flows.treat import treat, undo_payments
from tests.flows.world import World, contact, customer, invoice, payment, stage

DAY = date(2026, 11, 23)
CLAIMING = {"penalties": "claim", "channel": "email"}
LATE = {"issue_date": date(2026, 9, 1), "due_date": date(2026, 11, 3), "total_cents": 1_000_000}
"""20 days late on DAY: 10 000 € × 12,40 % × 20 / 365 = 67,95 €."""
STATES = ("claim", "up_to", "interest_cents", "fee_cents", "state")


def world(**rows: object) -> World:
    """One invoice whose second stage, due today, claims; progressive plans take the first too."""
    stages = [
        {**row, "penalties": "claim"} if row["plan"] == "standard" else row
        for row in stage("standard-2", penalties="claim")
    ]
    return World(
        {
            "customers": [customer("C1")],
            "contacts": [contact("C1")],
            "invoices": [invoice("F1", **LATE)],
            "stages": stages,
            **rows,
        }
    )


def claims(one: World) -> list[tuple[object, ...]]:
    rows = one.column("penalties", *STATES)
    return [(row[0], str(row[1])[:10], *row[2:]) for row in rows if row[0]]


def sent(one: World) -> World:
    one.ready().send()
    return one


def penalty_paid(cents: int, **cells: object) -> dict[str, object]:
    return payment("F1", cents, method="Pénalités", accepted="ticked", source="x.csv", **cells)


def test_a_claim_is_written_once_and_the_next_one_replaces_it():
    one = sent(world())
    assert claims(one) == [("PEN-F1", "2026-11-23", 67.95, 40.0, "réclamées")]
    one.day = date(2026, 12, 14)
    one.set("cash_entered_until", one.day)
    sent(one)
    assert claims(one) == [("PEN-F1", "2026-12-14", 139.29, 40.0, "réclamées")]


def test_penalties_paid_whole_are_paid_and_not_asked_again():
    one = sent(world())
    one.add("payments", penalty_paid(10_795))
    outcome = treat(one.desk())
    assert claims(one)[0][-1] == "payées"
    assert outcome.json["claims"] == {"paid": ["PEN-F1"], "waived": []}
    assert one.column("invoices", "interest_cents", "fee_cents", "balance_cents") == [
        (0.0, 0.0, 10_000.0)
    ]
    undo_payments(one.desk())
    assert claims(one)[0][-1] == "réclamées"


def test_part_of_a_claim_changes_nothing():
    one = sent(world())
    one.add("payments", penalty_paid(4_000))
    treat(one.desk())
    assert claims(one)[0][-1] == "réclamées"


def test_what_is_given_up_leaves_a_trace_and_only_later_days_are_claimed():
    one = sent(world())
    one.type("penalties", "PEN-F1", state="waived", note="geste commercial")
    outcome = treat(one.desk())
    assert outcome.json["claims"] == {"paid": [], "waived": ["PEN-F1"]}
    assert [(c.old, c.new) for c in one.journal.changes() if c.table == "penalties"] == [
        ("", "réclamées"), ("réclamées", "abandonnées"),
    ]  # fmt: skip
    assert treat(one.desk()).json["claims"] == {"paid": [], "waived": []}
    one.day = date(2026, 12, 14)
    one.set("cash_entered_until", one.day)
    sent(one)
    assert claims(one) == [
        ("PEN-F1", "2026-11-23", 67.95, 40.0, "abandonnées"),
        ("PEN-F1-2", "2026-12-14", 71.34, 0.0, "réclamées"),
    ]
    assert one.column("penalties", "note")[0] == ("geste commercial",)


def test_amounts_only_mentioned_are_computed_not_claimed():
    one = World(
        {
            "customers": [customer("C1")],
            "contacts": [contact("C1")],
            "invoices": [invoice("F1", **LATE)],
        }
    )
    sent(one)
    assert claims(one) == [("PEN-F1", "2026-11-23", 67.95, 40.0, "calculées")]
