"""Decisions survive rebuilds as long as the figures do; approving all at once has limits."""

from datetime import date

import pandas as pd
import pytest

from relance_xl.problems import RelanceError
from relance_xl.rules.approval import (
    Numbering,
    approve_all,
    approve_automatic,
    approve_some,
    merge,
)
from relance_xl.rules.numbers import highest, next_numbers
from relance_xl.rules.stale import check, seconds_left
from relance_xl.schema import TABLES
from tests.rules.builders import STANDARD, TODAY, acts, customer, frame, invoice, payment, tables
from tests.rules.deciding import run

EMPTY = frame("proposals")
ADDRESS = {"address1": "1 rue", "postcode": "75001", "city": "Paris"}


def two() -> dict[str, pd.DataFrame]:
    return tables(
        customers=[customer("C1", **ADDRESS), customer("C2", **ADDRESS)],
        contacts=[{"customer": c, "email": f"{c}@x.example"} for c in ("C1", "C2")],
        invoices=[invoice("F1", total_cents=20_000), invoice("F2", customer="C2")],
    )


def prepared(rows: dict[str, pd.DataFrame], **cells: object) -> pd.DataFrame:
    return merge(run(rows), EMPTY, Numbering([])).assign(**cells)


def test_new_rows_have_all_columns_of_the_sheet_and_new_numbers() -> None:
    found = merge(run(two()), EMPTY, Numbering(["REL-2026-00007"], journal_last=9))
    assert list(found.columns) == [column.name for column in TABLES["proposals"]] + ["proposal"]
    assert found[["number", "payer", "status", "decision"]].to_numpy().tolist() == [
        ["REL-2026-00010", "C1", "proposed", ""],
        ["REL-2026-00011", "C2", "proposed", ""],
    ]
    assert found["prepared_on"].tolist() == [pd.Timestamp(TODAY)] * 2


def test_a_decision_stays_while_its_figures_do() -> None:
    rows = two()
    before = prepared(rows, decision="send", status="approved", previewed="vu")
    before["previewed"] = before["fingerprint"]
    paid = {**rows, "payments": frame("payments", [payment(5_000)])}
    found = merge(run(paid, date(2026, 6, 16)), before, Numbering([]))
    assert found[["number", "payer", "decision", "status"]].to_numpy().tolist() == [
        ["REL-2026-00001", "C1", "", "proposed"],
        ["REL-2026-00002", "C2", "send", "approved"],
    ]
    assert found["previewed"].tolist() == ["", before["fingerprint"].iloc[1]]
    assert found["prepared_on"].tolist() == [pd.Timestamp(TODAY)] * 2


def test_what_is_no_longer_due_leaves_the_sheet() -> None:
    rows = two()
    before = prepared(rows, decision="send")
    paid = {**rows, "payments": frame("payments", [payment(20_000)])}
    assert merge(run(paid), before, Numbering([]))["payer"].tolist() == ["C2"]


@pytest.mark.parametrize(
    ("decision", "until", "expected"),
    [
        ("ignore", None, ("ignore", "ignored")),
        ("postpone", None, ("", "proposed")),
        ("postpone", "2026-06-15", ("", "proposed")),
        ("postpone", "2026-06-16", ("postpone", "postponed")),
    ],
)
def test_postpone_and_ignore(decision: str, until: str | None, expected: tuple[str, str]) -> None:
    before = prepared(two(), decision=decision)
    before["postpone_until"] = pd.Series([pd.Timestamp(until)] * 2 if until else [pd.NaT] * 2)
    found = merge(run({**two(), "proposals": before.assign(bad="", row=5)}), before, Numbering([]))
    assert list(zip(found["decision"], found["status"], strict=True)) == [expected] * 2
    assert found["number"].tolist() == before["number"].tolist()


def test_a_postponed_row_stays_postponed_when_its_figures_change() -> None:
    before = prepared(two(), decision="postpone")
    before["postpone_until"] = pd.Timestamp("2026-07-01")
    rows = {**two(), "payments": frame("payments", [payment(100)]), "proposals": before}
    found = merge(run(rows), before, Numbering([]))
    assert found["status"].tolist() == ["postponed", "postponed"]
    assert found["due_cents"].tolist() == [19_900, 10_000]


