"""How every flow begins: read the workbook once, reconcile it with the journal."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.reconcile import Reconciled, reconcile, write_back
from relance_xl.frames import read_tables
from relance_xl.ports import Grid, Journal
from relance_xl.problems import Problem, Severity, WorkbookError
from relance_xl.rules.acts import gather
from relance_xl.schema import TABLES
from relance_xl.schema.parameters import PARAMETERS_LIST
from relance_xl.settings import Settings, read_settings

_NEEDED = ("customers", "invoices", "plans", "stages", "parameters")


@dataclass
class Opened:
    """The workbook as typed frames, the company's settings, and the memory of acts."""

    tables: Mapping[str, pd.DataFrame]
    settings: Settings
    journal: Journal
    memory: Reconciled
    acts: pd.DataFrame
    problems: list[Problem]
    workbook_id: str
    found: frozenset[str] = frozenset(TABLES)
    """Tables the workbook has: one made by an earlier version may lack the newest."""
    _appended: set[str] = field(default_factory=set)

    @property
    def gaps(self) -> bool:
        """Whether a table or column that decides cannot be found."""
        codes = {p.code for p in self.problems if p.severity is Severity.BLOCKING}
        return bool(codes & {"missing_table", "missing_column"})

    def save(self, desk: Desk) -> None:
        """Save what was gathered, with what the journal knew and the sheet did not."""
        sends = self.tables["sends"]
        numbers = write_back(desk.book, self.journal, self.memory, sends, self._appended)
        desk.save()
        if not desk.simulate:
            self.journal.mark_written(numbers)
        self._appended |= set(numbers)


@contextmanager
def open_workbook(desk: Desk) -> Iterator[Opened]:
    """Read every table, type it, and bring journal and sheet Envois together.

    Raises `WorkbookError` when the file is no Relance XL workbook.
    """
    grids = desk.book.read()
    require_tables(grids, desk.book.path.name)
    tables, problems = read_tables(grids)
    settings, found = read_settings(tables["parameters"])
    workbook_id = settings.workbook_id or _give_id(desk)
    with desk.open_journal(workbook_id, desk.simulate) as journal:
        memory = reconcile(journal, tables["sends"], desk.machine)
        acts, unclear = gather(tables["sends"], memory.entries, tables["stages"])
        problems = [*problems, *found, *unclear, *_memory_problems(memory)]
        tables = {**tables, "proposals": _still_here(tables["proposals"], acts)}
        yield Opened(
            tables, settings, journal, memory, acts, problems, workbook_id, frozenset(grids)
        )


def require_tables(grids: Mapping[str, Grid], workbook: str) -> None:
    """Raise `WorkbookError` when a workbook lacks tables nothing can be done without."""
    missing = [TABLES[name].excel_name for name in _NEEDED if name not in grids]
    if missing:
        raise WorkbookError(
            f"« {workbook} » n’est pas un classeur Relance XL : tableaux introuvables "
            f"({', '.join(missing)}). En créer un avec « relance nouveau », ou restaurer une "
            "sauvegarde."
        )


def _still_here(rows: pd.DataFrame, acts: pd.DataFrame) -> pd.DataFrame:
    """Leave out what a crash or a restored backup left in Relances although it was acted on."""
    return rows[~rows["number"].isin(list(acts["number"]))].reset_index(drop=True)


def _give_id(desk: Desk) -> str:
    workbook_id = desk.new_id()
    write_parameter(desk, "workbook_id", workbook_id)
    return workbook_id


def write_parameter(desk: Desk, name: str, value: str) -> None:
    """Set one of the tool's own lines of sheet Paramètres."""
    label = next(p.label for p in PARAMETERS_LIST if p.name == name and p.tool)
    desk.book.patch("parameters", [label], {"value": [value]}, handed_over=frozenset({"value"}))


def _memory_problems(memory: Reconciled) -> list[Problem]:
    sheet = TABLES["sends"].sheet
    found = [
        Problem(
            "send_under_way_elsewhere",
            sheet,
            f"L’envoi {number} est « en cours » depuis un autre poste.",
            "Attendre la fin de cet envoi ; s’il a été interrompu, choisir « parti » ou "
            "« pas parti » dans la colonne Verdict.",
            key=number,
            severity=Severity.BLOCKING,
        )
        for number in memory.foreign
    ]
    found += [
        Problem(
            "send_without_journal",
            sheet,
            f"L’envoi {number} a été interrompu et son journal est introuvable.",
            "Vérifier s’il est parti, puis choisir « parti » ou « pas parti » (colonne Verdict).",
            key=number,
            severity=Severity.BLOCKING,
        )
        for number in memory.lost
    ]
    return found
