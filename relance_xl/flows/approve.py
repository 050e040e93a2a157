"""Approuver: a person's yes, row by row or all that the preview has shown."""

from collections.abc import Sequence

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.first_words import hard_first_words
from relance_xl.flows.handing import hand_over
from relance_xl.flows.opening import Opened, open_workbook
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome, counted
from relance_xl.rules.approval import Approved, approve_all, approve_some


def approve(desk: Desk, numbers: Sequence[str] | None) -> Outcome:
    """Approve the rows of these numbers, or all of them (None).

    All at once leaves out formal notices, debts past their limitation and large sums, and says
    how many (RULES §5).
    """
    with open_workbook(desk) as opened:
        rows = opened.tables["proposals"]
        left_out = 0
        if numbers is None:
            result = approve_all(rows, opened.settings.approve_alone_cents)
            after, left_out = result.rows, result.left_out
            fresh = ((rows["decision"] == "") & (after["decision"] == "send")).to_numpy()
            lines = _told(result, len(rows))
            lines[1:1] = hard_first_words(after[fresh], "avant d’envoyer")
        else:
            after = approve_some(rows, [number.strip().upper() for number in numbers])
            lines = [f"{counted(len(set(numbers)), 'relance approuvée', 'relances approuvées')}."]
        write_decisions(desk, opened, rows, after)
        opened.save(desk)
    approved = sorted(after.loc[after["decision"] == "send", "number"])
    status = NEEDS_A_PERSON if left_out else DONE
    return Outcome(tuple(lines), {"approved": approved, "left_out": left_out}, status)


def _told(result: Approved, rows: int) -> list[str]:
    """Say what « Tout approuver » did and what it left to a person, among so many rows."""
    left = [
        counted(result.formal, "mise en demeure", "mises en demeure") if result.formal else "",
        counted(result.barred, "créance prescrite", "créances prescrites") if result.barred else "",
        f"{result.large} au-dessus du montant fixé" if result.large else "",
    ]
    *most, last = [words for words in left if words] or [""]
    by_hand = f"{', '.join(most)} et {last}" if most else last
    if not rows:
        return ["Rien à approuver : la feuille Relances est vide. Lancer d’abord « Préparer »."]
    if not result.approved and not by_hand:
        return ["Rien à approuver : aucune relance n’attend de décision d’ensemble."]
    done = counted(
        result.approved, "relance approuvée", "relances approuvées", "Aucune relance approuvée"
    )
    first = counted(
        result.first_ever, "à un client jamais relancé", "à des clients jamais relancés"
    )
    lines = [f"{done}, dont {first}." if result.first_ever else f"{done}."]
    if by_hand:
        lines.append(f"À décider une par une (feuille Relances, Décision) : {by_hand}.")
    return lines


def write_decisions(desk: Desk, opened: Opened, before: pd.DataFrame, after: pd.DataFrame) -> None:
    """Gather decision and status of the rows that changed."""
    changed = after[(before["decision"] != after["decision"]).to_numpy()]
    columns = {name: changed[name].tolist() for name in ("decision", "status")}
    hand_over(desk, opened, "approuver", ("proposals", list(changed["number"])), columns)
