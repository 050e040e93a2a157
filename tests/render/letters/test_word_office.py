"""What a word processor makes of the Word letter: the address must stay in the window."""

import subprocess
from dataclasses import replace

import pytest

from relance_xl.render.letters.word import shipped_layout
from tests.render.letters.samples import formal_notice, sample_letter
from tests.render.letters.test_pdf import box_of, page_texts

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The PDFs LibreOffice makes of three letters."""
    folder = tmp_path_factory.mktemp("office")
    six = ("X" * 10, "LIGNE DEUX", "LIGNE TROIS", "LIGNE QUATRE", "LIGNE CINQ", "69003 LYON")
    letters = {
        "six": replace(sample_letter(qr=True), recipient=six),
        "notice": replace(formal_notice(), recipient=six),
        "long": sample_letter(rows=120),
    }
    for name, letter in letters.items():
        (folder / f"{name}.docx").write_bytes(shipped_layout().render(letter))
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    files = [str(folder / f"{name}.docx") for name in letters]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(folder), *files], check=True, timeout=180
    )
    return {name: (folder / f"{name}.pdf").read_bytes() for name in letters}


@pytest.mark.parametrize("name", ["six", "notice"])
def test_address_stands_in_the_window(printed, name):
    left, top, _, _ = box_of(printed[name], "X" * 10)
    assert left == pytest.approx(110, abs=1)
    assert top == pytest.approx(55, abs=1.5)
    left, _, _, bottom = box_of(printed[name], "69003 LYON")
    assert left == pytest.approx(110, abs=1)
    assert bottom <= 80


def test_one_page_stays_one_page(printed):
    assert len(page_texts(printed["six"])) == 1


def test_long_table_repeats_its_header(printed):
    texts = page_texts(printed["long"])
    assert [f"Page {n}/{len(texts)}" in text for n, text in enumerate(texts, 1)] == [True] * len(
        texts
    )
    assert ["Échéance" in text for text in texts[:3]] == [True] * 3
    assert "REL-2026-00042" in texts[1]
