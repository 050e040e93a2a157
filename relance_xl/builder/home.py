"""Sheet Accueil: the figures of the day, what to do step by step, the way to every sheet."""

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from relance_xl.builder.buttons import rows_of_buttons, write_buttons
from relance_xl.builder.content import Content
from relance_xl.builder.figures import FIGURES, Figure, in_currency
from relance_xl.builder.frame import set_page
from relance_xl.builder.rows import Value
from relance_xl.builder.sheets import HELP, SHEETS
from relance_xl.builder.styles import BAND, BLUE, DARK_GREY, HAIRLINE, SOFT_BLUE, Styles

_COLUMNS = 12
_CARD_WIDTH = 3
_CARDS_PER_ROW = 4
_CARD_HEIGHT = 4
_TOP = 4
"""Row of the first heading; each block below says how many rows it took."""

_WIDTH_PIXELS = 86
_NOTHING_DONE = "Ce que fait un bouton s’écrit ici."

STEPS = (
    (
        "Paramètres",
        "Remplissez la société, la banque et l’expéditeur dans «\u202fParamètres\u202f».",
    ),
    (
        "Factures",
        "Importez factures et banque, ou tapez-les\u202f; corrigez «\u202fAnomalies\u202f».",
    ),
    (
        "Relances",
        "Préparez\u202f: les messages du jour, et pourquoi, se lisent dans «\u202fRelances\u202f».",
    ),
    (
        "Relances",
        "Lisez l’aperçu, puis choisissez Envoyer, Reporter ou Ignorer sur chaque ligne.",
    ),
    (
        "Envois",
        "Envoyez. Tout ce qui part est noté dans «\u202fEnvois\u202f», et rien ne part deux fois.",
    ),
    (
        "Réponses",
        "Relevez les réponses, choisissez une suite, cochez les paiements\u202f; puis Traiter.",
    ),
)
"""How to work, in the order of a Monday morning."""


def write_home(
    sheet: Worksheet, content: Content, styles: Styles, *, with_buttons: bool = False
) -> None:
    """Write the sheet a person sees first; a workbook with macros has its buttons there."""
    sheet.hide_gridlines(2)
    sheet.set_tab_color(BLUE)
    sheet.set_column(0, 0, 2)
    sheet.set_column_pixels(1, _COLUMNS, _WIDTH_PIXELS)
    sheet.set_column(_COLUMNS + 1, _COLUMNS + 1, 2)
    _title(sheet, content.settings, styles)
    row = _TOP
    if with_buttons:
        row = _buttons(sheet, row, styles)
    row = _cards(sheet, row, content, styles)
    row = _steps(sheet, row, styles)
    row = _links(sheet, row, styles)
    set_page(sheet)
    sheet.set_portrait()
    sheet.center_horizontally()
    sheet.print_area(0, 0, row, _COLUMNS)
    sheet.fit_to_pages(1, 1)
    sheet.activate()


def _half() -> int:
    return (len(SHEETS) + 2) // 2


def _title(sheet: Worksheet, settings: Mapping[str, Value], styles: Styles) -> None:
    band = styles.make(bg_color=BLUE)
    for row in (0, 1, 2):
        for col in range(_COLUMNS + 2):  # a margin on either side
            sheet.write_blank(row, col, None, band)
    sheet.set_row(0, 8)
    sheet.set_row(1, 32)
    sheet.set_row(2, 22)
    look = {"font_color": "white", "bg_color": BLUE, "valign": "vcenter"}
    sheet.write_string(1, 1, "Relance XL", styles.make(bold=True, font_size=22, **look))
    words = styles.make(font_size=11, **{**look, "font_color": SOFT_BLUE, "valign": "top"})
    formula = (
        '=IFERROR(INDEX(tblParametres[Valeur],MATCH("Nom de la société",'
        'tblParametres[Paramètre],0))&"","")'
    )
    sheet.write_formula(2, 1, formula, words, str(settings.get("company_name") or ""))
    sheet.set_row(3, 8)


def _heading(sheet: Worksheet, row: int, words: str, styles: Styles) -> None:
    style = styles.make(bold=True, font_size=13, font_color=BLUE, bottom=2, bottom_color=BLUE)
    for col in range(1, _COLUMNS + 1):
        sheet.write_blank(row, col, None, style)
    sheet.write_string(row, 1, words, style)
    sheet.set_row(row, 22)


