"""The look of the workbook: one palette, and every cell format made from it once."""

from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from relance_xl.schema.model import Column, Kind, Owner

FONT = "Calibri"
BLUE = "#1F4E79"
SOFT_BLUE = "#DCE6F1"
BAND = "#F6F9FC"
GREY = "#EDEFF2"
DARK_GREY = "#6B7785"
HAIRLINE = "#D5DBE3"
INK = "#1F2933"
ORANGE = "#E08A1E"

Look: TypeAlias = dict[str, Any]
"""Properties as XlsxWriter names them."""

NUMBER_FORMATS: dict[Kind, str] = {
    Kind.TEXT: "General",
    Kind.CHOICE: "General",
    Kind.FLAG: "General",
    Kind.CODE: "@",
    Kind.EMAIL: "@",
    Kind.INTEGER: "#,##0",
    Kind.MONEY: "#,##0.00",
    Kind.RATE: "0.00",
    Kind.DATE: "dd/mm/yyyy",
    Kind.DATETIME: "dd/mm/yyyy hh:mm",
}
"""How each kind shows; Excel turns the separators into those of the reader's country."""

_CENTRED = frozenset({Kind.DATE, Kind.DATETIME, Kind.FLAG})
_NUMERIC = frozenset({Kind.INTEGER, Kind.MONEY, Kind.RATE})
_KEPT_BY_TOOL = frozenset({Owner.TOOL, Owner.FORMULA})


def is_greyed(column: Column) -> bool:
    """Tell whether nobody but the tool (or a formula) fills this column.

    >>> from relance_xl.schema import TABLES
    >>> is_greyed(TABLES["invoices"]["balance_cents"]), is_greyed(TABLES["invoices"]["dispute"])
    (True, False)
    """
    return column.owner in _KEPT_BY_TOOL


class Styles:
    """Formats of one workbook, each made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        """Keep the workbook the formats belong to."""
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def make(self, **look: object) -> Format:
        """Give the format with these properties, in the house's font unless said otherwise."""
        full: Look = {"font_name": FONT, "font_size": 10, "font_color": INK, **look}
        key = tuple(sorted(full.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(full)
        return self._made[key]

    def header(self, column: Column) -> Format:
        """Give the header of a column: grey when kept by the tool, orange line when required."""
        look: Look = {
            "bold": True,
            "font_color": "white",
            "bg_color": DARK_GREY if is_greyed(column) else BLUE,
            "text_wrap": True,
            "valign": "vcenter",
            "align": "center" if column.kind in _CENTRED | _NUMERIC else "left",
            "indent": 0 if column.kind in _CENTRED | _NUMERIC else 1,
            "border": 1,
            "border_color": HAIRLINE,
            "italic": column.owner is Owner.FORMULA,
        }
        if column.required:
            look |= {"bottom": 5, "bottom_color": ORANGE}
        return self.make(**look)

    def cell(self, column: Column, *, top: bool = False) -> Format:
        """Give the format of a column's body, set on the whole column; `top` is for tall rows.

        Empty cells need not be written then (they would be most of a large file), and what is
        typed below the table looks and behaves as in it.
        """
        kind = column.kind
        long_text = column.width >= _LONG and not is_greyed(column)
        centred = kind in _CENTRED or column.width <= _NARROW
        side = "right" if kind in _NUMERIC else "left"
        look: Look = {
            "num_format": NUMBER_FORMATS[kind],
            "border": 1,
            "border_color": HAIRLINE,
            "valign": "top" if top else "vcenter",
            **({"align": "center"} if centred else {"align": side, "indent": 1}),
            "text_wrap": long_text,
        }
        if is_greyed(column):
            look |= {"bg_color": GREY, "italic": column.owner is Owner.FORMULA}
        return self.make(**look)

    def overlay(self, **look: object) -> Format:
        """Give a conditional format: only the properties named, nothing of the house's font."""
        return self._book.add_format(dict(look))


_NARROW = 9
"""Up to this width a column holds a mark or a code, read best in its middle."""

_LONG = 70
"""From this width a person's text is read as a page: wrapped."""
