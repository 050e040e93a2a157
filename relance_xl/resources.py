"""Where the shipped layouts, fonts and macro sources lie."""

from pathlib import Path

from relance_xl.problems import RelanceError


def templates_dir() -> Path:
    """Return the folder `templates`: package data once installed, else beside the package.

    Raises `RelanceError` when the installation lacks it.

    >>> (templates_dir() / "letters" / "lettre.typ").is_file()
    True
    """
    return _shipped("_templates", "templates", "modèles")


def macros_dir() -> Path:
    """Return the folder of the VBA sources, found the same way.

    >>> (macros_dir() / "Lanceur.bas").is_file()
    True
    """
    return _shipped("_vba", "workbook/vba", "macros")


def _shipped(installed: str, beside: str, what: str) -> Path:
    package = Path(__file__).resolve().parent
    for folder in (package / installed, package.parent / beside):
        if folder.is_dir():
            return folder
    raise RelanceError(
        f"Les {what} livrés avec Relance XL manquent (dossier «\u202f{beside}\u202f»)\u202f: "
        "réinstallez le programme."
    )
