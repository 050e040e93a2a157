"""RULES §2: what is open, told by small sheets."""

from collections.abc import Mapping, Sequence

import pandas as pd
import pytest

from relance_xl.problems import Severity
from relance_xl.rules.items import assemble
from tests.rules.builders import TODAY, customer, invoice, no_acts, payment, settings, tables

Row = Mapping[str, object]


def balances(invoices: Sequence[Row], payments: Sequence[Row] = ()) -> dict[str, int]:
    items = assemble(
        tables(invoices=invoices, payments=payments), settings(), no_acts(), TODAY
    ).items
    return dict(zip(items["item"], items["balance_cents"], strict=True))


def credit_rows(invoices: Sequence[Row], **sheets: Sequence[Row]) -> list[tuple[object, ...]]:
    found = assemble(tables(invoices=invoices, **sheets), settings(), no_acts(), TODAY).credits
    return list(found.itertuples(index=False, name=None))


REJECT = {"payment": "P2", "payment_date": "2026-06-05"}
CREDIT_NOTE = {"document": "credit_note", "credit_note_of": "F1", "total_cents": 3_000}
ACCOUNTED = {"accounting_balance_cents": 4_000, "accounting_date": "2026-06-01"}

CASES = {
    "nothing paid": ([], 10_000),
    "part": ([payment(4_000)], 6_000),
    "two parts": ([payment(4_000), payment(1_000, payment="P2")], 5_000),
    "no is not counted": ([payment(4_000, accepted="no")], 10_000),
    "ticked is not counted": ([payment(4_000, accepted="ticked")], 10_000),
    "imported is not counted": ([payment(4_000, source="releve.xml")], 10_000),
    "imported and accepted": ([payment(4_000, source="releve.xml", accepted="yes")], 6_000),
    "on account": ([payment(4_000, invoice="")], 10_000),
    "overpaid": ([payment(12_000)], -2_000),
    "to come": ([payment(4_000, payment_date="2026-06-16")], 10_000),
    "today": ([payment(4_000, payment_date="2026-06-15")], 6_000),
    "after the run's day, but seen by the bank": (
        [payment(4_000, payment_date="2026-06-20", statement_end="2026-06-30")],
        6_000,
    ),
    "rejected, same reference": (
        [
            payment(4_000, bank_reference="A"),
            payment(4_000, payment="P3", bank_reference="B"),
            payment(-4_000, bank_reference="A", **REJECT),
        ],
        6_000,
    ),
    "rejected, same amount": ([payment(4_000), payment(-4_000, **REJECT)], 10_000),
    "rejected without naming the invoice": (
        [
            payment(4_000, bank_reference="A"),
            payment(-4_000, invoice="", customer="", bank_reference="A", **REJECT),
        ],
        10_000,
    ),
    "rejected before it was to come": (
        [payment(4_000, payment_date="2026-06-20"), payment(-4_000, **REJECT)],
        10_000,
    ),
    "refunded in part": (
        [payment(4_000, bank_reference="A"), payment(-1_000, bank_reference="A", **REJECT)],
        7_000,
    ),
    "never above the total": ([payment(-4_000)], 10_000),
    "penalties pay no debt": ([payment(4_000), payment(500, method=" PÉNALITÉS")], 6_000),
    "penalties on account": ([payment(500, invoice="", method="Pénalités")], 10_000),
    "discount and tolerated fee do": (
        [payment(9_700), payment(200, method="Escompte"), payment(100, method="Frais bancaires")],
        0,
    ),
    "rejected with its penalties": (
        [
            payment(4_000, bank_reference="A"),
            payment(500, payment="P3", method="Pénalités", bank_reference="A"),
            payment(-4_500, bank_reference="A", **REJECT),
        ],
        10_000,
    ),
    "rejected row by row": (
        [
            payment(4_000, bank_reference="A"),
            payment(500, payment="P3", method="Pénalités", bank_reference="A"),
            payment(-4_000, bank_reference="A", **REJECT),
            payment(-500, method="Pénalités", bank_reference="A", **REJECT | {"payment": "P4"}),
        ],
        10_000,
    ),
    "reject with bank fees": (
        [payment(4_000, bank_reference="A"), payment(-4_500, bank_reference="A", **REJECT)],
        10_000,
    ),
}


def test_penalties_are_known_by_their_nature_whatever_their_name() -> None:
    methods = [
        {"method": "Int. retard", "nature": "penalties", "days": 0},
        {"method": "Pénalités", "nature": "transfer", "days": 2},
    ]
    rows = [payment(500, method="int. RETARD"), payment(300, payment="P2", method="pénalités")]
    sheets = tables(invoices=[invoice()], payments=rows, payment_methods=methods)
    items = assemble(sheets, settings(), no_acts(), TODAY).items
    assert items["balance_cents"].tolist() == [9_700]