def test_a_number_that_was_tried_is_not_used_again() -> None:
    before = prepared(two(), decision="send")
    gone = Numbering([], gone=frozenset({"REL-2026-00001"}))
    found = merge(run(two()), before, gone)
    assert found[["number", "decision"]].to_numpy().tolist() == [
        ["REL-2026-00003", ""],
        ["REL-2026-00002", "send"],
    ]


def test_a_row_to_send_again_stays_so() -> None:
    before = prepared(two(), decision="send", status="retry")
    assert merge(run(two()), before, Numbering([]))["status"].tolist() == ["retry", "retry"]


def test_approving_all_needs_the_preview_of_these_very_proposals() -> None:
    rows = prepared(two())
    with pytest.raises(RelanceError, match=r"Aperçu à faire d’abord.*il en manque 2 sur 2"):
        approve_all(rows, 1_000_000)


def test_approving_all_leaves_out_formal_notices_and_large_sums() -> None:
    tabs = tables(
        customers=[customer(f"C{n}", **ADDRESS) for n in range(1, 5)],
        contacts=[{"customer": f"C{n}", "email": f"c{n}@x.example"} for n in range(1, 5)],
        invoices=[
            invoice("F1", customer="C1", due_date="2026-03-01"),
            invoice("F2", customer="C2", total_cents=1_000_001),
            invoice("F3", customer="C3", total_cents=1_000_000),
            invoice("F4", customer="C4"),
        ],
    )
    past = acts(
        {"stage": "standard-3", "severity": 3, "rank": 3, "at": "2026-05-01"},
        {"item": "X", "payer": "C4", "at": "2026-05-01", "number": "REL-2026-00002"},
    )
    rows = merge(run(tabs, acts=past), EMPTY, Numbering([]))
    found = approve_all(rows.assign(previewed=rows["fingerprint"]), 1_000_000)
    assert (found.approved, found.first_ever, found.formal, found.large) == (2, 1, 1, 1)
    decided = dict(zip(found.rows["payer"], found.rows["status"], strict=True))
    assert decided == {"C1": "proposed", "C2": "proposed", "C3": "approved", "C4": "approved"}


def test_approving_some_by_number() -> None:
    rows = approve_some(prepared(two()), ["REL-2026-00002"])
    assert rows["decision"].tolist() == ["", "send"]
    with pytest.raises(RelanceError, match=r"Relance inconnue.*REL-2026-00099"):
        approve_some(rows, ["REL-2026-00099"])


def test_only_automatic_undecided_rows_leave_unattended() -> None:
    tabs = {**two(), "stages": frame("stages", [{**s, "approval": "auto"} for s in STANDARD])}
    past = acts({"item": "X", "payer": "C9", "at": "2026-05-01"})
    rows = merge(run(tabs, acts=past), EMPTY, Numbering([]))
    rows.loc[0, "decision"] = "ignore"
    assert approve_automatic(rows)["decision"].tolist() == ["ignore", "send"]
    by_hand = merge(run(two(), acts=past), EMPTY, Numbering([]))
    assert approve_automatic(by_hand)["decision"].tolist() == ["", ""]


def test_stale_rows_say_why() -> None:
    rows = prepared(two(), decision="send")
    now = {
        **two(),
        "invoices": frame(
            "invoices",
            [invoice("F1", total_cents=20_000, block=True), invoice("F2", customer="C2")],
        ),
        "contacts": frame("contacts", [{"customer": "C2", "email": "autre@x.example"}]),
    }
    assert check(rows, run(two(), date(2026, 6, 16))).to_numpy().tolist() == [[0, ""], [1, ""]]
    assert check(rows, run(now)).to_numpy().tolist() == [
        [-1, "F1\u202f: Facture bloquée."],
        [-1, "L’adresse a changé\u202f: autre@x.example\u202f: préparez de nouveau."],
    ]


