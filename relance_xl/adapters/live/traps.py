"""xlwings with its traps disarmed. Nothing else in the program imports it at run time."""

import atexit
import sys
from types import ModuleType


def load_xlwings() -> ModuleType:
    """Give xlwings, harmless: call it instead of importing.

    Left alone, xlwings kills at exit every Excel whose window it does not see (a file in
    Protected View, another session); hammers a busy Excel without pause or takes its
    refusal for an empty answer; and tries its paid part.
    """
    sys.modules.setdefault("xlwings.pro", None)  # type: ignore[arg-type]  # Python's own way to forbid an import
    import xlwings  # noqa: PLC0415 - only after the line above

    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        _disarm(windows)
    return xlwings


def _disarm(windows: ModuleType) -> None:
    atexit.unregister(windows.cleanup)
    windows.Apps.cleanup = staticmethod(_kill_nothing)
    vars(windows)["N_COM_ATTEMPTS"] = (
        1  # a refusal comes to `Patience`, which sleeps before it retries
    )


def _kill_nothing() -> None:
    """Stand in for the hunt for invisible Excels."""
