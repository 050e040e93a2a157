"""Six lines of 38 characters, or a sentence that says why not."""

import pytest

from relance_xl.problems import TemplateTextError
from relance_xl.render.letters.address import fit_address

FITS = [
    (("Dupont",), ("Dupont",)),
    (("A", "69003 Lyon"), ("A", "69003 LYON")),
    (("A", "  1 rue  X ,", "", "69003 Lyon."), ("A", "1 rue X", "69003 LYON")),
    (("A", "1 X", "1000 Bruxelles", "Belgique"), ("A", "1 X", "1000 BRUXELLES", "BELGIQUE")),
    (("A", "L-1234 Luxembourg"), ("A", "L-1234 LUXEMBOURG")),
    (("A", "1 Z", "Laval QC H2X 1Y4", "Canada"), ("A", "1 Z", "LAVAL QC H2X 1Y4", "CANADA")),
    (("A\x00\u202eB", "x\ty", "1 VILLE"), ("AB", "x y", "1 VILLE")),
    (
        ("A", "125 boulevard du Maréchal de Lattre de Tassigny", "75016 Paris"),
        ("A", "125 BD du Maréchal de Lattre de", "Tassigny", "75016 PARIS"),
    ),
    (
        ("Société anonyme des établissements Lefebvre, Moreau et fils", "a", "b", "c", "d", "1 E"),
        ("STE anonyme des ETS Lefebvre, Moreau", "a", "b", "c", "d", "1 E"),
    ),
    (("X" * 50, "1 VILLE"), ("X" * 38, "1 VILLE")),
]


@pytest.mark.parametrize(("lines", "block"), FITS)
def test_fits(lines, block):
    assert fit_address(lines) == block
    assert fit_address(block) == block
    assert all(len(line) <= 38 for line in block)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), "vide"),
        (("", " , "), "vide"),
        (("A", "1", "2", "3", "4", "5", "6"), "7 lignes"),
        (("A", "Y" * 39, "1 VILLE"), "trop long"),
    ],
)
def test_says_what_does_not_fit(lines, words):
    with pytest.raises(TemplateTextError, match=words):
        fit_address(lines)
