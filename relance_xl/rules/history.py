"""What the acts mean for each item: its last sent reminder, and when a payer last heard of us.

An act counts for rank and gap once its main channel accepted it, or once a person ignored
the proposal; what was refused, bounced or did not leave does not (RULES §5, §7.4). A call
counts only where its stage says so. What is under way counts too: better late than twice.
"""

from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from relance_xl.rules.arrays import NO_DAY, Days, Flags, Ints, day, days, find, texts

UNKNOWN = -2
"""Position of a sent stage that sheet Étapes no longer has."""

NONE = -1

_COUNTS = ("sent", "ignored", "in_progress")
_REACHED = ("sent", "in_doubt", "in_progress")
_FAILED = ("refused", "bounced")

_Value = TypeVar("_Value", bound=np.generic)


def with_history(items: pd.DataFrame, acts: pd.DataFrame, stages: pd.DataFrame) -> pd.DataFrame:
    """Add what each item last heard.

    Needs items.item, the ACTS frame, and the stage table. Adds last_pos (position of the
    last sent reminder stage, -1 none, -2 no longer known), stage (its rank, 0 none),
    last_counted (its day, from which the gap runs), last_ignored (bool: a person ignored it,
    nothing left), last_reminder (day of the last one that left) and top_rank (highest rank
    sent in the item's present plan).

    >>> from tests.rules.builders import acts, tables
    >>> from relance_xl.rules.plans import stage_table
    >>> items = pd.DataFrame({"item": ["F1", "F2"], "plan": ["standard", "standard"]})
    >>> found = with_history(items, acts({"item": "F1"}), stage_table(tables()))
    >>> found[["last_pos", "stage", "top_rank"]].values.tolist()
    [[0, 1, 1], [-1, 0, 0]]
    """
    counted = acts[_is_reminder(acts, stages)]
    counted = counted.sort_values(["at", "severity", "rank", "number"], kind="stable")
    item = find(texts(items["item"]), texts(counted["item"]))
    pos = find(texts(stages["stage"]), texts(counted["stage"]))
    counted, item, pos = counted[item >= 0], item[item >= 0], pos[item >= 0]
    count, on = len(items), days(counted["at"])
    ignored = texts(counted["status"]) == "ignored"
    rank = counted["rank"].fillna(0).to_numpy(dtype=np.int64)
    left_on = _last(on[~ignored], item[~ignored], count, NO_DAY)
    return items.assign(
        last_pos=_last(np.where(pos < 0, UNKNOWN, pos), item, count, NONE),
        stage=pd.array(_last(rank, item, count, 0), dtype="Int64"),
        last_counted=_last(on, item, count, NO_DAY).astype("datetime64[s]"),
        last_ignored=_last(ignored, item, count, none=False),
        last_reminder=left_on.astype("datetime64[s]"),
        top_rank=_top_ranks(items, stages, item, pos),
    )


def _last(values: npt.NDArray[_Value], item: Ints, count: int, none: object) -> npt.NDArray[_Value]:
    """Give each of `count` items the last of its values, in their order; `none` without any."""
    last = np.full(count, none, dtype=values.dtype)
    last[item] = values
    return last


def _is_reminder(acts: pd.DataFrame, stages: pd.DataFrame) -> Flags:
    severity = acts["severity"].fillna(1).to_numpy(dtype=np.int64)
    recorded: Flags = texts(acts["stage"]) != ""
    called = acts["channel"].to_numpy(dtype=object) == "call"
    if called.any():
        counting = stages.loc[stages["call_counts"], "stage"]
        called &= ~acts["stage"].isin(counting).to_numpy()
    done = acts["status"].isin(_COUNTS).to_numpy()
    kept: Flags = recorded & (severity > 0) & ~called & done & acts["main"].to_numpy(dtype=bool)
    return kept


def _top_ranks(items: pd.DataFrame, stages: pd.DataFrame, item: Ints, pos: Ints) -> Ints:
    top = np.zeros(len(items), dtype=np.int64)
    known = pos >= 0
    item, pos = item[known], pos[known]
    same_plan = texts(stages["plan"])[pos] == texts(items["plan"])[item]
    ranks = stages["rank"].to_numpy(dtype=np.int64)
    np.maximum.at(top, item[same_plan], ranks[pos[same_plan]])
    return top


def sent_pairs(acts: pd.DataFrame) -> set[tuple[str, str]]:
    """Give the (item, stage) pairs that may not leave again, notices included."""
    taken = acts[(acts["stage"] != "") & acts["status"].isin({*_COUNTS, *_REACHED})]
    return set(zip(taken["item"], taken["stage"], strict=True))


def failed_addresses(acts: pd.DataFrame) -> set[tuple[str, str, str, str]]:
    """Give (item, stage, channel, recipient) of what was refused or bounced (RULES §7.4)."""
    failed = acts[acts["status"].isin(_FAILED) & (acts["stage"] != "")]
    names = ("item", "stage", "channel", "recipient")
    return set(zip(*(failed[name] for name in names), strict=True))


def last_contacts(acts: pd.DataFrame) -> pd.DataFrame:
    """Give the reminders that count for the contact cap: payer, day, number.

    Notices and ignored messages do not count; a message in doubt does.
    """
    severe = acts["severity"].fillna(1).to_numpy(dtype=np.int64) > 0
    counted = acts[severe & (acts["stage"] != "") & acts["status"].isin(_REACHED)]
    return pd.DataFrame({"payer": counted["payer"], "day": days(counted["at"])}).dropna()


def first_row_day(acts: pd.DataFrame) -> np.datetime64 | None:
    """Give the day of the workbook's first row of Envois, None while there is none."""
    known: Days = days(acts["at"].dropna())
    return known.min() if len(known) else None


def with_lost_acts_held(items: pd.DataFrame, acts: pd.DataFrame) -> pd.DataFrame:
    """Hold all items of a payer one of whose messages cannot be read: better late than twice.

    Such an act has no item (see `acts.gather`), or is done on a day nobody knows. Where not
    even its payer is known, every automatic stage waits. Needs item, payer, hold,
    hold_detail, auto_hold.
    """
    taken = acts["status"].isin({*_COUNTS, *_REACHED})
    nameless = acts["item"] == ""
    undated = acts["at"].isna() & (acts["stage"] != "") & acts["status"].isin(_COUNTS)
    lost = acts[taken & (nameless | undated)]
    if not len(lost):
        return items
    rows = items["payer"].isin(set(lost["payer"]) - {""})
    rows |= items["item"].isin(set(lost["item"]) - {""})
    rows &= items["hold"] == ""
    unknown = bool(((lost["payer"] == "") & (lost["item"] == "")).any())
    return items.assign(
        hold=items["hold"].where(~rows, "bad_data"),
        hold_detail=items["hold_detail"].where(~rows, "envoi illisible dans la feuille Envois"),
        auto_hold=items["auto_hold"] | unknown,
    )


def days_since(values: Days, today: date) -> Ints:
    """Count whole days from each day to `today`; very large where there is none.

    >>> days_since(np.array(["2026-06-01", "NaT"], dtype="datetime64[D]"), date(2026, 6, 5))
    array([      4, 1000000])
    """
    passed = (day(today) - values).astype(np.int64)
    return np.where(np.isnat(values), 1_000_000, passed)
