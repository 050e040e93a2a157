"""What became of one file: for the terminal, for JSON, for the page and for sheet Imports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from relance_xl.incoming import ImportFile, Profile
from relance_xl.problems import Problem, Severity
from relance_xl.render.import_page import Line
from relance_xl.rules.sheet_changes import SheetChanges

APPLIED, PREVIEWED, WAITING, FAILED = "applied", "previewed", "waiting", "failed"


@dataclass(frozen=True, slots=True)
class Told:
    """One row of tblImports: a bank file has one per own account, `named` as in the file."""

    named: str = ""
    account: str = ""
    period_end: date | None = None
    entries: int = 0
    rows: int = 0
    net_cents: int = 0
    currency: str = ""


@dataclass
class Result:
    """One file, read and decided on; `state` is what tblImports shows."""

    file: ImportFile
    kind: str = ""
    format: str = ""
    entries: int = 0
    net_cents: int = 0
    items: list[dict[str, object]] = field(default_factory=list)
    told: Sequence[Told] = (Told(),)
    sentences: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    changes: SheetChanges = field(default_factory=SheetChanges)
    profile: Profile | None = None
    pdf: tuple[str, bytes] | None = None
    state: str = APPLIED

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to look before this file is done with."""
        serious = any(problem.severity is not Severity.INFO for problem in self.problems)
        return serious or self.state in (WAITING, FAILED)

    @property
    def json(self) -> dict[str, object]:
        """Give the file as PRODUCT §3 has it, with what else is known."""
        return {
            "file": self.file.name,
            "kind": self.kind,
            "format": self.format,
            "entries": self.entries,
            "net_cents": self.net_cents,
            "state": self.state,
            "items": self.items,
            "remarks": self.remarks,
        }
