"""What messages offered or claimed beside the balance: discounts and penalties (RULES §8)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import cents, find, texts
from relance_xl.rules.matching.model import Claim, Discount

_OWED = ("claimed", "invoiced")
"""States of a claim that a customer may be paying."""


def discounts(
    acts: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> dict[str, tuple[Discount, ...]]:
    """Give, per invoice, the discounts its sent stages offered and until when.

    The rate and the days to pay are the stage's; days count from the day the message left.
    """
    stages = tables["stages"]
    place = find(texts(stages["stage"]), texts(acts["stage"]))
    rates = np.append(cents(stages["discount_bps"]), 0)[place]
    days_to_pay = np.append(cents(stages["days_to_pay"]), 0)[place]
    offered = (texts(acts["status"]) == "sent") & (rates > 0) & acts["at"].notna().to_numpy()
    found: dict[str, dict[Discount, None]] = defaultdict(dict)
    for row in np.flatnonzero(offered).tolist():
        left: date = acts["at"].iloc[row].date()
        offer = Discount(int(rates[row]), left + timedelta(days=int(days_to_pay[row])))
        found[_invoice(str(acts["item"].iloc[row]))][offer] = None
    return {number: tuple(offers) for number, offers in found.items()}


def claims(acts: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> tuple[Claim, ...]:
    """Give what sent messages claimed for their invoices, and each invoice's own claim."""
    sends = tables["sends"]
    interest, fee = cents(sends["interest_cents"]), cents(sends["fee_cents"])
    numbers = texts(sends["number"])
    claiming = {
        str(numbers[row]): (int(interest[row]), int(fee[row]))
        for row in np.flatnonzero(interest + fee > 0).tolist()
    }
    listed: dict[str, set[str]] = defaultdict(set)
    rows = np.flatnonzero(
        (texts(acts["status"]) == "sent") & acts["number"].isin(list(claiming)).to_numpy()
    )
    for row in rows.tolist():
        listed[acts["number"].iloc[row]].add(_invoice(str(acts["item"].iloc[row])))
    found = {Claim(frozenset(items), *claiming[number]): None for number, items in listed.items()}
    own = tables["penalties"]
    columns = (texts(own["invoice"]), cents(own["interest_cents"]), cents(own["fee_cents"]))
    owed = np.isin(texts(own["state"]).astype(str), _OWED)
    for invoice, rate, fixed in zip(*(column[owed].tolist() for column in columns), strict=True):
        found[Claim(frozenset({invoice}), rate, fixed)] = None
    return tuple(found)


def _invoice(item: str) -> str:
    """Give the invoice of an item, be it one of its instalments (« F1#2 »)."""
    stem, mark, rank = item.rpartition("#")
    return stem if mark and rank.isdigit() else item
