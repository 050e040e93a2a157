"""What a person is told of an import: each file, then what to do next."""

from collections.abc import Sequence

from relance_xl.flows.importing.result import APPLIED, FAILED, PREVIEWED, WAITING, Result
from relance_xl.typography import counted, french


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
    guessed = sum(one.state == WAITING and one.profile is not None for one in results)
    if guessed:
        readings = counted(guessed, "lecture est", "lectures sont")
        todo.append(
            f"{readings} à confirmer : feuille Imports, « Confirmé » à Oui après avoir "
            "vérifié les colonnes (ou « importer --confirmer »), puis importer de nouveau."
        )
    if FAILED in states and where:
        failed = sum(one.state == FAILED for one in results)
        files = "Le fichier illisible reste" if failed == 1 else "Les fichiers illisibles restent"
        todo.append(f"{files} dans « {where} ».")
    proposed = _new(results, "payments")
    if proposed:
        what = "le règlement proposé" if proposed == 1 else "les règlements proposés"
        todo.append(f"Vérifier {what} (feuille Paiements), puis « Traiter ».")
    fresh = _new(results, "customers")
    if fresh:
        whom = "le nouveau client" if fresh == 1 else "les nouveaux clients"
        todo.append(
            f"Compléter {whom} (feuilles Clients, Contacts, À compléter), puis « Contrôler »."
        )
    if simulate:
        todo = ["Simulation : rien n’est écrit ; sans --simulation, l’import se fait."]
    return [french(sentence) for sentence in todo]


def _new(results: Sequence[Result], table: str) -> int:
    """Count the rows an import has added to a table."""
    return sum(len(one.changes.rows.get(table, ())) for one in results if one.state == APPLIED)
