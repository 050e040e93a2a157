"""Drop-downs and input messages of a column, as XlsxWriter wants them.

Lists warn and let through: an unknown value is the business of sheet Anomalies.
"""

from datetime import date
from typing import Any

from relance_xl.builder.styles import is_greyed
from relance_xl.builder.texts import TEXT_IDS
from relance_xl.schema import TABLES
from relance_xl.schema.choices import YES_NO
from relance_xl.schema.model import Choice, Column, Kind

TITLE_MAX = 32
MESSAGE_MAX = 255
"""Excel's own limits."""

_TOOL_WORDS = "Rempli par l’outil : ne rien saisir ici."
_NARROW = "\u202f"


def list_name(table: str) -> str:
    """Give the defined name holding the keys of a table.

    >>> list_name("customers")
    'liste_Clients'
    """
    return "liste_" + TABLES[table].excel_name.removeprefix("tbl")


def rule_of(column: Column) -> dict[str, Any]:
    """Give the validation of a column's cells: its drop-down or type, and its message.

    >>> from relance_xl.schema import TABLES
    >>> rule_of(TABLES["invoices"]["document"])["source"]
    ['facture', 'avoir']
    >>> rule_of(TABLES["invoices"]["customer"])["source"]
    '=liste_Clients'
    """
    words = column.help
    if column.example:
        words += f" Exemple{_NARROW}: {column.example}"
    if is_greyed(column):
        return {"validate": "any", **message(column.label, f"{words} {_TOOL_WORDS}")}
    return accepted(column.kind, column.choices, column.refers) | message(column.label, words)


def message(title: str, words: str) -> dict[str, Any]:
    """Give the note shown when a cell is chosen, and the warning on a strange value."""
    return {
        "input_title": title[:TITLE_MAX],
        "input_message": words.replace(" :", f"{_NARROW}:").replace(" ;", f"{_NARROW};")[
            :MESSAGE_MAX
        ],
        "error_title": title[:TITLE_MAX],
        "error_message": "Cette valeur n’est pas de celles attendues. La garder quand même\u202f?",
        "error_type": "warning",
    }


def accepted(kind: Kind, choices: tuple[Choice, ...], refers: str = "") -> dict[str, Any]:
    """Say what a cell of this kind takes."""
    if kind is Kind.FLAG:
        choices = YES_NO
    if choices:
        return {"validate": "list", "source": [choice.label for choice in choices]}
    if refers:
        source = list(TEXT_IDS) if refers == "texts" else f"={list_name(refers)}"
        return {"validate": "list", "source": source}
    return dict(_BOUNDS.get(kind, {"validate": "any"}))


def _between(validate: str, minimum: object, maximum: object) -> dict[str, Any]:
    bounds = {"minimum": minimum, "maximum": maximum}
    return {"validate": validate, "criteria": "between", **bounds}


_DATE = _between("date", date(2000, 1, 1), date(2199, 12, 31))
_AMOUNT = _between("decimal", -1e9, 1e9)
_BOUNDS = {
    Kind.DATE: _DATE,
    Kind.DATETIME: _DATE,
    Kind.INTEGER: _between("integer", -99_999, 999_999),
    Kind.MONEY: _AMOUNT,
    Kind.RATE: _AMOUNT,
}
