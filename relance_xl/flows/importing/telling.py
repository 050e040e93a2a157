"""What a person is told of an import: each file, then what to do next."""

from collections.abc import Sequence

from relance_xl.flows.importing.result import APPLIED, FAILED, PREVIEWED, WAITING, Result
from relance_xl.typography import french


def told_of(result: Result) -> list[str]:
    """Tell a person what became of one file."""
    name = f"{result.file.name} ({result.format})" if result.format else result.file.name
    told = " ".join([*result.sentences, *result.remarks])
    lines = [french(f"{name} : {told}")]
    return lines + [f"  • {problem.told} {problem.advice}" for problem in result.problems]


def to_do(results: Sequence[Result], where: str, *, simulate: bool = False) -> list[str]:
    """Tell what a person does next; nothing of what only `simulate` brought."""
    states = {one.state for one in results}
    todo = []
    if PREVIEWED in states:
        todo.append(
            "Rien de cet aperçu n’est encore écrit : s’il est juste, « Importer » de nouveau."
        )
    if any(one.state == WAITING and one.profile is not None for one in results):
        todo.append(
            "Une lecture est à confirmer : feuille Imports, « Confirmé » à Oui après avoir "
            "vérifié les colonnes (ou « importer --confirmer »), puis importer de nouveau."
        )
    if FAILED in states and where:
        todo.append(f"Les fichiers illisibles restent dans « {where} ».")
    proposed = any(one.state == APPLIED and one.changes.rows.get("payments") for one in results)
    if proposed:
        todo.append("Vérifier les règlements proposés (feuille Paiements), puis « Traiter ».")
    if any(one.state == APPLIED and one.changes.rows.get("customers") for one in results):
        todo.append(
            "Compléter les nouveaux clients (feuilles Clients, Contacts, À compléter), "
            "puis « Contrôler »."
        )
    if simulate:
        todo = ["Simulation : rien n’est écrit ; sans --simulation, l’import se fait."]
    return [french(sentence) for sentence in todo]
