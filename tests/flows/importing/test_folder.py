"""The folder « À importer » and its button: shown, imported, moved away."""

from relance_xl.flows.importing import import_folder
from relance_xl.incoming import ImportFile, LedgerCustomer
from tests.fakes.imports import MemoryImports
from tests.flows.importing.readings import GUESS, bank, entry, item, ledger, plain
from tests.flows.world import World


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
