"""One test per code from `end_of_plan` on, and the sentence of every code."""

from datetime import date

import pandas as pd
import pytest

from relance_xl.rules.why import CODES, Facts, sentence
from tests.rules.builders import STANDARD, acts, customer, frame, invoice, payment, settings, tables
from tests.rules.deciding import reasons, recorded, run, told

ADDRESS = {"address1": "1 rue", "postcode": "75001", "city": "Paris"}
AUTO = tuple({**stage, "approval": "auto"} for stage in STANDARD)


def another(day: str, **more: object) -> pd.DataFrame:
    return acts({"item": "F0", "at": f"{day} 10:00", **more})


def test_contact_cap() -> None:
    rows = tables(invoices=[invoice(), invoice("F0", due_date="2026-06-20")])
    found = run(rows, acts=another("2026-06-11"))
    assert told(found, "reason", "why")["F1"] == (
        "contact_cap",
        (
            "Client relancé le 11/06/2026\u202f: "
            "étape «\u202fDernier avis\u202f» attend le 16/06/2026."
        ),
    )
    assert reasons(run(rows, acts=another("2026-06-10")))["F1"] == "proposed"


@pytest.mark.parametrize(
    "spared",
    [{"status": "ignored"}, {"status": "refused"}, {"severity": 0, "stage": "avis"}, {"stage": ""}],
)
def test_what_does_not_count_for_the_cap(spared: dict[str, object]) -> None:
    rows = tables(invoices=[invoice(), invoice("F0", due_date="2026-06-20")])
    assert reasons(run(rows, acts=another("2026-06-14", **spared)))["F1"] == "proposed"


def test_the_cap_is_the_payers() -> None:
    rows = tables(
        customers=[customer("C1"), customer("C2", payer="C1"), customer("C3")],
        invoices=[invoice("F2", customer="C2"), invoice("F3", customer="C3")],
        contacts=[
            {"customer": c, "contact_name": c, "email": f"{c}@x.example"} for c in ("C1", "C3")
        ],
    )
    assert reasons(run(rows, acts=another("2026-06-14"))) == {
        "F2": "contact_cap",
        "F3": "proposed",
    }


def test_a_message_prepared_before_the_last_reminder_left_is_not_capped() -> None:
    """The rest of a batch that broke off, or another currency of the same preparation."""
    row = {
        "number": "REL-2026-00002",
        "payer": "C1",
        "currency": "EUR",
        "stage": "standard-3",
        "channel": "email",
        "prepared_on": "2026-06-14",
    }
    rows = tables(invoices=[invoice(), invoice("F0", currency="USD")], proposals=[row])
    past = another("2026-06-14", currency="USD", stage="standard-3", severity=3, rank=3)
    assert reasons(run(rows, acts=past)) == {"F1": "proposed", "F0": "not_due"}
    past["at"] = pd.Timestamp("2026-06-13")
    assert reasons(run(rows, acts=past))["F1"] == "contact_cap"


def test_credits_cover() -> None:
    rows = tables(invoices=[invoice()], payments=[payment(10_000, invoice="")])
    assert told(run(rows), "reason", "why") == {
        "F1": ("credits_cover", "Un crédit de 100,00\u00a0€ à affecter couvre ce qui est dû.")
    }


def test_a_smaller_credit_is_netted() -> None:
    rows = tables(invoices=[invoice()], payments=[payment(2_500, invoice="")])
    found = run(rows)
    assert found.proposals[["due_cents", "credit_cents"]].to_numpy().tolist() == [[7_500, 2_500]]
    assert found.lines[["part", "open_cents"]].to_numpy().tolist() == [
        ["own", 10_000],
        ["credit", -2_500],
    ]


def test_a_credit_nets_only_its_debtors_lines() -> None:
    rows = tables(
        customers=[customer("C1"), customer("C2", payer="C1")],
        invoices=[invoice("F1"), invoice("F2", customer="C2", total_cents=3_000)],
        payments=[payment(5_000, invoice="", customer="C2")],
    )
    found = run(rows)
    assert reasons(found) == {"F1": "proposed", "F2": "credits_cover"}
    assert found.proposals["due_cents"].tolist() == [10_000]
    assert found.lines["item"].tolist() == ["F1"]