def test_penalties_are_no_credit_of_the_customer() -> None:
    account = payment(500, invoice="", method="Pénalités")
    assert credit_rows([invoice()], payments=[account]) == []
    assert credit_rows([invoice()], payments=[{**account, "method": "Virement"}]) == [
        ("C1", "C1", "EUR", 500)
    ]


DISCOUNTED = [payment(9_800), payment(200, payment="P2", method="Escompte")]
ESCOMPTE = [{"method": "Escompte", "nature": "discount", "days": 0}]


@pytest.mark.parametrize(
    ("cents", "f1", "codes"),
    [
        (0, 0, ["discount_credit_note"]),
        (200, 0, []),
        (300, -300, ["discount_credit_note"]),
    ],
)
def test_a_discount_and_its_credit_note_count_once(cents: int, f1: int, codes: list[str]) -> None:
    rows = [invoice()]
    if cents:
        rows.append(invoice("A1", **{**CREDIT_NOTE, "total_cents": cents}))
    sheets = tables(invoices=rows, payments=DISCOUNTED, payment_methods=ESCOMPTE)
    found = assemble(sheets, settings(), no_acts(), TODAY)
    assert found.items["balance_cents"].tolist()[0] == f1
    assert [problem.code for problem in found.problems] == codes


def test_a_discount_asks_for_its_credit_note_by_number_and_amount() -> None:
    sheets = tables(invoices=[invoice()], payments=DISCOUNTED, payment_methods=ESCOMPTE)
    (problem,) = assemble(sheets, settings(), no_acts(), TODAY).problems
    assert problem.text.replace("\u202f", " ").replace("\u00a0", " ") == (
        "Avoir d’escompte à établir : F1, 2,00 €."
    )
    assert (problem.place, problem.severity) == (
        "Paiements, ligne 6, colonne « Montant »",
        Severity.INFO,
    )


@pytest.mark.parametrize(("payments", "expected"), CASES.values(), ids=CASES)
def test_balance(payments: list[Row], expected: int) -> None:
    assert balances([invoice()], payments)["F1"] == expected


def test_a_batch_shares_one_reference_and_a_reject_finds_its_own() -> None:
    rows = [invoice(), invoice("F2", customer="C2")]
    batch: list[Row] = [
        payment(4_000, bank_reference="LOT"),
        payment(4_000, payment="P3", customer="C2", invoice="F2", bank_reference="LOT"),
        payment(-4_000, customer="C2", invoice="", bank_reference="LOT", **REJECT),
    ]
    sheets = {"customers": [customer(), customer("C2")]}
    found = assemble(
        tables(invoices=rows, payments=batch, **sheets), settings(), no_acts(), TODAY
    ).items
    assert found["balance_cents"].tolist() == [6_000, 10_000]


def test_a_reject_takes_back_all_rows_of_its_payment() -> None:
    split: list[Row] = [
        payment(4_000, bank_reference="A"),
        payment(1_000, payment="P3", invoice="F2", bank_reference="A"),
        payment(-5_000, invoice="", bank_reference="A", **REJECT),
    ]
    assert balances([invoice(), invoice("F2")], split) == {"F1": 10_000, "F2": 10_000}


ACCOUNTING = {
    "takes the accounting's balance": ([], 4_000),
    "earlier payments are in it": ([payment(1_000, payment_date="2026-06-01")], 4_000),
    "later ones reduce it": ([payment(1_000, payment_date="2026-06-02")], 3_000),
    "a payment it had seen, then rejected": (
        [payment(6_000, payment_date="2026-05-20"), payment(-6_000, **REJECT)],
        10_000,
    ),
    "with its penalties, then rejected": (
        [
            payment(6_000, payment_date="2026-05-20", bank_reference="A"),
            payment(
                500, payment="P3", payment_date="2026-05-20", bank_reference="A", method="Pénalités"
            ),
            payment(-6_500, bank_reference="A", **REJECT),
        ],
        10_000,
    ),
    "one rejected before": (
        [
            payment(6_000, payment_date="2026-05-20"),
            payment(-6_000, payment="P2", payment_date="2026-05-25"),
        ],
        4_000,
    ),
}


@pytest.mark.parametrize(("payments", "expected"), ACCOUNTING.values(), ids=ACCOUNTING)
def test_accounting_balance(payments: list[Row], expected: int) -> None:
    assert balances([invoice(**ACCOUNTED)], payments)["F1"] == expected


