"""Annuler: a person says what became of an uncertain message."""

from collections.abc import Sequence

from relance_xl.flows.desk import Desk
from relance_xl.flows.handing import hand_over
from relance_xl.flows.opening import Opened, open_workbook
from relance_xl.flows.outcome import Outcome, counted
from relance_xl.ports import Receipt, SendState
from relance_xl.problems import UsageError
from relance_xl.schema import TABLES


def settle(desk: Desk, numbers: Sequence[str], *, left: bool, confirmed: bool = False) -> Outcome:
    """Record the verdict on messages of sheet Envois: `left` or not.

    « Pas parti » frees the stage: it will be proposed again under a new number. Raises
    `UsageError` for a number that Envois does not hold, and for one that is not uncertain
    unless `confirmed`.
    """
    state = SendState.ACCEPTED if left else SendState.NOT_SENT
    verdict = "sent" if left else "not_sent"
    with open_workbook(desk) as opened:
        wanted = _known(opened, numbers)
        if not confirmed:
            _refuse_certain(opened, wanted)
        in_journal = {entry.number for entry in opened.memory.entries}
        if not desk.simulate:
            for number in wanted:
                if number in in_journal:
                    opened.journal.mark(number, state, Receipt(state, "verdict d’une personne"))
        shown = [number for number in wanted if number in set(opened.tables["sends"]["number"])]
        said = [verdict] * len(shown)
        hand_over(desk, opened, "annuler", ("sends", shown), {"verdict": said, "status": said})
        opened.save(desk)
    word = "parti" if left else "pas parti"
    line = f"{counted(len(wanted), 'envoi noté', 'envois notés')} « {word} » : {', '.join(wanted)}."
    return Outcome((line,), {"numbers": wanted, "verdict": word})


def _known(opened: Opened, numbers: Sequence[str]) -> list[str]:
    known = set(opened.tables["sends"]["number"])
    known |= {entry.number for entry in opened.memory.entries}
    wanted = list(dict.fromkeys(number.strip().upper() for number in numbers))
    unknown = [number for number in wanted if number not in known]
    if unknown:
        raise UsageError(f"Aucun envoi ne porte le numéro {', '.join(unknown)} (feuille Envois).")
    return wanted


def _refuse_certain(opened: Opened, numbers: Sequence[str]) -> None:
    """Stop a slip of one digit from freeing the stage of a message that certainly left."""
    acts = opened.acts[opened.acts["number"].isin(list(numbers))]
    certain = acts[~acts["status"].isin(["in_doubt", "in_progress"])]
    if len(certain):
        first = certain.iloc[0]
        label = TABLES["sends"]["status"].label_of(str(first["status"]))
        raise UsageError(
            f"{first['number']} n’est pas incertain : il est noté « {label} ». Vérifier le "
            "numéro ; si c’est bien voulu, ajouter --confirmer."
        )
