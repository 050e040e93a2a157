"""The words every sheet is declared with: kinds, owners, columns, tables.

A column has one English name (in code and JSON), one French label (its header in Excel),
a kind (how its cells are read) and one owner (who may write it).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a column's cells are read, typed, formatted and validated."""

    TEXT = "text"
    CODE = "code"
    """Text that must not lose its zeros: `00042` stays itself."""
    INTEGER = "integer"
    MONEY = "money"
    """Currency units in the cell, integer cents in frames (name ends in `_cents`)."""
    RATE = "rate"
    """Percent in the cell (12,15), integer basis points in frames (name ends in `_bps`)."""
    DATE = "date"
    DATETIME = "datetime"
    FLAG = "flag"
    """Oui / Non / empty; True, False or missing in frames."""
    CHOICE = "choice"
    EMAIL = "email"


class Owner(StrEnum):
    """Who may write a column."""

    PERSON = "person"
    TOOL = "tool"
    SHARED = "shared"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a drop-down: `code` in frames and JSON input, `label` in Excel."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table.

    `refers` names the table whose key this column holds. `formula` is the Excel formula
    of a FORMULA column. `hold` marks a cell that, unreadable, counts as holding.
    `verbatim` marks a choice that, unreadable, stays in frames as it was typed.
    """

    name: str
    label: str
    kind: Kind
    owner: Owner
    help: str
    required: bool = False
    choices: tuple[Choice, ...] = ()
    refers: str = ""
    example: str = ""
    width: int = 14
    formula: str = ""
    hold: bool = False
    verbatim: bool = False

    def code_of(self, label: str) -> str | None:
        """Give the code behind a drop-down label, whatever its case; None if unknown.

        >>> from relance_xl.schema.choices import YES_NO
        >>> Column("a", "A", Kind.CHOICE, Owner.PERSON, "h", choices=YES_NO).code_of(" OUI ")
        'yes'
        """
        wanted = " ".join(label.split()).casefold()
        for choice in self.choices:
            if wanted in (choice.label.casefold(), choice.code.casefold()):
                return choice.code
        return None

    def label_of(self, code: str) -> str:
        """Give the French label of a code; an unknown code is shown as it is."""
        return next((choice.label for choice in self.choices if choice.code == code), code)


@dataclass(frozen=True, slots=True)
class Table:
    """One Excel table: `name` in code, `sheet` and `excel_name` in the workbook.

    `aside` names the columns that change neither who is written to, nor how much is asked
    for, nor when; every other one does, so that its absence stops reminders. `idle` says
    the same of a whole table. Workbooks made by an earlier version lack a `newer` one: what
    it is for says so, and nothing else stops.
    """

    name: str
    sheet: str
    excel_name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    help: str
    aside: tuple[str, ...] = ()
    idle: bool = False
    newer: bool = False

    def __iter__(self) -> Iterator[Column]:
        """Iterate over the columns in shipped order."""
        return iter(self.columns)

    def __getitem__(self, name: str) -> Column:
        """Give the column of that English name; raises `KeyError`."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    def decides(self, name: str) -> bool:
        """Tell whether reminders change when this column cannot be seen.

        >>> from relance_xl.schema import TABLES
        >>> TABLES["payments"].decides("invoice"), TABLES["customers"].decides("note")
        (True, False)
        """
        column = self[name]
        if column.required or column.hold:
            return True
        return not self.idle and column.owner is not Owner.FORMULA and name not in self.aside

    def by_label(self, label: str) -> Column | None:
        """Give the column of that header, blanks and case forgiven; None if not ours."""
        wanted = " ".join(label.split()).casefold()
        return next((c for c in self.columns if c.label.casefold() == wanted), None)
