"""One message per payer and currency (RULES §5): who carries it, who rides, who is listed.

Messages take shape in rounds. In each, every group's carrying row is chosen; then what
stops it is looked for in the order of RULES §4. What is stopped leaves its stage alone and
the group is looked at again, until each group has a message or nothing left to say.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Flags, Ints, sums, texts
from relance_xl.rules.channels import Routes, choose
from relance_xl.rules.history import NONE
from relance_xl.rules.plans import FORMAL, NOTICE
from relance_xl.rules.pool import Pool

ABSENT, OWN, LISTED, APART = range(4)
"""Part of a row in its group's message; APART is « pour information »."""


@dataclass(frozen=True)
class Brakes:
    """What may stop a message besides its own figures.

    `capped` holds the payers reminded too recently; `exempt` the (payer, currency, stage)
    already prepared before that reminder left. `stale` says that automatic stages wait for
    bank data.
    """

    capped: frozenset[str] = frozenset()
    exempt: frozenset[tuple[str, str, str]] = frozenset()
    stale: bool = False


@dataclass
class Batch:
    """The messages found: one row each, and the part every pool row has in its group's."""

    pool: Pool
    messages: pd.DataFrame
    part: Ints

    @property
    def rides(self) -> Flags:
        """Which rows have a stage due that nothing stopped; those not OWN wait for this one."""
        found: Flags = self.pool.own != NONE
        return found


def batch(
    items: pd.DataFrame, rows: Pool, stages: pd.DataFrame, routes: Routes, brakes: Brakes
) -> Batch:
    """Settle every group; see the module.

    Messages hold group, at (place of the carrying item), item, customer, payer, currency,
    pos (carrying stage), net_cents and what `channels.choose` adds. Rows that were stopped
    have their code in `rows.reason` and no stage in `rows.own`; at entry, a stage that is
    too big for the sum is replaced in `rows.own` by a lower one.
    """
    part = np.zeros(len(rows.place), dtype=np.int64)
    nobody = np.full(rows.groups, NONE, dtype=np.int64)
    settled = [choose(_messages(items, rows, nobody), stages, routes)]
    todo = np.ones(rows.groups, dtype=bool)
    while todo.any():
        carrier = _carriers(rows, stages, todo)
        todo &= carrier != NONE
        where = np.flatnonzero(todo[rows.group])
        part[where] = _parts(rows, stages, carrier, where)
        messages = _messages(items, rows, np.where(todo, carrier, NONE))
        again = _stop(rows, stages, part, messages, brakes)
        ready = choose(messages[~again[messages["group"]]], stages, routes)
        lost = ready["channel"].to_numpy(dtype=object) == ""
        again |= _unreached(rows, ready[lost])
        settled.append(ready[~lost])
        todo = again
    messages = pd.concat(settled, ignore_index=True)
    said = np.zeros(rows.groups, dtype=bool)
    said[messages["group"].to_numpy(dtype=np.int64)] = True
    part[~said[rows.group]] = ABSENT
    return Batch(rows, messages, part)


def _carriers(rows: Pool, stages: pd.DataFrame, todo: Flags) -> Ints:
    """Give each group's carrying row: highest severity, then days late, balance, number."""
    severity = stages["severity"].to_numpy(dtype=np.int64)
    due = np.flatnonzero((rows.own != NONE) & todo[rows.group])
    order = np.lexsort(
        (
            rows.tie[due],
            -rows.balance[due],
            -rows.late[due],
            -severity[rows.own[due]],
            rows.group[due],
        )
    )
    due = due[order]
    groups, first = np.unique(rows.group[due], return_index=True)
    carrier = np.full(rows.groups, NONE, dtype=np.int64)
    carrier[groups] = due[first]
    return carrier


def _parts(rows: Pool, stages: pd.DataFrame, carrier: Ints, where: Ints) -> Ints:
    severity = stages["severity"].to_numpy(dtype=np.int64)
    carried = rows.own[carrier[rows.group[where]]]
    own = rows.own[where]
    formal = severity[carried] == FORMAL
    only_same = stages["same_stage"].to_numpy(dtype=bool)[carried]
    due = own != NONE
    rides = due & (~formal | (severity[own] == FORMAL)) & (~only_same | (own == carried))
    listed = rows.listable[where] & ~rows.out[where]
    listed &= ~only_same | (rows.last[where] == carried) | (due & (own == carried))
    part = np.select([rides, listed & formal, listed], [OWN, APART, LISTED], ABSENT)
    return part.astype(np.int64)


def _messages(items: pd.DataFrame, rows: Pool, carrier: Ints) -> pd.DataFrame:
    groups = np.flatnonzero(carrier != NONE)
    at = rows.place[carrier[groups]]
    found = items[["item", "customer", "payer", "currency"]].iloc[at].reset_index(drop=True)
    return found.assign(group=groups, at=at, pos=rows.own[carrier[groups]])


