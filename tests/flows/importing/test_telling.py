"""What a person reads after an import, one or many."""

from tests.fakes.imports import MemoryImports
from tests.flows.importing.readings import GUESS, bank, entry, item, ledger, plain, run
from tests.flows.world import World


def test_readings_to_confirm_are_counted():
    for names, told in ((["a.csv"], "1 lecture est"), (["a.csv", "b.csv"], "2 lectures sont")):
        world, imports = World(), MemoryImports()
        for name in names:
            imports.readings[name] = bank(entry(label=name), name=name, profile=GUESS)
        last = plain(run(world, imports, *names))[-2]
        assert last.startswith(f"{told} à confirmer : feuille Imports, « Confirmé » à Oui")


def test_one_payment_and_one_customer_are_one():
    cases = (
        (1, "le règlement proposé", "le nouveau client"),
        (2, "les règlements proposés", "les nouveaux clients"),
    )
    for count, payments, customers in cases:
        world, imports = World(), MemoryImports()
        imports.readings["j.xml"] = bank(*[entry(label=f"VIR F{n + 1}") for n in range(count)])
        imports.readings["l.csv"] = ledger(*[item(f"N{n}", f"NEUF{n}") for n in range(count)])
        assert plain(run(world, imports, "j.xml", "l.csv"))[-2:] == [
            f"Vérifier {payments} (feuille Paiements), puis « Traiter ».",
            f"Compléter {customers} (feuilles Clients, Contacts, À compléter), puis « Contrôler ».",
        ]
