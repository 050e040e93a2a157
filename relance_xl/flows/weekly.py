"""Hebdo: the scheduled run on the closed file, with nobody watching."""

from datetime import date

import pandas as pd

from relance_xl.flows.bring_in import Incoming, bring_in
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened, open_workbook
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome, blocking, problem_json
from relance_xl.flows.permission import closed_day
from relance_xl.flows.prepare import propose
from relance_xl.flows.relances import write_rows
from relance_xl.flows.report_page import deliver_report, make_report
from relance_xl.flows.send import send_decided
from relance_xl.flows.sending_report import NOTHING_SENT
from relance_xl.problems import RelanceError, WorkbookBusyError
from relance_xl.rules.approval import approve_automatic
from relance_xl.rules.weekly import is_run_day
from relance_xl.rules.working_days import working_days


class OpenElsewhereError(WorkbookBusyError):
    """Somebody has the workbook open; worth another try for `wait_minutes`."""

    def __init__(self, sentence: str, wait_minutes: int) -> None:
        """Keep the busy file's sentence and what sheet Paramètres says about waiting."""
        super().__init__(sentence)
        self.wait_minutes = wait_minutes


def run_weekly(desk: Desk, incoming: Incoming) -> Outcome:
    """Take in files and answers, propose, send what is marked automatic, record, report.

    On another day than the one chosen in Paramètres it ends silently with 0. Raises
    `OpenElsewhereError`, nothing changed, while somebody has the workbook open.
    """
    with open_workbook(desk) as opened:
        if not _is_due(opened, desk.today):
            return Outcome((), {"ran": False})
        settings = opened.settings
    try:
        brought = bring_in(desk, incoming, settings.inbox_mode)
    except WorkbookBusyError as error:
        raise OpenElsewhereError(str(error), settings.busy_wait_minutes) from error
    return _propose_and_report(desk, brought)


def _propose_and_report(desk: Desk, brought: Outcome) -> Outcome:
    with open_workbook(desk) as opened:
        decision, rows, problems = propose(desk, opened)
        approved = approve_automatic(rows)
        write_rows(desk, opened, approved)
        _save_first(desk, opened)
        opened.tables = {**opened.tables, "proposals": approved}
        sent = _send(desk, opened, approved)
        waiting = approved[approved["decision"] == ""]
        report = make_report(desk, opened, decision, approved, (brought, sent, problems))
        path, mail_fault = deliver_report(desk, opened, report)
    lines = [
        *brought.lines,
        *sent.lines,
        f"Compte rendu : {desk.beside(path)}." if path else "Simulation : pas de compte rendu.",
    ]
    lines += [mail_fault] if mail_fault else []
    json = {
        "ran": True,
        **brought.json,
        "report": path,
        "proposals": len(approved),
        "waiting": len(waiting),
        "sending": sent.json,
        "problems": problem_json(problems),
    }
    needs = len(waiting) or blocking(problems) or sent.status or brought.status or mail_fault
    return Outcome(tuple(lines), json, NEEDS_A_PERSON if needs else DONE)


def _save_first(desk: Desk, opened: Opened) -> None:
    try:
        opened.save(desk)
    except WorkbookBusyError as error:
        raise OpenElsewhereError(str(error), opened.settings.busy_wait_minutes) from error


def _is_due(opened: Opened, day: date) -> bool:
    settings = opened.settings
    calendar = working_days(settings.country, settings.region, opened.tables["calendar"])
    return is_run_day(settings.weekly_day, calendar, day)


def _send(desk: Desk, opened: Opened, rows: pd.DataFrame) -> Outcome:
    """Send automatic rows alone: what a person approved waits for that person.

    What keeps the batch from starting (another machine under way, a password missing) is
    told in the report: the rest of the run stands.
    """
    automatic = rows[(rows["approval"] == "auto") & (rows["decision"] == "send")]
    closed = closed_day(desk, opened)
    if closed or not len(automatic):
        return Outcome((closed or "Aucune étape automatique à envoyer.",), NOTHING_SENT)
    try:
        return send_decided(desk, opened, rows, only=list(automatic["number"]))
    except RelanceError as error:
        faults = {**NOTHING_SENT, "faults": [str(error)]}
        return Outcome((f"Rien n’a été envoyé : {error}",), faults, NEEDS_A_PERSON)
