"""Whether what a person approved is still what would be decided now (RULES §7.1, « périmée »)."""

import pandas as pd

from relance_xl.rules.decide import Decision
from relance_xl.rules.pairs import parse_pairs
from relance_xl.rules.prepared import counterparts

_SENT = ("sent",)


def check(rows: pd.DataFrame, decision: Decision) -> pd.DataFrame:
    """Compare rows of sheet Relances with a decision made at sending.

    Returns, on the index of `rows`: `proposal` (the decision's proposal, -1 if there is
    none any more) and `stale` (why it may not leave, in French; "" when it may). Days late,
    dates and interest are not in the fingerprint, so they change nothing.
    """
    proposals = decision.proposals
    prints, ids = proposals["fingerprint"].tolist(), proposals["proposal"].tolist()
    places = counterparts(rows, proposals)
    found, said = [], []
    for place, fingerprint, cell in zip(places, rows["fingerprint"], rows["invoices"], strict=True):
        if place >= 0 and prints[place] == fingerprint:
            found.append(ids[place])
            said.append("")
        else:
            found.append(-1)
            said.append(_changed(str(cell), decision, place))
    return pd.DataFrame({"proposal": found, "stale": said}, index=rows.index)


def _changed(cell: str, decision: Decision, place: int) -> str:
    """Say what changed: an invoice of the message that is held now, or else the figures."""
    try:
        recorded = [pair.invoice for pair in parse_pairs(cell) if pair.stage]
    except ValueError:
        recorded = []
    items = decision.items
    mine = items[items["item"].isin(recorded) & (items["reason"] != "proposed")]
    if len(mine):
        item, why = mine[["item", "why"]].iloc[0]
        return f"{item}\u202f: {why}"
    if place < 0:
        return "Cette relance n’est plus à faire\u202f: préparez de nouveau."
    return "Factures, montants, destinataire ou texte ont changé\u202f: préparez de nouveau."


def seconds_left(rows: pd.DataFrame, acts: pd.DataFrame) -> frozenset[str]:
    """Give the main numbers that left while their second channel's row still waits.

    After a batch that broke off, decide once more on acts without these numbers and `check`
    the waiting rows against it: the stage is recorded, its second message is not yet gone.
    """
    approved = rows[(rows["main_number"] != "") & (rows["decision"] == "send")]
    waiting = set(approved["main_number"])
    left = set(acts.loc[acts["status"].isin(_SENT), "number"])
    return frozenset(waiting & left)
