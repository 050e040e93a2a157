"""The lines of accounts 411 in a FEC, and what the other lines say about them."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from relance_xl.adapters.ledgers.fec_text import FecText, field_cents, field_day
from relance_xl.adapters.tabular import folded, one_line

CUSTOMERS = "411"
_DOUBTFUL, _ADVANCES = "416", "4191"
_TREASURY, _SALES, _CAPITAL = "5", "7", "10"
_OPENING_CODES = frozenset({"an", "ano", "anx", "anv", "ran", "ouv", "rano", "a nouveau", "on"})
_OPENING_WORDS = re.compile(r"\ba ?nouveaux?\b|\breports? a ?nouveaux?\b|\bouverture\b|\bran\b")
_CREDIT_SIDES = frozenset({"c", "credit", "-1", "-"})


@dataclass(frozen=True, slots=True)
class FecLine:
    """One line of an account 411. `cents` is positive when the customer owes it."""

    number: int
    day: date
    cents: int
    account: str
    customer: str
    name: str
    journal: str
    piece: str
    piece_day: date | None
    label: str
    lettering: str
    invoice: str
    due: date | None
    foreign: str


@dataclass
class FecBook:
    """What a FEC holds about customers.

    `known_to` is the last day its treasury accounts moved: up to that day it knows who paid.
    `doubtful_cents` and `advances_cents` are the balances of accounts 416 and 4191.
    """

    lines: list[FecLine] = field(default_factory=list)
    count: int = 0
    unread: list[int] = field(default_factory=list)
    openings: set[str] = field(default_factory=set)
    """Codes of the journals that carry last year's balances forward; so below."""
    sales: set[str] = field(default_factory=set)
    treasury: set[str] = field(default_factory=set)
    elsewhere: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Per journal, pieces that also stand on accounts of no third party."""
    last_days: dict[str, date] = field(default_factory=dict)
    doubtful_cents: int = 0
    advances_cents: int = 0

    @property
    def known_to(self) -> date | None:
        """Give the last day of treasury (accounts 5, their journals), else of customers.

        Not the last day of all: sales and year-end entries are often dated after the last
        payment that was entered, and payments made in between would be counted as never made.
        """
        paid = [line.day for line in self.lines if line.journal in self.treasury]
        if _TREASURY in self.last_days:
            paid.append(self.last_days[_TREASURY])
        return max(paid, default=self.last_days.get(CUSTOMERS, self.last_days.get("")))


def read_book(text: FecText) -> FecBook:
    """Go once through a FEC; `unread` lists the lines that could not be put right."""
    book, place = FecBook(), text.layout.place
    sides: dict[str, Counter[str]] = defaultdict(Counter)
    labels: dict[str, str] = {}
    for number, fields in text.rows():
        book.count += 1
        day = None if fields is None else field_day(fields[place["day"]].strip())
        if fields is None or day is None:
            book.unread.append(number)
            continue
        row = _Row(number, day, fields, place)
        account = row.text("account")
        journal = row.text("journal")
        labels.setdefault(journal, row.text("journal_label"))
        sides[journal][account[:2] if account.startswith(_CAPITAL) else account[:1]] += 1
        _date(book, account, day)
        if account.startswith(CUSTOMERS):
            book.lines.append(row.line(account, journal))
        elif not account.startswith("4"):
            book.elsewhere[journal].add(row.text("piece"))
        elif account.startswith(_DOUBTFUL):
            book.doubtful_cents += row.cents()
        elif account.startswith(_ADVANCES):
            book.advances_cents += row.cents()
    book.openings = {code for code, said in labels.items() if _opens(code, said, sides[code])}
    for code, seen in sides.items():
        if code in book.openings or seen[_SALES] == seen[_TREASURY]:
            continue
        (book.sales if seen[_SALES] > seen[_TREASURY] else book.treasury).add(code)
    return book


def _date(book: FecBook, account: str, day: date) -> None:
    for kind in ("", _TREASURY, CUSTOMERS):
        if account.startswith(kind) and day > book.last_days.get(kind, date.min):
            book.last_days[kind] = day


def _opens(code: str, label: str, seen: Mapping[str, int]) -> bool:
    """Tell the journal that carries last year's balances forward."""
    if folded(code) in _OPENING_CODES and not seen.get(_SALES, 0):
        return True
    return bool(_OPENING_WORDS.search(folded(label)) and not seen.get(_SALES, 0))


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    day: date
    fields: Sequence[str]
    place: Mapping[str, int]

    def text(self, name: str) -> str:
        at = self.place.get(name, -1)
        return self.fields[at].strip() if at >= 0 else ""

    def cents(self) -> int:
        if "debit" in self.place:
            return field_cents(self.text("debit")) - field_cents(self.text("credit"))
        amount = field_cents(self.text("amount"))
        return -amount if self.text("side").casefold() in _CREDIT_SIDES else amount

    def line(self, account: str, journal: str) -> FecLine:
        auxiliary = one_line(self.text("auxiliary"), 60)
        return FecLine(
            number=self.number,
            day=self.day,
            cents=self.cents(),
            account=account,
            customer=auxiliary or one_line(account, 60),
            name=one_line(self.text("auxiliary_label" if auxiliary else "account_label"), 200),
            journal=journal,
            piece=one_line(self.text("piece"), 60),
            piece_day=field_day(self.text("piece_day")),
            label=one_line(self.text("label"), 200),
            lettering=self.text("lettering"),
            invoice=one_line(self.text("invoice"), 60),
            due=field_day(self.text("due")),
            foreign=self.text("foreign_currency").upper(),
        )
