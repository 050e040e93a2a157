"""Runs that are not one flow on one workbook: a new one, the rates of the ECB, the tour."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from relance_xl.adapters.documents import FolderDocuments
from relance_xl.flows.outcome import Outcome
from relance_xl.ports import Progress
from relance_xl.wiring.clock import today
from relance_xl.wiring.desk import Options, open_desk
from relance_xl.wiring.folders import free_folder, id_note
from relance_xl.wiring.incoming import import_doors, open_mailbox

if TYPE_CHECKING:
    from relance_xl.flows.desk import Desk
    from relance_xl.flows.rates import ReadEcb


def ecb_rates() -> "ReadEcb":
    """Give what reads the ECB's rates on its data portal."""
    from relance_xl.adapters.ecb import EcbPortal  # noqa: PLC0415 - few runs read it

    return EcbPortal()


def create_workbook(path: Path, day: date | None, *, with_example: bool) -> Path | None:
    """Build a new workbook; its identifier is given by the first run that writes to it.

    An example comes with files to import and mails to read, in a folder nothing reads by
    itself: returns it.
    """
    from relance_xl.builder import build  # noqa: PLC0415 - only this command builds

    build(path, today=day or today(), workbook_id="", with_example=with_example)
    id_note(path.absolute()).unlink(missing_ok=True)  # a new workbook starts a new journal
    if not with_example:
        return None
    folder = path.absolute().parent / f"{path.stem} – à essayer"
    write_samples(folder, day or today())
    return folder


def write_samples(folder: Path, day: date) -> None:
    """Write what the bank and the mailbox bring to the example the next morning."""
    from relance_xl.builder import sample_files  # noqa: PLC0415 - the same

    documents = FolderDocuments(folder)
    for name, content in sample_files(day).items():
        documents.write(name, content)


def run_demo(folder: Path, day: date, progress: Progress, say: Callable[[str], None]) -> Outcome:
    """Do a whole day's work on the example workbook, in a folder of its own."""
    from relance_xl.builder import build  # noqa: PLC0415 - what no other run needs at once

    folder = free_folder(folder)
    path = folder / "Relances exemple.xlsx"
    say(f"Classeur d’exemple au {day:%d/%m/%Y}…")
    build(path, today=day, workbook_id="", with_example=True)
    id_note(path).unlink(missing_ok=True)
    write_samples(folder, day)
    lines: list[str] = []
    for name, flow in _working_day(path).items():
        with open_desk(path, Options(day=day), progress, say) as desk:
            outcome = flow(desk)
        lines += ["", f"── {name}", *outcome.lines]
    lines += ["", f"Tout est dans « {folder} » ; le classeur : {path.name}"]
    return Outcome(tuple(lines), {"folder": str(folder), "workbook": str(path)})


def _working_day(path: Path) -> "dict[str, Callable[[Desk], Outcome]]":
    """Give what a person does on a workbook, from the bank's file to the last message."""
    from relance_xl.flows.approve import approve  # noqa: PLC0415 - what no other run needs at once
    from relance_xl.flows.check import check  # noqa: PLC0415
    from relance_xl.flows.collect import collect  # noqa: PLC0415
    from relance_xl.flows.importing import import_folder  # noqa: PLC0415
    from relance_xl.flows.prepare import prepare  # noqa: PLC0415
    from relance_xl.flows.preview import preview  # noqa: PLC0415
    from relance_xl.flows.send import send  # noqa: PLC0415
    from relance_xl.flows.treat import treat  # noqa: PLC0415

    take_in = partial(import_folder, doors=import_doors(path))
    return {
        "Importer un relevé bancaire et les factures de la semaine": take_in,
        "Importer de nouveau : l’aperçu des factures est juste": take_in,
        "Relever les réponses": partial(collect, open_mailbox=open_mailbox(path)),
        "Traiter : compter les paiements cochés": partial(treat, payments_only=True),
        "Contrôler": check,
        "Préparer": prepare,
        "Aperçu": preview,
        "Tout approuver": partial(approve, numbers=None),
        "Envoyer": send,
    }
