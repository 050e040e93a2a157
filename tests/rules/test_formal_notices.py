"""A formal notice leaves by a channel with proof of receipt, unless a person says otherwise."""

import pandas as pd
import pytest

from relance_xl.rules.approval import (
    Numbering,
    approve_all,
    approve_automatic,
    approve_some,
    merge,
)
from relance_xl.rules.checks import check
from tests.rules.builders import STANDARD, TODAY, acts, customer, frame, invoice, settings, tables
from tests.rules.deciding import run

ADDRESS = {"address1": "1 rue", "postcode": "75001", "city": "Paris"}
LATE = {"issue_date": "2026-03-01", "due_date": "2026-04-01"}
THIRD_SENT = {"stage": "standard-3", "severity": 3, "rank": 3, "at": "2026-05-10 10:00"}
UNPROVEN = "formal_without_proof"


def formal(channel: str, second: str = "") -> dict[str, pd.DataFrame]:
    last = {**STANDARD[-1], "channel": channel, "second_channel": second, "approval": "auto"}
    return tables(
        customers=[customer(**ADDRESS)],
        invoices=[invoice(**LATE)],
        stages=[*STANDARD[:-1], last],
        texts=[
            {"text": "relance-4", "language": "fr", "channel": name, "body": "x"}
            for name in ("email", "letter")
        ],
    )


def proposed(channel: str, second: str = "") -> pd.DataFrame:
    decision = run(formal(channel, second), acts=acts(THIRD_SENT))
    rows = merge(decision, frame("proposals"), Numbering([]))
    return rows.assign(previewed=rows["fingerprint"])


@pytest.mark.parametrize("channel", ["email", "letter"])
def test_without_proof_it_waits_for_a_person(channel):
    rows = proposed(channel)
    assert rows[["channel", "severity", "approval"]].to_numpy().tolist() == [[channel, 4, "manual"]]
    assert "sans preuve de réception" in rows["why"].iloc[0]
    assert approve_all(rows, None).rows["decision"].tolist() == [""]
    forced = rows.assign(approval="auto")
    assert approve_automatic(forced)["decision"].tolist() == [""]
    assert approve_some(rows, rows["number"])["decision"].tolist() == ["send"]


def test_with_proof_an_automatic_stage_stays_automatic_its_copy_too():
    rows = proposed("registered_letter", "email")
    assert rows["approval"].tolist() == ["auto", "auto"]
    assert approve_automatic(rows)["decision"].tolist() == ["send", "send"]
    assert approve_all(rows, None).approved == 0


@pytest.mark.parametrize(
    ("channel", "told"), [("email", [UNPROVEN]), ("letter", [UNPROVEN]), ("registered_letter", [])]
)
def test_the_stage_itself_is_an_anomaly(channel, told):
    found = [p for p in check(formal(channel), settings(), TODAY) if p.code == UNPROVEN]
    assert [p.code for p in found] == told
    assert {(p.sheet, p.key) for p in found} <= {("Étapes", "standard-4")}
