"""What sheet Relances says from an earlier run: rows postponed, rows already in preparation."""

from datetime import date

import pandas as pd

from relance_xl.rules.arrays import NO_DAY, Days, Texts, at, days, find, texts
from relance_xl.rules.batches import Brakes
from relance_xl.rules.history import days_since, last_contacts

Key = tuple[str, str, str, str]
KEY = ("payer", "currency", "stage", "channel")
"""What makes a proposal the same one from run to run (RULES §5)."""


def keys_of(rows: pd.DataFrame) -> list[Key]:
    """Give the key of every proposal."""
    return list(zip(*(rows[name].tolist() for name in KEY), strict=True))


def postponed(rows: pd.DataFrame, today: date) -> dict[Key, date]:
    """Give the proposals a person postponed to a day still to come.

    >>> from tests.rules.builders import frame
    >>> rows = frame("proposals", [{"payer": "C1", "currency": "EUR", "stage": "standard-1",
    ...     "channel": "email", "decision": "postpone", "postpone_until": "2026-06-20"}])
    >>> postponed(rows, date(2026, 6, 15))
    {('C1', 'EUR', 'standard-1', 'email'): datetime.date(2026, 6, 20)}
    >>> postponed(rows, date(2026, 6, 20))
    {}
    """
    later = rows["postpone_until"] > pd.Timestamp(today)
    waiting = rows[(rows["decision"] == "postpone") & later]
    dates = [stamp.date() for stamp in waiting["postpone_until"]]
    return dict(zip(keys_of(waiting), dates, strict=True))


def brakes(rows: pd.DataFrame, acts: pd.DataFrame, cap_days: int, today: date) -> Brakes:
    """Say which payers were reminded less than `cap_days` ago, and which messages go anyway.

    Messages of one preparation never cap each other: a proposal prepared before (or on the
    day) that reminder left is exempt, as is what remains of a batch that broke off.
    """
    contacts = last_contacts(acts)
    recent = contacts[days_since(days(contacts["day"]), today) < cap_days]
    capped = frozenset(recent["payer"])
    exempt = set()
    waiting = rows[rows["payer"].isin(capped) & rows["prepared_on"].notna()]
    names = ("payer", "currency", "stage", "prepared_on")
    for payer, currency, stage, prepared in zip(*(waiting[n] for n in names), strict=True):
        heard = recent.loc[recent["payer"] == payer, "day"]
        if (heard >= prepared).all():
            exempt.add((payer, currency, stage))
    return Brakes(capped, frozenset(exempt))


def last_heard(acts: pd.DataFrame, payers: Texts) -> Days:
    """Give the day of each payer's last reminder, NaT where there is none."""
    last = last_contacts(acts).groupby("payer", as_index=False)["day"].max()
    return at(days(last["day"]), find(texts(last["payer"]), payers), NO_DAY)
