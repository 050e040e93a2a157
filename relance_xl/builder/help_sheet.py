"""Sheet Aide, made from the schema: every sheet, every column, who fills it."""

from xlsxwriter.worksheet import Worksheet

from relance_xl.builder.frame import set_page
from relance_xl.builder.sheets import HELP, HOME, SHEETS, tables_of
from relance_xl.builder.styles import (
    BAND,
    BLUE,
    DARK_GREY,
    GREY,
    HAIRLINE,
    SOFT_BLUE,
    Styles,
    is_greyed,
)
from relance_xl.render.vocabulary import FIELDS
from relance_xl.schema.buttons import BUTTONS
from relance_xl.schema.model import Column, Kind, Owner, Table

OWNERS = {
    Owner.PERSON: "Vous",
    Owner.SHARED: "Vous et l’outil",
    Owner.TOOL: "L’outil",
    Owner.FORMULA: "Formule",
}
"""Who fills a column, in the words of the sheet."""

KINDS = {
    Kind.TEXT: "texte",
    Kind.CODE: "code",
    Kind.INTEGER: "nombre entier",
    Kind.MONEY: "montant",
    Kind.RATE: "taux en %",
    Kind.DATE: "date",
    Kind.DATETIME: "date et heure",
    Kind.FLAG: "Oui / Non",
    Kind.CHOICE: "liste",
    Kind.EMAIL: "adresse e-mail",
}
"""What a column takes, in the words of the sheet."""

NOTES = (
    "Déplacez, masquez, ajoutez colonnes, feuilles, formules, graphiques\u202f: l’outil les garde.",
    "Ne changez ni le titre d’une colonne, ni le nom d’un tableau\u202f: ils servent de repères.",
    "Les colonnes grises sont remplies par l’outil\u202f; ce que vous y tapez sera remplacé.",
    "Aucun mot de passe dans ce classeur\u202f: ils sont dans le trousseau de votre ordinateur.",
)
"""What a user must know before anything else."""

_BUTTONS_HINT = (
    "Sur Accueil et dans l’onglet Relance. Sans macros, le raccourci «\u202fRelance XL\u202f» du "
    "Bureau offre les mêmes."
)
_FIELDS_TITLE = "Champs des textes"
_FIELDS_HINT = (
    "À écrire tels quels dans un texte. «\u202f{% if remise %} … {% endif %}\u202f» n’écrit le "
    "passage que si le champ n’est pas vide."
)
_WIDTHS = (30, 17, 15, 13, 62, 46)
_SLOTS = (0, 1, 4, 5)
"""Columns of the links to each section: wide enough, or with room beside."""
_HEADERS = ("Colonne", "Qui la remplit", "Contenu", "Obligatoire", "À quoi elle sert", "Valeurs")


def write_help(sheet: Worksheet, styles: Styles, *, with_buttons: bool = False) -> None:
    """Write the whole of Aide; the buttons only where the workbook has macros."""
    sheet.hide_gridlines(2)
    sheet.set_tab_color(DARK_GREY)
    for col, width in enumerate(_WIDTHS):
        sheet.set_column(col, col, width)
    row = contents = _intro(sheet, styles)
    row += (len(_tables()) + 1 + len(_SLOTS) - 1) // len(_SLOTS) + 1
    if with_buttons:
        row = _buttons(sheet, row, styles) + 1
    places = {}
    for table in _tables():
        places[_title(table)] = row
        row = _table(sheet, table, row, styles) + 1
    places[_FIELDS_TITLE] = row
    _fields(sheet, row, styles)
    _contents(sheet, contents, places, styles)
    sheet.freeze_panes(1, 0)
    set_page(sheet, repeat=(0, 0))


def _intro(sheet: Worksheet, styles: Styles) -> int:
    band = styles.make(bg_color=BLUE)
    for col in range(1, len(_WIDTHS)):
        sheet.write_blank(0, col, None, band)
    title = styles.make(
        bold=True, font_size=15, font_color="white", bg_color=BLUE, valign="vcenter"
    )
    sheet.write_string(0, 0, "Aide", title)
    sheet.set_row(0, 27)
    home = styles.make(font_color=BLUE, underline=1)
    sheet.write_url(1, 0, f"internal:'{HOME}'!A1", home, "← Accueil")
    words = styles.make(font_size=10.5)
    for place, note in enumerate(NOTES):
        sheet.write_string(3 + place, 0, f"•  {note}", words)
    return 4 + len(NOTES)


