"""What a user's installation brings: every package the program imports is asked for."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_ON_WINDOWS = {"win32com", "pythoncom", "pywintypes", "winreg", "msvcrt"}
"""Of pywin32, which xlwings brings there, and of Python itself."""


def test_a_users_installation_brings_every_package_the_program_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {_plain(re.split(r"[<>=!~;\[ ]", line)[0]) for line in project["dependencies"]}
    brings = packages_distributions()
    missing = {
        name: sorted(places)
        for name, places in _imported().items()
        if not asked & {_plain(each) for each in brings.get(name, ())}
    }
    assert missing == {}


def _imported() -> dict[str, set[str]]:
    """Give the outside packages imported anywhere in the program, with the files that do."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "relance_xl").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                found.setdefault(name.split(".")[0], set()).add(file.relative_to(ROOT).as_posix())
    ours = {"relance_xl", *sys.stdlib_module_names, *_ON_WINDOWS}
    return {name: places for name, places in found.items() if name not in ours}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()