@pytest.mark.parametrize("total", [3_000, -3_000])
def test_credit_note_of_either_sign(total: int) -> None:
    note = invoice("A1", **{**CREDIT_NOTE, "total_cents": total})
    assert balances([invoice(), note]) == {"F1": 7_000, "A1": 0}


def test_credit_note_that_names_nothing_stays_a_credit() -> None:
    note = invoice("A1", document="credit_note", total_cents=3_000)
    assert balances([invoice(), note]) == {"F1": 10_000, "A1": -3_000}
    assert credit_rows([invoice(), note]) == [("C1", "C1", "EUR", 3_000)]


def test_credit_note_refunded_reduces_nothing() -> None:
    note = invoice("A1", **CREDIT_NOTE)
    assert balances([invoice(), note], [payment(-3_000, invoice="A1")])["F1"] == 10_000


def test_credit_note_the_accounting_had_seen() -> None:
    before = invoice("A1", **CREDIT_NOTE, issue_date="2026-06-01")
    after = invoice("A1", **CREDIT_NOTE, issue_date="2026-06-02")
    assert balances([invoice(**ACCOUNTED), before])["F1"] == 4_000
    assert balances([invoice(**ACCOUNTED), after])["F1"] == 1_000


def test_credits_by_customer_and_currency() -> None:
    sheets: dict[str, Sequence[Row]] = {
        "customers": [customer(payer="P"), customer("P")],
        "payments": [
            payment(2_000, invoice=""),
            payment(500, invoice="", currency="CHF"),
            payment(12_500),
            payment(700, invoice="", customer="P", accepted="ticked"),
        ],
    }
    assert credit_rows([invoice()], **sheets) == [
        ("C1", "P", "CHF", 500),
        ("C1", "P", "EUR", 4_500),
    ]


def test_currencies_never_mix() -> None:
    note = invoice("A1", **CREDIT_NOTE, currency="CHF")
    assert balances([invoice(), note])["F1"] == 10_000
    assert balances([invoice()], [payment(3_000, currency="CHF")])["F1"] == 10_000


def test_partial_dispute_opens_the_rest() -> None:
    rows = [invoice(dispute=True, disputed_cents=4_000), invoice("F2", disputed_cents=4_000)]
    items = assemble(tables(invoices=rows), settings(), no_acts(), TODAY).items
    assert items[
        ["balance_cents", "open_cents", "disputed_cents", "base_cents"]
    ].to_numpy().tolist() == [
        [10_000, 6_000, 4_000, 6_000],
        [10_000, 6_000, 4_000, 6_000],
    ]


def test_due_date_comes_from_the_terms() -> None:
    rows = [invoice(due_date=None, issue_date="2025-03-10")]
    sheets = {"customers": [customer(terms="45 jours fin de mois B")]}
    items = assemble(tables(invoices=rows, **sheets), settings(), no_acts(), TODAY).items
    assert items["due_date"].tolist() == [pd.Timestamp("2025-05-15")]


def test_automatic_stages_wait_for_a_stray_payment_of_that_amount() -> None:
    rows = [invoice(), invoice("F2", total_cents=5_000), invoice("F3", currency="CHF")]
    stray = payment(10_000, invoice="", customer="", source="releve.xml")
    items = assemble(tables(invoices=rows, payments=[stray]), settings(), no_acts(), TODAY).items
    assert items["auto_hold"].tolist() == [True, False, False]
    assert items["hold"].tolist() == ["", "", ""]


@pytest.mark.parametrize(
    "named",
    ["F1, 2026/2", "F1 et 2026/2", "F1\n2026/2", "f1;2026/2", "Facture F1 + 2026/2", "F1/2026/2"],
)
def test_a_payment_that_names_several_invoices_holds_each(named: str) -> None:
    """Whoever types « F1, F2 » in one cell has been paid both."""
    rows = [invoice(), invoice("2026/2", customer="C2"), invoice("F3", customer="C2")]
    sheets = tables(
        customers=[customer(), customer("C2")],
        invoices=rows,
        payments=[payment(20_000, invoice=named, customer="")],
    )
    items = assemble(sheets, settings(), no_acts(), TODAY).items
    both = ["bad_data", "" if named == "F1/2026/2" else "bad_data", ""]
    assert items["hold"].tolist() == both


def test_automatic_stages_all_wait_for_a_payment_that_cannot_be_placed() -> None:
    lost = payment(10_000, invoice="", customer="")
    items = assemble(
        tables(invoices=[invoice(), invoice("F2")], payments=[lost]), settings(), no_acts(), TODAY
    ).items
    assert items["auto_hold"].tolist() == [True, True]
    assert items["hold"].tolist() == ["", ""]
