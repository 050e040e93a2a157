"""xlwings is loaded without what it does behind one's back."""

import atexit
import subprocess
import sys
from types import SimpleNamespace

from relance_xl.adapters.live.traps import load_xlwings


def test_nothing_is_killed_at_exit(monkeypatch) -> None:
    killed: list[str] = []

    class Apps:
        @staticmethod
        def cleanup() -> None:
            killed.append("Excel")

    windows = SimpleNamespace(Apps=Apps, N_COM_ATTEMPTS=0, cleanup=lambda: Apps.cleanup())  # noqa: PLW0108 - as xlwings does
    unregistered = []
    monkeypatch.setattr(atexit, "unregister", unregistered.append)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", windows)
    load_xlwings()

    assert unregistered == [windows.cleanup]
    windows.cleanup()
    Apps().cleanup()
    assert killed == []
    assert windows.N_COM_ATTEMPTS == 1


def test_the_paid_part_is_never_imported() -> None:
    program = (
        "import sys\n"
        "from relance_xl.adapters.live.traps import load_xlwings\n"
        "xlwings = load_xlwings()\n"
        "print([n for n, m in sys.modules.items() if n.startswith('xlwings.pro') and m])\n"
        "print(xlwings.__pro__)"
    )
    command = [sys.executable, "-c", program]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout == "[]\nFalse\n"


def test_no_other_module_imports_xlwings(request) -> None:
    package = request.config.rootpath / "relance_xl"
    importing = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for line in path.read_text().splitlines()
        if line.startswith(("import xlwings", "from xlwings"))
    }
    assert importing == set()
