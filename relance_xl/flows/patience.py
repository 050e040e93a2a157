"""A scheduled run meets a workbook that somebody has open: it waits, then says so."""

from collections.abc import Callable

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import open_workbook
from relance_xl.flows.outcome import Outcome, counted
from relance_xl.flows.report_page import deliver_report
from relance_xl.flows.weekly import OpenElsewhereError
from relance_xl.problems import WorkbookBusyError
from relance_xl.render.report import Report

_MINUTE = 60


def patiently(
    attempt: Callable[[], Outcome],
    pause: Callable[[float], None],
    give_up: Callable[[str], object],
) -> Outcome:
    """Try a run anew each minute, as long as sheet Paramètres says (RULES §7.7).

    `pause` waits for so many seconds; nothing is held meanwhile, so that the person who
    has the workbook open can go on working. Raises `WorkbookBusyError` once time is up,
    after `give_up` was told the sentence.
    """
    waited = 0
    while True:
        try:
            return attempt()
        except OpenElsewhereError as busy:
            if waited >= busy.wait_minutes:
                sentence = _sentence(str(busy), waited)
                give_up(sentence)
                raise WorkbookBusyError(sentence) from busy
        pause(_MINUTE)
        waited += 1


def _sentence(busy: str, minutes: int) -> str:
    waited = f" Attendu {counted(minutes, 'minute', 'minutes')}." if minutes else ""
    return f"Classeur ouvert, rien n’a été préparé.{waited} {busy}"


def report_open(desk: Desk, sentence: str) -> Outcome:
    """Leave a report, on disk and by mail, of a run that found the workbook open."""
    with open_workbook(desk) as opened:
        report = Report(
            company=opened.settings.company_name,
            workbook=desk.book.path.name,
            at=desk.moment(),
            unsure=(sentence,),
        )
        path, fault = deliver_report(desk, opened, report)
    return Outcome((fault,) if fault else (), {"report": path})
