"""The buttons on Accueil: a line of shapes for each group of the ribbon, in the day's order."""

from xlsxwriter.worksheet import Worksheet

from relance_xl.builder.styles import BLUE, DARK_GREY, FONT, Styles
from relance_xl.schema.buttons import HOME, Button, ribbon_groups

_PER_LINE = 5
_WIDTH = 2
"""Buttons side by side, and sheet columns each takes; the group's name takes as much."""

_HEIGHT = 28
_GAP = 6
_MARGIN = 4
_ACCENTS = {"Envoi": "#B8530F", "Aide": DARK_GREY}
"""What leaves the house stands out; what only informs stays back."""


def home_buttons() -> list[Button]:
    """Give the buttons of Accueil in the order they are drawn."""
    return [button for line in _lines() for button in line]


def rows_of_buttons() -> int:
    """Give the sheet rows `write_buttons` fills.

    >>> rows_of_buttons() >= len(ribbon_groups()) - 1
    True
    """
    return len(_lines())


def write_buttons(sheet: Worksheet, top: int, pixels: int, styles: Styles) -> None:
    """Draw the buttons from sheet row `top`; a sheet column is `pixels` wide."""
    label = styles.make(font_size=11, bold=True, font_color=DARK_GREY, valign="vcenter", indent=1)
    group = ""
    for row, line in enumerate(_lines(), start=top):
        sheet.set_row_pixels(row, _HEIGHT + _GAP)
        if line[0].ribbon_group != group:
            group = line[0].ribbon_group
            sheet.write_string(row, 1, group, label)
        for place, button in enumerate(line, start=1):
            _draw(sheet, (row, 1 + place * _WIDTH), button, _WIDTH * pixels)


def _lines() -> list[list[Button]]:
    """Give the lines, each of one group: a large group goes on below."""
    lines = []
    for group in ribbon_groups().values():
        drawn = [button for button in group if button.sheet == HOME]
        lines += [drawn[i : i + _PER_LINE] for i in range(0, len(drawn), _PER_LINE)]
    return lines


def _draw(sheet: Worksheet, place: tuple[int, int], button: Button, pixels: int) -> None:
    """Draw one shape; its macro is given to it when the file is finished."""
    sheet.insert_textbox(
        *place,
        button.caption,
        {
            "width": pixels - 2 * _MARGIN,
            "height": _HEIGHT,
            "x_offset": _MARGIN,
            "y_offset": _GAP // 2,
            "fill": {"color": _ACCENTS.get(button.ribbon_group, BLUE)},
            "line": {"none": True},
            "font": {"name": FONT, "size": 11, "bold": True, "color": "white"},
            "align": {"vertical": "middle", "horizontal": "center", "text": "center"},
            "object_position": 2,
            "description": button.help,
        },
    )
