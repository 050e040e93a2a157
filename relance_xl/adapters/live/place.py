"""Where the file of an open workbook lies."""

from pathlib import Path
from typing import TYPE_CHECKING

from relance_xl.adapters.live.patience import Patience
from relance_xl.problems import WorkbookError

if TYPE_CHECKING:
    import xlwings


def local_path(book: "xlwings.Book") -> Path:
    """Give the file of an open workbook: letters, copies and the journal go by it.

    Raises `WorkbookError` when it was never saved, or lies in the cloud only.
    """
    name = Patience("Excel")(lambda: book.name)
    try:
        path = Path(Patience(name)(lambda: book.fullname))
    except Exception as fault:
        if type(fault).__name__ != "XlwingsError":  # its word for an address it cannot place
            raise
        path = Path()
    if not path.is_absolute() or not path.is_file():
        raise WorkbookError(
            f"Le classeur « {name} » n’est pas un fichier de cet ordinateur : jamais enregistré, "
            "ou ouvert depuis SharePoint ou OneDrive. Enregistrez-le dans un dossier de "
            "l’ordinateur (ou synchronisé), rouvrez-le de là, puis recommencez."
        )
    return path
