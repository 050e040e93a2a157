"""RULES §4: promises and instalments are waited for, as long as they hold."""

from datetime import date

from tests.rules.builders import invoice, payment
from tests.rules.holds.stories import PLAN, Story, each

LATE_PLAN = [PLAN[0] | {"due_date": "2026-06-10"}, PLAN[1]]
STORIES = {
    "promise runs": Story(
        "promise",
        until="2026-06-16",
        detail="pour le 12/06/2026",
        invoices=[invoice(promise_made_on="2026-06-01", promise_date="2026-06-12")],
    ),
    "promise waits for the bank": Story(
        "promise",
        detail="pour le 10/06/2026, relevé bancaire attendu",
        invoices=[invoice(promise_made_on="2026-06-01", promise_date="2026-06-10")],
        settings={"cash_entered_until": date(2026, 6, 11)},
    ),
    "promise over": Story(
        "",
        invoices=[invoice(promise_made_on="2026-06-01", promise_date="2026-06-10")],
        settings={"cash_entered_until": date(2026, 6, 12)},
    ),
    "promise kept in part needs no bank": Story(
        "",
        invoices=[
            invoice(promise_made_on="2026-06-01", promise_date="2026-06-10", promise_cents=3_000)
        ],
        sheets={"payments": [payment(3_000)]},
        settings={"cash_entered_until": date(2026, 6, 1)},
    ),
    "promise without date": Story(
        "promise", detail="date illisible ou manquante", invoices=[invoice(promise_cents=500)]
    ),
    "promise unreadable": Story(
        "promise", detail="date illisible ou manquante", invoices=[invoice(bad="promise_date")]
    ),
    "instalments run": Story(
        "instalments", detail="prochaine échéance le 20/06/2026", sheets={"instalments": PLAN}
    ),
    "instalments late by 5 days": Story(
        "instalments",
        detail="plan rompu\u202f? échéance du 10/06/2026 impayée",
        sheets={"instalments": LATE_PLAN},
    ),
    "instalments paid, plan mended": Story(
        "instalments",
        detail="prochaine échéance le 20/07/2026",
        sheets={"instalments": LATE_PLAN, "payments": [payment(5_000)]},
    ),
    "instalments declared broken": Story(
        "",
        invoices=[invoice(plan_broken_on="2026-06-15")],
        sheets={"instalments": LATE_PLAN},
    ),
    "instalments: unreadable break": Story(
        "instalments",
        detail="prochaine échéance le 20/06/2026",
        invoices=[invoice(bad="plan_broken_on")],
        sheets={"instalments": PLAN},
    ),
}


@each(STORIES)
def test_agreed_days_are_waited_for(story: Story) -> None:
    assert story.outcome() == story.told
