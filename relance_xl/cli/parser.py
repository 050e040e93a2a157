"""The command line's words: French help and French usage errors over argparse."""

import argparse
import re
from datetime import date
from typing import NoReturn

from relance_xl.problems import UsageError

_TRANSLATIONS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"mots inconnus : \1"),
    (r"argument (.*): expected one argument", r"\1 : une valeur est attendue"),
    (r"argument (.*): expected at least one argument", r"\1 : au moins une valeur est attendue"),
    (r"argument (.*): invalid choice: '(.*)' \(.*", r"« \2 » n’est pas une commande connue"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 et \2 ne vont pas ensemble"),
    (r"one of the arguments (.*) is required", r"il faut l’un de : \1"),
    (r"argument (.*): ignored explicit argument '(.*)'", r"\1 ne prend pas de valeur (« \2 »)"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 est ambigu : \2"),
    (r"argument (\S+): (.*)", r"\1 : \2"),
)


class _FrenchHelp(argparse.RawDescriptionHelpFormatter):
    """Help whose fixed words are French."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - argparse's own types are private
        """Start with « Utilisation »."""
        # An empty prefix is asked for: argparse makes the name of a subcommand that way.
        super().add_usage(usage, actions, groups, "Utilisation : " if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """An argument parser that speaks French and raises `UsageError`.

    >>> FrenchParser(prog="relance").parse_args(["--truc"])
    Traceback (most recent call last):
    relance_xl.problems.UsageError: Mots inconnus : --truc. Voir « relance --aide ».
    """

    def __init__(self, **options: object) -> None:
        """Make a parser; options are argparse's."""
        options.setdefault("formatter_class", _FrenchHelp)
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]  # passed through
        self._positionals.title = "À donner\u202f"
        self._optionals.title = "Options\u202f"
        self.add_argument("-h", "--aide", action="help", help="montrer cette aide")
        self.add_argument("--help", action="help", help=argparse.SUPPRESS)

    def error(self, message: str) -> NoReturn:
        """Raise the fault as a French sentence."""
        for pattern, french in _TRANSLATIONS:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, french, message)
                break
        sentence = message[:1].upper() + message[1:]
        raise UsageError(f"{sentence}. Voir « {self.prog} --aide ».")


def day(text: str) -> date:
    """Read a day of the command line as people write it, or AAAA-MM-JJ.

    >>> day("23/11/2026") == day("2026-11-23") == date(2026, 11, 23)
    True
    """
    from relance_xl.frames.cells import CellError, read_day  # noqa: PLC0415 - keeps --help quick

    try:
        found = read_day(text)
    except CellError:
        found = None
    if found is None:
        fault = f"« {text} » n’est pas une date, comme 23/11/2026 ou 2026-11-23"
        raise argparse.ArgumentTypeError(fault)
    return found


def address(text: str) -> str:
    """Read an e-mail address of the command line."""
    from relance_xl.frames.cells import CellError, read_email  # noqa: PLC0415 - keeps --help quick

    try:
        found = read_email(text)
    except CellError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if found is None:
        raise argparse.ArgumentTypeError("une adresse e-mail est attendue")
    return found
