"""LibreOffice's Python bridge (UNO), wherever the system keeps it."""

import builtins
import importlib.util
import os
import subprocess
import sys
from functools import cache
from types import ModuleType

SYSTEM_PYTHON = "/usr/bin/python3"
_PLACE = "RELANCE_TEST_UNO"
"""Where `uno` was found, for the processes a test starts."""


@cache
def load_uno() -> ModuleType:
    """Give module `uno`: the interpreter's own, else the one of the system's python3-uno.

    The system's binds to its own minor version of Python: another one is refused.
    """
    if importlib.util.find_spec("uno"):
        import uno  # noqa: PLC0415

        return uno
    place = os.environ.get(_PLACE) or _found()
    os.environ[_PLACE] = place
    imports = builtins.__import__
    spec = importlib.util.spec_from_file_location("uno", place)
    uno = sys.modules["uno"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(uno)
    builtins.__import__ = imports  # uno's own would slow every import down
    return uno


def _found():
    """Give where the system's Python keeps `uno`."""
    ask = "import sys, uno; print(*sys.version_info[:2], uno.__file__, sep='\\n')"
    answer = subprocess.run([SYSTEM_PYTHON, "-c", ask], capture_output=True, text=True, check=False)
    if answer.returncode:
        raise RuntimeError("package python3-uno is missing")
    major, minor, place = answer.stdout.split("\n")[:3]
    if (int(major), int(minor)) != sys.version_info[:2]:
        raise RuntimeError(f"python3-uno needs Python {major}.{minor}")
    return place


def properties(**values):
    """Give named values as UNO wants them."""
    made = []
    for name, value in values.items():
        pair = load_uno().createUnoStruct("com.sun.star.beans.PropertyValue")
        pair.Name, pair.Value = name, value
        made.append(pair)
    return tuple(made)


def enum(kind, value):
    """Give a UNO enumeration's value."""
    return load_uno().Enum(f"com.sun.star.{kind}", value)
