"""How an amount may be shared among a customer's open items, in the order of RULES §8."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from relance_xl.incoming import BankEntry
from relance_xl.rules.matching.desk import Desk
from relance_xl.rules.matching.model import Allocation
from relance_xl.rules.matching.sums import OLDEST, chances, runs, subsets

AGREEING = ("named", "exact", "instalments", "balance", "run", "subset")
"""Fits to the cent, without any tolerance."""


@dataclass(frozen=True)
class Fit:
    """One way to share an amount. `answers` counts the ways that do as well.

    `odds` is how many such answers chance alone would give. `aside_cents` is what the kind
    is about: the fee or discount, the penalties, the rest on the account or still due.
    """

    kind: str
    places: tuple[int, ...]
    allocations: tuple[Allocation, ...]
    answers: int = 1
    odds: float = 0.0
    aside_cents: int = 0

    @property
    def only(self) -> bool:
        """Tell whether no other answer is as good."""
        return self.answers == 1


@dataclass(frozen=True)
class Question:
    """An entry, the items it may pay in their order, and those of them it names."""

    desk: Desk
    entry: BankEntry
    scope: Sequence[int]
    named: tuple[int, ...]

    @property
    def wanted(self) -> int:
        """The entry's cents."""
        return self.entry.amount_cents

    def whole(self, kind: str, places: Sequence[int], answers: int = 1, trials: int = 0) -> Fit:
        """Settle these items."""
        settled = tuple(
            Allocation(self.desk.items[place].invoice, self.desk.open[place]) for place in places
        )
        return Fit(kind, tuple(places), settled, answers, chances(trials, self.wanted))

    def with_named(self, sets: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
        """Keep the sets that hold all items named, if there are any."""
        held = [some for some in sets if set(self.named) <= set(some)]
        return held or sets


def exact_fit(question: Question) -> Fit | None:
    """Find items that add up to the cent: the first step that answers.

    Named items' sum, one exact item or instalments, the whole balance, a run by date, and
    any combination of the oldest if there is one only.
    """
    steps: tuple[Callable[[Question], Fit | None], ...] = (_named, _one, _balance, _run, _subset)
    return next((fit for step in steps if (fit := step(question))), None)


def _named(question: Question) -> Fit | None:
    named = question.named
    if not named or question.desk.total(named) != question.wanted:
        return None
    return question.whole("named", named)


def _one(question: Question) -> Fit | None:
    desk, wanted = question.desk, question.wanted
    equal = [place for place in question.scope if desk.open[place] == wanted]
    if not equal:
        return _instalments(question)
    chosen = [place for place in equal if place in question.named] or equal
    return question.whole("exact", chosen[:1], len(chosen))


def _instalments(question: Question) -> Fit | None:
    """Find the first instalments of one invoice."""
    found = [
        place
        for place in question.scope
        if question.wanted < question.desk.open[place]
        and question.wanted in _part_sums(question, place)
    ]
    found = [place for place in found if place in question.named] or found
    if not found:
        return None
    place = found[0]
    paid = Allocation(question.desk.items[place].invoice, question.wanted)
    left = question.desk.open[place] - question.wanted
    return Fit("instalments", (place,), (paid,), len(found), aside_cents=left)


def _part_sums(question: Question, place: int) -> Iterator[int]:
    """Add up what instalments still owe, the earliest first, less what this batch paid."""
    item = question.desk.items[place]
    paid = item.open_cents - question.desk.open[place]
    total = -paid
    for part in item.parts:
        total += part
        if total > 0:
            yield total


def _balance(question: Question) -> Fit | None:
    scope = question.scope
    if len(scope) < 2 or question.desk.total(scope) != question.wanted:  # noqa: PLR2004 - one is « exact »
        return None
    return question.whole("balance", scope)


def _run(question: Question) -> Fit | None:
    """Find neighbours by date of issue or by due date, first of invoices, then with credits."""
    desk = question.desk
    invoices = [place for place in question.scope if desk.open[place] > 0]
    for scope in (invoices, list(question.scope)):
        found: dict[frozenset[int], tuple[int, ...]] = {}
        for line in (scope, sorted(scope, key=desk.due_order)):
            for run in runs([desk.open[place] for place in line], question.wanted):
                some = tuple(line[run.start : run.stop])
                found.setdefault(frozenset(some), some)
        if found:
            sets = question.with_named(list(found.values()))
            likely = _likeliest(question, sets) if len(sets) > 1 else sets[0]
            return question.whole("run", likely, len(sets), _pairs(scope))
    return None


def _likeliest(question: Question, sets: list[tuple[int, ...]]) -> tuple[int, ...]:
    """Choose among runs: the first of whole months, else of whole days, else the first."""
    days = {place: question.desk.order(place)[0] for place in question.scope}

    def whole(some: tuple[int, ...], sign: str) -> bool:
        units = {f"{days[place]:{sign}}" for place in some}
        return sum(f"{day:{sign}}" in units for day in days.values()) == len(some)

    likely = (some for sign in ("%Y%m", "%Y%m%d") for some in sets if whole(some, sign))
    return next(likely, sets[0])


def _pairs(scope: Sequence[int]) -> int:
    return len(scope) * (len(scope) - 1) // 2


def _subset(question: Question) -> Fit | None:
    """Combine the oldest items, around those named; unique answers only."""
    desk = question.desk
    rest = [place for place in question.scope if place not in question.named][:OLDEST]
    left = question.wanted - desk.total(question.named)
    if question.named and left > 0:
        amounts = [desk.open[place] for place in rest]
        lone = [(place,) for place, amount in enumerate(amounts) if amount == left]
        found = (lone + subsets(amounts, left))[:2]
        if len(found) == 1:
            chosen = [*question.named, *(rest[place] for place in found[0])]
            return question.whole("subset", chosen, 1, 2 ** len(rest))
    oldest = list(question.scope[:OLDEST])
    found = subsets([desk.open[place] for place in oldest], question.wanted)
    if len(found) != 1:
        return None
    return question.whole("subset", [oldest[p] for p in found[0]], 1, 2 ** len(oldest))
