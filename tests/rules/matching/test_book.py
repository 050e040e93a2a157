"""What a workbook's sheets come to when entries are compared with them."""

from datetime import date

from relance_xl.incoming import BankEntry
from relance_xl.rules.matching import match_entries, open_book
from relance_xl.rules.matching.model import Claim, Discount, EarlierPayment
from tests.rules.builders import (
    METHODS,
    STANDARD,
    TODAY,
    acts,
    customer,
    invoice,
    no_acts,
    payment,
    settings,
    tables,
)

IMPORTED = {"source": "releve.xml", "bank_reference": "R1"}


def opened(sent=None, **sheets):
    return open_book(tables(**sheets), settings(), no_acts() if sent is None else sent, TODAY)


def left(**sheets):
    return {item.invoice: item.open_cents for item in opened(**sheets).items}


def test_what_is_open_counts_proposals_and_payments_to_come_but_nothing_refused():
    numbers = ("F1", "F2", "F3", "F4", "F5", "F6", "F7")
    rows = [invoice(number) for number in numbers]
    rows += [invoice("A1", total_cents=2_000, document="credit_note")]
    rows += [invoice("F8", accounting_balance_cents=6_000, accounting_date="2026-06-02")]
    paid = [
        payment(4_000, payment="P1", invoice="F1"),
        payment(4_000, payment="P2", invoice="F2", **IMPORTED),
        payment(10_000, payment="P3", invoice="F3", accepted="ticked", **IMPORTED),
        payment(4_000, payment="P4", invoice="F4", accepted="no", **IMPORTED),
        payment(4_000, payment="P5", invoice="F5", payment_date="2026-07-30"),
        payment(10_000, payment="P6", invoice="F6"),
        payment(4_000, payment="P7", invoice="F7", method="Pénalités", **IMPORTED),
        payment(-2_000, payment="P8", invoice="A1", **IMPORTED),
        payment(4_000, payment="P9", invoice="F8", **IMPORTED),
    ]
    methods = [*METHODS, {"method": "Pénalités", "nature": "penalties", "days": 0}]
    sheets = {"invoices": rows, "payments": paid, "payment_methods": methods}
    assert left(**sheets) == {
        "F1": 6_000,
        "F2": 6_000,
        "F4": 10_000,
        "F5": 6_000,
        "F7": 10_000,
        "F8": 6_000,
    }
    book = opened(**sheets)
    assert book.settled == {"F3": "C1", "F6": "C1", "A1": "C1"}
    assert {item.invoice: item.counted_until for item in book.items}["F8"] == date(2026, 6, 2)


def test_unknown_customers_unvalued_and_twin_invoices_are_left_out():
    rows = [
        invoice("F1"),
        invoice("F2", customer="C9"),
        invoice("F3", total_cents=None, bad="total_cents"),
        invoice("F4"),
        invoice("f4 "),
    ]
    rows[2].pop("total_cents")
    assert left(invoices=rows) == {"F1": 10_000}


def test_payers_bear_their_names_contacts_accounts_and_who_pays_for_them():
    book = opened(
        customers=[customer("C1", iban="FR76 1 ; BE68 2"), customer("C2", payer="c1")],
        invoices=[invoice("F1", customer="c2")],
    )
    told = [(p.customer, p.payer, p.name, p.other_names, p.accounts) for p in book.payers]
    assert told == [
        ("C1", "C1", "Société C1", ("Zoé Lefèvre",), ("FR76 1", "BE68 2")),
        ("C2", "C1", "Société C2", (), ()),
    ]
    assert [(item.customer, item.payer) for item in book.items] == [("C2", "C1")]


