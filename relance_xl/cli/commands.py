"""One function per command: words of the command line in, an outcome out."""

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from relance_xl import wiring
from relance_xl.cli.progress import TerminalProgress
from relance_xl.flows import approve as approving
from relance_xl.flows import cancel as cancelling
from relance_xl.flows import check as checking
from relance_xl.flows import prepare as preparing
from relance_xl.flows import preview as previewing
from relance_xl.flows import refresh as refreshing
from relance_xl.flows import send as sending
from relance_xl.flows import trial as trying
from relance_xl.flows import weekly
from relance_xl.flows.calculator import penalties
from relance_xl.flows.describe import describe
from relance_xl.flows.desk import Desk
from relance_xl.flows.outcome import Outcome
from relance_xl.flows.patience import patiently, report_open
from relance_xl.frames import empty_frame
from relance_xl.problems import RelanceError
from relance_xl.rules.working_days import working_days
from relance_xl.schema import TABLES

if TYPE_CHECKING:
    from datetime import date

_Command = Callable[[argparse.Namespace], Outcome]


def run_command(arguments: argparse.Namespace) -> Outcome:
    """Run the command asked for; raises `RelanceError` when it cannot be done."""
    return _COMMANDS[arguments.command](arguments)


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def _on_workbook(
    arguments: argparse.Namespace, flow: Callable[[Desk], Outcome], wait_seconds: float = 0
) -> Outcome:
    options = wiring.Options(
        day=arguments.date,
        simulate=arguments.simulation,
        redirect=getattr(arguments, "rediriger", None) or "",
        wait_seconds=wait_seconds,
    )
    with wiring.open_desk(Path(arguments.classeur), options, TerminalProgress(), _say) as desk:
        return flow(desk)


def _new(arguments: argparse.Namespace) -> Outcome:
    path = Path(arguments.classeur)
    wiring.create_workbook(path, arguments.date, with_example=arguments.exemple)
    lines = (
        f"Classeur créé : {path.absolute()}",
        (
            "Ensuite : l’ouvrir dans Excel, remplir Paramètres, Clients et Factures, puis "
            f"« relance controler {path.name} »."
        ),
    )
    return Outcome(lines, {"file": str(path.absolute())})


def _approve(arguments: argparse.Namespace) -> Outcome:
    numbers = None if arguments.tout else list(arguments.relance)
    return _on_workbook(arguments, lambda desk: approving.approve(desk, numbers))


def _cancel(arguments: argparse.Namespace) -> Outcome:
    return _on_workbook(
        arguments,
        lambda desk: cancelling.settle(
            desk, list(arguments.numero), left=arguments.parti, confirmed=arguments.confirmer
        ),
    )


def _test(arguments: argparse.Namespace) -> Outcome:
    return _on_workbook(
        arguments, lambda desk: trying.try_out(desk, arguments.a, arguments.relance or "")
    )


def _weekly(arguments: argparse.Namespace) -> Outcome:
    def give_up(sentence: str) -> None:
        with suppress(RelanceError):
            _on_workbook(arguments, lambda desk: report_open(desk, sentence))

    return patiently(lambda: _on_workbook(arguments, weekly.run_weekly), wiring.pause, give_up)


def _demo(arguments: argparse.Namespace) -> Outcome:
    france = working_days("FR", "", empty_frame(TABLES["calendar"]))
    day: date = arguments.date or france.next_open(wiring.today())
    return wiring.run_demo(Path(arguments.dossier), day, TerminalProgress(), _say)


def _penalties(arguments: argparse.Namespace) -> Outcome:
    return penalties(
        country=arguments.pays,
        customer_type=arguments.customer_type,
        amount=arguments.montant,
        days=(arguments.echeance, arguments.au),
        terms=(arguments.taux, tuple(arguments.paiement)),
    )


_COMMANDS: dict[str, _Command] = {
    "nouveau": _new,
    "controler": lambda words: _on_workbook(words, checking.check),
    "actualiser": lambda words: _on_workbook(words, refreshing.refresh),
    "preparer": lambda words: _on_workbook(words, preparing.prepare),
    "apercu": lambda words: _on_workbook(words, previewing.preview),
    "tester": _test,
    "approuver": _approve,
    "envoyer": lambda words: _on_workbook(words, sending.send),
    "annuler": _cancel,
    "hebdo": _weekly,
    "penalites": _penalties,
    "schema": lambda _: describe(),
    "demo": _demo,
}
