"""One message per payer and currency: who carries it, what it lists, how it leaves."""

import pandas as pd
import pytest

from relance_xl.rules.approval import Numbering, merge
from relance_xl.rules.stale import check
from tests.rules.builders import STANDARD, acts, customer, frame, invoice, payment, tables
from tests.rules.deciding import reasons, recorded, run, told

ADDRESS = {"address1": "1 rue", "postcode": "75001", "city": "Paris"}
ONE_EACH = [
    {"customer": c, "contact_name": c, "role": "billing", "email": f"{c.lower()}@x.example"}
    for c in ("C1", "C2", "C3")
]


def reminded(*rows: tuple[str, int], at: str = "2026-05-20") -> pd.DataFrame:
    return acts(
        *(
            {"item": item, "stage": f"standard-{n}", "severity": n, "rank": n, "at": at}
            for item, n in rows
        )
    )


def parts(found: object) -> list[list[object]]:
    return found.lines[["item", "part", "stage", "open_cents"]].to_numpy().tolist()  # type: ignore[attr-defined]


def test_one_message_per_payer_and_currency_each_debtor_under_its_name() -> None:
    rows = tables(
        customers=[customer("C1", name="Mère"), customer("C2", name="Fille", payer="C1")],
        invoices=[
            invoice("F1"),
            invoice("F2", customer="C2", due_date="2026-06-08"),
            invoice("F3", customer="C2", due_date="2026-06-14"),
            invoice("F4", currency="USD"),
            invoice("F5", customer="C2", block=True),
        ],
    )
    found = run(rows)
    assert recorded(found) == [
        "C1 EUR email F2 → standard-1 ; F3 → (listée) ; F1 → standard-3",
        "C1 USD email F4 → standard-3",
    ]
    assert found.lines["customer_name"].tolist() == ["Fille", "Fille", "Mère", "Mère"]
    assert found.proposals["due_cents"].tolist() == [30_000, 10_000]
    assert found.proposals["stage"].tolist() == ["standard-3", "standard-3"]


def test_the_carrying_invoice_severity_then_days_then_balance_then_number() -> None:
    rows = tables(
        invoices=[
            invoice("F4", due_date="2026-05-10"),
            invoice("F3", due_date="2026-05-10"),
            invoice("F2", due_date="2026-05-10", total_cents=9_000),
            invoice("F1", due_date="2026-06-01", total_cents=900_000),
        ]
    )
    assert run(rows).proposals["reference_item"].tolist() == ["F3"]


def test_a_formal_notice_puts_in_default_only_its_own_invoices() -> None:
    rows = tables(
        customers=[customer(**ADDRESS)],
        invoices=[
            invoice("F1", due_date="2026-03-01"),
            invoice("F2", due_date="2026-05-01"),
            invoice("F3", due_date="2026-06-13"),
        ],
    )
    found = run(rows, acts=reminded(("F1", 3), ("F2", 1)))
    assert parts(found) == [
        ["F1", "own", "standard-4", 10_000],
        ["F2", "information", "", 10_000],
        ["F3", "information", "", 10_000],
    ]
    assert found.proposals[["channel", "due_cents"]].to_numpy().tolist() == [
        ["registered_letter", 10_000]
    ]
    assert told(found, "reason", "why")["F2"] == (
        "proposed",
        (
            "Étape «\u202fRelance ferme\u202f» attend\u202f: "
            "ce client a une autre relance prévue aujourd’hui."
        ),
    )


def test_only_invoices_of_the_stage_where_the_plan_says_so() -> None:
    rows = tables(
        plans=[{"plan": "standard", "listing": "same_stage"}],
        invoices=[
            invoice("F1", due_date="2026-05-16"),
            invoice("F2", due_date="2026-06-08"),
            invoice("F3", due_date="2026-05-31"),
        ],
    )
    found = run(rows, acts=reminded(("F1", 1), ("F3", 2), at="2026-05-25"))
    assert parts(found) == [
        ["F1", "own", "standard-2", 10_000],
        ["F3", "listed", "", 10_000],
    ]
    assert reasons(found)["F2"] == "proposed"


def test_a_partly_disputed_invoice_asks_for_its_open_part() -> None:
    rows = tables(invoices=[invoice(dispute=True, disputed_cents=4_000)])
    found = run(rows)
    assert found.proposals["due_cents"].tolist() == [6_000]
    assert found.invoices["balance_cents"].tolist() == [10_000]


