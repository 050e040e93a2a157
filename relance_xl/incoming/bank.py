"""A bank's statement, whatever the format it came in."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BankEntry:
    """One movement of our account; a grouped payment is one entry per payer.

    `amount_cents` is positive when we were paid. `label` is every free text of the bank on
    one line, without control characters. `reference` is the bank's own, `end_to_end` the
    payer's; `structured_reference` is a creditor reference (RF…, +++…+++, Swiss QR).
    `returned`: the bank says that this undoes an earlier payment (rejet, impayé). `pending`:
    it has not booked it, or has refused it: listed, and without effect.
    """

    booked_on: date
    amount_cents: int
    currency: str
    label: str
    reference: str = ""
    end_to_end: str = ""
    structured_reference: str = ""
    payer_name: str = ""
    payer_account: str = ""
    returned: bool = False
    pending: bool = False


@dataclass(frozen=True)
class BankStatement:
    """Entries of one own account. `account` is its IBAN, else its number, else "".

    `period_end` is the last day the statement covers, its last entry's when it does not say
    (None without both);
    `booked_count` counts the bank's own lines, grouped payments once; `agrees` tells whether
    opening balance and entries give the closing one (None without both balances).
    """

    account: str
    currency: str
    entries: tuple[BankEntry, ...]
    booked_count: int
    period_end: date | None = None
    agrees: bool | None = None


@dataclass(frozen=True)
class BankFile:
    """One file of a bank. `format` is shown to people: « CAMT.053 », « CFONB 120 ».

    `remarks` are French sentences about what could not be read; the rest stands.
    """

    name: str
    format: str
    statements: tuple[BankStatement, ...]
    remarks: tuple[str, ...] = ()

    @property
    def booked_count(self) -> int:
        """How many lines the bank booked."""
        return sum(statement.booked_count for statement in self.statements)

    @property
    def net_cents(self) -> int:
        """Sum of all entries, ours and theirs; only meant where there is one currency."""
        return sum(e.amount_cents for s in self.statements for e in s.entries)