def _contents(sheet: Worksheet, top: int, places: dict[str, int], styles: Styles) -> None:
    """Link to every section, so that nobody scrolls through hundreds of columns."""
    link = styles.make(font_color=BLUE, underline=1)
    for place, (title, row) in enumerate(places.items()):
        line, slot = divmod(place, len(_SLOTS))
        sheet.write_url(top + line, _SLOTS[slot], f"internal:'{HELP}'!A{row + 1}", link, title)


def _tables() -> list[Table]:
    return [table for spec in SHEETS for table in tables_of(spec.name)]


def _buttons(sheet: Worksheet, row: int, styles: Styles) -> int:
    """Say what each button does; give the row below."""
    title = styles.make(bold=True, font_size=13, font_color=BLUE)
    sheet.write_string(row, 0, "Boutons", title)
    sheet.set_row(row, 21)
    hint = styles.make(italic=True, font_color=DARK_GREY)
    sheet.write_string(row + 1, 0, _BUTTONS_HINT, hint)
    style = styles.make(border=1, border_color=HAIRLINE, valign="top")
    name = styles.make(border=1, border_color=HAIRLINE, valign="top", bold=True)
    for offset, button in enumerate(BUTTONS, start=row + 2):
        sheet.write_string(offset, 0, button.caption, name)
        sheet.merge_range(offset, 1, offset, 4, button.help, style)
    return row + 2 + len(BUTTONS)


def _table(sheet: Worksheet, table: Table, row: int, styles: Styles) -> int:
    title = styles.make(bold=True, font_size=13, font_color=BLUE)
    sheet.write_url(row, 0, f"internal:'{table.sheet}'!A1", title, _title(table))
    sheet.set_row(row, 21)
    sheet.write_string(row + 1, 0, table.help, styles.make(italic=True, font_color=DARK_GREY))
    header = styles.make(
        bold=True, font_color=BLUE, bg_color=SOFT_BLUE, border=1, border_color=HAIRLINE
    )
    for col, words in enumerate(_HEADERS):
        sheet.write_string(row + 2, col, words, header)
    for offset, column in enumerate(table):
        _column(sheet, column, row + 3 + offset, styles)
    return row + 3 + len(table.columns)


def _fields(sheet: Worksheet, row: int, styles: Styles) -> None:
    """List the fields a text of sheet Modèles may use."""
    sheet.write_string(row, 0, _FIELDS_TITLE, styles.make(bold=True, font_size=13, font_color=BLUE))
    sheet.set_row(row, 21)
    hint = styles.make(italic=True, font_color=DARK_GREY)
    sheet.write_string(row + 1, 0, _FIELDS_HINT, hint)
    header = styles.make(
        bold=True, font_color=BLUE, bg_color=SOFT_BLUE, border=1, border_color=HAIRLINE
    )
    style = styles.make(border=1, border_color=HAIRLINE, text_wrap=True, valign="top")
    places = (0, 4, 5)
    for col, words in zip(places, ("Champ", "Ce qu’il écrit", "Exemple"), strict=True):
        sheet.write_string(row + 2, col, words, header)
    for offset, field in enumerate(FIELDS):
        texts = (f"{{{{ {field.name} }}}}", field.what, field.example)
        for col, words in zip(places, texts, strict=True):
            sheet.write_string(row + 3 + offset, col, words, style)


def _title(table: Table) -> str:
    same_sheet = tables_of(table.sheet)
    return table.sheet if len(same_sheet) == 1 else f"{table.sheet} ({table.excel_name})"


def _column(sheet: Worksheet, column: Column, row: int, styles: Styles) -> None:
    background = GREY if is_greyed(column) else BAND if row % 2 else "white"
    style = styles.make(
        border=1, border_color=HAIRLINE, bg_color=background, text_wrap=True, valign="top"
    )
    name = styles.make(
        border=1,
        border_color=HAIRLINE,
        bg_color=background,
        bold=True,
        valign="top",
        text_wrap=True,
    )
    words = column.help
    if column.example:
        words += f" Exemple\u202f: {column.example}"
    values = ", ".join(choice.label for choice in column.choices)
    sheet.write_string(row, 0, column.label, name)
    for col, text in enumerate(
        (
            OWNERS[column.owner],
            KINDS[column.kind],
            "oui" if column.required else "",
            words,
            values,
        ),
        start=1,
    ):
        sheet.write_string(row, col, text, style)
