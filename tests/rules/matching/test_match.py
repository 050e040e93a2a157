"""Stories of RULES §8: a bank's entry, what is open, and what is proposed and why."""

from datetime import date

import pytest

from relance_xl.incoming import BankEntry
from relance_xl.rules.matching import match_entries
from relance_xl.rules.matching.model import (
    Allocation,
    Claim,
    Discount,
    EarlierPayment,
    OpenBook,
    OpenItem,
    Payer,
)

DAY = date(2026, 6, 15)
IBAN = "FR7630006000011234567890189"


def item(invoice, cents, customer="C1", **cells):
    given = {
        "payer": customer,
        "currency": "EUR",
        "issued": date(2026, 4, 16),
        "due": date(2026, 5, 16),
        **cells,
    }
    return OpenItem(invoice=invoice, customer=customer, open_cents=cents, **given)


def book(*items, **cells):
    payers = (
        Payer("C1", "C1", "Boulangerie Élan SARL", ("Zoé Lefèvre",), (IBAN,)),
        Payer("C2", "C2", "Garage Dupont"),
        Payer("C3", "C3", "Dupont et fils"),
        Payer("C4", "C2", "Station du Pont-Neuf"),
    )
    return OpenBook(items, payers, **cells)


def entry(cents, label="VIR SEPA", **cells):
    return BankEntry(cells.pop("on", DAY), cents, cells.pop("currency", "EUR"), label, **cells)


def told(entries, opened):
    """Give what is proposed, without reasons."""
    return [
        (m.customer, [(a.invoice, a.amount_cents, a.nature) for a in m.allocations], m.confidence)
        for m in match_entries(entries, opened)
    ]


def paid(*pairs):
    return [(invoice, cents, "payment") for invoice, cents in pairs]


MONTHS = [
    item(f"F2026-000{month}", cents, issued=date(2026, month, 1), due=date(2026, month, 28))
    for month, cents in ((1, 10_000), (2, 20_050), (3, 15_000), (4, 7_500), (5, 31_000))
]


