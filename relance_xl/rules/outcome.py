"""What is written beside each item: reason, sentence, next stage and its day, status."""

import numpy as np
import pandas as pd

from relance_xl.problems import SettingsError
from relance_xl.rules.arrays import (
    Days,
    Flags,
    Ints,
    Texts,
    day,
    days,
    french_days,
    texts,
)
from relance_xl.rules.batches import OWN, Batch
from relance_xl.rules.desk import Desk
from relance_xl.rules.history import NONE, UNKNOWN
from relance_xl.rules.plans import FORMAL
from relance_xl.rules.prepared import last_heard
from relance_xl.rules.why import Facts, explain
from relance_xl.rules.working_days import working_days

_OVER = ("paid", "credit", "uncollectible", "handed_over", "insolvency", "assigned")
"""Holds after which no stage is to come."""

_ENDLESS = ("credits_cover", "stale_bank", "below_minimum", "no_address")
"""Delays that end when someone does something, on a day nobody knows."""


def with_outcome(
    items: pd.DataFrame,
    batches: tuple[Batch, ...],
    stages: pd.DataFrame,
    invoices: pd.DataFrame,
    desk: Desk,
) -> pd.DataFrame:
    """Add reason, why, next_stage_id, next_stage (rank), next_date and status to items.

    `batches` are the reminders, those postponed, then the notices; their rows' codes go
    before what items say by themselves. Needs what every rule before has added.
    """
    state = _Verdicts(items)
    for found in batches:
        state.read(found)
        state.postpone(found)
    _settle_notices(items, state)
    state.after_cap(items, desk)
    pos, when = state.next(items, desk)
    known = pos != NONE
    names = np.append(texts(stages["stage"]), "")
    labels = np.append(texts(stages["label"]), "")
    ranks = np.append(stages["rank"].to_numpy(dtype=np.int64), 0)[pos]
    items = items.assign(
        reason=state.reason,
        next_pos=pos,
        next_stage_id=names[pos],
        next_stage=pd.arrays.IntegerArray(ranks, ~known),
        next_date=when.astype("datetime64[s]"),
        status=_status(items, state.reason),
    )
    facts = _facts(items, state, stages, invoices, desk)
    labels = np.where(labels == "", names, labels)
    facts = facts.assign(stage=labels[pos])
    return items.assign(why=explain(state.reason, facts, _flags(items["broken_promise"])))


def _worked(when: Days, desk: Desk) -> Days:
    """Move days on to the sender's working days, as far as its country lets them be known."""
    settings = desk.settings
    calendar = working_days(settings.country, settings.region, desk.tables["calendar"])
    try:
        found: Days = calendar.roll(when)
    except SettingsError:  # `envoyer` tells; proposing needs no calendar
        return when
    return found


class _Verdicts:
    """Reason, stage and waiting of every item while batches are read."""

    def __init__(self, items: pd.DataFrame) -> None:
        hold = texts(items["hold"])
        self.reason: Texts = np.where(hold == "", texts(items["delay"]), hold)
        self.pos: Ints = items["next_pos"].to_numpy(dtype=np.int64).copy()
        self.notice: Flags = np.zeros(len(items), dtype=bool)
        self.waiting: Flags = np.zeros(len(items), dtype=bool)
        self.later: Days = np.full(len(items), np.datetime64("NaT", "D"))

    def read(self, found: Batch) -> None:
        """Take over what a batch says of its rows; the later one wins where it proposes."""
        place, part = found.pool.place, found.part
        stopped = found.pool.reason != ""
        fresh = stopped & (self.reason[place] != "proposed")
        self.reason[place[fresh]] = found.pool.reason[fresh]
        rides = found.rides
        self.reason[place[rides]] = "proposed"
        self.pos[place[rides]] = found.pool.own[rides]
        self.waiting[place[rides]] = part[rides] != OWN

    def postpone(self, found: Batch) -> None:
        """Write down the day a person postponed a message to."""
        until = days(found.messages["postponed_until"])
        of_group = np.full(found.pool.groups, np.datetime64("NaT", "D"))
        of_group[found.messages["group"].to_numpy(dtype=np.int64)] = until
        day_ = of_group[found.pool.group] if found.pool.groups else of_group
        rows = ~np.isnat(day_) & found.rides
        self.reason[found.pool.place[rows]] = "awaiting_decision"
        self.later[found.pool.place[rows]] = day_[rows]

    def after_cap(self, items: pd.DataFrame, desk: Desk) -> None:
        """Write down when a payer may hear of us again."""
        rows = np.flatnonzero(self.reason == "contact_cap")
        last = last_heard(desk.acts, texts(items["payer"])[rows])
        self.later[rows] = last + np.timedelta64(desk.settings.contact_cap_days, "D")

    def next(self, items: pd.DataFrame, desk: Desk) -> tuple[Ints, Days]:
        """Give the next stage of every item and its day, never a day that is past.

        A reminder's day is one on which messages leave. What holds without a known end
        leaves the day empty.
        """
        when = days(items["next_day"])
        pos = self.pos.copy()
        coming, coming_day = items["coming_pos"].to_numpy(), days(items["coming_day"])
        sooner = (coming != NONE) & ~(when < coming_day) & (self.reason != "proposed")
        pos[sooner], when = coming[sooner], np.where(sooner, coming_day, when)
        held = days(items["hold_until"]) + np.timedelta64(1, "D")
        for bound in (np.full(len(when), day(desk.today)), held, self.later):
            when = np.where(bound > when, bound, when)
        when = np.where(self.reason == "proposed", day(desk.today), when)
        reason = self.reason.astype("U")
        over = np.isin(reason, _OVER) | (pos == NONE)
        pos[over] = NONE
        endless = (texts(items["hold"]) != "") & np.isnat(held)
        endless |= np.isin(reason, _ENDLESS)
        when = np.where(over | endless, np.datetime64("NaT", "D"), when)
        reminders = pos == items["next_pos"].to_numpy(dtype=np.int64)
        reminders &= reason != "awaiting_decision"  # that day is a person's
        when[reminders] = _worked(when[reminders], desk)
        return pos, when


