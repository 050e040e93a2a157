"""The journal of sends, and the planned task."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from relance_xl.flows.diagnosis.check import Check, Subject
from relance_xl.flows.diagnosis.probes import WorkbookFile
from relance_xl.flows.outcome import counted
from relance_xl.ports import Journal, SendState

JOURNAL = Subject("journal", "Journal des envois")
TASK = Subject("task", "Tâche planifiée")
_SHOWN = 5


def look_at_journal(
    workbook_id: str, open_journal: Callable[[str], AbstractContextManager[Journal]]
) -> Check:
    """Open the journal, to read only: what left last, what is uncertain."""
    if not workbook_id:
        return JOURNAL.good("Pas encore de journal : rien n’est parti de ce classeur.")
    with open_journal(workbook_id) as journal:
        entries = journal.entries()
    doubtful = [entry.number for entry in entries if entry.state is SendState.IN_DOUBT]
    if doubtful:
        count = counted(len(doubtful), "envoi incertain", "envois incertains")
        return JOURNAL.mend(
            f"{count} : {', '.join(doubtful[:_SHOWN])}.",
            "Vérifier s’ils sont partis, puis choisir « parti » ou « pas parti » dans la colonne "
            "Verdict d’Envois.",
        )
    last = max((e.at for e in entries if e.at and e.state is SendState.ACCEPTED), default=None)
    if last is None:
        return JOURNAL.good("Il s’ouvre ; aucun envoi encore sur ce poste.")
    count = counted(len(entries), "message", "messages")
    return JOURNAL.good(f"{count} ; dernier envoi le {last:%d/%m/%Y à %H:%M}.")


def look_at_task(file: WorkbookFile) -> Check:
    """Look whether Windows starts `hebdo` for this workbook."""
    name = file.task()
    if name is None:
        return TASK.none()
    if not name:
        return TASK.look(
            "Aucune tâche planifiée pour ce classeur.",
            "« relance planifier CLASSEUR » prépare les relances tout seul. Facultatif.",
        )
    return TASK.good(f"« {name} »")
