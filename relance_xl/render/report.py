"""The account of a run: what was done, what waits for a person, what is wrong.

The scheduled run leaves it as a page beside the workbook and mails it to the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import css_inline

from relance_xl.problems import Problem, Severity
from relance_xl.render.formats import locale_of, long_date
from relance_xl.render.layouts import layout
from relance_xl.render.text_blocks import one_line
from relance_xl.typography import counted

_SHOWN = 40
_ORDER = {Severity.BLOCKING: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message that waits for a decision: its row of sheet Relances in words."""

    number: str
    client: str
    what: str
    amount: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """One message that left in this run: to whom, which way, how much."""

    number: str
    client: str
    recipient: str
    channel: str
    amount: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """One invoice a customer contests: how much of it, since when, why, who follows it."""

    invoice: str
    client: str
    amount: str
    since: str
    reason: str
    owner: str


@dataclass(frozen=True)
class Report:
    """What a run has to tell. Sentences and amounts are final French texts.

    `done` says what was done, `sent` lists the messages that left, `unsure` what a person
    must settle first (uncertain or refused messages, a connection lost), `figures` are
    (label, value) pairs. `follow_up` says that a sentence of `done` asks for more: answers to
    decide on, a file left aside, a sending that did not start.
    """

    company: str
    workbook: str
    at: datetime
    done: Sequence[str] = ()
    sent: Sequence[Gone] = ()
    unsure: Sequence[str] = ()
    waiting: Sequence[Waiting] = ()
    problems: Sequence[Problem] = ()
    figures: Sequence[tuple[str, str]] = ()
    disputes: Sequence[Dispute] = ()
    follow_up: bool = False

    @property
    def blocking(self) -> int:
        """How many problems a person must deal with."""
        return sum(problem.severity == Severity.BLOCKING for problem in self.problems)

    @property
    def needs_person(self) -> bool:
        """Whether someone has to look: exit status 3."""
        return bool(self.unsure or self.waiting or self.blocking or self.follow_up)


@dataclass(frozen=True, slots=True)
class ReportPages:
    """The report in its two forms, with the subject of the mail that brings it."""

    subject: str
    html: str
    text: str


def render_report(report: Report, country: str = "FR") -> ReportPages:
    """Write the report of a run as a page (styles inlined, fit for a mail) and as text.

    >>> pages = render_report(Report("Atelier", "Relances.xlsx", datetime(2026, 6, 15, 7, 30)))
    >>> pages.subject
    'Relances Atelier\u202f: rien à décider (15 juin 2026)'
    """
    day = long_date(report.at.date(), locale_of("fr", country))
    values = {
        "report": report,
        "title": f"Relances – {one_line(report.company)}",
        "when": f"{day}, {report.at.hour}\u00a0h\u00a0{report.at.minute:02}",
        "verdict": _verdict(report),
        "problems": sorted(report.problems, key=lambda problem: _ORDER[problem.severity]),
        "limit": _SHOWN,
    }
    html = _inliner().inline(layout("report").render(values))
    text = layout("report", "texte.txt").render(values)
    subject = f"Relances {one_line(report.company)}\u202f: {_state(report)} ({day})"
    return ReportPages(subject, html, text)


def _state(report: Report) -> str:
    """Say in the subject what a person has to do."""
    waiting, blocking = len(report.waiting), report.blocking
    parts = [
        "à vérifier" if report.unsure else "",
        f"{waiting} à décider" if waiting else "",
        counted(blocking, "anomalie à corriger", "anomalies à corriger") if blocking else "",
        "une suite à donner" if report.follow_up else "",
    ]
    return ", ".join(filter(None, parts)) or "rien à décider"


def _verdict(report: Report) -> str:
    waiting, blocking = len(report.waiting), report.blocking
    parts = []
    if report.unsure:
        parts.append("Quelque chose demande votre attention avant la suite.")
    if waiting:
        messages = counted(waiting, "message attend", "messages attendent")
        parts.append(f"{messages} votre décision dans la feuille Relances.")
    if blocking:
        faults = counted(blocking, "anomalie bloquante est", "anomalies bloquantes sont")
        parts.append(f"{faults} à corriger (feuille Anomalies).")
    if report.follow_up:
        parts.append("Ce qui a été fait demande une suite, dite ci-dessous.")
    return " ".join(parts) or "Tout est en ordre, rien ne vous attend."


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True)
