"""Today's messages: reminders first, then the notices that need not wait for one."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Flags, Ints, texts
from relance_xl.rules.batches import Batch, batch
from relance_xl.rules.channels import Routes
from relance_xl.rules.contacts import addresses
from relance_xl.rules.desk import Desk
from relance_xl.rules.history import NONE, failed_addresses
from relance_xl.rules.message_lines import message_lines, totals
from relance_xl.rules.pool import pool
from relance_xl.rules.prepared import brakes, keys_of, postponed, postponed_items


def with_factor_plan(
    items: pd.DataFrame, stages: pd.DataFrame, invoices: pd.DataFrame
) -> pd.DataFrame:
    """Add factor_plan: the plan of an assigned invoice that is dunned for its factor, else ""."""
    plans = stages.loc[stages["factor"], "plan"].unique()
    found = np.full(len(items), "", dtype=object)
    rows = np.flatnonzero(items["plan"].isin(plans)) if len(plans) else np.zeros(0, np.int64)
    if len(rows):
        which = items["invoice_at"].to_numpy(dtype=np.int64)[rows]
        assigned = texts(invoices["assigned_to"])[which] != ""
        found[rows[assigned]] = texts(items["plan"])[rows[assigned]]
    return items.assign(factor_plan=found)


def routes_of(desk: Desk) -> Routes:
    """Read once where everybody can be reached."""
    customers = desk.tables["customers"]
    return Routes(
        addresses(desk.tables), texts(customers["preferred_channel"]), failed_addresses(desk.acts)
    )


def batch_reminders(
    items: pd.DataFrame, stages: pd.DataFrame, routes: Routes, desk: Desk
) -> tuple[Batch, Batch]:
    """Make the reminders of the day, then those a person postponed (see `batches.batch`).

    A postponed stage waits alone: its invoices are only listed where another invoice's
    stage is due. What would leave under the key of a postponed message waits with it. Both
    have postponed_until.
    """
    free = _free(items)
    due = free & (texts(items["delay"]) == "")
    own = np.where(due, items["next_pos"].to_numpy(dtype=np.int64), NONE)
    late = items["days_late"].to_numpy(dtype=np.int64, na_value=0) >= 1
    listable = free & late & (items["open_cents"].to_numpy(dtype=np.int64) > 0)
    braked = brakes(desk.tables["proposals"], desk.acts, desk.settings.contact_cap_days, desk.today)
    # Without a row in Envois every stage waits for a person, so none is automatic.
    braked = replace(braked, stale=desk.stale and len(desk.acts) > 0)

    def made(rows: Flags) -> Batch:
        rides = np.where(rows, own, NONE)
        found = batch(items, pool(items, rides, listable), stages, routes, braked)
        return _with_postponed(found, stages, desk)

    waiting = _put_off(items, own, stages, desk)
    while True:
        found = made(~waiting)
        off = found.messages.loc[found.messages["postponed_until"].notna(), "group"]
        joins = found.pool.place[found.rides & np.isin(found.pool.group, off)]
        if not len(joins):
            return found, made(waiting)
        waiting[joins] = True


def _put_off(items: pd.DataFrame, own: Ints, stages: pd.DataFrame, desk: Desk) -> Flags:
    """Tell which items' own stage a person postponed."""
    waiting = np.zeros(len(items), dtype=bool)
    pairs = postponed_items(desk.tables["proposals"], desk.today)
    if pairs:
        names = np.append(texts(stages["stage"]), "")[own].tolist()
        mine = zip(items["item"].tolist(), names, strict=True)
        waiting[:] = [pair in pairs for pair in mine]
    return waiting


def with_waiting_notices(items: pd.DataFrame, reminders: Batch) -> pd.DataFrame:
    """Add notice_waits: a reminder goes to that payer, so the notice does not (RULES §3)."""
    going = reminders.messages["postponed_until"].isna()
    payers = set(reminders.messages.loc[going, "payer"])
    waits = (items["notice_pos"] != NONE) & items["payer"].isin(payers)
    return items.assign(notice_waits=waits.to_numpy(dtype=bool))


def batch_notices(items: pd.DataFrame, stages: pd.DataFrame, routes: Routes, desk: Desk) -> Batch:
    """Make the notices: one per payer, currency and stage, listing just what is due for it."""
    waits = items["notice_waits"].to_numpy(dtype=bool)
    own = np.where(waits, NONE, items["notice_pos"].to_numpy(dtype=np.int64))
    nobody = np.zeros(len(items), dtype=bool)
    braked = brakes(desk.tables["proposals"], desk.acts.iloc[:0], 0, desk.today)
    braked = replace(braked, stale=desk.stale and len(desk.acts) > 0)
    rows = pool(items, own, nobody, own)
    return _with_postponed(batch(items, rows, stages, routes, braked), stages, desk)


def messages_of(
    items: pd.DataFrame,
    batches: tuple[Batch, ...],
    stages: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put the messages of all batches together with their lines and totals."""
    messages = pd.concat([found.messages for found in batches], ignore_index=True)
    lines = message_lines(items, batches, stages, tables)
    sums = totals(lines, len(messages))
    own = lines["pos"].to_numpy(dtype=np.int64)
    manual = np.append(texts(stages["approval"]) != "auto", False)[own]
    by_hand = np.zeros(len(messages), dtype=bool)
    by_hand[lines["message"].to_numpy()[manual]] = True
    factor = texts(items["factor_plan"])[messages["at"].to_numpy(dtype=np.int64)]
    return messages.assign(**sums, manual_own=by_hand, factor_plan=factor), lines


def _free(items: pd.DataFrame) -> Flags:
    real = texts(items["kind"]) != "agreed"
    found: Flags = real & (texts(items["hold"]) == "") & ~items["is_credit"].to_numpy(dtype=bool)
    return found


def _with_postponed(found: Batch, stages: pd.DataFrame, desk: Desk) -> Batch:
    """Add postponed_until to the messages a person put off."""
    until = postponed(desk.tables["proposals"], desk.today)
    messages = found.messages
    stage = texts(stages["stage"])[messages["pos"].to_numpy(dtype=np.int64)]
    keys = keys_of(messages.assign(stage=stage)) if until else []
    days = np.full(len(messages), np.datetime64("NaT", "s"))
    for place, key in enumerate(keys):
        days[place] = np.datetime64(until.get(key, "NaT"), "s")
    return Batch(found.pool, messages.assign(postponed_until=days), found.part)
