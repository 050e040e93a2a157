"""Approuver: a person's yes, row by row or all that the preview has shown."""

from collections.abc import Sequence

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.handing import hand_over
from relance_xl.flows.opening import Opened, open_workbook
from relance_xl.flows.outcome import DONE, NEEDS_A_PERSON, Outcome, counted
from relance_xl.rules.approval import approve_all, approve_some


def approve(desk: Desk, numbers: Sequence[str] | None) -> Outcome:
    """Approve the rows of these numbers, or all of them (None).

    All at once leaves out formal notices and large sums, and says how many (RULES §5).
    """
    with open_workbook(desk) as opened:
        rows = opened.tables["proposals"]
        left_out = 0
        if numbers is None:
            result = approve_all(rows, opened.settings.approve_alone_cents)
            after, left_out = result.rows, result.formal + result.large
            first = counted(result.first_ever, "premier rappel", "premiers rappels")
            done = counted(result.approved, "relance approuvée", "relances approuvées")
            lines = [f"{done}, dont {first} à un client."]
            if left_out:
                lines.append(
                    f"Laissées à une décision une par une : {result.formal} en mise en demeure, "
                    f"{result.large} au-dessus du montant fixé (feuille Relances, Décision)."
                )
        else:
            after = approve_some(rows, [number.strip().upper() for number in numbers])
            lines = [f"{counted(len(set(numbers)), 'relance approuvée', 'relances approuvées')}."]
        write_decisions(desk, opened, rows, after)
        opened.save(desk)
    approved = sorted(after.loc[after["decision"] == "send", "number"])
    status = NEEDS_A_PERSON if left_out else DONE
    return Outcome(tuple(lines), {"approved": approved, "left_out": left_out}, status)


def write_decisions(desk: Desk, opened: Opened, before: pd.DataFrame, after: pd.DataFrame) -> None:
    """Gather decision and status of the rows that changed."""
    changed = after[(before["decision"] != after["decision"]).to_numpy()]
    columns = {name: changed[name].tolist() for name in ("decision", "status")}
    hand_over(desk, opened, "approuver", ("proposals", list(changed["number"])), columns)
