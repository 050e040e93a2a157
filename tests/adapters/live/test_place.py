"""Only a workbook that lies on this machine is worked on."""

from pathlib import Path

import pytest

from relance_xl.adapters.live import local_path
from relance_xl.problems import WorkbookError


class XlwingsError(Exception):
    """As xlwings raises it."""


class Book:
    name = "Relances.xlsm"

    def __init__(self, fullname: str | Exception) -> None:
        self._fullname = fullname

    @property
    def fullname(self) -> str:
        if isinstance(self._fullname, Exception):
            raise self._fullname
        return self._fullname


def test_a_file_of_this_machine(tmp_path: Path) -> None:
    path = tmp_path / "Relances.xlsm"
    path.touch()
    assert local_path(Book(str(path))) == path


@pytest.mark.parametrize(
    "fullname",
    [
        "Classeur1",
        "https://exemple.sharepoint.com/Relances.xlsm",
        "/nulle/part.xlsm",
        XlwingsError(),
    ],
)
def test_anything_else_is_refused(fullname: str | Exception) -> None:
    with pytest.raises(WorkbookError, match="n’est pas un fichier de cet ordinateur"):
        local_path(Book(fullname))
