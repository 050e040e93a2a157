"""Where the shipped layouts and fonts lie."""

from pathlib import Path

from relance_xl.problems import RelanceError


def templates_dir() -> Path:
    """Return the folder `templates`: package data once installed, else beside the package.

    Raises `RelanceError` when the installation lacks it.

    >>> (templates_dir() / "letters" / "lettre.typ").is_file()
    True
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_templates", package.parent / "templates"):
        if folder.is_dir():
            return folder
    raise RelanceError(
        "Les modèles livrés avec Relance XL manquent (dossier «\u202ftemplates\u202f»)\u202f: "
        "réinstallez le programme."
    )
