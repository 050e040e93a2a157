"""All letters of a run in one file to print, under a cover sheet that lists them."""

import io
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date

import pikepdf

from relance_xl.render.letters.data import Data
from relance_xl.render.letters.model import Letter
from relance_xl.render.letters.pdf import compile_layout, save_pdf
from relance_xl.render.letters.texts import breakable, printable

_A4 = (595.276, 841.89)
_SHARED = ("/FontFile2", "/FontFile3", "/CIDSet", "/ToUnicode")
_HEADERS = ("N°", "Relance", "Destinataire", "Envoi", "Pages", "N° de recommandé")


def print_run(
    letters: Sequence[Letter], files: Sequence[bytes], day: date, *, duplex: bool = False
) -> bytes:
    """Return one PDF: the cover sheet, then each letter's file, in order.

    `files` are the letters' PDFs (`render_pdfs`), `day` the day of the run. With `duplex`
    a blank page follows every odd number of pages, so that each letter begins on the
    front of a sheet. Same input, same bytes. Raises `ValueError` when there is no letter.

    >>> print_run([], [], date(2026, 8, 3))
    Traceback (most recent call last):
    ValueError: no letter to print
    """
    if not letters:
        message = "no letter to print"
        raise ValueError(message)
    with ExitStack() as stack:
        opened = [stack.enter_context(pikepdf.open(io.BytesIO(file))) for file in files]
        pages = [len(pdf.pages) for pdf in opened]
        cover = compile_layout("cover.typ", _cover(letters, pages, day, duplex=duplex))
        run = stack.enter_context(pikepdf.new())
        for source in (stack.enter_context(pikepdf.open(io.BytesIO(cover))), *opened):
            run.pages.extend(source.pages)
            if duplex and len(source.pages) % 2:
                run.add_blank_page(page_size=_A4)
        _share_streams(run)
        return save_pdf(run, f"Relances du {day:%d/%m/%Y}", letters[0].sender.name, day)


def _share_streams(run: pikepdf.Pdf) -> None:
    """Keep one copy of the fonts each letter brought along (most of the file's weight)."""
    seen: dict[bytes, pikepdf.Object] = {}
    for item in run.objects:
        if isinstance(item, pikepdf.Dictionary):
            for key in _SHARED:
                if isinstance(item.get(key), pikepdf.Stream):
                    item[key] = seen.setdefault(item[key].read_raw_bytes(), item[key])


def _cover(letters: Sequence[Letter], pages: Sequence[int], day: date, *, duplex: bool) -> Data:
    """Describe the cover sheet: figures, then one line per letter."""
    sheets = sum((count + 1) // 2 for count in pages) if duplex else sum(pages)
    registered = sum(letter.registered for letter in letters)
    figures = (
        (len(letters), "lettres", "lettre"),
        (registered, "en recommandé AR", "en recommandé AR"),
        (sum(pages), "pages", "page"),
        (sheets, "feuilles recto verso" if duplex else "feuilles", "feuille"),
    )
    return {
        "titre": "Bordereau d’envoi",
        "auteur": breakable(printable(letters[0].sender.name)),
        "jour": [day.year, day.month, day.day],
        "date": f"Courriers du {day:%d/%m/%Y}",
        "pied": "Feuille interne, à ne pas expédier",
        "chiffres": [
            {"nombre": str(count), "libelle": many if count > 1 else one}
            for count, many, one in figures
        ],
        "entetes": _HEADERS,
        "lignes": [
            _line(rank, letter, count)
            for rank, (letter, count) in enumerate(zip(letters, pages, strict=True), 1)
        ],
        "simple": "Lettre simple",
        "recommandee": "Recommandé AR",
        "total": f"Total\u202f: {len(letters)} {'lettres' if len(letters) > 1 else 'lettre'}",
        "total_pages": str(sum(pages)),
        "cases": ["Mis sous pli le, par\u202f:", "Remis à La Poste le, par\u202f:"],
    }


def _line(rank: int, letter: Letter, pages: int) -> Data:
    name, town = letter.recipient[0], letter.recipient[-1] if len(letter.recipient) > 1 else ""
    return {
        "rang": str(rank),
        "numero": breakable(printable(letter.number)),
        "nom": breakable(printable(name)),
        "ville": breakable(printable(town)),
        "recommande": letter.registered,
        "pages": str(pages),
    }
