"""What an accounting list, an e-invoice or a platform changes: one story per rule of RULES §2."""

from dataclasses import replace
from datetime import date

import pytest

from relance_xl.incoming import LedgerCustomer, LedgerFile, LedgerItem, PlatformStatus
from relance_xl.rules.debts import Run
from relance_xl.rules.takeover import Book, Takeover, take_over
from tests.rules.builders import TODAY, customer, invoice, no_acts, payment, settings, tables

AS_OF = date(2026, 6, 10)
EARLIER = "2026-05-31"


def listed(number="F1", **cells):
    """An invoice an earlier list has named."""
    return invoice(
        number, **{"accounting_balance_cents": 10_000, "accounting_date": EARLIER} | cells
    )


def item(number="F1", code="C1", **values):
    return LedgerItem(
        invoice=number,
        customer=code,
        **{
            "issue_date": date(2026, 4, 16),
            "due_date": date(2026, 5, 16),
            "total_cents": 10_000,
            "balance_cents": 10_000,
        }
        | values,
    )


def take(*items, sheets=None, whole=False, **values) -> Takeover:
    file = LedgerFile(
        **{"name": "liste.csv", "format": "CSV", "items": items, "open_items": True, "as_of": AS_OF}
        | values
    )
    run = Run(tables(**(sheets or {})), settings(), no_acts(), TODAY)
    return take_over(file, Book(run, TODAY), whole=whole)


def states(found: Takeover) -> dict[str, str]:
    return {one.invoice: one.state for one in found.items}


def codes(found: Takeover) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_new_invoice_enters_with_its_balance():
    found = take(
        item("F9", balance_cents=6_000, contract_reference="M-7", structured_reference="RF18"),
        sheets={"invoices": []},
    )
    assert found.changes.rows == {
        "invoices": [
            {
                "invoice": "F9",
                "customer": "C1",
                "issue_date": date(2026, 4, 16),
                "due_date": date(2026, 5, 16),
                "total_cents": 10_000,
                "structured_reference": "RF18",
                "accounting_balance_cents": 6_000,
                "accounting_date": AS_OF,
                "contract_reference": "M-7",
            }
        ]
    }
    assert (states(found), found.problems) == ({"F9": "new"}, [])


def test_a_known_invoice_takes_the_new_balance_and_keeps_what_people_typed():
    mine = listed(note="appeler Paul", promise_date="2026-07-01", contract_reference="X")
    found = take(
        item(balance_cents=4_000, contract_reference="Y", due_date=date(2026, 5, 20)),
        sheets={"invoices": [mine]},
    )
    assert found.changes.rows == {}
    assert found.changes.cells == {
        "invoices": {
            "F1": {
                "due_date": date(2026, 5, 20),
                "accounting_balance_cents": 4_000,
                "accounting_date": AS_OF,
            }
        }
    }
    assert [cell.label for cell in found.items[0].cells] == [
        "Échéance",
        "Solde comptable",
        "Solde comptable au",
    ]


def test_the_same_list_again_changes_nothing():
    sheets = {"invoices": [listed(accounting_date="2026-06-10")]}
    found = take(item(), sheets=sheets)
    assert (states(found), bool(found.changes)) == ({"F1": "unchanged"}, False)


def test_an_older_list_lowers_nothing_and_adds_nothing():
    sheets = {"invoices": [listed(accounting_date="2026-06-12")]}
    found = take(item(balance_cents=2_000), item("F9"), sheets=sheets)
    assert (states(found), bool(found.changes)) == ({"F1": "older", "F9": "older"}, False)


CONTRADICTIONS = {
    "another total": ({}, {"total_cents": 9_000}),
    "another customer": ({"customer": "C2"}, {}),
    "another currency": ({}, {"currency": "CHF"}),
    "a credit note": ({}, {"document": "credit_note", "total_cents": -10_000}),
}


