"""Importer, on a workbook in memory: what is written, shown, moved, told."""

from copy import deepcopy
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relance_xl.flows.importing import import_files, import_folder
from relance_xl.incoming import (
    BankEntry,
    BankFile,
    BankStatement,
    ImportFile,
    LedgerCustomer,
    LedgerFile,
    LedgerItem,
    Profile,
    Reading,
)
from relance_xl.problems import UsageError
from tests.fakes.imports import MemoryImports
from tests.flows.world import MONDAY, World, customer, invoice, three_customers

IBAN = "FR7630006000011234567890189"
FRIDAY = date(2026, 11, 20)


def entry(cents=12_000, **values):
    told = {"booked_on": FRIDAY, "amount_cents": cents, "currency": "EUR", "label": "VIR F1"}
    return BankEntry(**told | values)


def bank(*entries, name="juin.xml", profile=None):
    one = BankStatement(IBAN, "EUR", entries, len(entries), FRIDAY)
    return Reading(BankFile(name, "CAMT.053", (one,)), profile)


def item(number="F9", code="C1", **values):
    told = {
        "issue_date": date(2026, 11, 1),
        "due_date": date(2026, 12, 1),
        "total_cents": 5_000,
        "balance_cents": 5_000,
    }
    return LedgerItem(invoice=number, customer=code, **told | values)


def ledger(*items, profile=None, **values):
    told = {"name": "liste.csv", "format": "Sage", "open_items": True, "as_of": FRIDAY}
    return Reading(LedgerFile(items=items, **told | values), profile)


def run(world, imports, *names, **options):
    files = [ImportFile(name, name.encode()) for name in names]
    return import_files(world.desk(), imports.doors, files, **options)


def plain(outcome):
    """The lines, narrow spaces being anybody's."""
    return [line.replace("\u202f", " ") for line in outcome.lines]


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


# Layouts

GUESS = Profile(
    "P-1", "bank", ("Jour", "Texte; long", "Somme"), (("day", "Jour"), ("label", "Texte; long"))
)


def test_guessed_columns_wait_for_a_yes():
    world, imports = World(), MemoryImports()
    imports.readings["b.csv"] = bank(entry(), name="b.csv", profile=GUESS)
    outcome = run(world, imports, "b.csv")
    assert (outcome.status, world.book.rows("payments")) == (3, [])
    assert world.column("import_profiles", "profile", "headers", "columns", "confirmed") == [
        ("P-1", "Jour ; Texte long ; Somme", "date = Jour ; libellé = Texte long", "Non")
    ]
    assert world.column("imports", "state") == [("à confirmer",)]
    saved = deepcopy(world.book.saved)
    run(world, imports, "b.csv")
    assert world.book.saved == saved

    world.type("import_profiles", "P-1", confirmed=True)
    run(world, imports, "b.csv")
    (known,) = imports.profiles[-1]
    assert known == Profile(
        "P-1",
        "bank",
        ("Jour", "Texte long", "Somme"),
        (("day", "Jour"), ("label", "Texte long")),
        confirmed=True,
    )


def test_confirming_in_the_terminal_applies_and_remembers_the_yes():
    world, imports = World(), MemoryImports()
    imports.readings["b.csv"] = bank(entry(), name="b.csv", profile=GUESS)
    run(world, imports, "b.csv")
    outcome = run(world, imports, "b.csv", confirmed=True)
    assert outcome.status == 0
    assert len(world.book.rows("payments")) == 1
    assert world.column("import_profiles", "confirmed") == [("Oui",)]
    assert world.column("imports", "state") == [("importé",)]


# The folder


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


def test_the_button_shows_invoices_first_and_imports_them_next_time():
    world, imports = World(), MemoryImports()
    imports.drop("liste.csv", ledger(item()))
    imports.drop("juin.xml", bank(entry()))
    first = import_folder(world.desk(), imports.doors)
    page = "Aperçu de l’import – Relances.html"
    assert (first.status, first.json["file"], imports.moved) == (0, page, [])
    assert "nouvelle" in world.documents.files[page].decode()
    assert len(world.book.rows("invoices")) == 3
    # The bank file waits: it may pay what the list brings.
    assert world.column("imports", "file", "state") == [
        ("liste.csv", "aperçu montré"),
        ("juin.xml", "aperçu montré"),
    ]
    second = import_folder(world.desk(), imports.doors)
    assert (second.status, second.json["file"], imports.moved) == (
        0,
        "",
        ["liste.csv", "juin.xml"],
    )
    assert len(world.book.rows("invoices")) == 4
    third = import_folder(world.desk(), imports.doors)
    assert plain(third) == ["Rien à importer dans le dossier « À importer »."]


def test_another_file_of_that_name_is_shown_anew():
    world, imports = World(), MemoryImports()
    imports.drop("liste.csv", ledger(item()))
    import_folder(world.desk(), imports.doors)
    imports.waiting = [ImportFile("liste.csv", b"other", "liste.csv")]
    import_folder(world.desk(), imports.doors)
    assert len(world.book.rows("invoices")) == 3


def test_unattended_imports_what_is_sure_and_leaves_the_rest():
    world, imports = World(), MemoryImports()
    imports.drop("liste.csv", ledger(item()))
    imports.drop("b.csv", bank(entry(), name="b.csv", profile=GUESS))
    imports.drop("raté.bin", bank())
    del imports.readings["raté.bin"]
    outcome = import_folder(world.desk(), imports.doors, unattended=True)
    assert (outcome.status, imports.moved) == (3, ["liste.csv"])
    assert len(world.book.rows("invoices")) == 4
    assert world.book.rows("payments") == []


def test_an_archive_moves_when_all_of_it_is_imported():
    world, imports = World(), MemoryImports()
    imports.drop("a.zip", bank(entry()))
    imports.waiting.append(ImportFile("autre", b"?", "a.zip"))
    import_folder(world.desk(), imports.doors)
    assert imports.moved == []


def test_a_file_that_cannot_be_moved_is_told():
    world, imports = World(), MemoryImports(stuck={"juin.xml": "Ce fichier est ouvert."})
    imports.drop("juin.xml", bank(entry()))
    outcome = import_folder(world.desk(), imports.doors)
    assert (outcome.status, outcome.lines[-1]) == (3, "Ce fichier est ouvert.")


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


def test_hostile_texts_stay_texts():
    world, imports = World(), MemoryImports()
    label = "=cmd|' /C calc'!A0 <script>alert(1)</script>"
    people = (LedgerCustomer(customer=label, name=label),)
    imports.drop("<img src=x>.csv", ledger(item(label, label), customers=people))
    import_folder(world.desk(), imports.doors)
    import_folder(world.desk(), imports.doors)
    page = next(iter(world.documents.files.values())).decode()
    assert "<script>" not in page
    assert "<img" not in page
    assert label in [row["invoice"] for row in world.book.rows("invoices")]


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
