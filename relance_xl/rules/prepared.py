"""What sheet Relances says from an earlier run: rows postponed, rows already in preparation."""

from collections import Counter
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import NO_DAY, Days, Flags, Texts, at, days, find, texts, unreadable
from relance_xl.rules.batches import Brakes
from relance_xl.rules.gaps import DECIDING
from relance_xl.rules.history import days_since, last_contacts
from relance_xl.rules.keys import key_of
from relance_xl.rules.pairs import parse_pairs

Key = tuple[str, str, str, str]
KEY = ("payer", "currency", "stage", "channel")
"""What makes a proposal the same one from run to run (RULES §5).

Invoices dunned for their factor stand in a message of their own, under the same key: what
they list tells the two apart (`counterparts`).
"""


def keys_of(rows: pd.DataFrame) -> list[Key]:
    """Give the key of every proposal, its payer in the one form of all spellings of a code."""
    payers, *others = (rows[name].tolist() for name in KEY)
    return list(zip(map(key_of, payers), *others, strict=True))


def counterparts(wanted: pd.DataFrame, known: pd.DataFrame) -> list[int]:
    """Give, for every wanted proposal, the position of the same one in `known`, else -1.

    Needs the columns of `KEY` and `invoices`. Of several with one key, those are the same
    that share invoices, each used once.

    >>> from tests.rules.builders import frame
    >>> one = {"payer": "C1", "currency": "EUR", "stage": "s1", "channel": "email"}
    >>> own, factor = {**one, "invoices": "F1 → s1"}, {**one, "invoices": "F2 → s1"}
    >>> counterparts(frame("proposals", [own, factor]), frame("proposals", [factor]))
    [-1, 0]
    """
    places: dict[Key, list[int]] = {}
    for place, key in enumerate(keys_of(known)):
        places.setdefault(key, []).append(place)
    keys = keys_of(wanted)
    alone = {key for key, times in Counter(keys).items() if times == 1}
    cells, others = wanted["invoices"].tolist(), known["invoices"].tolist()
    used: set[int] = set()
    found: list[int] = []
    for key, cell in zip(keys, cells, strict=True):
        left = [place for place in places.get(key, []) if place not in used]
        if len(left) > 1 or key not in alone:
            mine = _items(cell)
            shared = [len(mine & _items(others[place])) for place in left]
            left = [left[shared.index(max(shared))]] if any(shared) else []
        found.append(left[0] if left else -1)
        used.update(left[:1])
    return found


def _items(cell: str) -> set[str]:
    try:
        return {pair.invoice for pair in parse_pairs(cell)}
    except ValueError:
        return set()


def unread(rows: pd.DataFrame, *, but: str = "") -> Flags:
    """Tell which rows of Relances have a cell that decides and cannot be read, but for one.

    Rows made by a rebuild have no `bad`: nothing of theirs was read.
    """
    if "bad" not in rows:
        return np.zeros(len(rows), dtype=bool)
    return unreadable(rows, [name for name in DECIDING["proposals"] if name != but])


def postponed(rows: pd.DataFrame, today: date) -> dict[Key, date]:
    """Give the proposals a person postponed to a day still to come.

    >>> from tests.rules.builders import frame
    >>> rows = frame("proposals", [{"payer": "C1", "currency": "EUR", "stage": "standard-1",
    ...     "channel": "email", "decision": "postpone", "postpone_until": "2026-06-20"}])
    >>> postponed(rows, date(2026, 6, 15))
    {('c1', 'EUR', 'standard-1', 'email'): datetime.date(2026, 6, 20)}
    >>> postponed(rows, date(2026, 6, 20))
    {}
    """
    waiting = _waiting(rows, today)
    dates = [stamp.date() for stamp in waiting["postpone_until"]]
    return dict(zip(keys_of(waiting), dates, strict=True))


def postponed_items(rows: pd.DataFrame, today: date) -> set[tuple[str, str]]:
    """Give the (item, stage) pairs recorded by proposals postponed to a day still to come.

    >>> from tests.rules.builders import frame
    >>> rows = frame("proposals", [{"decision": "postpone", "postpone_until": "2026-06-20",
    ...     "invoices": "F1 → standard-1 ; F2 → (listée)"}])
    >>> postponed_items(rows, date(2026, 6, 15))
    {('F1', 'standard-1')}
    """
    found: set[tuple[str, str]] = set()
    for cell in _waiting(rows, today)["invoices"]:
        try:
            found |= {(pair.invoice, pair.stage) for pair in parse_pairs(cell) if pair.stage}
        except ValueError:
            continue
    return found


def _waiting(rows: pd.DataFrame, today: date) -> pd.DataFrame:
    later = rows["postpone_until"] > pd.Timestamp(today)
    return rows[(rows["decision"] == "postpone") & later]


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