def test_penalties_are_claimed_where_the_last_or_recorded_stage_claims() -> None:
    rows = tables(
        customers=[customer(**ADDRESS)],
        invoices=[invoice("F1", due_date="2026-03-01"), invoice("F2", due_date="2026-06-05")],
    )
    formal = run(rows, acts=reminded(("F1", 3)))
    line = formal.lines.set_index("item").loc["F1"]
    assert bool(line["claims"])
    total = int(line["interest_cents"]) + int(line["fee_cents"])
    assert formal.proposals[["claim", "penalties_cents", "penalties_ok"]].to_numpy().tolist() == [
        [True, total, True]
    ]
    later = run(rows, acts=reminded(("F1", 4)))
    assert recorded(later) == ["C1 EUR email F1 → (listée) ; F2 → standard-1"]
    assert later.lines["claims"].tolist() == [True, False]
    assert reasons(later)["F1"] == "end_of_plan"


def test_no_amount_for_a_type_without_law_nor_claim_beside_a_credit() -> None:
    rows = tables(customers=[customer(customer_type="")], invoices=[invoice()])
    found = run(rows)
    assert found.lines["interest_cents"].isna().all()
    assert found.proposals["penalties_ok"].tolist() == [False]
    stages = [{**stage, "penalties": "claim"} for stage in STANDARD]
    rows = tables(stages=stages, invoices=[invoice()], payments=[payment(100, invoice="")])
    assert run(rows).proposals["claim"].tolist() == [False]


def contact(name: str, role: str, email: str = "x", **cells: object) -> dict[str, object]:
    address = f"{name.lower()}@x.example" if email == "x" else email
    return {"customer": "C1", "contact_name": name, "role": role, "email": address, **cells}


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([contact("Ada", "management"), contact("Bob", "billing")], "Bob"),
        ([contact("Ada", "management"), contact("Bob", "")], "Bob"),
        ([contact("Ada", "dunning"), contact("Bob", "")], "Ada"),
        ([contact("Ada", "billing", email=""), contact("Bob", "management")], "Bob"),
        ([contact("Ada", "billing", email_opt_out=True), contact("Bob", "dunning")], "Bob"),
        ([contact("Ada", "billing", email_bounced_on="2026-06-01"), contact("Bob", "")], "Bob"),
        ([contact("Ada", "billing", bad="email"), contact("Bob", "")], "Bob"),
        ([contact("Ada", "billing", email_opt_out=True)], None),
    ],
)
def test_who_is_written_to(contacts: list[dict[str, object]], expected: str | None) -> None:
    found = run(tables(invoices=[invoice()], contacts=contacts))
    assert found.proposals["contact_name"].tolist() == ([expected] if expected else [])


def one_stage(**cells: object) -> list[dict[str, object]]:
    return [{**STANDARD[0], **cells}]


@pytest.mark.parametrize(
    ("stage", "cells", "expected"),
    [
        ({"channel": "email"}, {}, ["email"]),
        ({"channel": "email"}, {"preferred_channel": "letter"}, ["letter"]),
        ({"channel": "letter"}, {"preferred_channel": "email"}, ["email"]),
        ({"channel": "email"}, {"preferred_channel": "sms"}, ["email"]),
        ({"channel": "registered_letter"}, {"preferred_channel": "email"}, ["registered_letter"]),
        ({"channel": "call"}, {}, []),
        ({"channel": "call", "fallback_channel": "letter"}, {}, ["letter"]),
        ({"channel": "email", "second_channel": "call"}, {}, ["email"]),
        ({"channel": "email", "second_channel": "letter"}, {}, ["email", "letter"]),
        ({"channel": "email", "second_channel": "letter"}, {"city": ""}, ["email"]),
        ({"channel": "letter", "fallback_channel": "email"}, {"city": ""}, ["email"]),
        ({"channel": "letter"}, {"address1": ""}, []),
        ({"channel": "letter", "severity": 4, "fallback_channel": "email"}, {"city": ""}, []),
        (
            {"channel": "email", "severity": 4, "fallback_channel": "registered_letter"},
            {"preferred_channel": "letter"},
            ["email"],
        ),
        ({"channel": "email", "second_channel": "letter"}, {"preferred_channel": "letter"},
         ["letter"]),
    ],
)  # fmt: skip
def test_channels(stage: dict[str, object], cells: dict[str, object], expected: list[str]) -> None:
    rows = tables(
        stages=one_stage(**stage),
        customers=[customer(**{**ADDRESS, **cells})],
        invoices=[invoice()],
    )
    assert run(rows).proposals["channel"].tolist() == expected


