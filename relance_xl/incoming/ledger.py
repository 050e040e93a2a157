"""What an accounting tool, an e-invoice or a platform says about our invoices."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerItem:
    """One invoice or credit note. Amounts are cents, credit notes negative.

    `balance_cents` is what the accounting says is still open, None when it does not say.
    """

    invoice: str
    customer: str
    issue_date: date | None = None
    due_date: date | None = None
    total_cents: int | None = None
    balance_cents: int | None = None
    currency: str = ""
    document: str = "invoice"
    credit_note_of: str = ""
    structured_reference: str = ""
    contract_reference: str = ""
    label: str = ""
    place: str = ""
    """Where it stands in its file, for a remark: « ligne 12 »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCustomer:
    """A customer as the file knows him; empty texts are unknown."""

    customer: str
    name: str = ""
    siren: str = ""
    vat_number: str = ""
    email: str = ""
    phone: str = ""
    address1: str = ""
    address2: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class PlatformStatus:
    """Where an electronic invoice stands: `status` is a code of `PLATFORM_STATUSES`."""

    invoice: str
    status: str
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class LedgerFile:
    """One file about invoices. `format` is shown to people: « FEC », « Factur-X ».

    With `open_items` it lists all that is open on day `as_of`: what it does not list any
    more is settled (RULES §2). `control_cents` is the total the file itself gives for the
    same items (FEC: the balance of accounts 411), None without one. `pdf` is the invoice's
    own page, to file for attachment. `seller` is who issued it, where the file says so: it
    must be us. `remarks` are French sentences.
    """

    name: str
    format: str
    items: tuple[LedgerItem, ...] = ()
    customers: tuple[LedgerCustomer, ...] = ()
    statuses: tuple[PlatformStatus, ...] = ()
    open_items: bool = False
    as_of: date | None = None
    control_cents: int | None = None
    pdf: bytes | None = None
    seller: LedgerCustomer | None = None
    remarks: tuple[str, ...] = ()
