"""What *Traiter* tells a person besides what it did: what it could not do, what still waits."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from relance_xl.flows.outcome import counted
from relance_xl.problems import Problem

_SHOWN = 10


def not_done(problems: Sequence[Problem]) -> list[str]:
    """Tell the rows left as they were; they stand in no sheet, so all but a crowd is told."""
    lines = [f"  • {one.place} : {one.told} {one.advice}" for one in problems[:_SHOWN]]
    more = len(problems) - _SHOWN
    if more > 0:
        lines.append(f"  • … et {counted(more, 'autre ligne', 'autres lignes')}.")
    return lines


def still_waiting(
    tables: Mapping[str, pd.DataFrame], decided: Collection[str], *, payments_only: bool
) -> list[str]:
    """Tell what a person has not decided on yet, `decided` being the keys this run settled.

    Needs of Réponses answer, treatment and done; of Paiements payment, confidence, accepted.
    """
    answers, payments = tables["answers"], tables["payments"]
    open_answers = answers["treatment"].eq("") & ~answers["done"].fillna(value=False)
    proposed = payments["accepted"].eq("") & payments["confidence"].ne("")
    proposed &= ~payments["payment"].isin(decided)
    parts = []
    if not payments_only and open_answers.any():
        count = counted(int(open_answers.sum()), "réponse", "réponses")
        parts.append(f"{count} (feuille Réponses, « Suite à donner »)")
    if proposed.any():
        count = counted(int(proposed.sum()), "paiement proposé", "paiements proposés")
        parts.append(f"{count} (feuille Paiements, « Accepté » : Oui ou Non)")
    return [f"Reste à décider : {', '.join(parts)}."] if parts else []