def _settle_notices(items: pd.DataFrame, state: _Verdicts) -> None:
    """Let notices wait behind a reminder; leave agreed instalments to their plan."""
    notice = items["notice_pos"].to_numpy(dtype=np.int64)
    rows = items["notice_waits"].to_numpy(dtype=bool) & (state.reason != "proposed")
    state.reason[rows] = "proposed"
    state.pos[rows] = notice[rows]
    state.waiting[rows] = True
    agreed = (texts(items["kind"]) == "agreed") & (texts(items["hold"]) == "")
    idle = agreed & (state.reason != "proposed")
    state.reason[idle] = "instalments"
    state.pos[idle] = NONE


def _status(items: pd.DataFrame, reason: Texts) -> Texts:
    late = items["days_late"].to_numpy(dtype=np.int64, na_value=0) >= 1
    held = texts(items["hold"]) != ""
    found: Texts = np.select(
        [reason == "paid", reason == "credit", reason == "end_of_plan", held, late],
        ["paid", "credit", "to_decide", "held", "overdue"],
        "open",
    ).astype(object)
    return found


def _facts(
    items: pd.DataFrame,
    state: _Verdicts,
    stages: pd.DataFrame,
    invoices: pd.DataFrame,
    desk: Desk,
) -> pd.DataFrame:
    """Gather what sentences tell, one column per field of `Facts`."""
    reason = state.reason
    target = items["next_pos"].to_numpy(dtype=np.int64)
    made = np.full(len(items), np.datetime64("NaT", "D"))
    promised = np.flatnonzero(reason == "promise")
    which = items["invoice_at"].to_numpy(dtype=np.int64)[promised]
    made[promised] = days(invoices["promise_made_on"])[which]
    formal = np.append(stages["severity"].to_numpy(dtype=np.int64) == FORMAL, False)[target]
    last = days(items["last_counted"]).copy()
    waits = _flags(items["after_gap"]) & (state.pos == items["next_pos"].to_numpy())
    last[(reason == "not_due") & ~waits] = np.datetime64("NaT", "D")
    capped = np.flatnonzero(reason == "contact_cap")
    last[capped] = last_heard(desk.acts, texts(items["payer"])[capped])
    until = days(items["hold_until"])
    until[reason == "stale_bank"] = np.datetime64(desk.fresh_until or "NaT", "D")
    facts = {
        "stage": np.full(len(items), "", dtype=object),
        "detail": _details(items, stages, reason),
        "due": days(items["due_date"]),
        "next": days(items["next_date"]),
        "last": last,
        "until": until,
        "made": made,
        "cents": _cents_told(items, reason, stages, invoices),
        "currency": texts(items["currency"]),
        "waiting": state.waiting,
        "formal": formal,
        "ignored": items["last_ignored"].to_numpy(dtype=bool),
    }
    return pd.DataFrame({name: facts[name] for name in Facts._fields})


def _cents_told(
    items: pd.DataFrame, reason: Texts, stages: pd.DataFrame, invoices: pd.DataFrame
) -> Ints:
    """Give the amount a sentence names: promised, in credit, or the stage's minimum."""
    cents = np.zeros(len(items), dtype=np.int64)
    rows = np.flatnonzero(reason == "promise")
    which = items["invoice_at"].to_numpy(dtype=np.int64)[rows]
    cents[rows] = invoices["promise_cents"].to_numpy(np.int64, na_value=0)[which]
    covered = reason == "credits_cover"
    cents[covered] = items["credit_cents"].to_numpy(dtype=np.int64)[covered]
    target = items["next_pos"].to_numpy(dtype=np.int64)
    small = (reason == "below_minimum") & (target != NONE)
    cents[small] = stages["min_cents"].to_numpy(dtype=np.int64)[target[small]]
    return cents


def _details(items: pd.DataFrame, stages: pd.DataFrame, reason: Texts) -> Texts:
    detail = texts(items["hold_detail"]).copy()
    ended = np.flatnonzero(reason == "end_of_plan")
    plans = set(stages.loc[stages["severity"] > 0, "plan"])
    last = items["last_pos"].to_numpy(dtype=np.int64)
    for row, plan in zip(ended.tolist(), items["plan"].iloc[ended].tolist(), strict=True):
        if last[row] == UNKNOWN:
            detail[row] = "L’étape envoyée n’est plus dans la feuille Étapes"
        elif plan not in plans:
            detail[row] = f"Le plan «\u202f{plan}\u202f» est inconnu, incomplet ou sans relance"
    agreed = np.flatnonzero((reason == "instalments") & (texts(items["kind"]) == "agreed"))
    for row, due in zip(agreed.tolist(), french_days(days(items["due_date"])[agreed]), strict=True):
        detail[row] = detail[row] or f"à payer le {due}"
    return detail


def _flags(column: "pd.Series[bool]") -> Flags:
    return column.to_numpy(dtype=bool, na_value=False)
