"""A table whose columns are guessed waits for a person's yes, and the yes is remembered."""

from copy import deepcopy

from relance_xl.incoming import Profile
from tests.fakes.imports import MemoryImports
from tests.flows.importing.readings import GUESS, bank, entry, run
from tests.flows.world import World


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