def test_any_credit_stops_a_formal_notice() -> None:
    rows = tables(
        customers=[customer(**ADDRESS)],
        invoices=[invoice(due_date="2026-03-01")],
        payments=[payment(100, invoice="")],
    )
    past = acts({"stage": "standard-3", "severity": 3, "rank": 3, "at": "2026-05-01"})
    assert told(run(rows, acts=past), "reason", "why") == {
        "F1": ("credits_cover", "Crédit de 1,00\u00a0€ à affecter avant toute mise en demeure.")
    }


def test_stale_bank_stops_automatic_stages_only() -> None:
    stale = settings(cash_entered_until=date(2026, 6, 7))
    elsewhere = another("2026-05-01", payer="C9")
    rows = tables(invoices=[invoice()], stages=AUTO)
    assert reasons(run(rows, acts=elsewhere, chosen=stale)) == {"F1": "stale_bank"}
    manual = run(tables(invoices=[invoice()]), acts=elsewhere, chosen=stale)
    assert reasons(manual) == {"F1": "proposed"}
    assert manual.proposals["why"].tolist() == [
        (
            "«\u202fRappel courtois\u202f» due pour 1 facture, retard le plus long 30\u00a0j. "
            "Attention\u202f: encaissements saisis jusqu’au 07/06/2026."
        )
    ]


def test_without_a_row_in_envois_an_automatic_stage_waits_for_a_person() -> None:
    rows = tables(invoices=[invoice()], stages=AUTO)
    assert run(rows).proposals["approval"].tolist() == ["manual"]
    past = another("2026-05-01", payer="C9")
    assert run(rows, acts=past).proposals["approval"].tolist() == ["auto"]


def test_below_minimum() -> None:
    rows = tables(
        invoices=[invoice(total_cents=1_499)],
        stages=[{**stage, "min_cents": 1_500} for stage in STANDARD],
    )
    assert told(run(rows), "reason", "why") == {
        "F1": (
            "below_minimum",
            "Somme à payer sous le minimum de 15,00\u00a0€ (étape «\u202fDernier avis\u202f»).",
        )
    }


def test_at_entry_a_lower_stage_may_fit_a_small_sum() -> None:
    stages = [{**stage, "min_cents": 1_000 * int(str(stage["rank"]))} for stage in STANDARD]
    rows = tables(invoices=[invoice(total_cents=2_500)], stages=stages)
    assert recorded(run(rows)) == ["C1 EUR email F1 → standard-2"]
    past = acts({"stage": "standard-2", "severity": 2, "rank": 2, "at": "2026-06-01"})
    assert reasons(run(rows, acts=past)) == {"F1": "below_minimum"}


def test_a_stage_below_its_minimum_is_still_listed_with_another() -> None:
    stages = [{**stage, "min_cents": 50_000 if stage["rank"] == 3 else 1_500} for stage in STANDARD]
    rows = tables(invoices=[invoice("F1"), invoice("F2", due_date="2026-06-12")], stages=stages)
    past = acts({"stage": "standard-2", "severity": 2, "rank": 2, "at": "2026-06-01"})
    found = run(rows, acts=past)
    assert reasons(found) == {"F1": "below_minimum", "F2": "proposed"}
    assert recorded(found) == ["C1 EUR email F1 → (listée) ; F2 → standard-1"]


def test_no_address() -> None:
    rows = tables(invoices=[invoice()], contacts=[])
    assert told(run(rows), "reason", "next_stage") == {"F1": ("no_address", 3)}


def test_awaiting_decision() -> None:
    row = {
        "number": "REL-2026-00001",
        "decision": "postpone",
        "postpone_until": "2026-06-20",
        "payer": "C1",
        "currency": "EUR",
        "stage": "standard-3",
        "channel": "email",
    }
    rows = tables(invoices=[invoice()], proposals=[row])
    found = run(rows)
    assert told(found, "reason", "next_date") == {
        "F1": ("awaiting_decision", pd.Timestamp("2026-06-20"))
    }
    assert found.proposals["status"].tolist() == ["postponed"]
    assert reasons(run(rows, date(2026, 6, 20))) == {"F1": "proposed"}


