"""Importer, on a workbook in memory: what is written, remembered, told."""

from copy import deepcopy
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relance_xl.flows.importing import import_files
from relance_xl.incoming import ImportFile, LedgerCustomer
from relance_xl.problems import UsageError
from tests.fakes.imports import MemoryImports
from tests.flows.importing.readings import FRIDAY, IBAN, bank, entry, item, ledger, plain, run
from tests.flows.world import MONDAY, World, customer, invoice, three_customers


def test_a_bank_file_proposes_payments_and_books_nothing():
    world, imports = World(), MemoryImports()
    imports.readings["juin.xml"] = bank(
        entry(label="VIR SOCIETE C1 FACTURE F1"),
        entry(-900, label="FRAIS"),
        entry(777, label="INCONNU"),
    )
    outcome = run(world, imports, "juin.xml")
    rows = world.column(
        "payments", "customer", "invoice", "amount_cents", "confidence", "accepted", "source"
    )
    assert rows == [
        ("C1", "F1", 120.0, "Élevée", "Coché", "juin.xml"),
        (None, None, 7.77, "Faible", None, "juin.xml"),
    ]
    assert world.column("imports", "file", "kind", "state", "own_account", "entries", "rows") == [
        ("juin.xml", "banque", "importé", IBAN, 3, 2)
    ]
    assert outcome.status == 0
    told = "1 règlement sûr (« Coché »), 1 non reconnu, 1 débit sans effet"
    assert plain(outcome) == [
        f"juin.xml (CAMT.053) : 3 lignes lues : {told}.",
        "Vérifier les règlements proposés (feuille Paiements), puis « Traiter ».",
    ]
    (file,) = outcome.json["files"]
    assert {name: file[name] for name in ("file", "kind", "format", "entries", "net_cents")} == {
        "file": "juin.xml",
        "kind": "bank",
        "format": "CAMT.053",
        "entries": 3,
        "net_cents": 11_877,
    }
    assert [item["confidence"] for item in file["items"]] == ["high", "", ""]
    # the invoice is held at once: no need to press Actualiser first
    assert dict(world.column("invoices", "invoice", "reason"))["F1"] == "payment_proposed"


def test_importing_again_changes_nothing_at_all():
    world, imports = World(), MemoryImports()
    imports.readings["juin.xml"] = bank(entry())
    imports.readings["liste.csv"] = ledger(item(), item("F1", total_cents=12_000))
    run(world, imports, "juin.xml", "liste.csv")
    saved, saves, changes = deepcopy(world.book.saved), world.book.saves, world.journal.changes()
    outcome = run(world, imports, "juin.xml", "liste.csv")
    assert (world.book.saved, world.book.saves) == (saved, saves)
    assert world.journal.changes() == changes
    assert [one["state"] for one in outcome.json["files"][1]["items"]] == ["unchanged"] * 2


def test_simulation_tells_the_same_and_writes_nothing():
    world, imports = World(), MemoryImports()
    imports.readings["liste.csv"] = ledger(item(), pdf=b"%PDF-1")
    desk = world.desk(simulate=True)
    outcome = import_files(desk, imports.doors, [ImportFile("liste.csv", b"x")])
    assert outcome.json["files"][0]["items"] == [
        {
            "invoice": "F9",
            "customer": "C1",
            "date": "2026-11-01",
            "due_date": "2026-12-01",
            "total_cents": 5_000,
            "balance_cents": 5_000,
            "currency": "EUR",
            "change": "nouvelle",
            "state": "new",
        }
    ]
    assert (world.book.saves, world.journal.changes(), imports.pages) == (0, [], {})
    assert world.documents.files == {}


def test_invoices_come_first_so_that_payments_find_them():
    world, imports = World(), MemoryImports()
    imports.readings["a.xml"] = bank(
        entry(5_000, label="VIR SOCIETE C1 F2026-9", booked_on=MONDAY), name="a.xml"
    )
    imports.readings["b.csv"] = ledger(item("F2026-9"))
    outcome = run(world, imports, "a.xml", "b.csv")
    assert [one["file"] for one in outcome.json["files"]] == ["a.xml", "b.csv"]
    assert world.column("payments", "invoice") == [("F2026-9",)]


