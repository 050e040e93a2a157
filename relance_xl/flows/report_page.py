"""The account of a scheduled run: a page beside the workbook, a mail to the person."""

from collections.abc import Sequence

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.flows.outcome import Outcome, counted
from relance_xl.ports import Message, SendState
from relance_xl.problems import Problem, RelanceError
from relance_xl.render.formats import locale_of, money
from relance_xl.render.report import Report, Waiting, render_report
from relance_xl.rules.acts import gather
from relance_xl.rules.decide import Decision

_FOLDER = "Comptes rendus"


def make_report(
    desk: Desk,
    opened: Opened,
    decision: Decision,
    waiting: pd.DataFrame,
    results: tuple[Outcome, Sequence[Problem]],
) -> Report:
    """Gather what the run did (`results`: the sending, the problems) and what waits."""
    sending, problems = results
    locale = locale_of("fr", opened.settings.country)
    columns = ("number", "payer_name", "stage_label", "due_cents", "currency", "why")
    return Report(
        company=opened.settings.company_name,
        workbook=desk.book.path.name,
        at=desk.moment(),
        done=(
            f"{counted(len(decision.invoices), 'facture recalculée', 'factures recalculées')}.",
            *sending.lines,
        ),
        unsure=_unsure(opened),
        waiting=[
            Waiting(number, client, stage, money(int(due), currency, locale), why)
            for number, client, stage, due, currency, why in zip(
                *(waiting[name] for name in columns), strict=True
            )
        ],
        problems=problems,
        figures=_figures(decision, opened),
    )


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
    try:
        channel = desk.open_channels(opened.settings, desk.today, trial=bool(desk.redirect))[
            "email"
        ]
        with channel.open():
            receipt = channel.send(message, lambda: None)
    except RelanceError as error:
        return path, f"Le compte rendu n’a pas pu être envoyé par e-mail : {error}"
    if receipt.state is SendState.ACCEPTED:
        return path, ""
    return path, f"Le compte rendu n’a pas été accepté par la messagerie : {receipt.detail}"
