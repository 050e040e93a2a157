"""The page that shows what an import will change: texts from files, never trusted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from relance_xl.problems import Problem
from relance_xl.render.formats import locale_of, long_date
from relance_xl.render.layouts import layout

_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: what it is about and what becomes of it.

    `mark` says how it is shown: `new`, `changed`, `doubt`, or nothing.
    """

    what: str
    who: str
    amount: str
    change: str
    mark: str = ""


@dataclass(frozen=True)
class FilePart:
    """One file of the page; all texts are final French sentences or the file's own words."""

    name: str
    format: str
    state: str
    sentences: Sequence[str] = ()
    remarks: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    lines: Sequence[Line] = field(default=())


@dataclass(frozen=True)
class ImportPage:
    """The whole page; `todo` says what to do next."""

    company: str
    workbook: str
    at: datetime
    files: Sequence[FilePart]
    todo: Sequence[str] = ()


def render_import_page(page: ImportPage) -> str:
    """Write the page as one file that fetches nothing and runs nothing.

    >>> from datetime import datetime
    >>> part = FilePart("<b>.csv", "CSV", "aperçu")
    >>> html = render_import_page(ImportPage("A", "R.xlsx", datetime(2026, 5, 1), [part]))
    >>> "&lt;b&gt;.csv" in html, "<b>.csv" in html
    (True, False)
    """
    day = long_date(page.at.date(), locale_of("fr", "FR"))
    when = f"{day}, {page.at.hour}\u00a0h\u00a0{page.at.minute:02}"
    return layout("import").render(page=page, when=when, limit=_SHOWN)
