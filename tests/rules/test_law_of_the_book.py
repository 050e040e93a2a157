"""Penalties of a workbook under each law: what Paramètres, Envois and Clients change."""

import pandas as pd
import pytest

from relance_xl.laws import rate_table
from relance_xl.rules.claims import Details
from relance_xl.rules.contracts import UNCLEAR
from relance_xl.rules.decide import decide
from tests.rules.builders import TODAY, customer, invoice, no_acts, payment, settings, tables

DUE = "2026-03-31"


def send(stage: str = "standard-4", **cells: object) -> dict[str, object]:
    return {
        "number": "REL-2026-00001",
        "status": "sent",
        "at": "2026-05-18",
        "payer": "C1",
        "channel": "registered_letter",
        "currency": "EUR",
        "stage": stage,
        "severity": 4,
        "invoices": f"F1 → {stage}",
        **cells,
    }


def found(rows: dict[str, object], **known: object) -> tuple[object, object]:
    given = {"invoices": [invoice(due_date=DUE, total_cents=65_000)], **rows}
    decision = decide(tables(**given), settings(**known), rate_table(), no_acts(), TODAY)  # type: ignore[arg-type]
    row = decision.items.iloc[0]
    return tuple(None if pd.isna(row[c]) else int(row[c]) for c in ("interest_cents", "fee_cents"))


def people(kind: str, **cells: object) -> list[dict[str, object]]:
    return [customer(customer_type=kind, **cells)]


@pytest.mark.parametrize(
    ("sends", "interest"),
    [
        ([], 0),
        ([send()], 0),
        ([send(received_on="2026-05-20")], 121),
        ([send(received_on="2026-05-20", status="bounced")], 0),
        ([send(received_on="2026-05-20", verdict="not_sent")], 0),
        ([send(received_on="2026-05-20", status="in_doubt", verdict="sent")], 121),
        ([send(received_on="2026-05-20", invoices="F1 → (listée)")], 0),
        ([send(received_on="2026-05-20", invoices="F2 → standard-4")], 0),
        ([send(received_on="2026-05-20", invoices="F1 → standard-2")], 0),
        ([send(received_on="2026-05-20", invoices="illisible")], 0),
        ([send(received_on="2026-05-20", invoices=" f1 → standard-4")], 121),
        (
            [
                send(received_on="2026-06-10"),
                send(received_on="2026-05-20", number="REL-2026-00002"),
            ],
            121,
        ),
        ([send(received_on="2026-02-20")], 355),
    ],
)
def test_a_french_consumer_owes_from_the_day_the_notice_came(
    sends: list[dict[str, object]], interest: int
) -> None:
    assert found({"customers": people("consumer"), "sends": sends}) == (interest, 0)


def test_a_french_public_body_owes_one_rate() -> None:
    assert found({"customers": people("public")}) == (1374, 4000)
    assert found({"customers": people("public", contract_rate_bps=1800)}) == (1374, 4000)


BE = {"country": "BE"}


@pytest.mark.parametrize(
    ("sends", "clause", "expected"),
    [
        ([], False, (None, None)),
        ([], True, (0, 0)),
        ([send("standard-3", at="2026-05-18", channel="email", severity=1)], True, (262, 7250)),
        ([send("standard-3", at="2026-05-18", channel="email", severity=1)], False, (None, None)),
        ([send("standard-3", at="2026-05-18", channel="letter", severity=1)], True, (224, 7250)),
        ([send("standard-3", at="2026-05-18", channel="call", severity=1)], True, (0, 0)),
        ([send("standard-3", at="2026-06-02", channel="email", severity=1)], True, (0, 0)),
    ],
)
def test_a_belgian_consumer_after_the_free_days(
    sends: list[dict[str, object]], *, clause: bool, expected: tuple[object, object]
) -> None:
    rows = {"customers": people("consumer", country="BE"), "sends": sends}
    assert found(rows, consumer_clause=clause, **BE) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"country": "BE"}, (1421, 4000)),
        ({"country": "BE", "indemnity_bps": 1000}, (1421, 6500)),
        ({"country": "BE", "contract_rate_bps": 1200}, (1624, 4000)),
        ({"country": "LU"}, (1374, 4000)),
        ({"country": "CH"}, (677, 0)),
        ({"country": "CA", "region": "QC", "contract_rate_bps": 1800}, (2436, 0)),
        (
            {
                "country": "CA",
                "region": "QC",
                "contract_rate_bps": 1800,
                "monthly_rate_only": True,
            },
            (677, 0),
        ),
        ({"country": "DE"}, (1374, 4000)),
        ({"country": "DE", "named_rate_bps": 1127}, (1525, 4000)),
        ({"country": "US"}, (None, None)),
    ],
)
def test_the_creditors_country_decides(known: dict[str, object], expected: tuple) -> None:
    assert found({}, **known) == expected


