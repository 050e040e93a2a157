"""What `rules.decide` hands over, as plain typed rows: one per message, one per line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Protocol, TypeVar

import pandas as pd

from relance_xl.render.text_blocks import one_line
from relance_xl.rules.contracts import typed_clauses

OWN, LISTED, INFORMATION, CREDIT = "own", "listed", "information", "credit"


class Decided(Protocol):
    """The two frames of a decision that messages are made of."""

    @property
    def proposals(self) -> pd.DataFrame:
        """One row per message; see `ProposalRow` for the columns read."""

    @property
    def lines(self) -> pd.DataFrame:
        """One row per line of a message; see `LineRow` for the columns read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """One message to write, as decided. Amounts are cents of `currency`."""

    proposal: int
    payer: str = ""
    payer_name: str = ""
    customer: str = ""
    channel: str = ""
    recipient: str = ""
    contact_name: str = ""
    language: str = "fr"
    stage: str = ""
    stage_label: str = ""
    severity: int = 0
    text: str = ""
    currency: str = "EUR"
    due_cents: int = 0
    penalties_cents: int = 0
    interest_cents: int = 0
    fee_cents: int = 0
    credit_cents: int = 0
    days_late: int = 0
    days_to_pay: int = 0
    discount_bps: int = 0
    why: str = ""
    penalties_mode: str = "none"
    penalties_ok: bool = False
    claim: bool = False
    rate_text: str = ""
    copies: str = ""
    sender: str = ""
    iban: str = ""
    bic: str = ""
    factor_sentence: str = ""
    reference_item: str = ""
    fingerprint: str = ""
    fresh_until: date | None = None
    pay_by: date | None = None
    broken_promise: bool = False
    first_ever: bool = False
    qr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One line of a message: an invoice, an instalment, or a credit to deduct."""

    proposal: int
    item: str = ""
    invoice: str = ""
    customer: str = ""
    customer_name: str = ""
    issue_date: date | None = None
    due_date: date | None = None
    total_cents: int = 0
    paid_cents: int = 0
    open_cents: int = 0
    balance_cents: int = 0
    days_late: int = 0
    part: str = OWN
    interest_cents: int = 0
    fee_cents: int = 0
    claims: bool = False
    contract_reference: str = ""
    structured_reference: str = ""
    payment_link: str = ""
    purchase: str = ""
    last_reminder: date | None = None

    @property
    def disputed_cents(self) -> int:
        """What of the balance the customer contests and the message does not ask for."""
        return max(self.balance_cents - self.open_cents, 0)

    @property
    def is_summed(self) -> bool:
        """Whether the message asks for it: its own invoices and those listed beside them."""
        return self.part in {OWN, LISTED}


Row = TypeVar("Row", ProposalRow, LineRow)


def read_rows(frame: pd.DataFrame, kind: Callable[..., Row]) -> list[Row]:
    r"""Give a frame's rows as typed values, every text made one clean line.

    Empty cells and columns the frame lacks take the field's default.

    >>> frame = pd.DataFrame({"proposal": [0], "item": ["F1\n"], "open_cents": [None]})
    >>> row = read_rows(frame, LineRow)[0]
    >>> row.item, row.open_cents
    ('F1', 0)
    """
    given = {f.name: f.default for f in fields(kind) if f.name in frame}  # type: ignore[arg-type]  # a dataclass by its bound
    columns = [_plain(frame[name], default) for name, default in given.items()]
    names = tuple(given)
    return [kind(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]


def _plain(column: "pd.Series[Any]", default: object) -> Sequence[object]:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column.to_numpy("datetime64[D]").tolist()  # dates, None for NaT
    values = column.astype(object).where(column.notna(), default).tolist()
    if isinstance(default, str):
        return [one_line(str(value)) for value in values]
    whole = bool if isinstance(default, bool) else int
    return values if default is None else [whole(value) for value in values]


@dataclass(frozen=True, slots=True)
class Party:
    """The payer as sheet Clients knows it: whom a letter is addressed to."""

    code: str = ""
    name: str = ""
    address1: str = ""
    address2: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    engagement_number: str = ""
    service_code: str = ""
    customer_type: str = ""


@dataclass(frozen=True)
class Directory:
    """What messages need from the tables, looked up once for a whole batch.

    `clauses`: whose contract has the clause for consumers or not; the others follow Paramètres.
    """

    parties: Mapping[str, Party]
    civilities: Mapping[tuple[str, str], str]
    promises: Mapping[str, date]
    last_payment: date | None = None
    clauses: Mapping[str, bool] = field(default_factory=dict)


def read_directory(tables: Mapping[str, pd.DataFrame], day: date) -> Directory:
    """Read customers, contacts, promises, and the last payment counted up to `day`.

    Needs tables customers, contacts, invoices and payments.
    """
    customers = tables["customers"]
    names = ("customer", *(each.name for each in fields(Party) if each.name != "code"))
    rows = zip(*(map(one_line, customers[name]) for name in names), strict=True)
    contacts = tables["contacts"]
    people = zip(
        *(map(one_line, contacts[n]) for n in ("customer", "contact_name", "civility")), strict=True
    )
    promised = tables["invoices"].loc[lambda frame: frame["promise_date"].notna()]
    return Directory(
        {row[0]: Party(*row) for row in rows},
        {(customer, name): civility for customer, name, civility in people},
        dict(
            zip(
                promised["invoice"],
                promised["promise_date"].to_numpy("datetime64[D]").tolist(),
                strict=True,
            )
        ),
        _last_payment(tables["payments"], day),
        {one_line(code): clause for code, clause in typed_clauses(customers).items()},
    )


def _last_payment(payments: pd.DataFrame, day: date) -> date | None:
    typed = payments["accepted"].eq("") & payments["source"].eq("")  # a row typed by hand counts
    counted = payments["accepted"].eq("yes") | typed
    days = payments.loc[counted, "payment_date"]
    days = days[days <= pd.Timestamp(day)]
    return None if days.empty else days.max().date()
