"""Sheet Paramètres: its rows, the kind of each value, the first payment methods."""

from collections.abc import Mapping

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from relance_xl.builder import cells
from relance_xl.builder.rows import Row, Value
from relance_xl.builder.sheets import FIRST_DATA_ROW
from relance_xl.builder.styles import BLUE, GREY, HAIRLINE, NUMBER_FORMATS, SOFT_BLUE, Styles
from relance_xl.builder.tables import Place
from relance_xl.builder.validation import accepted, message
from relance_xl.schema import TABLES
from relance_xl.schema.model import Column, Kind, Owner
from relance_xl.schema.parameters import PARAMETERS_LIST, Parameter

_TABLE = TABLES["parameters"]
_NUMBERS = frozenset({Kind.INTEGER, Kind.MONEY, Kind.RATE})


def parameter_rows() -> list[Row]:
    """Give the rows of tblParametres without their values, which differ in kind.

    >>> parameter_rows()[0]["parameter"]
    'Nom de la société'
    """
    return [
        {
            "section": parameter.section,
            "parameter": parameter.label,
            "explanation": parameter.help,
        }
        for parameter in PARAMETERS_LIST
    ]


def write_values(
    sheet: Worksheet, place: Place, values: Mapping[str, Value], styles: Styles
) -> None:
    """Write each parameter's value in its own kind, with its own drop-down.

    `values` go by parameter name, typed as frames; a missing one shows its default.
    """
    col = place.col(_TABLE, "value")
    section = ""
    shown = shown_values(values)
    for offset, parameter in enumerate(PARAMETERS_LIST):
        row = FIRST_DATA_ROW + offset
        cells.write(sheet, (row, col), shown[offset], _style(parameter, styles))
        rule = accepted(parameter.kind, parameter.choices, _refers(parameter))
        sheet.data_validation(row, col, row, col, rule | message(parameter.label, parameter.help))
        if parameter.tool:
            _grey(sheet, place, row, (parameter, styles))
        first = parameter.section != section
        section = parameter.section
        look = {"bold": True, "bg_color": SOFT_BLUE} if first else {"font_color": "#9AA3AE"}
        style = styles.make(
            border=1,
            border_color=HAIRLINE,
            valign="vcenter",
            indent=1,
            **{"font_color": BLUE, **look},
        )
        cells.write(sheet, (row, place.col(_TABLE, "section")), parameter.section, style)


def shown_values(values: Mapping[str, Value]) -> list[cells.Shown]:
    """Give the cell of every parameter in order: its value, else its default.

    >>> shown_values({"company_name": "Menuiserie Hautier"})[0]
    'Menuiserie Hautier'
    """
    given = [(parameter, values.get(parameter.name)) for parameter in PARAMETERS_LIST]
    return [
        _default(parameter) if value is None else cells.shown(_as_column(parameter), value)
        for parameter, value in given
    ]


def payment_methods() -> list[Row]:
    """Give the rows of tblMoyens: days between the order and the money (RULES §2).

    >>> [(row["method"], row["days"]) for row in payment_methods()][:2]
    [('Virement', 2), ('Chèque', 5)]
    """
    return [
        {"method": method, "nature": nature, "days": days}
        for method, nature, days in (
            ("Virement", "transfer", 2),
            ("Chèque", "cheque", 5),
            ("Carte", "card", 1),
            ("Espèces", "cash", 0),
            ("Prélèvement", "direct_debit", 3),
            ("LCR", "lcr", 3),
            ("Escompte", "discount", 0),
            ("Frais bancaires", "bank_fee", 0),
            ("Pénalités", "penalties", 0),
        )
    ]


def _grey(sheet: Worksheet, place: Place, row: int, written: tuple[Parameter, Styles]) -> None:
    """Show that a whole line is the tool's."""
    parameter, styles = written
    style = styles.make(bg_color=GREY, border=1, border_color=HAIRLINE, valign="vcenter", indent=1)
    for name, words in (("parameter", parameter.label), ("explanation", parameter.help)):
        cells.write(sheet, (row, place.col(_TABLE, name)), words, style)


def _as_column(parameter: Parameter) -> Column:
    owner = Owner.TOOL if parameter.tool else Owner.SHARED
    return Column(
        parameter.name,
        parameter.label,
        parameter.kind,
        owner,
        parameter.help,
        choices=parameter.choices,
    )


def _default(parameter: Parameter) -> cells.Shown:
    if parameter.kind in _NUMBERS and parameter.default:
        return int(parameter.default)
    return parameter.default or None


def _refers(parameter: Parameter) -> str:
    return "plans" if parameter.name == "default_plan" else ""


def _style(parameter: Parameter, styles: Styles) -> Format:
    look = {"bg_color": GREY} if parameter.tool else {}
    kind = Kind.CODE if parameter.kind is Kind.TEXT else parameter.kind
    return styles.make(
        num_format=NUMBER_FORMATS[kind],
        border=1,
        border_color=HAIRLINE,
        valign="vcenter",
        align="left",
        indent=1,
        **look,
    )
