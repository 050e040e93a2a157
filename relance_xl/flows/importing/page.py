"""The page « Aperçu de l'import »: what will change, before it does."""

from collections.abc import Sequence

from relance_xl.flows.desk import Desk
from relance_xl.flows.importing.result import APPLIED, FAILED, PREVIEWED, WAITING, Result
from relance_xl.render.import_page import FilePart, ImportPage, render_import_page

_STATES = {
    APPLIED: "importé",
    PREVIEWED: "aperçu : rien n’est encore écrit",
    WAITING: "attend votre confirmation",
    FAILED: "illisible",
}


def write_page(desk: Desk, results: Sequence[Result], company: str, todo: Sequence[str]) -> str:
    """Write the page beside the workbook; returns its path, "" when nothing is to be shown."""
    if desk.simulate or not any(one.state in (PREVIEWED, WAITING) for one in results):
        return ""
    parts = [
        FilePart(
            name=one.file.name,
            format=one.format,
            state=_STATES[one.state],
            sentences=one.sentences,
            remarks=one.remarks,
            problems=one.problems,
            lines=one.lines,
        )
        for one in results
    ]
    page = render_import_page(ImportPage(company, desk.book.path.name, desk.moment(), parts, todo))
    name = f"Aperçu de l’import – {desk.book.path.stem}.html"
    return desk.documents.write(name, page.encode())
