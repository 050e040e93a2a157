"""The one call of the rules that every flow shares, and the anomalies that go with it."""

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.problems import Problem
from relance_xl.render.letters.pictures import kind_of
from relance_xl.render.text_check import check_texts
from relance_xl.rules.decide import Decision, decide
from relance_xl.schema import TABLES
from relance_xl.settings import Settings


def decide_today(desk: Desk, opened: Opened) -> Decision:
    """Decide on what is open today, from the tables as read and the acts as known."""
    tables = opened.tables
    return decide(tables, opened.settings, tables["rates"], opened.acts, desk.today)


def all_problems(desk: Desk, opened: Opened, decision: Decision) -> list[Problem]:
    """Give every fault found: reading, memory, rules, texts, the files beside the workbook."""
    return [
        *opened.problems,
        *decision.problems,
        *check_texts(opened.tables["texts"]),
        *_file_problems(desk, opened.settings),
    ]


def _file_problems(desk: Desk, settings: Settings) -> list[Problem]:
    problems: list[Problem] = []
    layout = desk.documents.read(f"{settings.layouts_folder}/lettre.docx")
    if layout is not None:
        from relance_xl.render.letters.check import check_layout  # noqa: PLC0415 - few have one

        problems += check_layout(layout, "lettre.docx")
    if settings.logo_file:
        logo = desk.documents.read(settings.logo_file)
        if not logo or not kind_of(logo):
            problems.append(
                Problem(
                    "bad_logo",
                    TABLES["parameters"].sheet,
                    f"le logo « {settings.logo_file} » est introuvable ou n’est pas une image",
                    "poser à côté du classeur une image PNG, JPEG ou SVG, ou vider ce paramètre",
                    column="Valeur",
                    key="Logo (fichier)",
                )
            )
    return problems
