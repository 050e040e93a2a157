"""The entrance for terminal and scheduler: words in, French sentences or JSON out."""

import gc
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from relance_xl.cli.words import build_parser
from relance_xl.problems import RelanceError, UsageError
from relance_xl.typography import french

__all__ = ["main"]

FAILED = 1
BAD_USAGE = 2


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status and never shows a traceback.

    0 done, 1 the run failed and changed nothing, 2 wrong usage, 3 done but something
    needs a person.
    """
    _speak_utf8()
    try:
        arguments = build_parser().parse_args(words)
    except UsageError as error:
        print(french(str(error)), file=sys.stderr)
        return BAD_USAGE
    from relance_xl.cli.commands import run_command  # noqa: PLC0415 - keeps --help quick
    from relance_xl.log import log_fault, start_log, unexpected  # noqa: PLC0415 - the same

    # A short run over large tables: the cycle collector costs a tenth and finds nothing.
    gc.disable()
    start_log()
    wants_json = bool(getattr(arguments, "json", False))
    try:
        outcome = run_command(arguments)
    except UsageError as error:
        return _tell(str(error), BAD_USAGE, as_json=wants_json)
    except RelanceError as error:
        log_fault(error)
        return _tell(str(error), FAILED, as_json=wants_json)
    except KeyboardInterrupt:
        return _tell("Interrompu.", FAILED, as_json=wants_json)
    except Exception as error:  # noqa: BLE001 - a traceback belongs in the log, never on a screen
        return _tell(unexpected(error), FAILED, as_json=wants_json)
    if wants_json:
        _show(json.dumps(outcome.json, ensure_ascii=False, indent=2, default=str))
    elif outcome.lines:
        _show(french("\n".join(outcome.lines)))
    return outcome.status


def _show(text: str) -> None:
    """Print a result; a reader who has gone away (`| head`) is no fault of the run."""
    try:
        print(text, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(sentence: str, status: int, *, as_json: bool) -> int:
    if as_json:
        _show(json.dumps({"error": sentence, "status": status}, ensure_ascii=False))
    else:
        print(french(sentence), file=sys.stderr)
    return status


def _speak_utf8() -> None:
    """Windows consoles and pipes may default to a code page without « … ».

    Started by the task planner, pythonw has no streams at all: what is said goes nowhere.
    """
    if sys.stdout is None or sys.stderr is None:
        nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the run
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
