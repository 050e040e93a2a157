"""The account of a scheduled run: a page beside the workbook, a mail to the person."""

from collections.abc import Sequence

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.disputes import open_disputes
from relance_xl.flows.internal_mail import mail_ourselves
from relance_xl.flows.opening import Opened
from relance_xl.flows.outcome import Outcome, counted
from relance_xl.ports import Message
from relance_xl.problems import Problem
from relance_xl.render.formats import locale_of, money
from relance_xl.render.report import Gone, Report, Waiting, render_report
from relance_xl.rules.acts import gather
from relance_xl.rules.decide import Decision
from relance_xl.schema import TABLES

_FOLDER = "Comptes rendus"


def make_report(
    desk: Desk,
    opened: Opened,
    decision: Decision,
    rows: pd.DataFrame,
    results: tuple[Outcome, Outcome, Sequence[Problem]],
) -> Report:
    """Gather what the run did (`results`: what came in, the sending, the problems) and what waits.

    `rows` is sheet Relances as it stood before anything left.
    """
    incoming, sending, problems = results
    waiting = rows[rows["decision"] == ""]
    locale = locale_of("fr", opened.settings.country)
    columns = ("number", "payer_name", "stage_label", "due_cents", "currency", "why")
    return Report(
        company=opened.settings.company_name,
        workbook=desk.book.path.name,
        at=desk.moment(),
        done=(
            *incoming.lines,
            f"{counted(len(decision.invoices), 'facture recalculée', 'factures recalculées')}.",
            *_decided(rows),
            *sending.lines,
        ),
        sent=_gone(opened, rows, sending),
        unsure=_unsure(opened),
        waiting=[
            Waiting(number, client, stage, money(int(due), currency, locale), why)
            for number, client, stage, due, currency, why in zip(
                *(waiting[name] for name in columns), strict=True
            )
        ],
        disputes=open_disputes(opened, decision),
        problems=problems,
        figures=_figures(decision, opened),
        follow_up=bool(incoming.status or sending.status),
    )


_DECISIONS = (
    ("send", "relance approuvée", "relances approuvées"),
    ("postpone", "relance reportée", "relances reportées"),
    ("ignore", "relance ignorée", "relances ignorées"),
)


def _decided(rows: pd.DataFrame) -> list[str]:
    """Tell how many messages are proposed, and what is decided of them."""
    proposed = counted(len(rows), "relance proposée", "relances proposées")
    counts = rows["decision"].value_counts()
    told = [
        counted(int(counts[code]), one, many) for code, one, many in _DECISIONS if code in counts
    ]
    return [f"{', '.join([proposed, *told])}."]


def _gone(opened: Opened, rows: pd.DataFrame, sending: Outcome) -> list[Gone]:
    """List what left in this run: to whom, which way and how much."""
    locale = locale_of("fr", opened.settings.country)
    messages = sending.json.get("messages", ())
    channels = {
        str(message["number"]): str(message["channel"])
        for message in (messages if isinstance(messages, list) else ())
        if message["status"] == "sent"
    }
    names = ("number", "payer_name", "recipient", "due_cents", "currency")
    return [
        Gone(
            number,
            client,
            recipient,
            TABLES["proposals"]["channel"].label_of(channels[number]),
            money(int(due), currency, locale),
        )
        for number, client, recipient, due, currency in zip(*(rows[n] for n in names), strict=True)
        if number in channels
    ]


def _unsure(opened: Opened) -> list[str]:
    """Tell every message whose fate is unknown now, those of this run among them."""
    tables = opened.tables
    acts, _ = gather(tables["sends"], opened.journal.entries(), tables["stages"])
    doubtful = acts[acts["status"] == "in_doubt"]["number"].unique()
    return [
        f"{number} : envoi incertain. Vérifier s’il est parti, puis choisir « parti » ou "
        "« pas parti » dans Envois."
        for number in doubtful
    ]


def _figures(decision: Decision, opened: Opened) -> list[tuple[str, str]]:
    locale = locale_of("fr", opened.settings.country)
    items = decision.items[decision.items["kind"] != "agreed"]
    open_items = items[items["balance_cents"] > 0]
    late = open_items[open_items["days_late"] > 0]
    figures: list[tuple[str, str]] = []
    for name, part in (("Encours", open_items), ("Échu", late)):
        for currency, cents in part.groupby("currency")["balance_cents"].sum().items():
            figures.append((name, money(int(cents), str(currency), locale)))
    figures.append(("Factures échues", str(len(late))))
    return figures


def deliver_report(desk: Desk, opened: Opened, report: Report) -> tuple[str, str]:
    """Write the page and mail it; returns its path and, if the mail failed, a sentence."""
    if desk.simulate:
        return "", ""
    pages = render_report(report, opened.settings.country)
    name = f"{_FOLDER}/Compte rendu {desk.moment():%Y-%m-%d %Hh%M}.html"
    path = desk.documents.write(name, pages.html.encode())
    address = desk.redirect or opened.settings.report_email
    if not address:
        return path, ""
    moment = desk.moment()
    message = Message(
        number=f"RAPPORT-{moment:%Y%m%d-%H%M}",
        channel="email",
        recipient=address,
        recipient_name="",
        subject=pages.subject,
        text=pages.text,
        html=pages.html,
        sent_at=moment,
    )
    fault = mail_ourselves(desk, opened, message)
    return path, f"Le compte rendu {fault}" if fault else ""
