"""Five invoices through sixty days: prepare on Mondays and Thursdays, send, life happens.

F1 is forgotten by its customer to the end. F2 is paid after its second reminder. F3 is
disputed, then not. F4 is promised, and the promise is broken. F5 is never late: paid on time.
"""

from datetime import date, timedelta

import pandas as pd

from relance_xl.ports import SendState
from tests.rules.builders import STANDARD, customer, invoice, payment, settings, tables
from tests.rules.deciding import Outbox, recorded, run, told

MONDAY = date(2026, 6, 1)
ADDRESS = {"address1": "1 rue", "postcode": "75001", "city": "Paris"}
CUSTOMERS = [customer(f"C{n}", **ADDRESS) for n in range(1, 6)]
CONTACTS = [
    {"customer": f"C{n}", "contact_name": f"Contact {n}", "email": f"c{n}@x.example"}
    for n in range(1, 6)
]
PAID = {
    "2026-06-25": payment(20_000, payment="P2", invoice="F2", customer="C2"),
    "2026-06-10": payment(50_000, payment="P5", invoice="F5", customer="C5"),
}


def book(today: date) -> dict[str, pd.DataFrame]:
    day = today.isoformat()
    disputed = {"dispute": True} if "2026-06-09" <= day < "2026-06-29" else {}
    promised = (
        {"promise_made_on": "2026-06-08", "promise_date": "2026-06-19"}
        if day >= "2026-06-08"
        else {}
    )
    return tables(
        customers=CUSTOMERS,
        contacts=CONTACTS,
        invoices=[
            invoice(
                f"F{n}",
                customer=f"C{n}",
                issue_date="2026-05-01",
                due_date="2026-06-01" if n < 5 else "2026-06-12",
                total_cents=10_000 * n,
                **(disputed if n == 3 else promised if n == 4 else {}),
            )
            for n in range(1, 6)
        ],
        payments=[row for when, row in PAID.items() if when <= day],
    )


def test_sixty_days() -> None:
    outbox, diary = Outbox(), []
    for after in range(60):
        today = MONDAY + timedelta(days=after)
        if today.weekday() not in {0, 3}:
            continue
        rows = book(today)
        found = run(rows, today, outbox.acts(rows), settings(cash_entered_until=today))
        diary += [f"{today:%d/%m} {line}" for line in recorded(found)]
        outbox.send(found)
    assert diary == [
        "04/06 C4 EUR email F4 → standard-1",
        "04/06 C3 EUR email F3 → standard-1",
        "04/06 C2 EUR email F2 → standard-1",
        "04/06 C1 EUR email F1 → standard-1",
        "18/06 C2 EUR email F2 → standard-2",
        "18/06 C1 EUR email F1 → standard-2",
        "25/06 C4 EUR email F4 → standard-2",
        "29/06 C3 EUR email F3 → standard-2",
        "02/07 C1 EUR email F1 → standard-3",
        "09/07 C4 EUR email F4 → standard-3",
        "13/07 C3 EUR email F3 → standard-3",
        "16/07 C1 EUR registered_letter F1 → standard-4",
        "23/07 C4 EUR registered_letter F4 → standard-4",
        "27/07 C3 EUR registered_letter F3 → standard-4",
    ]
    end = date(2026, 7, 30)
    rows = book(end)
    found = run(rows, end, outbox.acts(rows), settings(cash_entered_until=end))
    assert told(found, "reason", "stage", "status") == {
        "F1": ("end_of_plan", 4, "to_decide"),
        "F2": ("paid", 2, "paid"),
        "F3": ("end_of_plan", 4, "to_decide"),
        "F4": ("end_of_plan", 4, "to_decide"),
        "F5": ("paid", 0, "paid"),
    }
    usual = found.customers["usual_days_to_pay"]
    assert usual.fillna(-99).tolist() == [-99, 0, -99, -99, -11]


def test_a_refused_message_comes_back_with_a_new_number_on_the_fallback() -> None:
    rows = tables(
        customers=[customer("C1", **ADDRESS)],
        stages=[{**stage, "fallback_channel": "letter"} for stage in STANDARD],
        invoices=[invoice(due_date="2026-06-01")],
    )
    outbox = Outbox()
    first = run(rows, date(2026, 6, 4), outbox.acts(rows))
    outbox.send(first, SendState.REFUSED)
    again = run(rows, date(2026, 6, 5), outbox.acts(rows))
    assert recorded(again) == ["C1 EUR letter F1 → standard-1"]
    outbox.send(again)
    assert [entry.number for entry in outbox.entries] == ["REL-2026-00001", "REL-2026-00002"]
    after = run(rows, date(2026, 6, 6), outbox.acts(rows))
    assert told(after, "reason", "stage") == {"F1": ("not_due", 1)}