def _stop(
    rows: Pool, stages: pd.DataFrame, part: Ints, messages: pd.DataFrame, brakes: Brakes
) -> Flags:
    """Stop what may not leave; tell which groups must be looked at again."""
    groups = messages["group"].to_numpy(dtype=np.int64)
    pos = np.full(rows.groups, NONE, dtype=np.int64)
    pos[groups] = messages["pos"].to_numpy(dtype=np.int64)
    again = np.zeros(rows.groups, dtype=bool)
    again[groups] = _capped(messages, stages, brakes)
    _mark(rows, again[rows.group] & (rows.own != NONE), "contact_cap")
    live: Flags = (pos != NONE) & ~again
    live &= ~_covered(rows, stages, part, live)
    if brakes.stale:
        automatic = texts(stages["approval"])[rows.own] == "auto"
        waits = automatic & (rows.own != NONE) & live[rows.group]
        live[rows.group[waits]] = False
        _mark(rows, waits, "stale_bank")
    live &= ~_too_small(rows, stages, part, np.where(live, pos, NONE))
    stopped: Flags = (pos != NONE) & ~live
    return stopped


def _capped(messages: pd.DataFrame, stages: pd.DataFrame, brakes: Brakes) -> Flags:
    """Tell which payers were reminded too recently; notices are neither counted nor stopped."""
    pos = messages["pos"].to_numpy(dtype=np.int64)
    hit: Flags = stages["severity"].to_numpy(dtype=np.int64)[pos] > NOTICE
    hit &= messages["payer"].isin(brakes.capped).to_numpy()
    names = texts(stages["stage"])[pos]
    for row in np.flatnonzero(hit):
        key = (messages["payer"].iloc[row], messages["currency"].iloc[row], names[row])
        hit[row] = key not in brakes.exempt
    return hit


def _covered(rows: Pool, stages: pd.DataFrame, part: Ints, live: Flags) -> Flags:
    """Leave alone debtors whose credits cover them, and formal notices beside any credit.

    A credit of who pays for them stops their formal notices too, but is not netted.
    """
    beside = rows.credited & live[rows.group]
    again = np.zeros(rows.groups, dtype=bool)
    if not beside.any():
        return again
    has = beside & (rows.credit > 0)
    counted = has & np.isin(part, (OWN, LISTED))
    asked = sums(np.where(counted, rows.debtor, -1), rows.open, rows.debtors)
    covered = counted & (rows.credit >= asked[rows.debtor])
    severity = stages["severity"].to_numpy(dtype=np.int64)
    formal = beside & (rows.own != NONE) & (severity[rows.own] == FORMAL)
    again[rows.group[covered | formal]] = True
    rows.out |= covered
    _mark(rows, (covered | formal) & (rows.own != NONE), "credits_cover")
    return again


def _too_small(rows: Pool, stages: pd.DataFrame, part: Ints, pos: Ints) -> Flags:
    """Compare the net sum with the stage's minimum; at entry a lower stage may fit."""
    net = net_cents(rows, part)
    least: Ints = np.where(pos == NONE, 0, stages["min_cents"].to_numpy(dtype=np.int64)[pos])
    small: Flags = (pos != NONE) & (net < least)
    for stage in np.unique(pos[small]):
        mine = np.flatnonzero((rows.own == stage) & (small & (pos == stage))[rows.group])
        lower = np.full(len(mine), NONE, dtype=np.int64)
        for below in _below(stages, int(stage)):
            fits = rows.entering[mine] & (lower == NONE)
            fits &= net[rows.group[mine]] >= stages["min_cents"].iloc[below]
            lower[fits] = below
        rows.own[mine] = lower
        rows.reason[mine[lower == NONE]] = "below_minimum"
    return small


def _below(stages: pd.DataFrame, pos: int) -> Ints:
    """Give the reminder stages of the same plan under this one, highest first."""
    stage = stages.iloc[pos]
    lower = (stages["plan"] == stage["plan"]) & (stages["rank"] < stage["rank"])
    lower &= stages["severity"] > NOTICE
    return np.flatnonzero(lower)[::-1] if stage["severity"] > NOTICE else np.zeros(0, np.int64)


def net_cents(rows: Pool, part: Ints) -> Ints:
    """Give each group's sum asked for: listed open parts less its debtors' credits."""
    counted = np.isin(part, (OWN, LISTED))
    asked = sums(np.where(counted, rows.group, -1), rows.open, rows.groups)
    where = np.flatnonzero(counted & (rows.credit > 0))
    _, first = np.unique(rows.debtor[where], return_index=True)
    once = where[first]
    return asked - sums(rows.group[once], rows.credit[once], rows.groups)


def _unreached(rows: Pool, messages: pd.DataFrame) -> Flags:
    """Leave alone the stages no channel of which reaches the payer."""
    pos = np.full(rows.groups, -9, dtype=np.int64)
    pos[messages["group"].to_numpy(dtype=np.int64)] = messages["pos"].to_numpy(dtype=np.int64)
    _mark(rows, (rows.own != NONE) & (rows.own == pos[rows.group]), "no_address")
    lost: Flags = pos >= 0
    return lost


def _mark(rows: Pool, stopped: Flags, reason: str) -> None:
    rows.reason[stopped] = reason
    rows.own[stopped] = NONE
