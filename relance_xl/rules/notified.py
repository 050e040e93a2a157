"""When a debtor was put in default, for the laws that ask for more than a due date (RULES §6).

Read from sheet Envois: a French consumer's interest runs from the day a formal notice was
received (« Reçu le »), a Belgian consumer's after the 14 free days of a first reminder in
writing. Only messages that left count, and only for the invoices whose own stage they
recorded.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.laws import Beginning
from relance_xl.laws.be import POSTED, POSTED_WORKING_DAYS, first_free_days
from relance_xl.rules.arrays import NO_DAY, Days, Flags, Texts, texts
from relance_xl.rules.keys import key_of
from relance_xl.rules.pairs import parse_pairs
from relance_xl.rules.working_days import WorkingDays, working_days
from relance_xl.settings import Settings

_FORMAL_NOTICE = 4
_COLUMNS = ["invoices", "at", "channel", "received_on"]


def noticed_days(
    items: Texts, begins: Beginning, tables: Mapping[str, pd.DataFrame], settings: Settings
) -> Days:
    """Give, per item, the last day before interest may run, as `begins` asks; NaT = not yet.

    Needs `sends`, `stages` and `calendar`. Of several messages the earliest day counts.

    >>> from tests.rules.builders import settings, tables
    >>> items = np.array(["F1", "F2"], object)
    >>> noticed_days(items, Beginning.NOTICE, tables(), settings()).tolist()
    [None, None]
    """
    found: dict[str, date] = {}
    if begins is Beginning.NOTICE:
        days = _received(tables)
    else:
        open_days = working_days(settings.country, settings.region, tables["calendar"])
        days = _free_after(tables, open_days)
    for key, day in days:
        found[key] = min(day, found.get(key, day))
    wanted = [found.get(key_of(item)) for item in items.tolist()] if found else [None] * len(items)
    return np.array([NO_DAY if day is None else day for day in wanted], dtype="datetime64[D]")


def _received(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, date]]:
    """Give each invoice put in default, with the day its formal notice was received."""
    sends = tables["sends"]
    rows = sends[_left(sends) & sends["received_on"].notna()]
    for key, row in _own_pairs(rows, tables["stages"], _FORMAL_NOTICE):
        yield key, row["received_on"].date()


def _free_after(
    tables: Mapping[str, pd.DataFrame], open_days: WorkingDays
) -> Iterator[tuple[str, date]]:
    """Give each invoice reminded in writing, with the last of its free days."""
    sends = tables["sends"]
    rows = sends[_left(sends) & sends["at"].notna() & sends["channel"].isin({"email", *POSTED})]
    for key, row in _own_pairs(rows, tables["stages"], 1):
        sent, channel = row["at"].date(), str(row["channel"])
        posted = open_days.add(sent, POSTED_WORKING_DAYS) if channel in POSTED else None
        yield key, first_free_days(sent, channel, posted)[1]


def _left(sends: pd.DataFrame) -> Flags:
    """Tell which messages left: a verdict typed by a person goes before the status."""
    verdict, status = texts(sends["verdict"]), texts(sends["status"])
    left: Flags = np.where(verdict == "", status == "sent", verdict == "sent").astype(bool)
    return left


def _own_pairs(
    rows: pd.DataFrame, stages: pd.DataFrame, least: int
) -> Iterator[tuple[str, "pd.Series[pd.Timestamp]"]]:
    """Give each invoice whose recorded stage is at least that severe, with its message's row."""
    severe = set(stages.loc[(stages["severity"] >= least).fillna(value=False), "stage"])
    for _, row in rows[_COLUMNS].iterrows():
        try:
            pairs = parse_pairs(str(row["invoices"]))
        except ValueError:
            continue  # Anomalies names the cell
        for pair in pairs:
            if pair.stage in severe:
                yield key_of(pair.invoice), row