@pytest.mark.parametrize(("typed", "said"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_what_contradicts_is_left_alone(typed, said):
    sheets = {"invoices": [invoice(**typed)], "customers": [customer(), customer("C2")]}
    found = take(item(**said), sheets=sheets)
    assert (states(found), bool(found.changes), codes(found)) == (
        {"F1": "conflict"},
        False,
        ["import_contradicts"],
    )


def test_the_payer_of_an_invoice_is_no_contradiction():
    sheets = {
        "invoices": [invoice(accounting_balance_cents=10_000, accounting_date="2026-06-10")],
        "customers": [customer(payer="C2"), customer("C2")],
    }
    assert states(take(item(code="c2"), sheets=sheets)) == {"F1": "unchanged"}


def test_keys_are_found_in_any_spelling():
    sheets = {"invoices": [listed("F 1")]}
    found = take(item("f1 ", " c1", balance_cents=1_000), sheets=sheets)
    assert list(found.changes.cells["invoices"]) == ["F 1"]


def test_what_the_list_does_not_name_any_more_is_proposed_as_settled():
    found = take(item("F2"), sheets={"invoices": [listed(), listed("F2"), invoice("F3")]})
    assert states(found) == {"F2": "changed", "F1": "settled"}
    (row,) = found.changes.rows["payments"]
    assert row.pop("payment").startswith("S-")
    assert row == {
        "payment_date": AS_OF,
        "customer": "C1",
        "invoice": "F1",
        "amount_cents": 10_000,
        "currency": "",
        "source": "liste.csv",
        "imported_on": TODAY,
        "confidence": "medium",
        "match_reason": "soldé en comptabilité : absente de la liste du 10/06/2026",
    }


def test_a_later_list_does_not_propose_it_twice_nor_beside_a_payment_under_way():
    first = take(sheets={"invoices": [listed()]})
    key = first.changes.rows["payments"][0]["payment"]
    pending = payment(10_000, payment=key, source="liste.csv", accepted="no")
    again = take(sheets={"invoices": [listed()], "payments": [pending]})
    ticked = payment(10_000, payment="B-1/1", source="releve.xml", accepted="ticked")
    paid = take(sheets={"invoices": [listed()], "payments": [ticked]})
    assert (bool(again.changes), bool(paid.changes)) == (False, False)


def test_part_of_a_vanished_invoice_is_under_way():
    ticked = payment(4_000, payment="B-1/1", source="releve.xml", accepted="ticked")
    found = take(sheets={"invoices": [listed()], "payments": [ticked]})
    assert [row["amount_cents"] for row in found.changes.rows["payments"]] == [6_000]


VANISH_NOT = {
    "never on a list": invoice(),
    "issued after the list": listed(issue_date="2026-06-11"),
    "known more recently": listed(accounting_date="2026-06-10"),
    "settled already": listed(accounting_balance_cents=0),
}


@pytest.mark.parametrize("row", VANISH_NOT.values(), ids=VANISH_NOT)
def test_what_no_list_can_settle(row):
    assert not take(item("F2"), sheets={"invoices": [row, listed("F2")]}).count("settled")


def test_a_list_that_lacks_most_is_not_believed_until_confirmed():
    sheets = {"invoices": [listed(f"F{rank}") for rank in range(12)]}
    doubted, confirmed = take(item(), sheets=sheets), take(item(), sheets=sheets, whole=True)
    assert (codes(doubted), doubted.count("settled")) == (["list_looks_partial"], 0)
    assert (codes(confirmed), confirmed.count("settled")) == ([], 11)


def test_a_vanished_credit_is_used_up():
    credit = listed("AV1", total_cents=-2_000, accounting_balance_cents=-2_000)
    found = take(item("F2"), sheets={"invoices": [credit, listed("F2")]})
    assert [row["amount_cents"] for row in found.changes.rows["payments"]] == [-2_000]


def test_a_higher_remainder_is_told_and_taken():
    paid = payment(7_000)
    found = take(item(balance_cents=10_000), sheets={"invoices": [invoice()], "payments": [paid]})
    assert codes(found) == ["accounting_higher"]
    assert found.changes.cells["invoices"]["F1"]["accounting_balance_cents"] == 10_000


def test_an_invoice_paid_here_that_a_list_still_names_is_told():
    sheets = {"invoices": [invoice()], "payments": [payment(10_000)]}
    assert codes(take(item(balance_cents=10_000), sheets=sheets)) == ["accounting_higher"]


@pytest.mark.parametrize(("accepted", "told"), [("", ["settled_named_again"]), ("no", [])])
def test_an_invoice_proposed_as_settled_that_a_list_names_again_is_told(accepted, told):
    row = payment(10_000, payment="S-1", source="vieille.csv", accepted=accepted)
    sheets = {"invoices": [listed("F1")], "payments": [row]}
    assert codes(take(item(), sheets=sheets)) == told


def test_a_list_without_a_day_is_of_its_last_invoice_and_teaches_only_what_differs():
    sheets = {"invoices": [invoice(), invoice("F2")]}
    late = item("F2", balance_cents=5_000, issue_date=date(2026, 6, 1))
    found = take(item(), late, sheets=sheets, as_of=None)
    assert states(found)["F1"] == "unchanged"
    assert found.changes.cells["invoices"]["F2"]["accounting_date"] == date(2026, 6, 1)
    assert found.remarks[0].startswith("La liste ne dit pas")


def test_a_list_of_days_to_come_is_not_believed():
    found = take(item(), sheets={"invoices": []}, as_of=date(2050, 9, 30))
    assert found.changes.rows["invoices"][0]["accounting_date"] == date(2026, 4, 16)


def test_new_customers_come_with_their_address():
    people = (
        LedgerCustomer(
            customer="DUP", name="Dupont", siren="552100554", country="France", email="a@d.fr"
        ),
    )
    found = take(item("F9", "DUP"), item("F8", "dup"), customers=people)
    assert found.changes.rows["customers"] == [
        {"customer": "DUP", "name": "Dupont", "siren": "552100554", "country": "FR"}
    ]
    assert found.changes.rows["contacts"] == [{"customer": "DUP", "email": "a@d.fr", "phone": ""}]


FOUND_BY = {
    "code": LedgerCustomer(customer="c1", name="autre"),
    "siret": LedgerCustomer(customer="X", siren="732 829 320 00074"),
    "french VAT": LedgerCustomer(customer="X", vat_number="FR44732829320"),
    "name": LedgerCustomer(customer="X", name="SOCIETE  c1"),
}


@pytest.mark.parametrize("one", FOUND_BY.values(), ids=FOUND_BY)
def test_a_customer_is_found_by(one):
    sheets = {"customers": [customer(siren="732829320")], "invoices": []}
    found = take(item("F9", one.customer), customers=(one,), sheets=sheets)
    assert found.changes.rows["invoices"][0]["customer"] == "C1"
    assert "customers" not in found.changes.rows


def test_two_customers_of_one_number_are_told_apart_by_nobody():
    sheets = {"customers": [customer(siren="732829320"), customer("C2", siren="732829320")]}
    one = LedgerCustomer(customer="X", siren="732829320")
    found = take(item("F9", "X"), customers=(one,), sheets=sheets)
    assert (states(found), codes(found)) == ({"F9": "incomplete"}, ["import_incomplete"])


def test_lines_of_one_invoice_add_up_and_two_invoices_of_one_number_do_not():
    parts = [
        item("F8", due_date=date(2026, 5, day), total_cents=10_000, balance_cents=5_000)
        for day in (10, 20)
    ]
    found = take(*parts, item("F9"), item("F9", "C2"), sheets={"invoices": []})
    (row,) = found.changes.rows["invoices"]
    told = (row["invoice"], row["total_cents"], row["accounting_balance_cents"], row["due_date"])
    assert told == ("F8", 10_000, 10_000, date(2026, 5, 20))
    assert states(found)["F9"] == "conflict"


def test_a_deposit_told_by_an_e_invoice_is_a_balance_of_its_day():
    found = take(
        item("F9", balance_cents=7_000), sheets={"invoices": []}, open_items=False, as_of=None
    )
    (row,) = found.changes.rows["invoices"]
    assert (row["accounting_balance_cents"], row["accounting_date"]) == (7_000, date(2026, 4, 16))


STATUSES = {
    "the first": ({}, date(2026, 6, 2), "refused"),
    "a later one": ({"platform_status": "received", "platform_status_on": "2026-06-01"},
                    date(2026, 6, 2), "refused"),
    "an earlier one": ({"platform_status": "cashed", "platform_status_on": "2026-06-05"},
                       date(2026, 6, 2), None),
    "the same": ({"platform_status": "refused", "platform_status_on": "2026-06-02"},
                 date(2026, 6, 2), None),
    "without a day": ({}, None, "refused"),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "on", "written"), STATUSES.values(), ids=STATUSES)
def test_platform_statuses(typed, on, written):
    status = PlatformStatus("f1", "refused", on)
    found = take(sheets={"invoices": [invoice(**typed)]}, open_items=False, statuses=(status,))
    cells = found.changes.cells.get("invoices", {}).get("F1", {})
    assert cells.get("platform_status") == written
    if written:
        assert cells["platform_status_on"] == (on or TODAY)


def test_a_status_of_nobody_is_told():
    found = take(open_items=False, statuses=(PlatformStatus("F77", "refused"),))
    assert codes(found) == ["import_unknown_invoice"]


US = LedgerCustomer(customer="", name="Élan", siren="552100554")
THEM = LedgerCustomer(customer="C1", name="Autre", siren="732829320")
SELLERS = {
    "ours": (US, THEM, "new", []),
    "somebody else's": (THEM, LedgerCustomer(customer="C1"), "new", ["import_other_seller"]),
    "one we received": (THEM, replace(US, customer="C1"), "conflict",
                        ["import_other_seller", "import_contradicts"]),
    "nobody knows": (LedgerCustomer(customer="", name="Élan"), THEM, "new", []),
}  # fmt: skip


@pytest.mark.parametrize(("seller", "buyer", "state", "told"), SELLERS.values(), ids=SELLERS)
def test_who_issued_an_e_invoice(seller, buyer, state, told):
    file = LedgerFile("f.xml", "UBL", (item("F9"),), (buyer,), seller=seller)
    run = Run(tables(invoices=[]), settings(siren="552100554"), no_acts(), TODAY)
    found = take_over(file, Book(run, TODAY))
    assert (states(found), codes(found)) == ({"F9": state}, told)


def test_unreadable_cells_are_left_to_a_person():
    sheets = {"invoices": [invoice(due_date=None, bad="due_date")]}
    found = take(item(), sheets=sheets)
    assert "due_date" not in found.changes.cells["invoices"]["F1"]
