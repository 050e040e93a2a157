"""This computer, as the diagnosis asks about it."""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path

from relance_xl.adapters.scheduler import PYTHONW
from relance_xl.adapters.windows import excel_version
from relance_xl.problems import RelanceError
from relance_xl.resources import macros_dir, templates_dir

_PROGRAM = "relance-xl"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_VARIABLE = re.compile(r"%([^%]+)%")
_SHIPPED = (
    "letters/lettre.docx",
    "letters/lettre.typ",
    "letters/cover.typ",
    "letters/fonts/LiberationSans-Regular.ttf",
    "letters/fonts/LiberationSans-Bold.ttf",
    "letters/fonts/LiberationSans-Italic.ttf",
    "mail/layout.html",
    "mail/texte.txt",
    "preview/page.html",
    "report/page.html",
    "report/texte.txt",
    "texts/fr",
    "texts/nl",
    "texts/de",
    "texts/en",
)


class ThisMachine:
    """Python, packages, folders, Excel of this computer."""

    def __init__(self, data_folder: Path, environment: Mapping[str, str] = os.environ) -> None:
        """Take where journals and the log lie."""
        self._data_folder = data_folder
        self._environment = {name.casefold(): value for name, value in environment.items()}

    def python(self) -> tuple[tuple[int, int, int], str]:
        """Give Python's version and the folder of its environment."""
        return sys.version_info[:3], sys.prefix

    def packages(self) -> Mapping[str, str]:
        """Give the version of the program and of each package it needs, "" when missing."""
        names = [_PROGRAM]
        try:
            needed = metadata.requires(_PROGRAM) or []
        except metadata.PackageNotFoundError:
            needed = []
        for line in needed:
            name = _NAME.match(line)
            if name and "extra ==" not in line:
                names.append(name[0])
        return {name: _version(name) for name in names}

    def missing_files(self) -> Sequence[str]:
        """Name the shipped layouts, fonts and texts that are not there."""
        try:
            folder = templates_dir()
            macros_dir()
        except RelanceError as fault:
            return [str(fault)]
        return [name for name in _SHIPPED if not (folder / name).exists()]

    def data_folder(self) -> Path:
        """Give where journals and the log lie."""
        return self._data_folder

    def folder(self, path: Path) -> str:
        """Tell what can be done with a folder: the words of `FolderState` in flows."""
        if path.is_dir():
            return "writable" if _can_write(path) else "read_only"
        above = next((folder for folder in path.parents if folder.exists()), None)
        can_be = above is not None and above.is_dir() and _can_write(above)
        return "missing" if can_be else "nowhere"

    def excel(self) -> str | None:
        """Give Excel's version, "" when it is not installed or xlwings cannot drive it."""
        if os.name != "nt":
            return None
        from relance_xl.adapters.live import load_xlwings  # noqa: PLC0415 - slow, Windows only

        version = excel_version()
        try:
            count = len(load_xlwings().apps) if version else 0
        except Exception:  # noqa: BLE001 - COM fails in many ways; the question is yes or no
            return ""
        return f"{version}, {'ouvert' if count else 'fermé'}" if version else ""

    def buttons_program(self, setting: str) -> tuple[str, bool] | None:
        """Give the program the launcher in the workbook starts, as it reads that line."""
        if os.name != "nt":
            return None
        path = self._expanded(setting.strip() or PYTHONW)
        return path, Path(path).is_file()

    def _expanded(self, path: str) -> str:
        return _VARIABLE.sub(lambda m: self._environment.get(m[1].casefold(), ""), path)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _can_write(folder: Path) -> bool:
    """Try it: what Windows answers about rights says little."""
    trial = folder / f".relance-{os.getpid()}.tmp"
    try:
        trial.touch(exist_ok=True)
        trial.unlink()
    except OSError:
        return False
    return True