def test_what_changes_in_a_shared_cell_is_remembered():
    world, imports = World(), MemoryImports()
    imports.readings["liste.csv"] = ledger(
        item("F1", total_cents=12_000, balance_cents=7_000, due_date=date(2026, 11, 13))
    )
    run(world, imports, "liste.csv")
    told = [
        (one.command, one.table, one.key, one.column, one.old, one.new)
        for one in world.journal.changes()
    ]
    assert told == [
        ("importer", "invoices", "F1", "issue_date", "2026-10-14", "2026-11-01"),
        ("importer", "invoices", "F1", "accounting_balance_cents", "", "70.0"),
        ("importer", "invoices", "F1", "accounting_date", "", "2026-11-20"),
    ]
    assert dict(world.column("invoices", "invoice", "balance_cents"))["F1"] == 70.0


def test_one_bad_file_stops_only_itself():
    world, imports = World(), MemoryImports()
    imports.readings["juin.xml"] = bank(entry())
    outcome = run(world, imports, "raté.pdf", "juin.xml")
    assert outcome.status == 3
    assert [one["state"] for one in outcome.json["files"]] == ["failed", "applied"]
    assert plain(outcome)[0] == "raté.pdf : Format inconnu."
    assert len(world.book.rows("payments")) == 1


def test_a_contradiction_is_told_in_anomalies_and_needs_a_person():
    world, imports = World(), MemoryImports()
    imports.readings["liste.csv"] = ledger(item("F1", total_cents=99), item())
    outcome = run(world, imports, "liste.csv")
    assert outcome.status == 3
    assert ("F1", "import_contradicts") in world.column("anomalies", "key", "code")
    assert len(world.book.rows("invoices")) == 4


def test_no_file_is_wrong_usage():
    with pytest.raises(UsageError):
        run(World(), MemoryImports())


def test_the_page_of_an_invoice_is_filed_under_its_number():
    world, imports = World(), MemoryImports()
    imports.readings["f.pdf"] = ledger(
        item(),
        open_items=False,
        pdf=b"%PDF-1",
        format="Factur-X",
        customers=(LedgerCustomer(customer="C1", email="new@c1.example"),),
    )
    run(world, imports, "f.pdf")
    assert imports.pages == {"F9": b"%PDF-1"}
    assert len(world.book.rows("contacts")) == 3  # C1 has an address already
    imports.pages["F9"] = b"%PDF-other"
    assert run(world, imports, "f.pdf").status == 3


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            entry,
            cents=st.integers(-30_000, 30_000).filter(bool),
            label=st.sampled_from(["VIR SOCIETE C1 F1", "F2 F3", "X", "SOCIETE C2"]),
            returned=st.booleans(),
        ),
        max_size=6,
    ),
    st.lists(
        st.builds(
            item,
            st.sampled_from(["F1", "F2", "F9", "f9", "AV1"]),
            st.sampled_from(["C1", "C2", "NEUF"]),
            total_cents=st.sampled_from([12_000, 5_000, None]),
            balance_cents=st.sampled_from([12_000, 5_000, 0, None]),
        ),
        max_size=5,
    ),
)
def test_twice_is_once(entries, items):
    rows = {**three_customers(), "customers": [customer(c) for c in ("C1", "C2", "C3")]}
    rows["invoices"] = [
        invoice("F1", "C1"),
        invoice("F2", "C2", accounting_balance_cents=12_000, accounting_date=date(2026, 11, 1)),
        invoice("F3", "C3"),
    ]
    world, imports = World(rows), MemoryImports()
    imports.readings = {"juin.xml": bank(*entries), "liste.csv": ledger(*items)}
    run(world, imports, "juin.xml", "liste.csv")
    saved, saves = deepcopy(world.book.saved), world.book.saves
    run(world, imports, "liste.csv", "juin.xml")
    assert (world.book.saved, world.book.saves) == (saved, saves)


def test_days_of_the_run():
    world, imports = World(), MemoryImports()
    imports.readings["juin.xml"] = bank(entry())
    run(world, imports, "juin.xml")
    assert world.column("payments", "imported_on", "statement_end") == [(MONDAY, FRIDAY)]