def test_a_message_nobody_can_read_any_more_holds_its_payer() -> None:
    past = acts({"item": "", "stage": ""})
    found = run(tables(invoices=[invoice()]), acts=past)
    assert told(found, "reason", "why") == {
        "F1": (
            "bad_data",
            "Donnée à corriger\u202f: envoi illisible dans la feuille Envois (Anomalies).",
        )
    }


def test_every_code_has_a_sentence_in_the_order_of_the_rules() -> None:
    order = (
        "paid, credit, in_doubt, uncollectible, handed_over, insolvency, assigned, bad_data, "
        "customer_block, invoice_block, dispute, einvoice, answer, payment_proposed, promise, "
        "instalments, direct_debit, processing_days, end_of_plan, not_due, gap, season, "
        "contact_cap, credits_cover, stale_bank, below_minimum, no_address, awaiting_decision, "
        "proposed"
    )
    assert ", ".join(CODES) == order
    day = date(2026, 11, 12)
    full = Facts("Relance ferme", "prix", day, day, day, day, day, 120_000, "EUR")
    for code in CODES:
        for facts in (Facts(), full, full._replace(waiting=True, formal=True)):
            said = sentence(code, facts)
            assert said[0].isupper()
            assert said.endswith(".")
            assert "None" not in said
            assert "  " not in said


@pytest.mark.parametrize(
    ("code", "facts", "expected"),
    [
        (
            "promise",
            Facts(
                detail="pour le 12/11/2026",
                cents=120_000,
                currency="EUR",
                until=date(2026, 11, 16),
                made=date(2026, 11, 2),
            ),
            ("Promesse du 02/11/2026 de 1\u202f200,00\u00a0€ pour le 12/11/2026\u202f: attendue "
             "jusqu’au 16/11/2026."),
        ),
        ("customer_block", Facts(), "Client bloqué."),
        (
            "invoice_block",
            Facts(detail="geste commercial", until=date(2026, 7, 1)),
            "Facture bloquée jusqu’au 01/07/2026\u202f: geste commercial.",
        ),
        ("end_of_plan", Facts(last=date(2026, 5, 1)), ("Dernière étape du plan passée (le "
          "01/05/2026)\u202f: à décider (appel, contentieux, abandon).")),
    ],
)  # fmt: skip
def test_sentences(code: str, facts: Facts, expected: str) -> None:
    assert sentence(code, facts) == expected


def test_a_broken_promise_is_said_first() -> None:
    cells = {"promise_made_on": "2026-05-20", "promise_date": "2026-06-05"}
    rows = tables(invoices=[invoice("F1"), invoice("F2", customer="C2", **cells)],
                  customers=[customer("C1"), customer("C2")],
                  contacts=[{"customer": c, "contact_name": c, "email": f"{c}@x.example"}
                            for c in ("C1", "C2")])  # fmt: skip
    found = run(rows)
    assert found.proposals[["payer", "broken_promise"]].to_numpy().tolist() == [
        ["C2", True],
        ["C1", False],
    ]
    assert str(told(found, "why")["F2"]).startswith("Promesse non tenue. Étape ")
    assert found.proposals["why"].tolist()[0].startswith("Promesse non tenue. ")
    past = acts({"item": "F2", "payer": "C2", "stage": "standard-1", "at": "2026-06-09"})
    later = run(rows, date(2026, 6, 21), past)
    assert later.proposals[["payer", "broken_promise"]].to_numpy().tolist() == [
        ["C2", False],
        ["C1", False],
    ]


def test_an_empty_workbook_decides_nothing() -> None:
    found = run(tables(customers=[], contacts=[], plans=[], stages=[]))
    assert (len(found.items), len(found.proposals), len(found.lines)) == (0, 0, 0)
    found = run({name: frame(name) for name in tables()})
    assert [problem.code for problem in found.problems] == ["unknown_plan"]
