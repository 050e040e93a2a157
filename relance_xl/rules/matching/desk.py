"""What is still open while one entry after the other takes its invoices."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from relance_xl.incoming import BankEntry
from relance_xl.rules.matching.model import Allocation, OpenBook

_DayOrder = tuple[date, date, str]


class Desk:
    """The open amounts of a book, changing; items go by their position in the book.

    Positions are sorted by date of issue, then due date, then number: never by the order
    of the sheet.
    """

    def __init__(self, book: OpenBook) -> None:
        """Index the items of a book."""
        self.book = book
        self.items = book.items
        self.open = [item.open_cents for item in book.items]
        self.payer_of = {payer.customer: payer.payer for payer in book.payers}
        self._of_customer: dict[str, list[int]] = defaultdict(list)
        self._of_payer: dict[str, list[int]] = defaultdict(list)
        self._equal: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._totals: dict[tuple[str, str], int] = defaultdict(int)
        self._payers_owing: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._place = {item.invoice: place for place, item in enumerate(book.items)}
        for place in sorted(range(len(self.items)), key=self.order):
            item = self.items[place]
            self._of_customer[item.customer].append(place)
            self._of_payer[item.payer].append(place)
            self._enter(place)
            self._totals[item.payer, item.currency] += self.open[place]
        for (payer, currency), total in self._totals.items():
            self._payers_owing[currency, total].add(payer)

    def order(self, place: int) -> _DayOrder:
        """Give what items are sorted by."""
        item = self.items[place]
        issued = item.issued or item.due or date.min
        return issued, item.due or issued, item.invoice

    def due_order(self, place: int) -> _DayOrder:
        """Give what items are sorted by when the due date comes first."""
        issued, due, number = self.order(place)
        return due, issued, number

    def scopes(self, customer: str, entry: BankEntry, named: Sequence[int]) -> list[list[int]]:
        """Give what a customer may be paying: his own items, then those of all one payer has."""
        own = self._eligible(self._of_customer.get(customer, ()), entry, named)
        payer = self.payer_of.get(customer, customer)
        group = self._eligible(self._of_payer.get(payer, ()), entry, named)
        return [scope for scope in (own, group if group != own else []) if scope]

    def group_of(self, payer: str, entry: BankEntry) -> list[int]:
        """Give all that a payer owes."""
        return self._eligible(self._of_payer.get(payer, ()), entry)

    def equal_to(self, entry: BankEntry) -> list[int]:
        """Give every item that owes exactly what an entry brings."""
        key = (entry.currency, entry.amount_cents)
        return self._eligible(sorted(self._equal.get(key, ()), key=self.order), entry)

    def payers_owing(self, entry: BankEntry) -> list[str]:
        """Give the payers whose whole balance is what an entry brings."""
        return sorted(self._payers_owing.get((entry.currency, entry.amount_cents), ()))

    def may_pay(self, place: int, entry: BankEntry) -> bool:
        """Tell whether an entry's currency and day allow it to pay this item, if it names it."""
        item = self.items[place]
        counted = item.counted_until is not None and entry.booked_on <= item.counted_until
        return item.currency == entry.currency and not counted

    def total(self, places: Iterable[int]) -> int:
        """Add open amounts up."""
        return sum(self.open[place] for place in places)

    def take(self, allocations: Iterable[Allocation], sign: int = -1) -> None:
        """Take allocated amounts off their invoices, or give them back with sign 1."""
        for allocation in allocations:
            place = self._place.get(allocation.invoice)
            if place is not None and allocation.nature != "penalties":
                self._change(place, sign * allocation.amount_cents)

    def payers(self) -> Sequence[str]:
        """Give every payer with an item, sorted."""
        return sorted(self._of_payer)

    def _eligible(
        self, places: Iterable[int], entry: BankEntry, named: Sequence[int] = ()
    ) -> list[int]:
        """Keep items open in this currency, not counted already, nor younger unless named."""
        return [
            place
            for place in places
            if self.open[place]
            and self.may_pay(place, entry)
            and ((self.items[place].issued or entry.booked_on) <= entry.booked_on or place in named)
        ]

    def _enter(self, place: int) -> None:
        if self.open[place]:
            self._equal[self.items[place].currency, self.open[place]].add(place)

    def _change(self, place: int, cents: int) -> None:
        item = self.items[place]
        self._equal[item.currency, self.open[place]].discard(place)
        self.open[place] += cents
        self._enter(place)
        key = item.payer, item.currency
        self._payers_owing[item.currency, self._totals[key]].discard(item.payer)
        self._totals[key] += cents
        self._payers_owing[item.currency, self._totals[key]].add(item.payer)
