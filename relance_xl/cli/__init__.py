"""The entrance for terminal and scheduler: words in, French sentences or JSON out."""

import json
import sys
from collections.abc import Sequence

from relance_xl.cli.words import build_parser
from relance_xl.problems import RelanceError, UsageError

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
        print(error, file=sys.stderr)
        return BAD_USAGE
    from relance_xl.cli.commands import run_command  # noqa: PLC0415 - keeps --help quick
    from relance_xl.cli.log import log_fault, start_log  # noqa: PLC0415 - the same

    start_log()
    try:
        outcome = run_command(arguments)
    except UsageError as error:
        return _tell(str(error), BAD_USAGE, as_json=arguments_json(arguments))
    except RelanceError as error:
        log_fault("run refused")
        return _tell(str(error), FAILED, as_json=arguments_json(arguments))
    except KeyboardInterrupt:
        return _tell("Interrompu.", FAILED, as_json=arguments_json(arguments))
    except Exception:  # noqa: BLE001 - a traceback belongs in the log, never on a user's screen
        path = log_fault("unexpected fault")
        sentence = (
            "Une erreur inattendue a arrêté la commande. Le détail est dans "
            f"« {path} » : joignez ce fichier à votre demande d’aide."
        )
        return _tell(sentence, FAILED, as_json=arguments_json(arguments))
    if arguments_json(arguments):
        print(json.dumps(outcome.json, ensure_ascii=False, indent=2, default=str))
    else:
        print("\n".join(outcome.lines))
    return outcome.status


def arguments_json(arguments: object) -> bool:
    """Tell whether the command was asked for JSON."""
    return bool(getattr(arguments, "json", False))


def _tell(sentence: str, status: int, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": sentence, "status": status}, ensure_ascii=False))
    else:
        print(sentence, file=sys.stderr)
    return status


def _speak_utf8() -> None:
    """Windows consoles and pipes may default to a code page without « … »."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
