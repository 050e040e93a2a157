"""One function per command: words of the command line in, an outcome out."""

import argparse
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from getpass import GetPassWarning, getpass
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
from relance_xl.flows.calculator import Asked, penalties
from relance_xl.flows.describe import describe
from relance_xl.flows.desk import Desk
from relance_xl.flows.outcome import Outcome
from relance_xl.flows.patience import patiently, report_open
from relance_xl.frames import empty_frame
from relance_xl.problems import RelanceError, SettingsError, UsageError
from relance_xl.rules.working_days import working_days
from relance_xl.schema import TABLES
from relance_xl.typography import french

if TYPE_CHECKING:
    from datetime import date

_Command = Callable[[argparse.Namespace], Outcome]


def run_command(arguments: argparse.Namespace) -> Outcome:
    """Run the command asked for; raises `RelanceError` when it cannot be done."""
    return _COMMANDS[arguments.command](arguments)


def _say(sentence: str) -> None:
    sys.stderr.write(f"{french(sentence)}\n")


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
    samples = wiring.create_workbook(path, arguments.date, with_example=arguments.exemple)
    lines = [f"Classeur créé : « {path} »."]
    if samples:
        lines.append(
            f"Un relevé, des factures et des réponses à essayer : « {samples.name} », à côté ; "
            "copier ses dossiers près du classeur, puis « Importer » et « Relever »."
        )
    else:
        lines.append(
            "Ensuite : l’ouvrir dans Excel, remplir Paramètres, importer ou saisir Clients et "
            f"Factures, puis « relance controler {path.name} »."
        )
    return Outcome(tuple(lines), {"file": str(path.absolute())})


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


def _collect(arguments: argparse.Namespace) -> Outcome:
    from relance_xl.flows.collect import collect  # noqa: PLC0415 - what few commands need

    folder = Path(arguments.dossier) if arguments.dossier else None
    mailbox = wiring.open_mailbox(Path(arguments.classeur).absolute(), folder)
    return _on_workbook(arguments, lambda desk: collect(desk, mailbox))


def _treat(arguments: argparse.Namespace) -> Outcome:
    from relance_xl.flows.treat import treat, undo_payments  # noqa: PLC0415 - the same

    if arguments.annuler:
        return _on_workbook(arguments, undo_payments)
    only = arguments.paiements or arguments.surs
    return _on_workbook(
        arguments, lambda desk: treat(desk, payments_only=only, high=arguments.surs)
    )


def _statement(arguments: argparse.Namespace) -> Outcome:
    from relance_xl.flows.decompte import invoice_penalties  # noqa: PLC0415 - the same

    return _on_workbook(
        arguments,
        lambda desk: invoice_penalties(
            desk, arguments.client, arguments.facture, further=arguments.suite
        ),
    )


def _sheet(arguments: argparse.Namespace) -> Outcome:
    from relance_xl.flows.customer import customer_sheet  # noqa: PLC0415 - the same

    return _on_workbook(arguments, lambda desk: customer_sheet(desk, arguments.client))


def _import(arguments: argparse.Namespace) -> Outcome:
    from relance_xl.flows.importing import import_files  # noqa: PLC0415 - the same

    doors = wiring.import_doors(Path(arguments.classeur).absolute())
    files = wiring.import_named([Path(name) for name in arguments.fichier])
    return _on_workbook(
        arguments, lambda desk: import_files(desk, doors, files, confirmed=arguments.confirmer)
    )


def _weekly(arguments: argparse.Namespace) -> Outcome:
    def give_up(sentence: str) -> None:
        with suppress(RelanceError):
            _on_workbook(arguments, lambda desk: report_open(desk, sentence))

    incoming = wiring.incoming_of(Path(arguments.classeur).absolute())
    return patiently(
        lambda: _on_workbook(arguments, lambda desk: weekly.run_weekly(desk, incoming)),
        wiring.pause,
        give_up,
    )


def _demo(arguments: argparse.Namespace) -> Outcome:
    france = working_days("FR", "", empty_frame(TABLES["calendar"]))
    day: date = arguments.date or france.next_open(wiring.today())
    return wiring.run_demo(Path(arguments.dossier), day, TerminalProgress(), _say)


def _diagnose(arguments: argparse.Namespace) -> Outcome:
    path = Path(arguments.classeur) if arguments.classeur else None
    if arguments.mot_de_passe:
        if path is None:
            raise UsageError("Avec --mot-de-passe, donner le classeur : il nomme le compte.")
        _ask_password(path)
    from relance_xl.wiring.machine import run_diagnosis  # noqa: PLC0415 - this command alone

    return run_diagnosis(path, wiring.today())


def _ask_password(path: Path) -> None:
    asked = wiring.secrets_asked(wiring.settings_of(path))
    if not asked:
        raise SettingsError(
            "Paramètres, lignes « Compte SMTP » et « Compte IMAP » vides : en remplir une, puis "
            "recommencer."
        )
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("Le mot de passe se tape dans un terminal, sans s’afficher.")
    for name, question in asked.items():
        secret = _typed(question, skips=len(asked) > 1)
        if secret or len(asked) == 1:
            wiring.keep_secret(name, secret)
            _say("Gardé dans le trousseau du système.")


def _typed(question: str, *, skips: bool) -> str:
    hint = "rien ne s’affiche ; vide = inchangé" if skips else "rien ne s’affiche"
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            return getpass(f"{question} ({hint}) : ")
        except GetPassWarning:
            raise UsageError(
                "Ce terminal afficherait le mot de passe : en prendre un autre."
            ) from None
        except EOFError:
            raise UsageError("Pas de mot de passe donné.") from None


def _plan(arguments: argparse.Namespace) -> Outcome:
    from relance_xl.wiring.machine import plan_task  # noqa: PLC0415 - this command alone

    return plan_task(Path(arguments.classeur), arguments.heure, remove=arguments.retirer)


def _penalties(arguments: argparse.Namespace) -> Outcome:
    asked = Asked(
        country=arguments.pays,
        region=arguments.region,
        customer_type=arguments.customer_type,
        amount=arguments.montant,
        due_date=arguments.echeance,
        as_of=arguments.au,
        rate=arguments.taux or arguments.taux_mensuel,
        monthly=bool(arguments.taux_mensuel),
        payments=tuple(arguments.paiement),
        interest_first=arguments.interets_d_abord,
        notice=arguments.mise_en_demeure,
        reminder=arguments.premier_rappel,
        posted=arguments.poste,
        clause=arguments.clause,
        indemnity=(arguments.indemnite, arguments.indemnite_min, arguments.indemnite_max),
    )
    return penalties(asked)


def _rates(arguments: argparse.Namespace) -> Outcome:
    from relance_xl.flows.rates import rates  # noqa: PLC0415 - what few commands need

    read_ecb = wiring.ecb_rates() if arguments.maj else None
    return _on_workbook(arguments, lambda desk: rates(desk, read_ecb))


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
    "importer": _import,
    "relever": _collect,
    "traiter": _treat,
    "fiche": _sheet,
    "hebdo": _weekly,
    "planifier": _plan,
    "penalites": _penalties,
    "decompte": _statement,
    "taux": _rates,
    "schema": lambda _: describe(),
    "diagnostic": _diagnose,
    "demo": _demo,
}
