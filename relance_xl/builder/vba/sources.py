"""The modules of our workbook: the text files of `workbook/vba`, one per sheet, the buttons."""

from pathlib import Path

from relance_xl.builder.vba.modules import Module, ModuleKind
from relance_xl.resources import macros_dir
from relance_xl.schema.buttons import BUTTONS, Button

WORKBOOK_NAME = "ThisWorkbook"
BUTTONS_MODULE = "Boutons"
RIBBON_MACRO = "RelanceRuban"
"""What every button of the ribbon calls, its function in its tag."""

_KINDS = {".bas": ModuleKind.STANDARD, ".cls": ModuleKind.CLASS}


def sheet_name(position: int) -> str:
    """Give the name VBA knows a sheet by; `position` counts from 0.

    >>> sheet_name(0)
    'Feuil1'
    """
    return f"Feuil{position + 1}"


def workbook_modules(sheet_count: int) -> list[Module]:
    """Give every module of a workbook with that many sheets, documents first."""
    files = {path.stem: path for path in sorted(macros_dir().iterdir()) if path.suffix in _KINDS}
    workbook = files.pop(WORKBOOK_NAME)
    sheets = [Module(sheet_name(n), ModuleKind.WORKSHEET) for n in range(sheet_count)]
    return [
        Module(WORKBOOK_NAME, ModuleKind.WORKBOOK, _text(workbook)),
        *sheets,
        Module(BUTTONS_MODULE, ModuleKind.STANDARD, buttons_source()),
        *(Module(name, _KINDS[path.suffix], _text(path)) for name, path in files.items()),
    ]


def buttons_source() -> str:
    """Write the module of the buttons from their registry: a macro each, one for the ribbon."""
    head = (
        "Option Explicit\n"
        "' Made from the registry of buttons (relance_xl/schema/buttons.py): change it there.\n"
    )
    ribbon = (
        f"\nPublic Sub {RIBBON_MACRO}(control As IRibbonControl)\n    Lancer control.Tag\nEnd Sub\n"
    )
    return head + "".join(_macro(button) for button in BUTTONS) + ribbon


def _macro(button: Button) -> str:
    return f'\nPublic Sub {button.macro}()\n    Lancer "{button.function}"\nEnd Sub\n'


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
