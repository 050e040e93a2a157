"""What is noted of a file while it is taken over, invoice by invoice."""

from dataclasses import dataclass, field

from relance_xl.incoming import LedgerFile, LedgerItem
from relance_xl.problems import Problem
from relance_xl.rules.takeover import model as m
from relance_xl.rules.takeover.known import Book
from relance_xl.rules.takeover.model import Taken, Takeover
from relance_xl.schema import TABLES
from relance_xl.typography import french


@dataclass
class Notes:
    """A file, what it is held against, and what was found so far."""

    file: LedgerFile
    book: Book
    found: Takeover = field(default_factory=Takeover)

    def keep(self, item: LedgerItem, state: str, customer: str, why: str = "") -> None:
        """Note an invoice of which nothing is written, or all of it."""
        words = m.CHANGE_WORDS[state]
        self.found.items.append(
            self.taken(item, state, customer, f"{words} ({why})" if why else words)
        )

    def taken(self, item: LedgerItem, state: str, customer: str, change: str) -> Taken:
        """Say what becomes of an invoice, as the file gives it."""
        return Taken(
            invoice=item.invoice,
            customer=customer,
            state=state,
            change=french(change),
            issue_date=item.issue_date,
            due_date=item.due_date,
            total_cents=item.total_cents,
            balance_cents=item.balance_cents,
            currency=item.currency or self.book.currency,
        )

    def problem(self, code: str, item: LedgerItem, text: str, action: str, place: int = -1) -> None:
        """Tell a person of an invoice of the file; `place` is its row, if it has one."""
        where = f", {item.place}" if item.place else ""
        self.found.problems.append(
            Problem(
                code,
                TABLES["invoices"].sheet,
                f"facture « {item.invoice} » ({self.file.name}{where}) : {text}",
                action,
                row=self.book.sheet_row[place] if place >= 0 else 0,
                key=item.invoice,
            )
        )
