"""Whether what a person approved is still what would be decided now (RULES §7.1, « périmée »)."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from relance_xl.ports import Pair
from relance_xl.rules.decide import Decision
from relance_xl.rules.pairs import parse_pairs
from relance_xl.rules.prepared import KEY, counterparts, unread
from relance_xl.rules.report import labels
from relance_xl.rules.wording import money
from relance_xl.schema import TABLES

_SENT = ("sent",)
_AGAIN = "\u202f: préparez de nouveau."
_Row = Mapping[Hashable, Any]


def check(rows: pd.DataFrame, decision: Decision) -> pd.DataFrame:
    """Compare rows of sheet Relances with a decision made at sending.

    Returns, on the index of `rows`: `proposal` (the decision's proposal, -1 if there is
    none any more) and `stale` (why it may not leave, in French; "" when it may). Days late,
    dates and interest are not in the fingerprint, so they change nothing. A row that cannot
    be read may not leave; whoever sends looks at its decision first.
    """
    proposals = decision.proposals
    prints, ids = proposals["fingerprint"].tolist(), proposals["proposal"].tolist()
    places, hidden = counterparts(rows, proposals), unread(rows, but="decision")
    found, said = [], []
    for place, lost, row in zip(places, hidden, rows.to_dict("records"), strict=True):
        if lost:
            found.append(-1)
            said.append(f"Ligne illisible ({labels('proposals', row['bad'])}){_AGAIN}")
        elif place >= 0 and prints[place] == row["fingerprint"]:
            found.append(ids[place])
            said.append("")
        else:
            found.append(-1)
            fresh = None if place < 0 else proposals.iloc[place]
            said.append(_changed(row, decision, fresh))
    return pd.DataFrame({"proposal": found, "stale": said}, index=rows.index)


def _changed(row: _Row, decision: Decision, fresh: "pd.Series[Any] | None") -> str:
    """Say what changed: an invoice of the message that is held now, or else the figures."""
    pairs = _pairs(row["invoices"])
    recorded = [pair.invoice for pair in pairs if pair.stage]
    items = decision.items
    mine = items[items["item"].isin(recorded) & (items["reason"] != "proposed")]
    if len(mine):
        item, why = mine[["item", "why"]].iloc[0]
        return f"{item}\u202f: {why}"
    if fresh is None:
        return _other_channel(row, decision.proposals)
    news = _listed(pairs, _pairs(fresh["invoices"])) or _amounts(row, pairs, fresh, decision)
    if row["recipient"] != fresh["recipient"]:
        news.append(f"l’adresse a changé\u202f: {fresh['recipient']}")
    if row["language"] != fresh["language"]:
        news.append("la langue a changé")
    said = " ; ".join(news) or "le texte a changé"
    return said[0].upper() + said[1:] + _AGAIN


def _pairs(cell: object) -> tuple[Pair, ...]:
    try:
        return parse_pairs(str(cell))
    except ValueError:
        return ()


def _other_channel(row: _Row, proposals: pd.DataFrame) -> str:
    same = proposals[[name for name in KEY if name != "channel"]] == [
        row[name] for name in KEY if name != "channel"
    ]
    channels = proposals.loc[same.all(axis=1), "channel"]
    if not len(channels):
        return f"Cette relance n’est plus à faire{_AGAIN}"
    label = TABLES["proposals"]["channel"].label_of(channels.iloc[0])
    return f"Le canal a changé\u202f: {label}{_AGAIN}"


def _listed(before: tuple[Pair, ...], now: tuple[Pair, ...]) -> list[str]:
    """Name invoices that came or went, or that now record another stage."""
    old, new = ({pair.invoice: pair.stage for pair in some} for some in (before, now))
    news = [f"{item} s’ajoute" for item in new if item not in old]
    news += [f"{item} n’est plus dans le message" for item in old if item not in new]
    both = [item for item in new if item in old]
    return news + [f"{item} change d’étape" for item in both if old[item] != new[item]]


def _amounts(
    row: _Row, pairs: tuple[Pair, ...], fresh: "pd.Series[Any]", decision: Decision
) -> list[str]:
    """Say how the sum changed: by one payment of that much, or from what to what."""
    before: int = 0 if pd.isna(row["due_cents"]) else int(str(row["due_cents"]))
    now, currency = int(fresh["due_cents"]), str(fresh["currency"])
    if before == now:
        return []
    moved = decision.movements
    paid = moved[
        moved["item"].isin([pair.invoice for pair in pairs])
        & (moved["amount_cents"] == before - now)
    ].sort_values("payment_date", kind="stable", na_position="first")
    if len(paid) and before > now:
        return [f"paiement de {money(before - now, currency)} sur {paid['item'].iloc[-1]}"]
    what = f"solde de {pairs[0].invoice}" if len(pairs) == 1 else "somme à payer"
    return [f"{what}\u202f: {money(now, currency)} au lieu de {money(before, currency)}"]


def seconds_left(rows: pd.DataFrame, acts: pd.DataFrame) -> frozenset[str]:
    """Give the main numbers that left while their second channel's row still waits.

    After a batch that broke off, decide once more on acts without these numbers and `check`
    the waiting rows against it: the stage is recorded, its second message is not yet gone.
    """
    approved = rows[(rows["main_number"] != "") & (rows["decision"] == "send")]
    waiting = set(approved["main_number"])
    left = set(acts.loc[acts["status"].isin(_SENT), "number"])
    return frozenset(waiting & left)