@pytest.mark.parametrize(
    ("said", "opened", "expected"),
    [
        # evidence and amount agree
        (
            entry(10_000, "VIR ELAN F2026 0012"),
            book(item("F2026-0012", 10_000)),
            ("C1", paid(("F2026-0012", 10_000)), "high"),
        ),
        (
            entry(30_000, "FACT 55129 ET 0055130 DU 05/06/2026"),
            book(item("0055129", 10_000), item("55130", 20_000), item("5062", 30_000)),
            ("C1", paid(("0055129", 10_000), ("55130", 20_000)), "high"),
        ),
        (
            entry(10_000, structured_reference="090933755493"),
            book(
                item("F1", 10_000, "C2", structured_reference="+++090/9337/55493+++"),
                item("F2", 10_000, "C3"),
            ),
            ("C2", paid(("F1", 10_000)), "high"),
        ),
        (
            entry(10_000, payer_account="FR76 3000 6000 0112 3456 7890 189"),
            book(item("F1", 10_000), item("F2", 9_000)),
            ("C1", paid(("F1", 10_000)), "high"),
        ),
        (
            entry(10_000, "VIR XYZ TRUC 12/06"),
            book(item("F1", 10_000), payers_by_text={"TRUC XYZ": "C1"}),
            ("C1", paid(("F1", 10_000)), "high"),
        ),
        (
            entry(10_000, "VIR BOULANGERIE ELAN"),
            book(item("F1", 10_000), item("F2", 10_000, "C2")),
            ("C1", paid(("F1", 10_000)), "high"),
        ),
        # a name in part, a contact's name
        (
            entry(10_000, "VIR M LEFEVRE ZOE"),
            book(item("F1", 10_000)),
            ("C1", paid(("F1", 10_000)), "medium"),
        ),
        # two customers fit a name: the amount tells, but not surely; or nothing does
        (
            entry(10_000, "VIR DUPONT"),
            book(item("F1", 10_000, "C2"), item("F2", 9_000, "C3")),
            ("C2", paid(("F1", 10_000)), "medium"),
        ),
        # whole balance with the credit note, a run, a single combination
        (
            entry(9_000, "VIR BOULANGERIE ELAN"),
            book(item("F1", 10_000), item("A1", -1_000)),
            ("C1", paid(("A1", -1_000), ("F1", 10_000)), "high"),
        ),
        (
            entry(42_550, "VIR BOULANGERIE ELAN"),
            book(*MONTHS),
            (
                "C1",
                paid(("F2026-0002", 20_050), ("F2026-0003", 15_000), ("F2026-0004", 7_500)),
                "high",
            ),
        ),
        (
            entry(41_000, "VIR BOULANGERIE ELAN"),
            book(*MONTHS),
            ("C1", paid(("F2026-0001", 10_000), ("F2026-0005", 31_000)), "medium"),
        ),
        # two equal answers
        (
            entry(10_000, "VIR BOULANGERIE ELAN"),
            book(item("F1", 10_000), item("F2", 10_000)),
            ("C1", paid(("F1", 10_000)), "low"),
        ),
        # a fee within the setting, beyond it
        (
            entry(9_700, "VIR BOULANGERIE ELAN F2026-0012"),
            book(item("F2026-0012", 10_000), bank_fee_cents=500),
            ("C1", [("F2026-0012", 9_700, "payment"), ("F2026-0012", 300, "bank_fee")], "medium"),
        ),
        (
            entry(9_700, "VIR BOULANGERIE ELAN F2026-0012"),
            book(item("F2026-0012", 10_000), bank_fee_cents=200),
            ("C1", paid(("F2026-0012", 9_700)), "medium"),
        ),
        # a discount in time, too late
        (
            entry(9_800, "VIR BOULANGERIE ELAN F2026-0012"),
            book(item("F2026-0012", 10_000, discounts=(Discount(200, DAY),))),
            ("C1", [("F2026-0012", 9_800, "payment"), ("F2026-0012", 200, "discount")], "high"),
        ),
        (
            entry(9_800, "VIR BOULANGERIE ELAN F2026-0012"),
            book(item("F2026-0012", 10_000, discounts=(Discount(200, date(2026, 6, 14)),))),
            ("C1", paid(("F2026-0012", 9_800)), "medium"),
        ),
        # claimed penalties paid with the invoice: all of them, or the interest alone
        (
            entry(14_123, "VIR BOULANGERIE ELAN F2026-0012"),
            book(
                item("F2026-0012", 10_000), claims=(Claim(frozenset({"F2026-0012"}), 123, 4_000),)
            ),
            (
                "C1",
                [("F2026-0012", 10_000, "payment"), ("F2026-0012", 4_123, "penalties")],
                "high",
            ),
        ),
        # an instalment, two of them
        (
            entry(8_000, "VIR BOULANGERIE ELAN"),
            book(item("F1", 12_000, parts=(4_000, 4_000, 4_000))),
            ("C1", paid(("F1", 8_000)), "high"),
        ),
        # part of what is named; more than what is named
        (
            entry(4_000, "VIR ELAN F2026-0012"),
            book(item("F2026-0012", 10_000)),
            ("C1", paid(("F2026-0012", 4_000)), "medium"),
        ),
        (
            entry(12_000, "VIR ELAN F2026-0012"),
            book(item("F2026-0012", 10_000)),
            ("C1", paid(("F2026-0012", 10_000), ("", 2_000)), "medium"),
        ),
        # customer only; a settled invoice tells the customer
        (
            entry(4_321, "VIR BOULANGERIE ELAN"),
            book(item("F1", 10_000)),
            ("C1", paid(("", 4_321)), "low"),
        ),
        (
            entry(4_321, "FACTURE F2025-0099"),
            book(settled={"F2025-0099": "C2"}),
            ("C2", paid(("", 4_321)), "low"),
        ),
        (
            entry(10_000, "VIR BOULANGERIE ELAN F2025-0099"),
            book(item("F2026-0012", 10_000), settled={"F2025-0099": "C1"}),
            ("C1", paid(("F2026-0012", 10_000)), "medium"),
        ),
        (
            entry(10_000, "VIR BOULANGERIE ELAN F2025-0099"),
            book(item("F2026-0012", 10_000), settled={"F2025-0099": "C2"}),
            ("C1", paid(("F2026-0012", 10_000)), "high"),
        ),
        # unknown payer: the one open balance, or nothing when two are equal
        (
            entry(10_000, "VIR INCONNU"),
            book(item("F1", 10_000), item("F2", 10_001, "C2")),
            ("C1", paid(("F1", 10_000)), "low"),
        ),
        (
            entry(10_000, "VIR INCONNU"),
            book(item("F1", 10_000), item("F2", 10_000, "C2")),
            ("", [], ""),
        ),
        # one payer for several debtors
        (
            entry(30_000, "VIR GARAGE DUPONT"),
            book(item("F1", 10_000, "C2"), item("F2", 20_000, "C4", payer="C2")),
            ("C2", paid(("F1", 10_000), ("F2", 20_000)), "high"),
        ),
        # another currency, an invoice of a later day, one the accounting has counted
        (
            entry(10_000, "VIR BOULANGERIE ELAN", currency="CHF"),
            book(item("F1", 10_000)),
            ("C1", paid(("", 10_000)), "low"),
        ),
        (
            entry(10_000, "VIR BOULANGERIE ELAN"),
            book(item("F1", 10_000, issued=date(2026, 6, 16))),
            ("C1", paid(("", 10_000)), "low"),
        ),
        (
            entry(10_000, "VIR BOULANGERIE ELAN"),
            book(item("F1", 10_000, counted_until=DAY)),
            ("C1", paid(("", 10_000)), "low"),
        ),
        # digits that are no invoice number
        (
            entry(99, "VIR DU 150626 DE FR76 3000 6000 0112 3456 7890 189 CHQ 6000"),
            book(item("6000", 10_000), item("150626", 5_000)),
            ("", [], ""),
        ),
        # cards are not guessed, debits have no effect
        (entry(10_000, "REMISE CB 12/06 TPE 01"), book(item("F1", 10_000)), ("", [], "")),
        (entry(-10_000, "PRLV URSSAF"), book(item("F1", 10_000)), ("", [], "")),
        (entry(10_000, "VIR", returned=True), book(item("F1", 10_000)), ("", [], "")),
    ],
)
def test_one_entry(said, opened, expected):
    assert told([said], opened) == [expected]


