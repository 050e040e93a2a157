"""Which reminder stage an item is at next, from when, and why not today (RULES §3).

A reminder stage is due once its days after the reference date *and* the gap since the
item's last sent reminder have passed. Stages are not skipped, except at entry: an old debt
of a contextual plan starts at the highest stage already reached, up to the plan's ceiling.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Days, Flags, Ints, day, days, empty, texts
from relance_xl.rules.history import NONE, UNKNOWN
from relance_xl.rules.plans import NOTICE

_FAR = np.datetime64("9999-12-31", "D")


@dataclass(frozen=True)
class Run:
    """The day of a run and what lengthens delays on it.

    `first_row` is the day of the workbook's first row of Envois; `seasons` holds
    date_from, date_to (datetime64[D]) and extra_days.
    """

    today: date
    first_row: np.datetime64 | None
    seasons: tuple[tuple[np.datetime64, np.datetime64, int], ...] = ()


def seasons_of(calendar: pd.DataFrame) -> tuple[tuple[np.datetime64, np.datetime64, int], ...]:
    """Read the slow seasons of sheet Calendrier (a missing end means one day).

    >>> from tests.rules.builders import frame
    >>> august = {"kind": "season", "date_from": "2026-08-01", "extra_days": 7}
    >>> [(str(start), str(end), extra) for start, end, extra in seasons_of(
    ...     frame("calendar", [august, {"kind": "closure", "date_from": "2026-08-10"}]))]
    [('2026-08-01', '2026-08-01', 7)]
    """
    rows = calendar[(calendar["kind"] == "season") & (calendar["bad"] == "")]
    rows = rows[~empty(rows["date_from"]) & ~empty(rows["extra_days"])]
    starts = days(rows["date_from"])
    ends = np.where(empty(rows["date_to"]), starts, days(rows["date_to"]))
    extra = rows["extra_days"].to_numpy(dtype=np.int64)
    return tuple(zip(starts, ends, extra.tolist(), strict=True))


def with_next_stage(items: pd.DataFrame, stages: pd.DataFrame, run: Run) -> pd.DataFrame:
    """Add the next reminder stage of every item, its day, and what delays it.

    Needs plan, due_date, issue_date, last_pos, last_counted, top_rank. Adds next_pos
    (position in `stages`, -1 none left), next_day (datetime64[s], NaT when none), entering
    (bool: never reminded), after_gap (bool: the gap ends last) and delay: "" (due today),
    end_of_plan, not_due, gap or season.
    """
    last = items["last_pos"].to_numpy(dtype=np.int64)
    target = np.full(len(items), NONE, dtype=np.int64)
    entering: Flags = last == NONE
    plans = pd.factorize(items["plan"])
    ranked = texts(stages["plan"])
    for code, plan in enumerate(plans[1]):
        rows = np.flatnonzero(plans[0] == code)
        ladder = np.flatnonzero(
            (ranked == plan) & (stages["severity"].to_numpy(dtype=np.int64) > NOTICE)
        )
        if len(ladder):
            target[rows] = _climb(items.iloc[rows], stages, ladder)
            young = rows[entering[rows]]
            target[young] = _enter(items.iloc[young], stages, ladder, run)
    target[last == UNKNOWN] = NONE
    return _with_days(items.assign(next_pos=target, entering=entering), stages, run)


def _climb(items: pd.DataFrame, stages: pd.DataFrame, ladder: Ints) -> Ints:
    """Give the first stage above what was sent; after a change of plan a harder, later one."""
    last = items["last_pos"].to_numpy(dtype=np.int64)
    top = items["top_rank"].to_numpy(dtype=np.int64)
    known = np.maximum(last, 0)
    severity, after, rank = (
        stages[name].to_numpy(dtype=np.int64) for name in ("severity", "after_days", "rank")
    )
    moved = (last >= 0) & (texts(stages["plan"])[known] != texts(items["plan"]))
    found = np.full(len(items), NONE, dtype=np.int64)
    for pos in ladder[::-1]:
        harder = (severity[pos] > severity[known]) & (after[pos] > after[known])
        found[(rank[pos] > top) & (~moved | harder)] = pos
    return found


def _enter(items: pd.DataFrame, stages: pd.DataFrame, ladder: Ints, run: Run) -> Ints:
    """Give the stage at which a never reminded item starts."""
    found = np.full(len(items), ladder[0], dtype=np.int64)
    first = stages.iloc[ladder[0]]
    if not first["contextual"]:
        return found
    due = days(items["due_date"])
    old: Flags = np.ones(len(items), dtype=bool) if run.first_row is None else due < run.first_row
    for pos in ladder[1:]:
        if stages["rank"].iloc[pos] <= first["ceiling"]:
            reached = _lengthened(_reached_on(items, stages, np.full(len(items), pos)), run)
            found[old & (reached <= day(run.today))] = pos
    return found


def _with_days(items: pd.DataFrame, stages: pd.DataFrame, run: Run) -> pd.DataFrame:
    pos = items["next_pos"].to_numpy(dtype=np.int64)
    today = day(run.today)
    none = pos == NONE
    if not len(stages):
        reached: Days = np.full(len(items), _FAR)
        gap_over, eased = reached, reached
    else:
        reached = _reached_on(items, stages, pos)
        gaps = np.maximum(stages["gap_days"].to_numpy(dtype=np.int64)[pos], 1)
        last = days(items["last_counted"])
        gap_over = np.where(np.isnat(last), reached, last + gaps.astype("timedelta64[D]"))
        eased = np.maximum(_lengthened(reached, run), _lengthened(gap_over, run))
    delay = np.select(
        [none, ~(reached <= today), ~(gap_over <= today), ~(eased <= today)],
        ["end_of_plan", "not_due", "gap", "season"],
        "",
    )
    shown = np.where(none, np.datetime64("NaT", "D"), eased)
    return items.assign(
        next_day=shown.astype("datetime64[s]"),
        delay=delay.astype(object),
        after_gap=gap_over > reached,
    )


def _reached_on(items: pd.DataFrame, stages: pd.DataFrame, pos: Ints) -> Days:
    """Give the day on which each item's stage has its days, gap left aside."""
    from_issue = stages["from_issue"].to_numpy(dtype=bool)[pos]
    after = stages["after_days"].to_numpy(dtype=np.int64)[pos].astype("timedelta64[D]")
    start = np.where(from_issue, days(items["issue_date"]), days(items["due_date"]))
    found: Days = start + after
    return found


def _lengthened(base: Days, run: Run) -> Days:
    """Add a season's extra days to the days that fall inside it (the longest, if several)."""
    extra = np.zeros(len(base), dtype=np.int64)
    for start, end, more in run.seasons:
        inside = (base >= start) & (base <= end)
        extra[inside] = np.maximum(extra[inside], more)
    eased: Days = base + extra.astype("timedelta64[D]")
    return eased