QC = {"country": "CA", "region": "QC", "contract_rate_bps": 1800}
REMINDED = send("standard-3", at="2026-05-18", channel="email", severity=1)


@pytest.mark.parametrize(
    ("known", "kind", "cells", "expected"),
    [
        ({**BE, "indemnity_bps": 1000}, "business", {}, (1421, 6500)),
        ({**BE, "indemnity_bps": 1000}, "business", {"indemnity_bps": 2000}, (1421, 13_000)),
        ({**BE, "indemnity_bps": 1000}, "business", {"indemnity_bps": 0}, (1421, 4000)),
        ({**BE, "indemnity_bps": 1000}, "business", {"indemnity_min_cents": 9000}, (1421, 9000)),
        ({**BE, "indemnity_bps": 1000}, "business", {"indemnity_max_cents": 5000}, (1421, 5000)),
        (BE, "business", {"indemnity_bps": 1500}, (1421, 9750)),
        (BE, "consumer", {"consumer_clause": True}, (262, 7250)),
        ({**BE, "consumer_clause": True}, "consumer", {"consumer_clause": False}, (None, None)),
        (QC, "business", {"monthly_rate_only": True}, (677, 0)),
        ({**QC, "monthly_rate_only": True}, "business", {"monthly_rate_only": False}, (2436, 0)),
        ({"country": "FR"}, "business", {"indemnity_bps": 2000}, (1644, 4000)),
        (BE, "business", {"bad": "indemnity_min_cents"}, (None, None)),
        ({**BE, "consumer_clause": True}, "consumer", {"bad": "consumer_clause"}, (None, None)),
        (BE, "business", {"bad": "note"}, (1421, 4000)),
    ],
)
def test_clauses_in_clients_override_parametres(
    known: dict[str, object], kind: str, cells: dict[str, object], expected: tuple
) -> None:
    given = {"customers": people(kind, **cells), "sends": [REMINDED]}
    assert found(given, **known) == expected
    whole = {"invoices": [invoice(due_date=DUE, total_cents=65_000)], **given}
    frames = {**tables(**whole), "rates": rate_table()}  # type: ignore[arg-type]
    detail = Details(frames, settings(**known), TODAY).of("F1", TODAY)  # type: ignore[arg-type]
    assert (detail.interest_cents, detail.fee_cents) == tuple(cents or 0 for cents in expected)
    unclear = cells.get("bad", "note") != "note"
    assert ((detail.law is None), (detail.why_none == UNCLEAR)) == (unclear, unclear)


def test_a_rate_nobody_named_is_stated_to_nobody() -> None:
    rows = {"invoices": [invoice(due_date=DUE, total_cents=65_000)]}
    for known, waiting in (({}, True), ({"named_rate_bps": 1127}, False)):
        decision = decide(
            tables(**rows), settings(country="DE", **known), rate_table(), no_acts(), TODAY
        )
        assert decision.items["provisional"].to_list() == [waiting]


def test_disputes_credit_notes_payments_and_judgments() -> None:
    dispute = invoice(due_date=DUE, total_cents=65_000, dispute=True, disputed_cents=15_000)
    assert found({"invoices": [dispute]}) == (1265, 4000)
    credit = invoice("A1", document="credit_note", total_cents=15_000, credit_note_of="F1")
    whole = invoice(due_date=DUE, total_cents=65_000)
    assert found({"invoices": [whole, credit]}) == (1265, 4000)
    paid = payment(15_000, invoice="F1", payment_date=DUE)
    assert found({"payments": [paid]}) == (1265, 4000)
    late = payment(15_000, invoice="F1", payment_date="2026-05-31")
    assert found({"payments": [late]}) == (1570, 4000)
    assert found({"payments": [late]}, interest_first=True)[0] == 1576
    judged = people("business", situation="receivership", judgment_date="2026-04-30")
    assert found({"customers": judged}) == (649, 0)
