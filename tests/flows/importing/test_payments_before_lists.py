"""The bank is often faster than the list: payments of customers and invoices not known yet."""

from copy import deepcopy

import pytest

from relance_xl.flows.importing import import_folder
from relance_xl.incoming import LedgerCustomer
from tests.fakes.imports import MemoryImports
from tests.flows.importing.readings import FRIDAY, bank, entry, item, ledger, plain, run
from tests.flows.world import MONDAY, World


def newcomer():
    name = LedgerCustomer(customer="NEUF", name="Boulangerie Neuve")
    parts = [item(f"N{n}", "NEUF", total_cents=c, balance_cents=c) for n, c in enumerate((70, 50))]
    paid = entry(120, label="VIR BOULANGERIE NEUVE", booked_on=MONDAY)
    return ledger(*parts, customers=(name,)), bank(paid)


NEWCOMER_PAID = [("NEUF", "N0", 0.7, "Coché"), ("NEUF", "N1", 0.5, "Coché")]
PLACED = ("customer", "invoice", "amount_cents", "accepted")


def test_a_list_only_shown_and_the_payment_of_what_it_brings():
    world, imports = World(), MemoryImports()
    liste, juin = newcomer()
    imports.drop("juin.xml", juin)
    imports.drop("liste.csv", liste)
    first = import_folder(world.desk(), imports.doors)
    assert first.json["files"][0]["items"][0]["invoices"] == ["N0", "N1"]
    assert world.column("payments", "payment") == []
    import_folder(world.desk(), imports.doors)
    assert world.column("payments", *PLACED) == NEWCOMER_PAID


def test_a_list_finds_the_invoices_of_payments_imported_before():
    world, imports = World(), MemoryImports()
    imports.readings["liste.csv"], imports.readings["juin.xml"] = newcomer()
    run(world, imports, "juin.xml")
    assert world.column("payments", *PLACED) == [(None, None, 1.2, None)]
    outcome = run(world, imports, "liste.csv")
    assert "1 règlement déjà importé retrouve un client." in plain(outcome)[0]
    assert world.column("payments", *PLACED) == NEWCOMER_PAID
    key = world.column("payments", "payment")[0][0][:-2]
    assert world.column("payments", "payment", "payment_date", "source", "statement_end") == [
        (f"{key}/{rank}", MONDAY, "juin.xml", FRIDAY) for rank in (1, 2)
    ]
    saved = deepcopy(world.book.saved)
    run(world, imports, "juin.xml", "liste.csv")
    assert world.book.saved == saved


@pytest.mark.parametrize(
    "typed",
    [
        {"accepted": "no"},
        {"accepted": "yes", "customer": "C1"},
        {"customer": "C1"},
        {"invoice": "F1"},
    ],
)
def test_what_a_person_has_said_of_a_payment_stays(typed):
    world, imports = World(), MemoryImports()
    imports.readings["liste.csv"], imports.readings["juin.xml"] = newcomer()
    run(world, imports, "juin.xml")
    (key,) = world.column("payments", "payment")[0]
    world.type("payments", key, **typed)
    before = world.book.rows("payments")
    run(world, imports, "liste.csv")
    assert world.book.rows("payments") == before
