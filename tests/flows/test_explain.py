"""*Expliquer les intérêts*: the same figures as the columns, readable with a pencil."""

from datetime import date

import pytest

from relance_xl.flows.explain import explain
from relance_xl.flows.refresh import refresh
from relance_xl.problems import RelanceError
from relance_xl.typography import french
from tests.flows.world import World, contact, customer, invoice, payment

LATE = {"issue_date": date(2026, 5, 1), "due_date": date(2026, 6, 1), "total_cents": 1_000_000}


def world(**cells: object) -> World:
    one = World(
        {
            "customers": [customer("C1", **cells)],
            "contacts": [contact("C1")],
            "invoices": [invoice("F1", **LATE)],
            "payments": [payment("F1", 400_000, payment_date=date(2026, 7, 31))],
        }
    )
    one.day = date(2026, 8, 31)
    return one


def plain(lines) -> list[str]:
    return [" ".join(french(line).split()) for line in lines]


def test_segments_part_payments_rates_and_law():
    one = world()
    found = explain(one.desk(), "f1")
    assert plain(found.lines) == [
        "Facture F1, C1, 10 000,00 € TTC, intérêts au 31/08/2026.",
        "France, entre professionnels (C. com. L441-10 II, D441-5).",
        "échéance 01/06/2026, base 10 000,00 € (TTC, avoirs et part contestée déduits).",
        "du 02/06/2026 au 30/06/2026 : 29 jours à 12,15 % sur 10 000,00 € = 96,53 €",
        "du 01/07/2026 au 31/07/2026 : 31 jours à 12,40 % sur 10 000,00 € = 105,32 €",
        "le 31/07/2026 : règlement de 4 000,00 €, imputé d’abord sur le principal",
        "du 01/08/2026 au 31/08/2026 : 31 jours à 12,40 % sur 6 000,00 € = 63,19 €",
        "Taux : 12,15 % puis 12,40 %",
        plain(found.lines)[-3],
        "Intérêts : 265,04 €",
        "Indemnité forfaitaire, une fois par facture : 40,00 €",
    ]
    assert plain(found.lines)[-3].startswith("Source : BCE 2,15 % au 01/01/2026")
    refresh(one.desk())
    assert one.column("invoices", "interest_cents", "fee_cents") == [(265.04, 40.0)]
    assert found.json["interest_left_cents"] == 26_504


def test_a_payment_keeps_its_own_day_before_the_due_date_and_none_gets_none():
    one = world()
    one.add("payments", payment("F1", 100_000, payment="P2", payment_date=date(2026, 5, 20)))
    row = {"accounting_balance_cents": 950_000, "accounting_date": date(2026, 5, 10)}
    one.type("invoices", "F1", **row)
    found = explain(one.desk(), "F1")
    assert plain(found.lines)[3:8] == [
        "déjà réglé (date non précisée) : 500,00 €, compté dès l’échéance",
        "le 20/05/2026 : règlement de 1 000,00 €, imputé d’abord sur le principal",
        "du 02/06/2026 au 30/06/2026 : 29 jours à 12,15 % sur 8 500,00 € = 82,05 €",
        "du 01/07/2026 au 31/07/2026 : 31 jours à 12,40 % sur 8 500,00 € = 89,52 €",
        "le 31/07/2026 : règlement de 4 000,00 €, imputé d’abord sur le principal",
    ]
    (part,) = found.json["parts"]
    assert part["undated_cents"] == 50_000
    assert sorted(paid["date"] for paid in part["payments"]) == ["2026-05-20", "2026-07-31"]


def test_no_type_no_penalties_and_an_unknown_invoice():
    found = explain(world(customer_type="").desk(), "F1")
    assert "type de client non renseigné" in " ".join(found.lines).lower()
    with pytest.raises(RelanceError, match="inconnue"):
        explain(world().desk(), "F9")


def test_a_rate_not_published_yet_is_said_provisional():
    one = world()
    one.day = date(2027, 2, 1)
    assert "Taux provisoire" in " ".join(explain(one.desk(), "F1").lines)


def test_what_is_waived_is_told():
    one = world()
    row = {"claim": "PEN-F1", "invoice": "F1", "up_to": date(2026, 7, 31), "fee_cents": 4_000}
    one.add("penalties", {**row, "interest_cents": 20_000, "state": "waived"})
    found = explain(one.desk(), "F1")
    assert (found.json["interest_left_cents"], found.json["fee_left_cents"]) == (6_319, 0)
    assert "reste à réclamer : 63,19 €" in " ".join(plain(found.lines))


def test_an_emptied_sheet_of_rates_is_said():
    one = world()
    one.book.saved["rates"].rows.clear()
    with pytest.raises(RelanceError, match="Aucun taux connu"):
        explain(one.desk(), "F1")


def test_why_no_amount_may_be_told():
    one = world()
    one.set("country", "DE")
    found = explain(one.desk(), "F1")
    assert "le taux légal de votre pays n’est pas nommé" in " ".join(found.lines)
    one = world()
    row = {"law": "FR", "customer_type": "business", "rate_bps": 9_900, "floor_bps": 825}
    days = {"period_start": date(2026, 7, 1), "period_end": date(2026, 12, 31)}
    lines = one.book.saved["rates"].rows
    kept = [line for line in lines if any(line)]
    one.add("rates", {**row, **days})
    found = explain(one.desk(), "F1")
    assert (len(kept) + 1, found.json["provisional"]) == (len(one.book.saved["rates"].rows), True)
    assert "se contredisent" in " ".join(found.lines)


def test_a_settled_invoice_says_why_the_sheet_shows_none():
    one = world()
    one.add("payments", payment("F1", 600_000, payment="P2", payment_date=date(2026, 8, 20)))
    assert "Facture soldée" in " ".join(plain(explain(one.desk(), "F1").lines))
    refresh(one.desk())
    assert one.column("invoices", "interest_cents", "fee_cents") == [(0.0, 0.0)]


def test_a_payment_stands_after_the_day_it_was_made():
    one = world()
    one.type("payments", "P-F1", payment_date=date(2026, 7, 1))
    told = plain(explain(one.desk(), "F1").lines)
    at = next(i for i, line in enumerate(told) if "règlement" in line)
    assert told[at - 1].startswith("du 01/07/2026 au 01/07/2026 : 1 jour à ")
