"""How a file is named to a person."""

from pathlib import Path

from tests.flows.world import World


def test_a_file_is_named_from_the_workbooks_folder(tmp_path: Path) -> None:
    world = World()
    world.book._path = tmp_path / "Relances.xlsx"
    desk = world.desk()
    assert desk.beside(str(tmp_path / "Aperçu.html")) == "« Aperçu.html », à côté du classeur"
    deep = tmp_path / "Fiches" / "C1.pdf"
    assert desk.beside(str(deep)) == f"« {Path('Fiches') / 'C1.pdf'} », à côté du classeur"
    assert desk.near(str(deep)) == str(Path("Fiches") / "C1.pdf")
    elsewhere = str(tmp_path.parent / "Aperçu.html")
    assert desk.near(elsewhere) == elsewhere
    assert desk.beside(elsewhere) == f"« {elsewhere} »"
