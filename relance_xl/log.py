"""The log file, where tracebacks go. Never a message's text, never a password."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from relance_xl.flows.diagnosis.machine import log_file
from relance_xl.wiring.folders import data_folder

_LOGGER = logging.getLogger("relance_xl")
_SIZE = 1_000_000
_UNEXPECTED = (
    "Une erreur inattendue a arrêté la commande. Le détail est dans «\u202f{}\u202f»\u202f: "
    "joignez ce fichier à votre demande d’aide."
)


def log_path() -> Path:
    """Give the log file's place in the user's local data folder."""
    return log_file(data_folder())


def start_log() -> None:
    """Send the program's log to its file; a folder that cannot be written is no obstacle."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_SIZE, backupCount=3, encoding="utf-8")
    except OSError:
        _LOGGER.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _LOGGER.handlers = [handler]
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False


def log_fault(fault: BaseException) -> Path:
    """Write an exception with its traceback to the log; returns the file."""
    _LOGGER.error("the command stopped", exc_info=fault)
    return log_path()


def unexpected(fault: BaseException) -> str:
    """Log a fault nobody foresaw; returns the sentence to show for it."""
    return _UNEXPECTED.format(log_fault(fault))
