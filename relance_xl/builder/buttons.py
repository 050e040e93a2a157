"""The buttons on Accueil: a column of shapes for each group of the ribbon."""

from xlsxwriter.worksheet import Worksheet

from relance_xl.builder.styles import BLUE, DARK_GREY, FONT, Styles
from relance_xl.schema.buttons import HOME, Button, ribbon_groups

_PER_ROW = 4
_WIDTH = 3
"""Groups side by side, and sheet columns each takes: as wide as the cards below them."""

_HEIGHT = 30
_GAP = 6
_MARGIN = 4
_ACCENTS = {"Envoi": "#B8530F", "Aide": DARK_GREY}
"""What leaves the house stands out; what only informs stays back."""


def home_buttons() -> list[Button]:
    """Give the buttons of Accueil in the order they are drawn."""
    return [button for column in _columns() for button in column]


def rows_of_buttons() -> int:
    """Give the sheet rows `write_buttons` fills: a title and its buttons, for each row of groups.

    >>> rows_of_buttons()
    4
    """
    return sum(1 + _tallest(start) for start in _starts())


def write_buttons(sheet: Worksheet, top: int, pixels: int, styles: Styles) -> None:
    """Draw the buttons from sheet row `top`; a sheet column is `pixels` wide."""
    label = styles.make(bold=True, font_color=DARK_GREY, valign="vcenter", indent=1)
    for start in _starts():
        sheet.set_row_pixels(top, 24)
        for rank in range(1, _tallest(start) + 1):
            sheet.set_row_pixels(top + rank, _HEIGHT + _GAP)
        for place, column in enumerate(_columns()[start : start + _PER_ROW]):
            left = 1 + place * _WIDTH
            sheet.write_string(top, left, column[0].ribbon_group, label)
            for rank, button in enumerate(column, start=1):
                _draw(sheet, (top + rank, left), button, _WIDTH * pixels)
        top += 1 + _tallest(start)


def _columns() -> list[list[Button]]:
    groups = ribbon_groups().values()
    columns = [[button for button in group if button.sheet == HOME] for group in groups]
    return [column for column in columns if column]


def _starts() -> range:
    return range(0, len(_columns()), _PER_ROW)


def _tallest(start: int) -> int:
    return max(len(column) for column in _columns()[start : start + _PER_ROW])


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
