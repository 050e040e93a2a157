"""The invoice number behind each line of an account 411."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from relance_xl.adapters.ledgers.fec_lines import FecBook, FecLine
from relance_xl.adapters.tabular import folded

_TELLING = re.compile(r"[1-9]")
_NO_NUMBER = frozenset({"ran", "an", "a nouveau", "a nouveaux", "report a nouveau"})
_IN_LABEL = re.compile(
    r"(?<![\w/.-])(?=(?:[A-Za-z/_-]*[0-9]){3})[A-Za-z0-9]+(?:[-/_][A-Za-z0-9]+)*"
)
_A_DAY = re.compile(r"[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SURE = 4
"""Characters a payment's piece needs to be taken for an invoice number."""


@dataclass
class Numbers:
    """Numbers of lines: `named` are the company's own, `made` are ours, one per line.

    The same line gets the same number in the next FEC, whatever was entered in between but
    for lines before it: the first customer to use a piece keeps it bare.
    """

    named: dict[int, str] = field(default_factory=dict)
    made: dict[int, str] = field(default_factory=dict)
    openings: set[int] = field(default_factory=set)
    """Lines that carry last year's balance without its detail."""


def number_lines(book: FecBook) -> Numbers:
    """Give every line a number: debits first, then the credits that may name one of them."""
    numbers, owners = Numbers(), dict[str, str]()
    shared = _shared(book)
    made: Counter[str] = Counter()
    seen: dict[tuple[str, str], list[tuple[object, str]]] = {}
    ordered = sorted(book.lines, key=lambda line: (line.cents < 0, line.day, line.number))
    for line in ordered:
        piece = _piece(line, book, shared)
        known = seen.get((line.customer, piece), [])
        if line.cents < 0 and piece and known:
            numbers.named[line.number] = known[0][1]
        elif piece and (line.cents > 0 or line.journal in book.sales | book.openings):
            numbers.named[line.number] = _own(line, piece, owners, seen)
        else:
            numbers.made[line.number] = _made(line, book, made)
            if line.journal in book.openings:
                numbers.openings.add(line.number)
    return numbers


def _own(
    line: FecLine,
    piece: str,
    owners: dict[str, str],
    seen: dict[tuple[str, str], list[tuple[object, str]]],
) -> str:
    """Give a piece as a number of this customer and day alone."""
    known = seen.setdefault((line.customer, piece), [])
    day = line.piece_day or line.day
    for other_day, number in known:
        if other_day == day:
            return number
    owner = owners.setdefault(piece, line.customer)
    number = piece if owner == line.customer else f"{piece}-{line.customer}"
    if known:
        number = f"{number}-{day:%Y%m%d}"
    known.append((day, number))
    return number


def _shared(book: FecBook) -> set[tuple[str, str]]:
    """Give the pieces of opening entries that are no invoice: they stand for several lines."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in book.lines:
        if line.journal in book.openings:
            owners[line.journal, line.piece].add(line.customer)
    wide = {key for key, customers in owners.items() if len(customers) > 1}
    return wide | {key for key in owners if key[1] in book.elsewhere[key[0]]}


def _piece(line: FecLine, book: FecBook, shared: set[tuple[str, str]]) -> str:
    """Give what stands for the invoice's number on a line, "" when nothing does."""
    if line.journal in book.openings:
        detailed = _tells(line.piece) and (line.journal, line.piece) not in shared
        return line.piece if detailed else ""
    if line.invoice and _tells(line.invoice):
        return line.invoice
    if line.journal in book.treasury:
        return line.piece if len(line.piece) >= _SURE and _tells(line.piece) else ""
    return line.piece if _tells(line.piece) else _from_label(line.label)


def _tells(piece: str) -> bool:
    return bool(_TELLING.search(piece)) and folded(piece) not in _NO_NUMBER


def _from_label(label: str) -> str:
    """Find a word that looks like an invoice number.

    >>> _from_label("Facture FA-2026-012 du 31/01/2026 DUPONT"), _from_label("Dupont 31/01/2026")
    ('FA-2026-012', '')
    """
    words: Iterable[str] = (found[0] for found in _IN_LABEL.finditer(label))
    return next((word for word in words if not _A_DAY.fullmatch(word)), "")


def _made(line: FecLine, book: FecBook, made: Counter[str]) -> str:
    if line.journal in book.openings:
        kind = "AN"
    else:
        kind = "RGT" if line.cents < 0 else line.journal or "OD"
    number = f"{kind}-{line.customer}-{line.day:%Y%m%d}-{abs(line.cents)}"
    made[number] += 1
    return number if made[number] == 1 else f"{number}-{made[number]}"


def by_number(lines: Sequence[FecLine], numbers: Numbers) -> dict[str, list[FecLine]]:
    """Gather the lines of one customer under their numbers, in the order of the file."""
    found: dict[str, list[FecLine]] = {}
    for line in lines:
        number = numbers.named.get(line.number) or numbers.made[line.number]
        found.setdefault(number, []).append(line)
    return found