def test_the_second_message_of_a_broken_batch_is_found_again() -> None:
    tabs = tables(
        stages=[{**STANDARD[0], "second_channel": "letter"}],
        customers=[customer(**ADDRESS)],
        invoices=[invoice()],
    )
    rows = prepared(tabs, decision="send", status="approved")
    assert rows["main_number"].tolist() == ["", "REL-2026-00001"]
    past = acts({"number": "REL-2026-00001", "at": "2026-06-15 09:00"})
    assert check(rows.iloc[1:], run(tabs, acts=past))["proposal"].tolist() == [-1]
    left = seconds_left(rows, past)
    assert left == {"REL-2026-00001"}
    again = run(tabs, acts=past[~past["number"].isin(left)])
    assert check(rows.iloc[1:], again)["stale"].tolist() == [""]


def test_a_second_message_is_approved_only_with_its_main_one() -> None:
    tabs = tables(
        stages=[{**STANDARD[0], "second_channel": "letter"}],
        customers=[customer(**ADDRESS)],
        invoices=[invoice()],
    )
    rows = prepared(tabs)
    rows["previewed"] = rows["fingerprint"]
    assert approve_all(rows, None).rows["decision"].tolist() == ["send", "send"]
    rows["decision"] = pd.Series(["ignore", ""], dtype="str")
    assert approve_all(rows, None).rows["decision"].tolist() == ["ignore", ""]


def test_numbers_follow_the_highest_seen_anywhere() -> None:
    used = ["REL-2026-00004", "REL-2025-09999", "REL-2026-x", ""]
    assert next_numbers(1, 2026, used, journal_last=6) == ["REL-2026-00007"]
    assert next_numbers(1, 2027, used, journal_last=0) == ["REL-2027-00001"]
    assert next_numbers(1, 2026, ["REL-2026-99999"]) == ["REL-2026-100000"]
    assert highest(["REL-2026-100000", "REL-2026-99999"]) == "REL-2026-100000"


def test_what_a_payment_nobody_has_placed_may_concern_waits_for_a_person() -> None:
    """An unknown payer's amount equal to one open balance stops that invoice's automatic stage."""
    unknown = payment(20_000, invoice="", customer="", accepted="ticked")
    auto = frame("stages", [{**stage, "approval": "auto"} for stage in STANDARD])
    past = acts({"item": "X", "payer": "C9", "at": "2026-05-01"})
    rows = {**two(), "stages": auto, "payments": frame("payments", [unknown])}
    found = run(rows, acts=past)
    assert dict(zip(found.proposals["payer"], found.proposals["approval"], strict=True)) == {
        "C1": "manual",
        "C2": "auto",
    }


AGAIN = "\u202f: préparez de nouveau."
CHANGES = {
    "payment": (
        {"payments": [payment(5_000)]},
        "Paiement de 50,00\u00a0€ sur F1",
    ),
    "two payments": (
        {"payments": [payment(2_000), payment(1_000)]},
        "Solde de F1\u202f: 170,00\u00a0€ au lieu de 200,00\u00a0€",
    ),
    "another invoice": (
        {"invoices": [invoice("F1", total_cents=20_000), invoice("F3", total_cents=100)]},
        "F3 s’ajoute",
    ),
    "text": (
        {"texts": [{"text": "relance-3", "language": "fr", "channel": "email", "body": "y"}]},
        "Le texte a changé",
    ),
    "address": (
        {"contacts": [{"customer": "C1", "email": "new@x.example"}]},
        "L’adresse a changé\u202f: new@x.example",
    ),
    "channel": (
        {"contacts": [], "stages": [{**s, "fallback_channel": "letter"} for s in STANDARD]},
        "Le canal a changé\u202f: lettre",
    ),
}


@pytest.mark.parametrize(("cells", "said"), CHANGES.values(), ids=list(CHANGES))
def test_a_stale_row_names_its_change(cells, said) -> None:
    rows = two()
    before = prepared(rows)
    before = before[before["payer"] == "C1"]
    now = {**rows, **{name: frame(name, given) for name, given in cells.items()}}
    assert check(before, run(now))["stale"].tolist() == [said + AGAIN]