def test_a_second_channel_has_its_own_row_after_its_main_one() -> None:
    rows = tables(
        stages=one_stage(second_channel="letter"),
        customers=[customer(**ADDRESS)],
        invoices=[invoice("F1"), invoice("F2", currency="USD")],
    )
    found = run(rows)
    assert found.proposals[["proposal", "main", "currency", "channel"]].to_numpy().tolist() == [
        [0, 0, "EUR", "email"],
        [1, 0, "EUR", "letter"],
        [2, 2, "USD", "email"],
        [3, 2, "USD", "letter"],
    ]
    assert found.lines[["proposal", "item"]].to_numpy().tolist() == [
        [0, "F1"],
        [1, "F1"],
        [2, "F2"],
        [3, "F2"],
    ]
    assert found.proposals["recipient"].tolist()[1] == "1 rue, 75001 Paris, FR"


@pytest.mark.parametrize("status", ["refused", "bounced"])
def test_a_failed_address_is_not_tried_again_for_the_stage(status: str) -> None:
    rows = tables(
        stages=one_stage(fallback_channel="letter"),
        customers=[customer(**ADDRESS)],
        invoices=[invoice()],
    )
    failed = acts({"status": status, "at": "2026-06-14"})
    assert run(rows, acts=failed).proposals["channel"].tolist() == ["letter"]
    corrected = {**rows, "contacts": rows["contacts"].assign(email="neuve@client.example")}
    assert run(corrected, acts=failed).proposals["recipient"].tolist() == ["neuve@client.example"]
    again = acts({"status": "not_sent", "at": "2026-06-14"})
    assert run(rows, acts=again).proposals["channel"].tolist() == ["email"]


def test_a_formal_notice_without_postal_address_lets_the_others_go() -> None:
    rows = tables(invoices=[invoice("F1", due_date="2026-03-01"), invoice("F2")])
    found = run(rows, acts=reminded(("F1", 3)))
    assert reasons(found) == {"F1": "no_address", "F2": "proposed"}
    assert recorded(found) == ["C1 EUR email F1 → (listée) ; F2 → standard-3"]


@pytest.mark.parametrize(
    ("language", "channel", "expected"),
    [("nl", "email", "nl"), ("de", "email", "fr"), ("", "email", "fr")],
)
def test_language(language: str, channel: str, expected: str) -> None:
    texts = [
        {"text": "relance-1", "language": lang, "channel": channel, "body": "x"}
        for lang in ("fr", "nl")
    ]
    rows = tables(
        stages=one_stage(), customers=[customer(language=language)], invoices=[invoice()],
        texts=texts,
    )  # fmt: skip
    assert run(rows).proposals["language"].tolist() == [expected]


def test_an_assigned_invoice_is_dunned_for_its_factor_apart_and_paid_to_it() -> None:
    plan = {
        "plan": "standard",
        "factor": True,
        "factor_iban": "FR7630006000011234567890189",
        "factor_sentence": "Payez au factor.",
    }
    rows = tables(plans=[plan], invoices=[invoice("F1", assigned_to="Factor SA"), invoice("F2")])
    found = run(rows)
    assert sorted(recorded(found)) == [
        "C1 EUR email F1 → standard-3",
        "C1 EUR email F2 → standard-3",
    ]
    paid_to = dict(zip(found.proposals["reference_item"], found.proposals["iban"], strict=True))
    assert paid_to == {"F1": "FR7630006000011234567890189", "F2": ""}


def test_the_fingerprint_ignores_days_and_sees_everything_else() -> None:
    plain = tables(customers=[customer(**ADDRESS)], invoices=[invoice("F1"), invoice("F2")])
    base = run(plain).proposals["fingerprint"].tolist()
    other_day = run(plain, pd.Timestamp("2026-06-16").date())
    assert other_day.proposals["fingerprint"].tolist() == base
    changes = (
        {"payments": [payment(100)]},
        {"payments": [payment(100, invoice="")]},
        {"invoices": [invoice("F1"), invoice("F2", block=True)]},
        {"contacts": [contact("Zoé", "billing")]},
        {"stages": [{**stage, "text": "autre"} for stage in STANDARD]},
        {"texts": [{"text": "relance-3", "language": "fr", "channel": "email", "body": "y"}]},
    )
    seen = {tuple(base)}
    for change in changes:
        rows = {"customers": [customer(**ADDRESS)], "invoices": [invoice("F1"), invoice("F2")]}
        seen.add(tuple(run(tables(**{**rows, **change})).proposals["fingerprint"]))
    assert len(seen) == len(changes) + 1


