"""By which channel a message leaves: the customer's preference, the stage's, the fallback.

A preferred channel replaces the stage's e-mail or simple letter where it has an address. A
main channel without address falls back; a formal notice only to a channel with a proof of
receipt. A second channel without address, or the same as the main one, is dropped.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Flags, Ints, Texts, at, find, texts
from relance_xl.rules.contacts import INSTALLED, PROOF, Addresses
from relance_xl.rules.plans import FORMAL

_PLAIN = ("email", "letter")
COLUMNS = ("channel", "recipient", "contact_name", "contact_role")


@dataclass(frozen=True)
class Routes:
    """What choosing a channel needs besides the stages.

    `preferred` is aligned with `addresses.codes`; `failed` holds (item, stage, channel,
    recipient) of what was refused or bounced.
    """

    addresses: Addresses
    preferred: Texts
    failed: AbstractSet[tuple[str, str, str, str]] = frozenset()


def choose(messages: pd.DataFrame, stages: pd.DataFrame, routes: Routes) -> pd.DataFrame:
    """Add channel, recipient, contact_name, contact_role, and the same with `second_`.

    Needs payer, item (the carrying one) and pos (its stage). `channel` is empty where
    nothing reaches the payer.
    """
    failed = {(item, stage) for item, stage, _, _ in routes.failed}
    names = texts(stages["stage"])[messages["pos"].to_numpy()]
    troubled = np.zeros(len(messages), dtype=bool)
    if failed:
        pairs = zip(messages["item"], names, strict=True)
        troubled[:] = [pair in failed for pair in pairs]
    found = _choose(messages, stages, routes.addresses, routes.preferred)
    for row in np.flatnonzero(troubled).tolist():
        message = messages.iloc[[row]]
        payer, item, stage = message["payer"].iloc[0], message["item"].iloc[0], names[row]
        dead = frozenset(
            (payer, channel, where)
            for failed_item, failed_stage, channel, where in routes.failed
            if (failed_item, failed_stage) == (item, stage)
        )
        other = _choose(message, stages, routes.addresses.without(dead), routes.preferred)
        found.iloc[row : row + 1] = other.to_numpy()
    return pd.concat([messages, found.set_index(messages.index)], axis=1)


def _choose(
    messages: pd.DataFrame, stages: pd.DataFrame, addresses: Addresses, preferred: Texts
) -> pd.DataFrame:
    pos = messages["pos"].to_numpy(dtype=np.int64)
    who = find(addresses.codes, texts(messages["payer"]))
    role = texts(stages["contact_role"])[pos]
    main = texts(stages["channel"])[pos]
    second = texts(stages["second_channel"])[pos]
    fallback = texts(stages["fallback_channel"])[pos]
    formal: Flags = stages["severity"].to_numpy(dtype=np.int64)[pos] == FORMAL
    wish = at(preferred, who, "")
    wish = np.where(np.isin(main, _PLAIN) & ~formal, wish, "")
    fallback = np.where(formal & ~np.isin(fallback, PROOF), "", fallback)
    found = np.full((len(COLUMNS), len(messages)), "", dtype=object)
    for option in (wish, main, fallback):
        open_ = found[0] == ""
        if open_.any():
            found[:, open_] = _route(option[open_], role[open_], who[open_], addresses)
    second = np.where((second == found[0]) | (found[0] == ""), "", second)
    more = _route(second, role, who, addresses)
    columns = dict(zip(COLUMNS, found, strict=True))
    columns |= {f"second_{name}": values for name, values in zip(COLUMNS, more, strict=True)}
    return pd.DataFrame(columns, dtype=object)


def _route(channel: Texts, role: Texts, who: Ints, addresses: Addresses) -> Texts:
    """Give channel, recipient, contact and role (rows) of each message; "" where none."""
    found = np.full((len(COLUMNS), len(channel)), "", dtype=object)
    for name in INSTALLED:
        for wanted in sorted(set(role[channel == name])):
            rows = np.flatnonzero((channel == name) & (role == wanted) & (who >= 0))
            reach = addresses.reach(name, wanted)
            recipient = reach.recipient[who[rows]]
            rows, recipient = rows[recipient != ""], recipient[recipient != ""]
            found[0, rows] = name
            found[1, rows] = recipient
            found[2, rows] = reach.contact_name[who[rows]]
            found[3, rows] = reach.contact_role[who[rows]]
    return found
