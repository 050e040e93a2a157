"""Letters as PDF: typst lays out batches, pikepdf gives each letter its own file."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice, pairwise

import pikepdf
import typst

from relance_xl.problems import TemplateTextError
from relance_xl.render.letters.bill import bill_data
from relance_xl.render.letters.data import Data, letter_data
from relance_xl.render.letters.fonts import fonts
from relance_xl.render.letters.model import Letter
from relance_xl.render.letters.pictures import kind_of
from relance_xl.render.letters.texts import breakable, printable
from relance_xl.resources import templates_dir

BATCH = 25
"""Letters laid out at once. 1,000 letters took 370 MB by 25, 620 MB by 50, no longer."""


def render_pdfs(letters: Iterable[Letter]) -> list[bytes]:
    """Return one PDF file per letter, in order; see `iter_pdfs`.

    >>> from datetime import date
    >>> from relance_xl.render.letters.model import Sender
    >>> render_pdfs([Letter("REL-2026-00001", date(2026, 8, 3), Sender("A"), ("B",))])[0][:5]
    b'%PDF-'
    """
    return list(iter_pdfs(letters))


def iter_pdfs(letters: Iterable[Letter]) -> Iterator[bytes]:
    """Yield one PDF file per letter, in order, holding one batch in memory.

    Same letters, same bytes: fonts are the shipped ones and the only date is the
    letter's. Raises `TemplateTextError` naming the letter when its logo or QR code is no
    picture, or saying what is wrong with the layout file.

    >>> list(iter_pdfs([]))
    []
    """
    source = iter(letters)
    while batch := tuple(islice(source, BATCH)):
        yield from _render_batch(batch)


def _render_batch(letters: Sequence[Letter]) -> list[bytes]:
    """Lay out all letters as if of one page, then again those that are longer."""
    files = _lay_out(letters, long=False)
    longer = [place for place, (_, pages) in enumerate(files) if pages > 1]
    if longer:
        again = _lay_out([letters[place] for place in longer], long=True)
        for place, file in zip(longer, again, strict=True):
            files[place] = file
    return [content for content, _ in files]


def _lay_out(letters: Sequence[Letter], *, long: bool) -> list[tuple[bytes, int]]:
    """Return each letter's file and number of pages."""
    pdf = compile_layout("lettre.typ", _batch_data(letters) | {"longues": long})
    with pikepdf.open(io.BytesIO(pdf)) as batch:
        return [
            (_single(batch.pages[first:last], letter), last - first)
            for letter, (first, last) in zip(letters, _page_map(batch), strict=True)
        ]


def _page_map(batch: pikepdf.Pdf) -> list[tuple[int, int]]:
    """Return each letter's pages as (first, end), from 0, read from the outline."""
    place = {page.obj.objgen: number for number, page in enumerate(batch.pages)}
    starts: list[int] = []
    entry = batch.Root.Outlines.get("/First")
    while entry is not None:
        starts.append(place[entry.Dest[0].objgen])
        entry = entry.get("/Next")
    return list(pairwise([*starts, len(batch.pages)]))


def compile_layout(name: str, data: Data) -> bytes:
    """Lay out one shipped typst file with `data`; return the PDF."""
    try:
        pdf = _compiler(name).compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data)},
            pdf_tags=False,
            timestamp=0,
        )
    except typst.TypstError as error:
        message = (
            f"La mise en page «\u202f{name}\u202f» est fautive\u202f: {error.message}. "
            "Rétablissez le fichier livré ou réinstallez le programme."
        )
        raise TemplateTextError(message) from error
    if not isinstance(pdf, bytes):
        raise TypeError(name)
    return pdf


@cache
def _compiler(name: str) -> typst.Compiler:
    folder = templates_dir() / "letters"
    return typst.Compiler(
        input=folder / name,
        root=folder,
        font_paths=fonts(),
    )


def _batch_data(letters: Sequence[Letter]) -> Data:
    """Describe a batch; each different picture stands once in it."""
    pictures: dict[bytes, int] = {}
    items = [_typst_letter(letter, pictures) for letter in letters]
    first = letters[0]
    return {
        "titre": printable(first.number),
        "auteur": printable(first.sender.name),
        "jour": [first.day.year, first.day.month, first.day.day],
        "images": [_picture(content) for content in pictures],
        "lettres": items,
    }


def _typst_letter(letter: Letter, pictures: dict[bytes, int]) -> Data:
    qr = letter.payment.qr_svg or letter.payment.qr_png
    images = (("logo", letter.sender.logo, "le logo"), ("qr", qr, "le code QR"))
    data = letter_data(letter, _for_typst)
    data["cible"] = printable(letter.payment.link)
    bill = letter.payment.bill
    data["bulletin"] = None if bill is None else dict(bill_data(bill, letter.language))
    for name, content, what in images:
        if content and not kind_of(content):
            message = (
                f"Lettre {letter.number}\u202f: {what} n’est pas une image PNG, JPEG ou SVG\u202f; "
                "choisissez un autre fichier."
            )
            raise TemplateTextError(message)
        data[name] = pictures.setdefault(content, len(pictures)) if content else None
    return data


def _for_typst(text: str) -> str:
    return breakable(printable(text))


def _picture(content: bytes) -> str | list[int]:
    return content.decode("utf-8") if kind_of(content) == "svg" else list(content)


def _single(pages: Iterable[pikepdf.Page], letter: Letter) -> bytes:
    with pikepdf.new() as single:
        single.pages.extend(pages)
        title = f"{letter.number} {letter.subject}".strip()
        return save_pdf(single, title, letter.sender.name, letter.day)


def save_pdf(pdf: pikepdf.Pdf, title: str, author: str, day: date) -> bytes:
    """Return the file's bytes with this title, author and day; no clock, no chance in them."""
    stamp = f"D:{day:%Y%m%d}000000Z"
    info = {
        "/Title": printable(title),
        "/Author": printable(author),
        "/Creator": "Relance XL",
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    for name, value in info.items():
        pdf.docinfo[name] = value
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
