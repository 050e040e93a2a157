from datetime import datetime

import pandas as pd
import pytest

from relance_xl.ports import Entry, Pair, SendState
from relance_xl.rules.acts import COLUMNS, gather
from tests.rules.builders import frame, tables

STAGES = tables()["stages"]


def entry(state: SendState, number: str = "REL-2026-00001", **more: object) -> Entry:
    pairs = (Pair("F1", "standard-2"), Pair("F2", ""))
    at = datetime(2026, 6, 1, 10)
    return Entry(
        number, "C1", "EUR", "standard-2", "email", "a@b.example", pairs, state, at=at, **more
    )


def sheet(**cells: object) -> dict[str, object]:
    return {
        "number": "REL-2026-00001",
        "at": "2026-06-01 10:00",
        "status": "sent",
        "payer": "C1",
        "currency": "EUR",
        "channel": "email",
        "recipient": "a@b.example",
        "invoices": "F1 → standard-2 ; F2 → ",
        "stage": "standard-2",
        "severity": 2,
        **cells,
    }


@pytest.mark.parametrize(
    ("shown", "verdict", "state", "expected"),
    [
        ("sent", "", None, "sent"),
        ("", "", None, "in_doubt"),
        ("in_progress", "", None, "in_progress"),
        ("in_progress", "", SendState.ACCEPTED, "sent"),
        ("in_progress", "", SendState.IN_DOUBT, "in_doubt"),
        ("in_progress", "", SendState.REFUSED, "refused"),
        ("in_doubt", "sent", SendState.IN_DOUBT, "sent"),
        ("in_doubt", "not_sent", SendState.IN_DOUBT, "not_sent"),
        ("sent", "not_sent", SendState.ACCEPTED, "not_sent"),
        ("bounced", "", SendState.ACCEPTED, "bounced"),
        ("in_progress", "", SendState.DEFERRED, None),
        (None, "", SendState.ACCEPTED, "sent"),
        (None, "", SendState.IGNORED, "ignored"),
        (None, "", SendState.QUEUED, "in_progress"),
        (None, "", SendState.DEFERRED, None),
    ],
)
def test_who_wins(
    shown: str | None, verdict: str, state: SendState | None, expected: str | None
) -> None:
    rows = [] if shown is None else [sheet(status=shown, verdict=verdict)]
    entries = [] if state is None else [entry(state)]
    acts, problems = gather(frame("sends", rows), entries, STAGES)
    assert problems == []
    found = acts[["item", "stage", "status", "severity", "rank"]].fillna(-1).to_numpy().tolist()
    assert found == (
        []
        if expected is None
        else [["F1", "standard-2", expected, 2, 2], ["F2", "", expected, -1, -1]]
    )


def test_both_memories_count_and_dtypes_are_those_of_the_frame() -> None:
    rows = [sheet(number="REL-2026-00001"), sheet(number="REL-2026-00003", main_number="REL-1")]
    entries = [entry(SendState.ACCEPTED, "REL-2026-00002", record={"main_number": "REL-1"})]
    acts, _ = gather(frame("sends", rows), entries, STAGES)
    mains = acts.drop_duplicates("number").set_index("number")["main"].to_dict()
    assert mains == {
        "REL-2026-00001": True,
        "REL-2026-00003": False,
        "REL-2026-00002": False,
    }
    assert {name: str(dtype) for name, dtype in acts.dtypes.items()} == COLUMNS


def test_a_stage_no_longer_in_the_sheet_keeps_its_severity() -> None:
    row = sheet(stage="vieux-1", invoices="F1 → vieux-1", severity=3)
    acts, _ = gather(frame("sends", [row]), [], STAGES)
    assert acts[["severity", "rank"]].fillna(-1).to_numpy().tolist() == [[3, -1]]


def test_a_row_without_hour_or_severity_is_still_an_act() -> None:
    rows = [sheet(at=None, severity=pd.NA, invoices="F1 → vieux-1", stage="vieux-1"), sheet()]
    acts, problems = gather(frame("sends", rows), [], STAGES)
    assert len(acts) == 3
    assert [found.code for found in problems] == ["send_without_date", "number_collision"]
    assert acts["severity"].isna().tolist() == [True, False, True]


def test_a_row_whose_invoices_are_spoilt_is_reported_and_kept_without_item() -> None:
    acts, problems = gather(frame("sends", [sheet(invoices="F1, F2", row=9)]), [], STAGES)
    assert acts[["number", "item", "payer"]].to_numpy().tolist() == [["REL-2026-00001", "", "C1"]]
    assert [(p.code, p.place) for p in problems] == [
        ("bad_pairs", "Envois, ligne 9, colonne « Factures »")
    ]


def test_two_messages_under_one_number_both_count() -> None:
    mine = entry(SendState.ACCEPTED, "REL-2026-00005")
    rows = [sheet(number="REL-2026-00005", payer="C9", invoices="F9 → standard-1")]
    found, problems = gather(frame("sends", rows), [mine], STAGES)
    assert found[["item", "payer", "status"]].to_numpy().tolist() == [
        ["F9", "C9", "sent"],
        ["F1", "C1", "sent"],
        ["F2", "C1", "sent"],
    ]
    assert [problem.code for problem in problems] == ["number_collision"]
    again = [sheet(number="REL-7"), sheet(number="REL-7", payer="C9", invoices="F9 → standard-1")]
    found, problems = gather(frame("sends", again), [], STAGES)
    assert found["item"].tolist() == ["F1", "F2", "F9"]
    assert [(problem.code, problem.row) for problem in problems] == [("number_collision", 6)]


def test_a_row_without_number_still_counts() -> None:
    found, problems = gather(frame("sends", [sheet(number="")]), [], STAGES)
    assert found[["item", "stage", "status"]].to_numpy().tolist() == [
        ["F1", "standard-2", "sent"],
        ["F2", "", "sent"],
    ]
    assert [problem.code for problem in problems] == ["send_without_number"]


def test_a_day_nobody_can_read_comes_from_the_journal_else_is_reported() -> None:
    rows = frame("sends", [sheet(at=None, bad="at")])
    known, problems = gather(rows, [entry(SendState.ACCEPTED)], STAGES)
    assert (known["at"] == datetime(2026, 6, 1, 10)).all()
    assert problems == []
    unknown, problems = gather(rows, [], STAGES)
    assert unknown["at"].isna().all()
    assert [problem.code for problem in problems] == ["send_without_date"]
