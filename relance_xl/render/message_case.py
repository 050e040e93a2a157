"""One message before its text is filled: its row, its lines, and what the tables say of it."""

from dataclasses import dataclass
from datetime import date

from relance_xl.render.decided import LineRow, Party, ProposalRow
from relance_xl.render.formats import Locale, money
from relance_xl.render.words import item_name

LETTERS = frozenset({"letter", "registered_letter"})


@dataclass(frozen=True, slots=True)
class Case:
    """One message's row and lines, with what the tables say about it."""

    number: str
    row: ProposalRow
    lines: tuple[LineRow, ...]
    party: Party
    locale: Locale
    day: date

    @property
    def summed(self) -> tuple[LineRow, ...]:
        """The lines the message asks for."""
        return tuple(line for line in self.lines if line.is_summed)

    @property
    def claims(self) -> bool:
        """Whether penalties are part of the total to pay."""
        return self.row.claim and self.row.penalties_cents > 0

    @property
    def to_pay_cents(self) -> int:
        """What the message asks to pay, and what its QR code holds."""
        return self.row.due_cents + (self.row.penalties_cents if self.claims else 0)

    @property
    def on_paper(self) -> bool:
        """Whether it leaves as a letter."""
        return self.row.channel in LETTERS

    def name_of(self, line: LineRow) -> str:
        """Give what the customer knows a line by."""
        return item_name(self.locale.language, line.item, line.invoice)

    def money(self, cents: int) -> str:
        """Write an amount of this message."""
        return money(cents, self.row.currency, self.locale)

    def amount(self, cents: int) -> str:
        """Write an amount; nothing when there is none."""
        return self.money(cents) if cents else ""
