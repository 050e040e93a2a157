"""The page as a PDF, laid out by typst: same page, same bytes."""

import io
from dataclasses import asdict
from datetime import date

import pikepdf

from relance_xl.render.customer_page.model import Page
from relance_xl.render.letters.pdf import compile_layout, save_pdf
from relance_xl.render.letters.texts import breakable, printable


def render_customer_pdf(page: Page, day: date) -> bytes:
    """Lay the page out on A4; `day` is the date the file bears."""
    data = _printable(asdict(page))
    if not isinstance(data, dict):
        raise TypeError("page")
    data["jour"] = [day.year, day.month, day.day]
    with pikepdf.open(io.BytesIO(compile_layout("fiche.typ", data))) as pdf:
        return save_pdf(pdf, f"Fiche client – {page.title}", page.company, day)


def _printable(value: object) -> object:
    """Make every text of the data fit for paper."""
    if isinstance(value, str):
        return breakable(printable(value))
    if isinstance(value, dict):
        return {name: _printable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(part) for part in value]
    return value