def test_each_entry_takes_its_invoices_from_the_next():
    opened = book(item("F1", 10_000), item("F2", 10_000, "C2"))
    later, first = entry(10_000, "VIR ELAN"), entry(10_000, "VIR ELAN", on=date(2026, 6, 1))
    matches = match_entries([later, first], opened)
    assert [(m.entry, m.customer, m.invoices, m.confidence) for m in matches] == [
        (0, "C1", (), "low"),
        (1, "C1", ("F1",), "high"),
    ]
    assert matches[0].reason.endswith("F2, du client C2, est de ce montant")


def test_reasons_are_sentences_with_french_spaces():
    opened = book(item("F2026-0012", 10_000), bank_fee_cents=500)
    [match] = match_entries([entry(9_700, "BOULANGERIE ELAN FACT F2026-0012")], opened)
    assert match.reason == (
        "numéro cité\u202f: F2026-0012\u202f; nom reconnu dans le libellé\u202f; "
        "il manque 3,00\u00a0€\u202f: frais bancaires tolérés"
    )


EARLIER = (
    EarlierPayment(
        date(2026, 6, 1),
        "C1",
        "EUR",
        ("E2E-1",),
        (Allocation("F1", 6_000), Allocation("F2", 4_000), Allocation("F2", 100, "discount")),
    ),
    EarlierPayment(date(2026, 6, 2), "C2", "EUR", ("E2E-2",), (Allocation("F9", 10_000),)),
)
UNDONE = [("F1", -6_000, "payment"), ("F2", -4_000, "payment"), ("F2", -100, "discount")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (entry(-10_000, "REJET", end_to_end="E2E-1", returned=True), ("C1", UNDONE, "high")),
        (entry(-10_000, "REJET BOULANGERIE ELAN", returned=True), ("C1", UNDONE, "high")),
        (entry(-10_000, "IMPAYE", returned=True), ("C2", paid(("F9", -10_000)), "low")),
        (
            entry(-10_100, "REJET BOULANGERIE ELAN", returned=True),
            ("C1", paid(("", -10_100)), "low"),
        ),
        (entry(-10_100, "REJET", returned=True), ("", [], "")),
    ],
)
def test_a_reject_answers_one_payment(said, expected):
    assert told([said], book(payments=EARLIER)) == [expected]


def test_a_reject_gives_back_what_the_batch_took():
    entries = [
        entry(10_000, "VIR ELAN", on=date(2026, 6, 1)),
        entry(-10_000, "REJET VIR ELAN", on=date(2026, 6, 3), returned=True),
        entry(10_000, "VIR ELAN", on=date(2026, 6, 5)),
    ]
    one = ("C1", paid(("F1", 10_000)), "high")
    undone = ("C1", paid(("F1", -10_000)), "high")
    assert told(entries, book(item("F1", 10_000))) == [one, undone, one]


ON_ACCOUNT = (
    "nom reconnu dans le libellé ; le montant ne correspond à aucune facture : sur le compte du "
    "client"
)


@pytest.mark.parametrize(
    ("label", "opened", "reason"),
    [
        (
            "VIR BOULANGERIE ELAN F2025-0099",
            book(item("F2026-0012", 10_000), settled={"F2025-0099": "C1"}),
            "nom reconnu dans le libellé ; cite F2025-0099, déjà soldée ; montant exact",
        ),
        (
            "VIR BOULANGERIE ELAN F2026-0012",
            book(item("F2026-0012", 10_000, counted_until=DAY)),
            f"{ON_ACCOUNT} ; F2026-0012 : la liste comptable le compte peut-être déjà",
        ),
    ],
)
def test_an_invoice_named_that_is_not_to_be_paid_is_told(label, opened, reason):
    (found,) = match_entries([entry(10_000, label)], opened)
    assert found.reason.replace("\u202f", " ") == reason
