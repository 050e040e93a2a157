"""The values of matching: what is open, who may pay it, and what an entry is thought to pay."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Nature = Literal["payment", "discount", "bank_fee", "penalties"]
Confidence = Literal["high", "medium", "low", ""]


@dataclass(frozen=True, slots=True)
class Allocation:
    """What an entry brings to one invoice; `invoice` is empty for the customer's account.

    Money of the entry itself is `payment` or `penalties`; `discount` and `bank_fee` settle
    the invoice without money. A credit note taken into account bears a negative amount, so
    that payments and penalties add up to the entry.
    """

    invoice: str
    amount_cents: int
    nature: Nature = "payment"


@dataclass(frozen=True, slots=True)
class Match:
    """What one entry is thought to be: `entry` is its position among those given.

    `customer` is who paid, "" when nobody knows; the invoices may be those of customers it
    pays for. `confidence` is empty when nothing is proposed. `reason` says why, in French.
    """

    entry: int
    customer: str = ""
    allocations: tuple[Allocation, ...] = ()
    confidence: Confidence = ""
    reason: str = ""

    @property
    def invoices(self) -> tuple[str, ...]:
        """The invoices named, once each, in order."""
        return tuple(dict.fromkeys(a.invoice for a in self.allocations if a.invoice))


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount offered in a reminder that left: `rate_bps` off if paid until `until`."""

    rate_bps: int
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """One open invoice, or a credit (`open_cents` negative) of that customer.

    `payer` is who pays in the end. `counted_until`: payments up to that day are already in
    the balance (RULES §2, accounting balance). `parts` are the open amounts of its
    instalments in order of date.
    """

    invoice: str
    customer: str
    payer: str
    currency: str
    open_cents: int
    issued: date | None = None
    due: date | None = None
    structured_reference: str = ""
    counted_until: date | None = None
    parts: tuple[int, ...] = ()
    discounts: tuple[Discount, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Penalties one message claimed beside its invoices; interest and fixed fees apart."""

    invoices: frozenset[str]
    interest_cents: int
    fee_cents: int


@dataclass(frozen=True, slots=True)
class Payer:
    """A customer as banks know him: names he may pay under, the best first, and accounts."""

    customer: str
    payer: str
    name: str
    other_names: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierPayment:
    """A payment already in the workbook or in this batch, that a reject may answer."""

    on: date
    customer: str
    currency: str
    references: tuple[str, ...]
    allocations: tuple[Allocation, ...]

    @property
    def cash_cents(self) -> int:
        """What came in, discounts and tolerated fees apart."""
        return sum(a.amount_cents for a in self.allocations if a.nature in CASH)


CASH = ("payment", "penalties")
"""Natures that are money of the entry."""


@dataclass(frozen=True)
class OpenBook:
    """Everything entries are compared with.

    `payers_by_text` and `payers_by_account` are what acceptance taught: cleaned words of a
    label, or an account, and the only customer they were accepted for. `settled` tells whose
    an invoice was that is not open any more. `own_names` are ours: no evidence.
    """

    items: tuple[OpenItem, ...]
    payers: tuple[Payer, ...]
    payers_by_text: Mapping[str, str] = field(default_factory=dict)
    payers_by_account: Mapping[str, str] = field(default_factory=dict)
    settled: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    payments: tuple[EarlierPayment, ...] = ()
    own_names: tuple[str, ...] = ()
    currency: str = "EUR"
    bank_fee_cents: int = 0
