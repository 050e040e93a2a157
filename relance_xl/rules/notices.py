"""Notices (severity 0): a word before the due date, on it, or with the invoice (RULES §3).

A notice has a window and is dropped once it has passed: days −N to −1 before the due date
(the latest one reached, alone), three days from the due date on, seven days from the issue
date for « envoi de la facture », never once overdue nor for nothing to pay.
"""

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Days, Flags, Ints, day, days, texts
from relance_xl.rules.history import NONE
from relance_xl.rules.plans import NOTICE
from relance_xl.rules.stages import Run

_DUE_WINDOW = 2
_ISSUE_WINDOW = 6


def with_notices(
    items: pd.DataFrame, stages: pd.DataFrame, taken: set[tuple[str, str]], run: Run
) -> pd.DataFrame:
    """Add the notice each item is due today, and the next one to come.

    Needs item, plan, hold, is_credit, kind, due_date, issue_date, days_late, total_cents;
    `taken` holds the (item, stage) pairs already sent. Adds notice_pos (-1 none today),
    coming_pos and coming_day (the earliest notice whose window is not over; -1, NaT).
    """
    free = (texts(items["hold"]) == "") & ~items["is_credit"].to_numpy(dtype=bool)
    notice = np.full(len(items), NONE, dtype=np.int64)
    coming = np.full(len(items), NONE, dtype=np.int64)
    coming_day = np.full(len(items), np.datetime64("NaT", "D"))
    ladder = stages[stages["severity"] == NOTICE].sort_values("after_days", kind="stable")
    for from_issue in (True, False):
        reached = np.full(len(items), NONE, dtype=np.int64)
        for pos, stage in ladder[ladder["from_issue"] == from_issue].iterrows():
            rows = np.flatnonzero(free & (texts(items["plan"]) == stage["plan"]))
            begin, end, allowed = _window(
                items.iloc[rows], int(stage["after_days"]), from_issue=from_issue
            )
            today = day(run.today)
            reached[rows[allowed & (begin <= today) & (today <= end)]] = int(str(pos))
            sooner = allowed & (begin > today) & ~(coming_day[rows] <= begin)
            coming[rows[sooner]] = int(str(pos))
            coming_day[rows[sooner]] = begin[sooner]
        fresh = (reached != NONE) & ~_done(items, stages, reached, taken)
        notice[fresh] = reached[fresh]
    return items.assign(
        notice_pos=notice, coming_pos=coming, coming_day=coming_day.astype("datetime64[s]")
    )


def _window(items: pd.DataFrame, after: int, *, from_issue: bool) -> tuple[Days, Days, Flags]:
    """Give the first and last day of a notice's window, and who may hear it at all."""
    late = items["days_late"].to_numpy(dtype=np.int64, na_value=1)
    if from_issue:
        begin = days(items["issue_date"]) + np.timedelta64(after, "D")
        worth = items["total_cents"].to_numpy(dtype=np.int64, na_value=0) > 0
        whole = texts(items["kind"]) != "agreed"
        return begin, begin + np.timedelta64(_ISSUE_WINDOW, "D"), (late < 1) & worth & whole
    due = days(items["due_date"])
    begin = due + np.timedelta64(after, "D")
    if after < 0:
        return begin, due - np.timedelta64(1, "D"), np.ones(len(items), dtype=bool)
    whole = texts(items["kind"]) != "agreed"
    return begin, begin + np.timedelta64(_DUE_WINDOW, "D"), whole


def _done(
    items: pd.DataFrame, stages: pd.DataFrame, notice: Ints, taken: set[tuple[str, str]]
) -> Flags:
    """Tell where the notice reached today has left already."""
    done = np.zeros(len(items), dtype=bool)
    rows = np.flatnonzero(notice >= 0)
    if taken and len(rows):
        names = texts(stages["stage"])[notice[rows]]
        numbers = texts(items["item"])[rows]
        done[rows] = [pair in taken for pair in zip(numbers, names, strict=True)]
    return done
