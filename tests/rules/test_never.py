"""Whatever happens: a stage never goes back, no pair leaves twice, one stage per run.

Ledgers are random but seeded; each is followed for weeks with messages accepted, refused,
bounced, ignored or left, with payments, blocks, and changes of plan in between.
"""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pandas as pd
import pytest

from relance_xl.ports import SendState
from tests.rules.builders import STANDARD, customer, invoice, payment, settings, tables
from tests.rules.deciding import Outbox, run

START = date(2026, 3, 2)
FIRM = [
    {
        **stage,
        "stage": f"ferme-{stage['rank']}",
        "plan": "ferme",
        "after_days": days,
        "gap_days": 5,
    }
    for stage, days in zip(STANDARD, (1, 10, 20, 30), strict=True)
]
NOTICE = {
    **STANDARD[0],
    "stage": "ferme-0",
    "plan": "ferme",
    "rank": 0,
    "severity": 0,
    "after_days": -5,
    "second_channel": "letter",
}
STATES = [SendState.ACCEPTED] * 6 + [
    SendState.REFUSED,
    SendState.BOUNCED,
    SendState.IGNORED,
    SendState.NOT_SENT,
]


def book(chance: Random, size: int) -> dict[str, pd.DataFrame]:
    customers = [
        customer(
            f"C{n}",
            payer=chance.choice(["", "", "C0"]) if n else "",
            plan=chance.choice(["", "ferme"]),
            address1="1 rue",
            postcode="75001",
            city="Paris",
        )
        for n in range(size // 4)
    ]
    invoices = [
        invoice(
            f"F{n:02d}",
            customer=f"C{chance.randrange(size // 4)}",
            issue_date="2026-01-01",
            due_date=(START + timedelta(days=chance.randrange(-60, 40))).isoformat(),
            total_cents=chance.choice([900, 5_000, 80_000]),
            currency=chance.choice(["EUR", "EUR", "CHF"]),
        )
        for n in range(size)
    ]
    paid = [
        payment(chance.choice([900, 4_000]), payment=f"P{n}", invoice=f"F{n:02d}", customer="",
                payment_date="2026-04-01")
        for n in range(0, size, 5)
    ]  # fmt: skip
    return tables(
        customers=customers,
        contacts=[
            {"customer": c["customer"], "contact_name": "X", "email": f"{c['customer']}@x.example"}
            for c in customers
        ],
        stages=[*STANDARD, NOTICE, *FIRM],
        plans=[{"plan": "standard"}, {"plan": "ferme", "entry": "progressive"}],
        invoices=invoices,
        payments=paid,
    )


def disturb(chance: Random, rows: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Change plans and blocks as people do."""
    invoices = rows["invoices"].copy()
    for place in range(len(invoices)):
        if chance.random() < 0.05:
            invoices.loc[place, "plan"] = chance.choice(["", "ferme", "standard"])
        if chance.random() < 0.05:
            invoices.loc[place, "block"] = chance.choice([True, False])
    return {**rows, "invoices": invoices}


@pytest.mark.parametrize("seed", range(4))
def test_never(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - a seeded story, no secret
    rows = book(chance, 32)
    outbox = Outbox()
    severity: dict[str, int] = {}
    left: Counter[tuple[str, str, str, str]] = Counter()
    for day in range(0, 90, 6):
        today = START + timedelta(days=day)
        rows = disturb(chance, rows)
        found = run(rows, today, outbox.acts(rows), settings(cash_entered_until=today))
        own = found.lines[found.lines["part"] == "own"].merge(
            found.proposals[["proposal", "main", "channel", "recipient"]], on="proposal"
        )
        main = own[own["proposal"] == own["main"]]
        assert main["item"].is_unique
        ranks = dict(zip(found.proposals["stage"], found.proposals["severity"], strict=True))
        assert set(ranks.values()) <= {0, 1, 2, 3, 4}
        states = {p: chance.choice(STATES) for p in found.proposals["proposal"]}
        for proposal, state in states.items():
            outbox.send(found, state, only=[proposal])
        levels = {stage["stage"]: int(str(stage["severity"])) for stage in [*STANDARD, *FIRM]}
        for line in main.itertuples():
            if line.stage in levels:
                assert levels[line.stage] > severity.get(line.item, 0)
            if states[line.proposal] in {SendState.ACCEPTED, SendState.IGNORED}:
                left[line.item, line.stage, line.channel, line.recipient] += 1
                severity[line.item] = max(severity.get(line.item, 0), levels.get(line.stage, 0))
    assert left
    assert max(left.values()) == 1
    by_stage = Counter((item, stage) for item, stage, _, _ in left)
    assert max(by_stage.values()) == 1