def read_back(rows: pd.DataFrame, **cells: object) -> pd.DataFrame:
    """What the sheet says at the next command: rows with `bad`."""
    return rows.assign(bad="", row=5).assign(**cells)


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"decision": "NE PAS ENVOYER", "bad": "decision"}, "NE PAS ENVOYER"),
        ({"decision": "", "bad": "decision"}, "(illisible)"),
        ({"decision": "postpone", "bad": "postpone_until"}, "Reporter (date illisible)"),
        ({"decision": "", "bad": "payer"}, ""),
    ],
)
def test_a_decision_that_cannot_be_read_is_never_overruled(cells, kept) -> None:
    rows = two()
    before = prepared(rows, previewed="", approval="auto")
    before["previewed"] = before["fingerprint"]
    sheet = read_back(before, **cells)
    assert set(approve_all(sheet, None).rows["decision"]) == {cells["decision"]}
    assert set(approve_automatic(sheet)["decision"]) == {cells["decision"]}
    after = merge(run(rows), sheet, Numbering([])).assign(approval="auto")
    assert set(after["decision"]) == {kept}
    if kept:
        assert set(approve_automatic(after)["decision"]) == {kept}


def test_rows_whose_key_cannot_be_read_leave_fresh_ones_to_a_person() -> None:
    rows = two()
    sheet = read_back(prepared(rows, payer=""), bad="payer")
    assert set(merge(run(rows), sheet, Numbering([]))["decision"]) == {"(illisible)"}


def test_a_row_that_cannot_be_read_is_stale_but_for_its_decision() -> None:
    rows = two()
    kept = read_back(prepared(rows), bad="decision")
    assert set(check(kept, run(rows))["stale"]) == {""}
    sheet = read_back(prepared(rows, decision="send"), bad="main_number")
    assert set(check(sheet, run(rows))["stale"]) == {
        "Ligne illisible («\u00a0Avec la relance\u00a0»)" + AGAIN
    }


def test_a_code_with_a_line_break_that_excel_writes_otherwise_is_the_same_customer() -> None:
    code = "C1\r\nbis"
    sheets = tables(
        customers=[customer(code, **ADDRESS)],
        contacts=[{"customer": code, "email": "c1@x.example"}],
        invoices=[invoice("F1", customer=code)],
    )
    decision = run(sheets)
    held = prepared(sheets).assign(payer="C1\nbis", decision="send")
    assert check(held, decision)["stale"].to_list() == [""]
    again = merge(decision, held, Numbering(["REL-2026-00001"]))
    assert again[["payer", "decision"]].to_dict("records") == [{"payer": code, "decision": "send"}]


OLD = {"issue_date": "2021-05-01", "due_date": "2021-06-01"}
BARRED = " Attention\u202f: créance prescrite (F1), sauf acte interruptif."


@pytest.mark.parametrize(
    ("kind", "invoices", "warned"),
    [
        ("business", [invoice(**OLD), invoice("F2")], True),
        ("", [invoice(**OLD)], True),
        ("", [invoice(due_date="2023-06-01", issue_date="2023-05-01")], False),
        ("consumer", [invoice(due_date="2023-06-01", issue_date="2023-05-01")], True),
        ("business", [invoice()], False),
    ],
)
def test_a_claim_past_its_limitation_is_decided_by_itself(kind, invoices, warned) -> None:
    tabs = tables(
        customers=[customer(customer_type=kind)],
        contacts=[{"customer": "C1", "email": "c1@x.example"}],
        invoices=invoices,
        stages=[{**stage, "approval": "auto"} for stage in STANDARD],
    )
    past = acts({"item": "X", "payer": "C9", "at": "2026-05-01"})
    rows = merge(run(tabs, acts=past), EMPTY, Numbering([]))
    rows = rows.assign(previewed=rows["fingerprint"])
    assert [BARRED in why for why in rows["why"]] == [warned]
    assert rows["approval"].tolist() == ["manual" if warned else "auto"]
    found = approve_all(rows, None)
    assert (found.approved, found.barred, found.left_out) == ((0, 1, 1) if warned else (1, 0, 0))
    assert approve_some(rows, rows["number"])["decision"].tolist() == ["send"]