def test_only_accepted_imports_teach_a_payer_and_only_when_they_agree():
    rows = [
        payment(1, accepted="yes", payer_text="VIR TRUC ET BIDULE 12", payer_account="be68 1"),
        payment(1, accepted="yes", payer_text="VIR PARTAGE", payer_account="BE2"),
        payment(1, accepted="yes", payer_text="VIR PARTAGE", customer="C2", payer_account="BE2"),
        payment(1, accepted="", payer_text="VIR PROPOSE"),
        payment(1, accepted="yes", payer_text="SAISI", source=""),
        payment(1, accepted="yes", payer_text="VIR MAISON", customer="C2"),
        payment(1, accepted="yes", payer_text="VIR MAISON", customer="C3"),
    ]
    rows = [{**IMPORTED, "payment": f"B-{n}/1", "invoice": "", **r} for n, r in enumerate(rows)]
    for row in rows:
        row["invoice"] = ""
    people = [customer("C1"), customer("C2"), customer("C3", payer="C2")]
    book = opened(customers=people, payments=rows)
    assert book.payers_by_text == {"BIDULE TRUC": "C1", "MAISON": "C2"}
    assert book.payers_by_account == {"BE681": "C1"}


def test_discounts_and_claims_are_those_of_messages_that_left():
    stages = [{**STANDARD[0], "discount_bps": 200, "days_to_pay": 8}, *STANDARD[1:]]
    sends = [
        {"number": "REL-2026-00001", "interest_cents": 123, "fee_cents": 4_000},
        {"number": "REL-2026-00002", "interest_cents": 99},
    ]
    sent = acts(
        {"item": "F1", "at": "2026-06-09 10:00"},
        {"item": "F2", "stage": "", "at": "2026-06-09 10:00"},
        {"number": "REL-2026-00002", "item": "F2", "status": "refused"},
    )
    penalties = [
        {"claim": "1", "invoice": "F2", "interest_cents": 55, "state": "claimed"},
        {"claim": "2", "invoice": "F1", "interest_cents": 66, "state": "waived"},
    ]
    rows = [invoice("F1"), invoice("F2")]
    book = opened(sent, invoices=rows, stages=stages, sends=sends, penalties=penalties)
    assert [item.discounts for item in book.items] == [(Discount(200, date(2026, 6, 17)),), ()]
    assert book.claims == (
        Claim(frozenset({"F1", "F2"}), 123, 4_000),
        Claim(frozenset({"F2"}), 55, 0),
    )


def test_instalments_are_what_remains_of_them_by_date():
    parts = [
        {"instalment": f"F1#{n}", "invoice": "F1", "kind": "contractual", "due_date": day}
        for n, day in ((1, "2026-06-30"), (2, "2026-05-31"), (3, "2026-07-31"))
    ]
    for part, cents in zip(parts, (4_000, 4_000, 2_000), strict=True):
        part["amount_cents"] = cents
    book = opened(invoices=[invoice("F1")], instalments=parts, payments=[payment(5_000)])
    assert [item.parts for item in book.items] == [(3_000, 2_000)]
    [match] = match_entries([BankEntry(TODAY, 3_000, "EUR", "VIR SOCIETE C1")], book)
    assert (match.invoices, match.confidence) == (("F1",), "high")


def test_rows_of_one_entry_are_one_earlier_payment():
    rows = [
        payment(6_000, payment="B-0a/1", invoice="F1", accepted="yes", **IMPORTED),
        payment(4_000, payment="B-0a/2", invoice="F2", accepted="yes", **IMPORTED),
        payment(1_000, payment="P9", invoice="", payment_date="2020-01-01"),
    ]
    book = opened(invoices=[invoice("F1"), invoice("F2")], payments=rows)
    [earlier] = book.payments
    assert isinstance(earlier, EarlierPayment)
    assert (earlier.references, earlier.cash_cents) == (("R1",), 10_000)


def test_two_imports_never_propose_the_same_invoice():
    said = [BankEntry(TODAY, 10_000, "EUR", "VIR SOCIETE F2026-0012")]
    rows = [invoice("F2026-0012")]
    [first] = match_entries(said, opened(invoices=rows))
    proposed = payment(
        10_000, payment="B-1/1", invoice="F2026-0012", payment_date="2026-06-15", **IMPORTED
    )
    [second] = match_entries(said, opened(invoices=rows, payments=[proposed]))
    assert (first.invoices, first.confidence) == (("F2026-0012",), "high")
    assert (second.customer, second.invoices, second.confidence) == ("C1", (), "low")
