"""One file to print, under its cover sheet."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2

from relance_xl.render.letters.pdf import render_pdfs
from relance_xl.render.letters.printrun import print_run
from tests.render.letters.samples import formal_notice, sample_letter

DAY = date(2026, 8, 3)


def run_of(letters, *, duplex=False):
    return print_run(letters, render_pdfs(letters), DAY, duplex=duplex)


def texts(content):
    with pypdfium2.PdfDocument(content) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


LETTERS = [
    sample_letter("REL-2026-00001", rows=2),
    sample_letter("REL-2026-00002", rows=60),
    replace(formal_notice(), number="REL-2026-00003", blocks=formal_notice().blocks[:3]),
]


def test_cover_lists_every_letter_with_pages_and_totals():
    cover, *_ = texts(run_of(LETTERS))
    assert "Bordereau d’envoi" in cover
    assert "Courriers du 03/08/2026" in cover
    who = "Établissements L’Été & Cie 69003 LYON"
    assert f"1 REL-2026-00001 {who} Lettre simple 1" in cover
    assert f"2 REL-2026-00002 {who} Lettre simple 2" in cover
    assert f"3 REL-2026-00003 {who} Recommandé AR 1" in cover
    assert "3 lettres 1 en recommandé AR 4 pages 4 feuilles" in cover
    assert "Total : 3 lettres 4" in cover.replace("\u202f", " ")


def test_letters_follow_in_order():
    _, *pages = texts(run_of(LETTERS))
    found = [next(n for n in ("00001", "00002", "00003") if n in page) for page in pages]
    assert found == ["00001", "00002", "00002", "00003"]


def test_duplex_begins_each_letter_on_a_front():
    pages = texts(run_of(LETTERS, duplex=True))
    assert [bool(page) for page in pages] == [True, False, True, False, True, True, True, False]
    assert "3 feuilles recto verso" in pages[0]
    assert "REL-2026-00003" in pages[6]


def test_long_cover_runs_over_pages():
    letters = [sample_letter(f"REL-2026-{n:05}", rows=1) for n in range(1, 61)]
    pages = texts(run_of(letters))
    assert len(pages) == 60 + 3
    assert "Page 3/3" in pages[2]
    assert ["Destinataire" in page for page in pages[:3]] == [True] * 3


def test_same_letters_same_bytes_and_fonts_once():
    first = run_of(LETTERS)
    assert run_of(LETTERS) == first
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260803000000Z"
    many = [sample_letter(f"REL-2026-{n:05}", rows=1) for n in range(20)]
    assert len(run_of(many)) < 0.4 * sum(map(len, render_pdfs(many)))
