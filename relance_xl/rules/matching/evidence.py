"""What an entry's texts and accounts say about who paid, and what for (RULES §8)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from relance_xl.incoming import BankEntry
from relance_xl.rules.matching.model import OpenBook
from relance_xl.rules.matching.names import FULL, NameIndex
from relance_xl.rules.matching.numbers import (
    NumberIndex,
    reference_key,
    references_in,
)
from relance_xl.rules.matching.words import name_words, text_key

_SURE_SIGNS = 5
"""Length of a number that hardly stands in a text by chance."""
_PERSON = "contact"


class Party(IntEnum):
    """How well a customer is known to be the payer."""

    NO = 0
    PARTIAL = 1
    FULL = 2


@dataclass(frozen=True)
class Known:
    """How well a customer is known, and by what: account, text, name, settled."""

    party: Party
    by: str


@dataclass(frozen=True)
class Evidence:
    """Items named (positions in the book) and customers known.

    `structured`: named by a structured reference. `sure`: by more than one short number.
    `settled`: invoices named that are not open any more, and whose they are.
    """

    named: tuple[int, ...] = ()
    structured: bool = False
    sure: bool = False
    known: dict[str, Known] = field(default_factory=dict)
    settled: dict[str, str] = field(default_factory=dict)

    def settled_of(self, customer: str) -> list[str]:
        """Give the invoices of his this entry names, when all it names of him is settled."""
        mine = [number for number, whose in self.settled.items() if whose == customer]
        return [] if self.named else mine

    def party(self, customer: str) -> Party:
        """Tell how well this customer is known."""
        return self.known[customer].party if customer in self.known else Party.NO

    @property
    def certain(self) -> set[str]:
        """The customers known in full."""
        return {who for who, known in self.known.items() if known.party is Party.FULL}


def account_key(text: str) -> str:
    """Give the one form of an account's number.

    >>> account_key("fr76 3000-6000")
    'FR7630006000'
    """
    return "".join(sign for sign in text.upper() if sign.isalnum())


class Witness:
    """The book's indexes; asks each entry what it says."""

    def __init__(self, book: OpenBook) -> None:
        """Index what a book knows of its payers."""
        self._book = book
        self._numbers = NumberIndex(item.invoice for item in book.items)
        self._settled = list(book.settled.items())
        self._settled_numbers = NumberIndex(book.settled)
        self._references: dict[str, list[int]] = defaultdict(list)
        for place, item in enumerate(book.items):
            if key := reference_key(item.structured_reference):
                self._references[key].append(place)
        self._accounts: dict[str, set[str]] = defaultdict(set)
        for payer in book.payers:
            for account in filter(None, map(account_key, payer.accounts)):
                self._accounts[account].add(payer.customer)
        self._names = NameIndex([(n, p.name) for n, p in enumerate(book.payers) if p.name])
        self._others = NameIndex(
            [(n, other) for n, p in enumerate(book.payers) for other in p.other_names]
        )
        self._own = [frozenset(name_words(name)) for name in book.own_names]

    def ask(self, entry: BankEntry) -> Evidence:
        """Gather what one entry says."""
        text = f"{entry.label} , {entry.end_to_end}"
        by_reference = self._by_reference(entry, text)
        signs = dict.fromkeys(by_reference, _SURE_SIGNS) | self._numbers.named_in(text)
        known = self._by_account(entry) or self._by_text(entry) or self._by_name(entry)
        named = {p: n for p, n in signs.items() if self._is_meant(p, n, entry, known)}
        settled = {} if named else self._named_settled(text)
        if not known and len(set(settled.values())) == 1:
            known = {next(iter(settled.values())): Known(Party.PARTIAL, "settled")}
        structured = bool(by_reference) and bool(named)
        sure = structured or len(named) > 1 or any(n >= _SURE_SIGNS for n in named.values())
        return Evidence(tuple(named), structured, sure, known, settled)

    def _is_meant(self, place: int, signs: int, entry: BankEntry, known: dict[str, Known]) -> bool:
        """Tell whether a number read is evidence: a short one of somebody else is chance."""
        item = self._book.items[place]
        certain = any(one.party is Party.FULL for one in known.values())
        concerned = item.customer in known or item.payer in known
        return item.currency == entry.currency and (
            concerned or not certain or signs >= _SURE_SIGNS
        )

    def _by_reference(self, entry: BankEntry, text: str) -> list[int]:
        said = [reference_key(entry.structured_reference), reference_key(entry.end_to_end)]
        said += references_in(text)
        found = (place for key in said for place in self._references.get(key, ()) if key)
        return list(dict.fromkeys(found))

    def _by_account(self, entry: BankEntry) -> dict[str, Known]:
        account = account_key(entry.payer_account)
        if not account:
            return {}
        typed = sorted(self._accounts.get(account, ()))
        if not typed and account in self._book.payers_by_account:
            typed = [self._book.payers_by_account[account]]
        return _as_known(typed, "account")

    def _by_text(self, entry: BankEntry) -> dict[str, Known]:
        texts = (f"{entry.payer_name} {entry.label}", entry.label, entry.payer_name)
        keys = dict.fromkeys(map(text_key, texts))
        learnt = (self._book.payers_by_text.get(key) for key in keys if key)
        return _as_known([who for who in learnt if who][:1], "text")

    def _by_name(self, entry: BankEntry) -> dict[str, Known]:
        """Read the payer's name where the bank gives it, then the whole label."""
        found: dict[str, Known] = {}
        for text in filter(None, (entry.payer_name, entry.label)):
            words = self._without_us(name_words(text))
            for name in self._names.find(words):
                who = self._book.payers[name.place].customer
                sure = name.score >= FULL and name.alone
                found.setdefault(who, Known(Party.FULL if sure else Party.PARTIAL, "name"))
            if any(known.party is Party.FULL for known in found.values()):
                break
            for name in self._others.find(words) if not found else ():
                who = self._book.payers[name.place].customer
                found.setdefault(who, Known(Party.PARTIAL, _PERSON))
        return found

    def _without_us(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Leave our own name out, where the bank says whom it paid."""
        ours = {word for own in self._own if own <= set(words) for word in own}
        return tuple(word for word in words if word not in ours)

    def _named_settled(self, text: str) -> dict[str, str]:
        return dict(self._settled[place] for place in self._settled_numbers.named_in(text))


def _as_known(customers: Iterable[str], by: str) -> dict[str, Known]:
    """Know a customer in full when he is the only one."""
    listed = list(customers)
    party = Party.FULL if len(listed) == 1 else Party.PARTIAL
    return {who: Known(party, by) for who in listed}
