"""Importer, from a terminal or the folder « À importer »: read, decide, show, write once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from relance_xl.flows.deciding import all_problems, decide_today
from relance_xl.flows.desk import Desk
from relance_xl.flows.importing.bank import propose_payments
from relance_xl.flows.importing.doors import ImportDoors
from relance_xl.flows.importing.draft import Draft
from relance_xl.flows.importing.invoices import take_invoices
from relance_xl.flows.importing.memory import remember, was_shown
from relance_xl.flows.importing.page import write_page
from relance_xl.flows.importing.profiles import profile_changes, read_profiles, told
from relance_xl.flows.importing.result import APPLIED, FAILED, PREVIEWED, WAITING, Result
from relance_xl.flows.importing.telling import to_do, told_of
from relance_xl.flows.opening import Opened, open_workbook
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome, counted, problem_json
from relance_xl.flows.writing import write_anomalies, write_decision
from relance_xl.incoming import BankFile, ImportFile, LedgerFile, Reading, UnknownLayout
from relance_xl.problems import RelanceError, UsageError, sentence
from relance_xl.rules.debts import Run
from relance_xl.rules.payment_rematch import rematch
from relance_xl.rules.takeover import OTHER_SELLER
from relance_xl.typography import french

_Choose = Callable[[Result], str]
"""Says what becomes of a file that could be read and needs no confirmation."""


def import_files(
    desk: Desk, doors: ImportDoors, files: Sequence[ImportFile], *, confirmed: bool = False
) -> Outcome:
    """Import files a person named: payments are proposed, invoices and customers written.

    `confirmed` says yes to what a first import asks: guessed columns, a list that lacks most
    invoices, an invoice issued under another number than ours. Raises `UsageError` without a file.
    """
    if not files:
        raise UsageError("Aucun fichier à importer : donner un ou plusieurs fichiers.")
    with open_workbook(desk) as opened:
        job = _Job(desk, opened, doors, confirmed=confirmed)
        results = job.run(
            files, lambda one: WAITING if not confirmed and _foreign(one) else APPLIED
        )
        return job.end(results)


def import_folder(
    desk: Desk, doors: ImportDoors, *, unattended: bool = False, confirmed: bool = False
) -> Outcome:
    """Import what lies in the folder « À importer », and move aside what is done.

    With a person at the button, invoices are shown on the first press and imported on the
    second, and with them the bank files that may pay them; bank files alone are written at
    once, since they book nothing. `unattended`
    imports all that needs no confirmation, and leaves recomputing to the run it is part of.
    """
    with open_workbook(desk) as opened:
        job = _Job(desk, opened, doors, confirmed=confirmed, recompute=not unattended)
        folder = doors.folder(opened.settings)
        files = folder.files()
        imports = opened.tables["imports"]

        def choose(result: Result) -> str:
            if unattended:
                return WAITING if _foreign(result) else APPLIED
            shown = result.kind == "bank" or was_shown(imports, result.file)
            return APPLIED if shown else PREVIEWED

        results = job.run(files, choose)
        outcome = job.end(results, where=opened.settings.import_folder)
        moved = [] if desk.simulate else _put_away(folder.put_away, results)
    lines = (*outcome.lines, *(fault for _, fault in moved if fault))
    faults = any(fault for _, fault in moved)
    status = NEEDS_A_PERSON if faults else outcome.status
    return Outcome(lines, {**outcome.json, "moved": [place for place, _ in moved if place]}, status)


def _foreign(result: Result) -> bool:
    """Tell an invoice that somebody else has issued: no debt of a customer of ours."""
    return any(problem.code == OTHER_SELLER for problem in result.problems)


def _put_away(put_away: Callable[[str], str], results: Sequence[Result]) -> list[tuple[str, str]]:
    """Move what was imported whole; gives for each its new place, or why it stays."""
    left = {one.file.place for one in results if one.state != APPLIED}
    moved = []
    for place in dict.fromkeys(one.file.place for one in results):
        if place and place not in left:
            try:
                moved.append((put_away(place), ""))
            except RelanceError as fault:
                moved.append(("", str(fault)))
    return moved


@dataclass
class _Job:
    """One import under way."""

    desk: Desk
    opened: Opened
    doors: ImportDoors
    confirmed: bool = False
    recompute: bool = True
    rematched: bool = False

    def __post_init__(self) -> None:
        desk, opened = self.desk, self.opened
        run = Run(opened.tables, opened.settings, opened.acts, desk.today)
        self.draft = Draft(run, max(desk.today, desk.clock_today))
        self.shown: Draft | None = None
        """What would be, once a file has only been shown: the next ones rest on it."""

    def run(self, files: Sequence[ImportFile], choose: _Choose) -> list[Result]:
        """Read every file, then take them in: invoices first, older lists before newer ones."""
        profiles = read_profiles(self.opened.tables["import_profiles"])
        found: dict[int, Result] = {}
        readings: list[tuple[int, Reading]] = []
        with self.desk.progress.track("Lecture", len(files)) as step:
            for place, file in enumerate(files):
                read = self.doors.read(file, profiles)
                if isinstance(read, UnknownLayout):
                    found[place] = _failed(file, read.reason)
                    self._remember(found[place])
                else:
                    readings.append((place, read))
                step(1)
        readings.sort(key=lambda one: _turn(one[1]))
        with self.desk.progress.track("Rapprochement", len(readings)) as step:
            for place, reading in readings:
                if isinstance(reading.file, BankFile):
                    self._rematch([found[n] for n, _ in readings if n in found])
                found[place] = self._take(files[place], reading, choose)
                step(1)
        self._rematch([found[n] for n, _ in readings])
        return [found[place] for place in range(len(files))]

    def _take(self, file: ImportFile, reading: Reading, choose: _Choose) -> Result:
        try:
            result = self._result(file, reading)
        except RelanceError as fault:
            result = _failed(file, str(fault))
        else:
            profile = result.profile = reading.profile
            if profile is not None and not (profile.confirmed or self.confirmed):
                result.state = WAITING
                result.remarks.append(french(f"Colonnes devinées : {told(profile)}."))
            else:
                result.state = PREVIEWED if self.shown else choose(result)
        if result.state == PREVIEWED:
            self.shown = self.shown or Draft(self.draft.run, self.draft.last_day)
            self.shown.add(result.changes)
        elif result.state == APPLIED:
            self.draft.add(result.changes)
        self._remember(result)
        return result

    def _result(self, file: ImportFile, reading: Reading) -> Result:
        draft = self.shown or self.draft
        if isinstance(reading.file, BankFile):
            return propose_payments(file, reading.file, draft)
        return take_invoices(file, reading.file, draft, whole=self.confirmed)

    def _rematch(self, results: Sequence[Result]) -> None:
        """Look again at payments nobody recognised, once, if new invoices have come."""
        fresh = [
            one for one in results if one.state == APPLIED and one.changes.rows.get("invoices")
        ]
        if not fresh or self.rematched:
            return
        self.rematched = True
        changes = rematch(self.draft.run)
        count = len(changes.cells.get("payments", ()))
        if count:
            self.draft.add(changes)
            fresh[-1].changes.add(changes)
            one, many = "règlement déjà importé retrouve", "règlements déjà importés retrouvent"
            fresh[-1].sentences.append(french(f"{counted(count, one, many)} un client."))

    def _remember(self, result: Result) -> None:
        """Keep in sheet Imports what became of a file and how it was read."""
        tables = self.draft.tables
        self.draft.add(remember(tables["imports"], result, self.desk.moment()))
        if result.profile is not None:
            self.draft.add(
                profile_changes(
                    tables["import_profiles"],
                    result.profile,
                    result.file,
                    confirmed=self.confirmed,
                )
            )

    def end(self, results: Sequence[Result], where: str = "") -> Outcome:
        """Write everything at once, file the pages of invoices, tell what was done."""
        todo = to_do(results, where, simulate=self.desk.simulate)
        changed = bool(self.draft.changes)
        if changed and not self.desk.simulate:
            self._write(results)
        self.opened.save(self.desk)
        faults = [] if self.desk.simulate else self._keep_pages(results)
        page = write_page(self.desk, results, self.opened.settings.company_name, todo)
        problems = [problem for one in results for problem in one.problems]
        lines = [line for one in results for line in told_of(one)]
        lines += [*faults, *todo]
        lines += [f"À ouvrir dans un navigateur : {self.desk.beside(page)}."] if page else []
        if not results:
            lines.append(french(f"Rien à importer dans le dossier « {where} »."))
        json = {
            "files": [one.json for one in results],
            "problems": problem_json(problems),
            "file": page,
        }
        needs = faults or any(one.needs_person for one in results)
        return Outcome(tuple(lines), json, NEEDS_A_PERSON if needs else DONE)

    def _write(self, results: Sequence[Result]) -> None:
        self.draft.write(self.desk, self.opened)
        self.opened.tables = self.draft.tables
        if self.recompute and any(one.state == APPLIED and one.changes for one in results):
            decision = decide_today(self.desk, self.opened)
            write_decision(self.desk, self.opened, decision)
            found = [problem for one in results for problem in one.problems]
            known = all_problems(self.desk, self.opened, decision)
            write_anomalies(self.desk, [*found, *known])

    def _keep_pages(self, results: Sequence[Result]) -> list[str]:
        """File the PDFs of e-invoices for attachment; returns what could not be."""
        pages = self.doors.pages(self.opened.settings)
        kept = [one.pdf for one in results if one.pdf is not None and one.state == APPLIED]
        faults = []
        for invoice, pdf in kept:
            try:
                faults.append(pages.keep(invoice, pdf))
            except RelanceError as fault:
                faults.append(str(fault))
        return [fault for fault in faults if fault]


def _turn(reading: Reading) -> tuple[bool, date]:
    """Order files: invoices before payments, what is older first."""
    file = reading.file
    if isinstance(file, LedgerFile):
        return (False, file.as_of or date.min)
    days = [entry.booked_on for one in file.statements for entry in one.entries]
    return (True, min(days, default=date.min))


def _failed(file: ImportFile, reason: str) -> Result:
    return Result(file, state=FAILED, remarks=[sentence(reason)])
