"""What taking over a file comes to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from relance_xl.problems import Problem
from relance_xl.rules.sheet_changes import SheetChanges
from relance_xl.rules.wording import money
from relance_xl.schema import TABLES, Kind

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
SETTLED, OLDER, CONFLICT, INCOMPLETE = "settled", "older", "conflict", "incomplete"

CHANGE_WORDS = {
    NEW: "nouvelle",
    CHANGED: "modifiée",
    UNCHANGED: "inchangée",
    SETTLED: "absente de la liste : proposée comme soldée en comptabilité",
    OLDER: "liste plus ancienne que ce qui est connu : rien n’est changé",
    CONFLICT: "contredit le classeur : rien n’est changé",
    INCOMPLETE: "incomplète : n’est pas ajoutée",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that changes: its header, and what it shows before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What becomes of one invoice: `state` is a key of `CHANGE_WORDS`, `change` says it."""

    invoice: str
    customer: str
    state: str
    change: str
    issue_date: date | None = None
    due_date: date | None = None
    total_cents: int | None = None
    balance_cents: int | None = None
    currency: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass
class Takeover:
    """All of a file: what becomes of each invoice, what changes, what a person must look at."""

    items: list[Taken] = field(default_factory=list)
    changes: SheetChanges = field(default_factory=SheetChanges)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def count(self, *states: str) -> int:
        """Count the invoices in these states."""
        return sum(item.state in states for item in self.items)


def shown(column: str, value: object, currency: str) -> str:
    r"""Show a value of Factures as a person reads it.

    >>> shown("total_cents", 12000, "EUR"), shown("due_date", date(2026, 5, 1), "")
    ('120,00\xa0€', '01/05/2026')
    """
    if value is None or value == "":
        return "vide"
    declared = TABLES["invoices"][column]
    if declared.kind is Kind.MONEY:
        return money(int(str(value)), currency)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return declared.label_of(str(value)) if declared.kind is Kind.CHOICE else str(value)


def told(cells: Sequence[Cell]) -> str:
    """Say what changes in one sentence.

    >>> told([Cell("Solde comptable", "vide", "120,00 €"), Cell("Nature", "vide", "avoir")])
    'Solde comptable : vide → 120,00 € ; Nature : vide → avoir'
    """
    return " ; ".join(f"{cell.label} : {cell.before} → {cell.after}" for cell in cells)
