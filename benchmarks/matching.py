"""Matching: right and wrong on lettered ledgers, and speed beside a naive peer.

    python benchmarks/matching.py [--ledgers FOLDER_OR_FILE ...] [--misses] [--without-speed]

Each payment of a ledger is shown with its amount, day and label alone: its customer is
hidden. After each, the accountant's true lettering is applied and the label remembered, as
acceptance would. *clean*: a lettering group of exactly one payment that adds up to 0 within
the file. *right*: exactly the group's items, credit notes included. The labels of ledgers
are often the bookkeeper's, not the bank's.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from fec import Ledger, Line, read_fec  # noqa: E402
from made_book import made  # noqa: E402

from relance_xl.incoming import BankEntry  # noqa: E402
from relance_xl.rules.matching import Match, OpenBook, match_entries  # noqa: E402
from relance_xl.rules.matching.model import OpenItem, Payer  # noqa: E402
from relance_xl.rules.matching.words import text_key  # noqa: E402

SAMPLES = HERE.parents[1] / "shared" / "samples" / "fec"
_NAIVE_SHARE = 10
"""The naive peer matches one entry in so many; its time is multiplied."""


@dataclass
class Outcome:
    """What became of one payment."""

    line: Line
    match: Match
    clean: bool
    right: bool
    inside: bool
    """All it names belongs to the true group."""


def replay(ledger: Ledger) -> list[Outcome]:
    """Match every payment of a ledger in turn, then apply what its accountant did."""
    names = _names(ledger.lines)
    payers = {
        line.customer: Payer(line.customer, line.customer, line.name) for line in ledger.lines
    }
    open_: dict[int, Line] = {}
    gone: set[int] = set()
    learnt: dict[str, set[str]] = defaultdict(set)
    outcomes = []
    for line in ledger.lines:
        if line.place in gone:
            continue
        if not (line.paid and line.cents < 0):
            if not line.paid:
                open_[line.place] = line
                _settle_without_money(ledger, line, open_, gone)
            continue
        book = OpenBook(
            tuple(_item(one, names[one.place]) for one in open_.values()),
            tuple(payers.values()),
            {text: next(iter(who)) for text, who in learnt.items() if text and len(who) == 1},
        )
        [match] = match_entries([BankEntry(line.day, -line.cents, "EUR", line.label)], book)
        outcomes.append(_judged(line, match, ledger, names, open_))
        learnt[text_key(line.label)].add(line.customer)
        for other in ledger.groups.get(line.group, ()) if line.group else ():
            open_.pop(other.place, None)
            if not other.paid and other.day <= line.day:
                gone.add(other.place)
    return outcomes


def _settle_without_money(
    ledger: Ledger, line: Line, open_: dict[int, Line], gone: set[int]
) -> None:
    """Apply a lettering no payment has part in, once its last line has come."""
    group = ledger.groups.get(line.group, []) if line.group else []
    if group and not any(one.paid for one in group) and all(o.place in open_ for o in group):
        for one in group:
            open_.pop(one.place)
            gone.add(one.place)


def _names(lines: Iterable[Line]) -> dict[int, str]:
    """Give every line a number of its own, the piece's where it is the only one to bear it."""
    lines = list(lines)
    count = Counter(line.piece for line in lines if not line.paid)
    return {
        line.place: line.piece
        if count[line.piece] == 1 and line.piece
        else f"{line.piece or 'sans'} {'x' * (n % 97 + 1)}.{'y' * (n // 97 + 1)}"
        for n, line in enumerate(lines)
    }


def _item(line: Line, number: str) -> OpenItem:
    return OpenItem(
        invoice=number,
        customer=line.customer,
        payer=line.customer,
        currency="EUR",
        open_cents=line.cents,
        issued=min(line.issued, line.day),
    )


def _judged(
    line: Line, match: Match, ledger: Ledger, names: dict[int, str], open_: dict[int, Line]
) -> Outcome:
    group = ledger.groups.get(line.group, []) if line.group else []
    true = {names[one.place] for one in group if one.place in open_}
    clean = (
        bool(true)
        and not sum(one.cents for one in group)
        and sum(one.paid for one in group) == 1
        and len(true) == len(group) - 1
    )
    named = set(match.invoices)
    return Outcome(line, match, clean, bool(true) and named == true, bool(named) and named <= true)


def report(ledger: Ledger, outcomes: list[Outcome], *, misses: bool) -> None:
    """Print the shares of one ledger."""
    print(f"\n{ledger.name}")
    for title, some in (("clean", [o for o in outcomes if o.clean]), ("all", outcomes)):
        high = [o for o in some if o.match.confidence == "high"]
        wrong = sum(not o.right for o in high)
        print(
            f"  {title:6} n={len(some):4}  right {_share(sum(o.right for o in some), len(some))}"
            f"  at High {len(high)}, wrong there {_share(wrong, len(some))} of n,"
            f" {_share(wrong, len(high))} of High"
        )
    high = [o for o in outcomes if o.match.confidence == "high" and not o.right]
    part = sum(o.inside for o in high)
    print(f"  of the {len(high)} wrong at High, {part} name only items of the true group")
    found = sum(o.match.customer == o.line.customer for o in outcomes)
    print(f"  customer found {_share(found, len(outcomes))}")
    for one in outcomes if misses else ():
        if (one.clean and not one.right) or (one.match.confidence == "high" and not one.right):
            print("   ", one.line.day, -one.line.cents / 100, one.line.label, one.clean)
            print("      true", one.line.customer, one.line.group, "→", one.match)


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.1f} %)" if whole else "0"


def naive(entries: list[BankEntry], book: OpenBook) -> int:
    """Match as everyone does first: number in the label, else the first equal amount."""
    open_ = {item.invoice: item.open_cents for item in book.items}
    found = 0
    for entry in entries:
        for number, cents in open_.items():
            if number in entry.label or cents == entry.amount_cents:
                del open_[number]
                found += 1
                break
    return found


def speed(entries: int, invoices: int, customers: int) -> None:
    """Print the CPU seconds of a made bank against a made book, and the naive peer's."""
    told, book = made(entries, invoices, customers)
    begun = time.process_time()
    matches = match_entries(told, book)
    whole = time.process_time() - begun
    count = Counter(match.confidence or "none" for match in matches)
    print(f"\n{entries:,} entries, {invoices:,} open invoices, {customers:,} customers (made up)")
    print(f"  ours   {whole:6.2f} s CPU   {dict(sorted(count.items()))}")
    begun = time.process_time()
    naive(told[::_NAIVE_SHARE], book)
    slow = (time.process_time() - begun) * _NAIVE_SHARE
    print(f"  naive  {slow:6.2f} s CPU   (one in {_NAIVE_SHARE} measured; first equal amount)")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledgers", type=Path, nargs="*", default=[SAMPLES])
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--without-speed", action="store_true")
    words = parser.parse_args()
    paths = [
        path
        for given in words.ledgers
        for path in (sorted(given.iterdir()) if given.is_dir() else [given])
        if path.is_file()
    ]
    for path in paths:
        if ledger := read_fec(path):
            report(ledger, replay(ledger), misses=words.misses)
        else:
            print(f"\n{path.name}: no lettered customers' accounts")
    if not words.without_speed:
        speed(5_000, 20_000, 4_000)


if __name__ == "__main__":
    main()
