"""Sheet Pénalités: one row per invoice whose penalties a message has claimed or stated."""

from collections.abc import Mapping, Sequence

import pandas as pd

from relance_xl.flows.choosing import Batch, Choice
from relance_xl.flows.delivery import Delivery
from relance_xl.flows.desk import Desk
from relance_xl.flows.handing import hand_over
from relance_xl.flows.opening import Opened
from relance_xl.frames import row_cells, to_cell
from relance_xl.ports import Change
from relance_xl.rules.claims import covered, told_claims
from relance_xl.schema import TABLES

_TABLE = "penalties"
_PENALTIES = TABLES[_TABLE]
_STATE = _PENALTIES["state"]
_NAMES = (
    "item",
    "invoice",
    "interest_cents",
    "fee_cents",
    "claims",
    "stated",
    "currency",
    "rate_text",
    "rate_source",
)


def write_claims(desk: Desk, opened: Opened, batch: Batch, delivery: Delivery) -> None:
    """Gather the claims of the messages that were accepted; a later one replaces the earlier."""
    lines = [
        _lines(choice, [i for i, number in choice.numbers.items() if delivery.accepted(number)])
        for choice in batch.choices
    ]
    if not any(len(some) for some in lines):
        return
    known = opened.tables[_TABLE]
    changed, added = told_claims(pd.concat(lines, ignore_index=True), known, desk.today)
    _set_claims(desk, opened, "envoyer", changed)
    add_claims(desk, opened, "envoyer", added)


def add_claims(
    desk: Desk, opened: Opened, command: str, rows: Sequence[Mapping[str, object]]
) -> None:
    """Gather new claims, the journal keeping the state each is born in."""
    if not rows:
        return
    desk.book.append(_TABLE, [row_cells(_PENALTIES, row) for row in rows])
    states = {str(row["claim"]): ("", _STATE.label_of(str(row["state"]))) for row in rows}
    _remember(desk, opened, command, states)


def _lines(choice: Choice, left: list[int]) -> pd.DataFrame:
    """Give the lines asked for by the messages that left, and whether each states an amount."""
    lines = choice.decision.lines
    lines = lines[lines["proposal"].isin(left) & lines["part"].isin(("own", "listed"))]
    said = choice.decision.proposals.set_index("proposal")
    mentions = (said["penalties_mode"] != "none") & said["penalties_ok"]
    return lines.assign(
        stated=lines["proposal"].map(mentions).astype(bool),
        claims=lines["claims"].astype(bool),
        currency=lines["proposal"].map(said["currency"]),
    )[list(_NAMES)]


def set_claim(
    desk: Desk, opened: Opened, command: str, claim: str, values: Mapping[str, object]
) -> None:
    """Gather new values of one claim, the journal keeping the state that stood there."""
    _set_claims(desk, opened, command, {claim: values})


def _set_claims(
    desk: Desk, opened: Opened, command: str, claims: Mapping[str, Mapping[str, object]]
) -> None:
    """Gather new values of claims, all with the same columns."""
    if not claims:
        return
    keys, rows = list(claims), list(claims.values())
    own = [name for name in rows[0] if name != "state"]
    if own:
        cells = {name: [to_cell(_PENALTIES[name], row[name]) for row in rows] for name in own}
        desk.book.patch(_TABLE, keys, cells)
    if "state" in rows[0]:
        said = {"state": [row["state"] for row in rows]}
        hand_over(desk, opened, command, (_TABLE, keys), said)


def settle_claims(desk: Desk, opened: Opened, payments: pd.DataFrame, command: str) -> list[str]:
    """Mark paid the claims that accepted payments of penalties cover; returns their names.

    A claim this program marked paid and whose payment is taken back stands as it did before.
    What a person typed is left alone. `payments` is sheet Paiements as it will stand.
    """
    claims = opened.tables[_TABLE]
    found = covered(claims, payments, opened.tables["payment_methods"])
    _set_claims(desk, opened, command, {claim: {"state": "paid"} for claim in found.paid})
    paid = _STATE.label_of("paid")
    before = {change.key: change.old for change in _states(opened) if change.new == paid}
    back = {
        claim: {"state": _STATE.code_of(before[claim]) or ""}
        for claim in found.uncovered
        if claim in before
    }
    _set_claims(desk, opened, command, back)
    return found.paid


def note_waivers(desk: Desk, opened: Opened, command: str) -> list[str]:
    """Let the journal keep what stood where a person has since given claims up.

    The sheet holds the new state and the note; the journal then tells the state before.
    """
    last = {change.key: change.new for change in _states(opened)}
    waived = _STATE.label_of("waived")
    claims = opened.tables[_TABLE]
    fresh = [
        str(claim)
        for claim in claims.loc[claims["state"] == "waived", "claim"]
        if claim and last.get(str(claim)) != waived
    ]
    _remember(desk, opened, command, {claim: (last.get(claim, ""), waived) for claim in fresh})
    return fresh


def _remember(
    desk: Desk, opened: Opened, command: str, states: Mapping[str, tuple[str, str]]
) -> None:
    """Let the journal keep states before and after, by claim."""
    if states and not desk.simulate:
        moment = desk.moment()
        opened.journal.record(
            [
                Change(moment, command, _TABLE, claim, "state", old, new)
                for claim, (old, new) in states.items()
            ]
        )


def _states(opened: Opened) -> list[Change]:
    return [
        change
        for change in opened.journal.changes()
        if (change.table, change.column) == (_TABLE, "state")
    ]
