"""To whom and where: the contact a stage names, with an address its channel can use.

Channels that are not installed count as no address (RULES §5, issue of the weekly run):
their lines are here on purpose, so that installing one changes this file alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Texts, at, empty, find, said_yes, texts, unreadable

INSTALLED = ("email", "letter", "registered_letter")
PROOF = ("registered_letter",)
"""Channels that give a proof of receipt: the only fallback of a formal notice."""

_ORDER = ("dunning", "billing", "", "management")
"""Whom to write to when nobody has the role a stage names."""

_ADDRESS = ("address1", "postcode", "city")


class Reach(NamedTuple):
    """How one channel and role reach each customer, in the order of sheet Clients."""

    recipient: Texts
    contact_name: Texts
    contact_role: Texts


@dataclass(frozen=True)
class Addresses:
    """Where each customer can be reached, by channel and role.

    `contacts` holds the contacts in sheet order with flags `by_email` and `by_letter`;
    `customers` is that sheet.
    `dead` holds (customer, channel, recipient) that failed for the stage at hand.
    """

    customers: pd.DataFrame
    contacts: pd.DataFrame
    dead: frozenset[tuple[str, str, str]] = frozenset()
    _known: dict[tuple[str, str], Reach] = field(default_factory=dict, compare=False)

    def reach(self, channel: str, role: str) -> Reach:
        """Give recipient, contact name and role for every customer; "" = no address.

        A letter needs no contact, unless every contact of the customer refuses letters.
        """
        if (channel, role) not in self._known:
            self._known[channel, role] = self._reach(channel, role)
        return self._known[channel, role]

    def without(self, dead: frozenset[tuple[str, str, str]]) -> "Addresses":
        """Give the same addresses less those that failed."""
        return Addresses(self.customers, self.contacts, dead)

    @cached_property
    def codes(self) -> Texts:
        """Customer codes, in the order of every `Reach`."""
        return texts(self.customers["customer"])

    @cached_property
    def _places(self) -> Texts:
        return _places(self.customers)

    def _reach(self, channel: str, role: str) -> Reach:
        best = self._best(channel, role)
        place = find(texts(best["customer"]), self.codes)
        if channel == "email":
            recipient = at(texts(best["email"]), place, "")
        elif channel in INSTALLED:
            recipient = self._places
            if channel == "letter":
                known = find(texts(self.contacts["customer"]), self.codes) >= 0
                recipient = np.where(known & (place < 0), "", recipient)
        else:
            recipient = np.full(len(self.codes), "", dtype=object)
        return Reach(
            self._alive(channel, self.codes, recipient),
            at(texts(best["contact_name"]), place, ""),
            at(texts(best["role"]), place, ""),
        )

    def _best(self, channel: str, role: str) -> pd.DataFrame:
        """Keep one usable contact per customer: the role named first, then the others."""
        usable = self.contacts[self.contacts["by_email" if channel == "email" else "by_letter"]]
        if channel == "email":
            emails = self._alive(channel, texts(usable["customer"]), texts(usable["email"]))
            usable = usable[emails != ""]
        order = {name: rank for rank, name in enumerate((role, *_ORDER))}
        order[role] = 0
        rank = usable["role"].map(order).fillna(len(_ORDER) + 1).to_numpy(dtype=np.int64)
        return usable.iloc[np.argsort(rank, kind="stable")].drop_duplicates("customer")

    def _alive(self, channel: str, customers: Texts, recipient: Texts) -> Texts:
        if not self.dead:
            return recipient
        gone = [
            (customer, channel, where) in self.dead
            for customer, where in zip(customers, recipient, strict=True)
        ]
        return np.where(gone, "", recipient)


def addresses(tables: Mapping[str, pd.DataFrame]) -> Addresses:
    """Read sheets Contacts and Clients; see `Addresses.reach`.

    >>> from tests.rules.builders import tables
    >>> book = addresses(tables())
    >>> book.reach("email", "billing").recipient.tolist()
    ['zoe@client.example']
    >>> book.reach("letter", "billing").recipient.tolist()
    ['']
    """
    contacts = tables["contacts"]
    contacts = contacts[contacts["customer"] != ""]
    email = (
        (texts(contacts["email"]) != "")
        & empty(contacts["email_bounced_on"])
        & ~said_yes(contacts["email_opt_out"])
        & ~unreadable(contacts, ("email", "email_bounced_on", "email_opt_out", "role"))
    )
    letter = ~said_yes(contacts["letter_opt_out"]) & ~unreadable(contacts, ("letter_opt_out",))
    return Addresses(
        tables["customers"],
        contacts[["customer", "contact_name", "role", "email"]].assign(
            by_email=email, by_letter=letter
        ),
    )


def _places(customers: pd.DataFrame) -> Texts:
    """Write each postal address in one line, "" where street, postcode or city is missing."""
    whole = ~unreadable(customers, _ADDRESS)
    for name in _ADDRESS:
        whole &= texts(customers[name]) != ""
    names = ("address1", "address2", "postcode", "city", "country")
    rows = zip(*(customers[name].tolist() for name in names), strict=True)
    lines = [
        ", ".join(part for part in (a, b, f"{code} {city}", land) if part) if ok else ""
        for ok, (a, b, code, city, land) in zip(whole, rows, strict=True)
    ]
    return np.array(lines, dtype=object)