def _buttons(sheet: Worksheet, row: int, styles: Styles) -> int:
    _heading(sheet, row, "Les boutons", styles)
    write_buttons(sheet, row + 1, _WIDTH_PIXELS, styles)
    said = row + 1 + rows_of_buttons()
    edge = {"bg_color": BAND, "left": 5, "left_color": BLUE, "indent": 1}
    style = styles.make(valign="vcenter", text_wrap=True, **edge)
    sheet.merge_range(said, 1, said, _COLUMNS, _NOTHING_DONE, style)
    sheet.set_row(said, 46)  # three lines
    return said + 2


def result_row() -> int:
    """Give the row, from 0, of the cell where a button says what it did."""
    return _TOP + 1 + rows_of_buttons()


def _cards(sheet: Worksheet, row: int, content: Content, styles: Styles) -> int:
    _heading(sheet, row, "Les chiffres du jour", styles)
    currency = str(content.settings.get("currency") or "EUR")
    for position, figure in enumerate(FIGURES):
        top = row + 1 + (position // _CARDS_PER_ROW) * _CARD_HEIGHT
        left = 1 + (position % _CARDS_PER_ROW) * _CARD_WIDTH
        _card(
            sheet, (top, left), figure, (figure.value(content.tables, currency), currency, styles)
        )
    return row + 2 + _CARD_HEIGHT * -(-len(FIGURES) // _CARDS_PER_ROW)


def _card(
    sheet: Worksheet, place: tuple[int, int], figure: Figure, filled: tuple[float, str, Styles]
) -> None:
    value, currency, styles = filled
    top, left = place
    right = left + _CARD_WIDTH - 1
    edge = {"bg_color": BAND, "left": 5, "left_color": BLUE, "indent": 1}
    sheet.set_row(top, 6)
    label = styles.make(font_color=DARK_GREY, bold=True, **edge)
    sheet.merge_range(top + 1, left, top + 1, right, "", label)
    sheet.write_url(top + 1, left, f"internal:'{figure.sheet}'!A1", label, figure.label)
    big = styles.make(
        font_size=18,
        bold=True,
        font_color=BLUE,
        num_format="#,##0.00" if figure.is_money else "#,##0",
        align="left",
        **edge,
    )
    sheet.merge_range(top + 2, left, top + 2, right, "", big)
    sheet.write_formula(top + 2, left, figure.formula, big, value)
    sheet.set_row(top + 2, 27)
    note = styles.make(font_size=9, font_color=DARK_GREY, **edge)
    sheet.merge_range(top + 3, left, top + 3, right, figure.note, note)
    if figure.is_money:
        sheet.write_formula(
            top + 3, left, in_currency(figure.note), note, f"{figure.note}, {currency}"
        )
    if figure.is_alert:
        rule = {"type": "cell", "criteria": ">", "value": 0}
        alert = styles.overlay(font_color="#9C1C12")
        sheet.conditional_format(top + 2, left, top + 2, right, {**rule, "format": alert})


def _steps(sheet: Worksheet, top: int, styles: Styles) -> int:
    _heading(sheet, top, "Comment faire", styles)
    line = {"valign": "vcenter", "bottom": 1, "bottom_color": HAIRLINE}
    words = styles.make(font_size=11, indent=1, **line)
    link = styles.make(font_color=BLUE, underline=1, **line)
    for place, (target, text) in enumerate(STEPS, start=1):
        row = top + place
        sheet.set_row(row, 22)
        sheet.merge_range(row, 1, row, _COLUMNS - 2, f"{place}.  {text}", words)
        sheet.merge_range(row, _COLUMNS - 1, row, _COLUMNS, "", link)
        sheet.write_url(row, _COLUMNS - 1, f"internal:'{target}'!A1", link, f"→ {target}")
    return top + len(STEPS) + 2


def _links(sheet: Worksheet, top: int, styles: Styles) -> int:
    _heading(sheet, top, "Les feuilles", styles)
    link = styles.make(font_color=BLUE, underline=1, bold=True, valign="vcenter")
    words = styles.make(font_color=DARK_GREY, valign="vcenter")
    entries = [(sheet.name, sheet.hint) for sheet in SHEETS]
    entries.append((HELP, "Chaque feuille et chaque colonne expliquées"))
    for place, (name, hint) in enumerate(entries):
        row = top + 1 + place % _half()
        col = 1 + (place // _half()) * (_COLUMNS // 2)
        sheet.merge_range(row, col, row, col + 1, "", link)
        sheet.write_url(row, col, f"internal:'{name}'!A1", link, name)
        sheet.merge_range(row, col + 2, row, col + _COLUMNS // 2 - 1, hint, words)
        sheet.set_row(row, 17)
    return top + _half() + 1
