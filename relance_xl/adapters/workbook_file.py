"""The workbook's file, as the diagnosis asks about it."""

import os
import zipfile
from pathlib import Path

from relance_xl.adapters.scheduler import TaskScheduler
from relance_xl.adapters.windows import is_from_outside, is_trusted_folder
from relance_xl.adapters.xlsx import disk
from relance_xl.problems import WorkbookError

_MACROS = "xl/vbaProject.bin"


class FileOfWorkbook:
    """One file; nothing is changed. What only Windows knows is None elsewhere."""

    def __init__(self, path: Path, scheduler: TaskScheduler) -> None:
        """Look at `path`, and at its task in `scheduler`."""
        self._path = path
        self._scheduler = scheduler

    def busy(self) -> str:
        """Say who keeps it from being replaced, "" when it is free."""
        try:
            disk.refuse_busy(self._path.resolve())
        except WorkbookError as fault:
            return str(fault)
        return ""

    def has_macros(self) -> bool:
        """Tell whether it holds a VBA project."""
        try:
            with zipfile.ZipFile(self._path) as package:
                return _MACROS in package.namelist()
        except (OSError, zipfile.BadZipFile):
            return False

    def is_trusted(self) -> bool | None:
        """Tell whether Excel runs macros of its folder without asking."""
        if os.name != "nt":
            return None
        return is_trusted_folder(self._path.parent)

    def is_from_outside(self) -> bool | None:
        """Tell whether Windows marks it as come from the internet or a mail."""
        if os.name != "nt":
            return None
        return is_from_outside(self._path)

    def task(self) -> str | None:
        """Give the name of its planned task, "" when there is none."""
        return self._scheduler.find(self._path) if self._scheduler.is_there else None
