"""A workbook with buttons open in LibreOffice, and what is needed to press them."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from relance_xl.builder.vba.sources import BUTTONS_MODULE

ROOT = Path(__file__).resolve().parents[2]
_SCRIPT = "vnd.sun.star.script:VBAProject.{}.{}?language=Basic&location=document"
_LAUNCHER = """#!/bin/sh
cd "{root}"
exec "{python}" -m tests.office.launch "$(cat "{folder}/pipe.txt")" "$@" \\
  --date={day} "--temoin={folder}/$1.status" >"{folder}/$1.out" 2>"{folder}/$1.err"
"""
_END_SECONDS = 120


@dataclass(frozen=True)
class Told:
    """What a button came to: its exit status, and the words of its box."""

    status: int
    box: str


class Presses:
    """Starts a LibreOffice whose buttons start our program; `open` a workbook, then `press`."""

    def __init__(self, folder, day, **office):
        from tests.office.engine import register  # noqa: PLC0415 - needs LibreOffice
        from tests.office.soffice import Soffice  # noqa: PLC0415 - the same

        self.folder = folder
        launcher = folder / "lanceur.sh"
        launcher.write_text(
            _LAUNCHER.format(root=ROOT, python=sys.executable, folder=folder, day=day)
        )
        launcher.chmod(0o755)
        env = {"RELANCE_LAUNCHER": str(launcher), "BROWSER": "true"} | office.pop("env", {})
        self.office = Soffice(env=env, **office)
        (folder / "pipe.txt").write_text(self.office.pipe)
        xlwings = register()
        self.app = xlwings.App(impl=xlwings.engines["calc"].apps.impl.add(office=self.office))

    def open(self, path, *, hidden=True):
        """Open a workbook with its macros, as a person does."""
        impl = self.app.impl.books.open(path, macros=True, hidden=hidden)
        self.book = self.app.books[impl.name]
        return self.book

    def press(self, button):
        """Run the button's macro and wait for the program's end."""
        self.forget(button)
        provider = self.book.impl.doc.getScriptProvider()
        script = provider.getScript(_SCRIPT.format(BUTTONS_MODULE, button.macro))
        script.invoke((), (), ())
        return self.wait(button)

    def forget(self, button):
        """Clear away what an earlier press left."""
        (self.folder / f"{button.function}.status").unlink(missing_ok=True)

    def wait(self, button):
        """Wait until the witness holds the exit status."""
        witness = self.folder / f"{button.function}.status"
        end = time.monotonic() + _END_SECONDS
        while not (witness.is_file() and witness.read_text()):
            if time.monotonic() > end:
                said = (self.folder / f"{button.function}.err").read_text()
                raise TimeoutError(f"{button.function}: {said}")
            time.sleep(0.02)
        said = (self.folder / f"{button.function}.err").read_text()
        return Told(int(witness.read_text()), said.strip())

    def stop(self):
        """End LibreOffice."""
        self.app.impl.quit()