def test_after_a_message_of_unknown_day_its_payer_waits_for_a_person() -> None:
    rows = tables(
        customers=[customer(), customer("C2")],
        contacts=ONE_EACH,
        invoices=[invoice(), invoice("F2"), invoice("F3", customer="C2")],
    )
    found = run(rows, acts=acts({"at": None}))
    assert reasons(found) == {"F1": "bad_data", "F2": "bad_data", "F3": "proposed"}
    nobody = run(rows, acts=acts({"at": None, "payer": ""}))
    assert reasons(nobody) == {"F1": "bad_data", "F2": "proposed", "F3": "proposed"}


def test_a_postponed_stage_leaves_under_no_other_key() -> None:
    def book(*invoices: dict[str, object], rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
        return {**tables(customers=[customer(**ADDRESS)], invoices=invoices), "proposals": rows}

    young, old = invoice("F1", due_date="2026-06-10"), invoice("F2", due_date="2026-05-01")
    before = acts({"item": "F2", "at": "2026-05-05"})
    first = run(book(young, rows=frame("proposals")), acts=before)
    rows = merge(first, frame("proposals"), Numbering([]))
    until = pd.Series([pd.Timestamp("2026-07-01")], dtype="datetime64[s]")
    rows = rows.assign(decision="postpone", postpone_until=until)
    found = run(book(young, old, rows=rows), acts=before)
    assert reasons(found) == {"F1": "awaiting_decision", "F2": "proposed"}
    kept = merge(found, rows, Numbering([]))
    assert kept[["number", "decision", "invoices"]].to_numpy().tolist() == [
        ["REL-2026-00002", "", "F2 → standard-2 ; F1 → (listée)"],
        ["REL-2026-00001", "postpone", "F2 → (listée) ; F1 → standard-1"],
    ]
    same = invoice("F3", due_date="2026-06-11")
    joined = run(book(young, same, rows=rows), acts=before)
    assert reasons(joined) == {"F1": "awaiting_decision", "F3": "awaiting_decision"}


@pytest.mark.parametrize(
    ("due", "sent", "reason"),
    [("2026-05-20", 1, "proposed"), ("2026-02-01", 3, "credits_cover")],
)
def test_a_credit_of_the_payer_is_not_netted_but_stops_a_formal_notice(due, sent, reason) -> None:
    claiming = [{**stage, "penalties": "claim"} for stage in STANDARD]
    rows = tables(
        customers=[customer("P", **ADDRESS), customer("C1", payer="P", **ADDRESS)],
        contacts=[{"customer": "P", "contact_name": "p", "email": "p@x.example"}],
        invoices=[invoice(due_date=due)],
        payments=[payment(50_000, customer="P", invoice="")],
        stages=claiming,
    )
    found = run(rows, acts=reminded(("F1", sent), at="2026-05-25").assign(payer="P"))
    assert reasons(found) == {"F1": reason}
    told_ = found.proposals[["due_cents", "credit_cents", "claim"]].to_numpy().tolist()
    assert told_ == ([[10_000, 0, False]] if reason == "proposed" else [])


def test_a_factor_s_message_and_ours_keep_a_number_each() -> None:
    factor = [
        {**s, "stage": s["stage"].replace("standard", "factor"), "plan": "factor"} for s in STANDARD
    ]
    rows = tables(
        customers=[customer(plan="factor", **ADDRESS)],
        invoices=[invoice("F1", assigned_to="BNP"), invoice("F2")],
        stages=[*STANDARD, *factor],
        plans=[{"plan": "standard"}, {"plan": "factor", "factor": True}],
    )
    found = run(rows)
    first = merge(found, frame("proposals"), Numbering([]))
    again = merge(found, first.iloc[::-1].reset_index(drop=True), Numbering([]))
    pairs = [["REL-2026-00001", "F1 → factor-3"], ["REL-2026-00002", "F2 → factor-3"]]
    assert first[["number", "invoices"]].to_numpy().tolist() == pairs
    assert again[["number", "invoices"]].to_numpy().tolist() == pairs
    assert check(again.assign(decision="send"), found)["stale"].tolist() == ["", ""]
    one = merge(found, first.iloc[1:].reset_index(drop=True), Numbering([]))
    assert one["number"].tolist() == ["REL-2026-00003", "REL-2026-00002"]
