"""What surrounds the tables of a sheet: title, legend, frozen panes, the printed page."""

from xlsxwriter.worksheet import Worksheet

from relance_xl.builder.sheets import (
    FIRST_DATA_ROW,
    HEADER_ROW,
    HOME,
    LEGEND_ROW,
    TITLE_ROW,
    Sheet,
    tables_of,
)
from relance_xl.builder.styles import BLUE, DARK_GREY, ORANGE, SOFT_BLUE, Styles, is_greyed

_A4 = 9
_TITLE_WIDTH = 12
_ROW_HEIGHT = 16.5
_LEGIBLE_WIDTH = 190


def frame_sheet(sheet: Worksheet, spec: Sheet, last_col: int, styles: Styles) -> None:
    """Write title and legend above the tables, freeze the header and prepare the printing."""
    sheet.set_tab_color(spec.colour)
    sheet.hide_gridlines(2)
    sheet.set_zoom(90)
    sheet.set_default_row(_ROW_HEIGHT)
    _title(sheet, spec, last_col, styles)
    sheet.freeze_panes(FIRST_DATA_ROW, spec.frozen)
    set_page(sheet, repeat=(HEADER_ROW, HEADER_ROW), pages_wide=_pages_wide(spec))
    sheet.repeat_columns(0, spec.frozen - 1)


def _pages_wide(spec: Sheet) -> int:
    """Give the pages a sheet needs side by side to stay legible on paper."""
    width = sum(column.width for table in tables_of(spec.name) for column in table)
    return max(1, round(width / _LEGIBLE_WIDTH))


def _title(sheet: Worksheet, spec: Sheet, last_col: int, styles: Styles) -> None:
    band = styles.make(bg_color=BLUE)
    for col in range(max(last_col, _TITLE_WIDTH) + 1):
        sheet.write_blank(TITLE_ROW, col, None, band)
    title = styles.make(
        bold=True, font_size=15, font_color="white", bg_color=BLUE, valign="vcenter"
    )
    sheet.write_string(TITLE_ROW, 0, spec.name, title)
    hint = styles.make(font_size=10, font_color=SOFT_BLUE, bg_color=BLUE, valign="vcenter")
    sheet.write_string(TITLE_ROW, 2, spec.hint, hint)
    home = styles.make(font_color=BLUE, underline=1, valign="vcenter")
    sheet.write_url(LEGEND_ROW, 0, f"internal:'{HOME}'!A1", home, "← Accueil")
    _legend(sheet, spec, styles)
    plain = styles.make()  # else the columns' own look would show above their table
    sheet.set_row(TITLE_ROW, 27, plain)
    sheet.set_row(LEGEND_ROW, 17, plain)
    sheet.set_row(HEADER_ROW - 1, 4, plain)
    sheet.set_row(HEADER_ROW, 33, plain)


def _legend(sheet: Worksheet, spec: Sheet, styles: Styles) -> None:
    """Say what the colours of the headers mean, those this sheet has."""
    columns = [column for table in tables_of(spec.name) for column in table]
    legend = (
        ("■ À remplir     ", BLUE, any(not is_greyed(column) for column in columns)),
        ("▁ Obligatoire     ", ORANGE, any(column.required for column in columns)),
        ("■ Tenu par l’outil, ne rien y saisir", DARK_GREY, any(map(is_greyed, columns))),
    )
    shown = [(words, colour) for words, colour, is_there in legend if is_there]
    whole = styles.make(valign="vcenter", font_size=9, font_color=shown[0][1])
    if len(shown) == 1:
        sheet.write_string(LEGEND_ROW, 1, shown[0][0], whole)
        return
    pieces = [
        piece
        for words, colour in shown
        for piece in (styles.make(font_size=9, font_color=colour), words)
    ]
    sheet.write_rich_string(LEGEND_ROW, 1, *pieces, whole)


def set_page(sheet: Worksheet, repeat: tuple[int, int] | None = None, pages_wide: int = 1) -> None:
    """Print in landscape A4, fitted in width, with the header row on every page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_footer("&L&8&A&C&8Relance XL&R&8Page &P / &N")
    if repeat:
        sheet.repeat_rows(*repeat)
