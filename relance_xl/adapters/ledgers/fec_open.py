"""What is still open on accounts 411: lettering, part payments, credits on account.

A line is open when it carries no lettering, or when the sum of its group (same account,
auxiliary and letters) is not 0: it was lettered with a line of another year.

Whatever the lettering, the open amounts of a customer add up to the balance of his account:
every step here only sets a debit against a credit of the same customer.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

from relance_xl.adapters.ledgers.fec_lines import FecLine

Rests = dict[int, int]
"""Line number -> cents still open, positive when the customer owes them."""


def open_rests(
    lines: Sequence[FecLine], numbers: Mapping[int, str], openings: frozenset[int]
) -> Rests:
    """Give what is left of each line of one customer; lines wholly settled are left out.

    `numbers` gives the invoice number of the lines that have one, `openings` the lines that
    carry last year's balance without detail. In this order:

    1. each lettering group is settled within itself, the oldest invoice first;
    2. what groups leave on one side goes against opening lines of the other side: it was
       lettered with last year's lines, which the opening sums up;
    3. an unlettered credit that bears the number of an invoice goes to that invoice.

    Every other unlettered credit stays, as a credit on account: who paid is not chased, and
    no invoice is said paid by a payment nobody allocated (RULES §2).
    """
    rests = {line.number: line.cents for line in lines}
    groups: dict[tuple[str, str], list[FecLine]] = defaultdict(list)
    for line in lines:
        if line.lettering:
            groups[line.account, line.lettering].append(line)
    for group in groups.values():
        settle(group, group, rests)
    lettered = [line for group in groups.values() for line in group]
    opening = [line for line in lines if line.number in openings]
    settle(lettered, opening, rests)
    settle(opening, lettered, rests)
    for same in _by_number(lines, numbers).values():
        settle(same, same, rests)
    return {number: cents for number, cents in rests.items() if cents}


def settle(owed: Iterable[FecLine], given: Iterable[FecLine], rests: Rests) -> None:
    """Set what is left of credits among `given` against debits among `owed`, oldest first."""
    debits = deque(n for n in _oldest_first(owed) if rests[n] > 0)
    credits_left = deque(n for n in _oldest_first(given) if rests[n] < 0)
    while debits and credits_left:
        debit, credit = debits[0], credits_left[0]
        amount = min(rests[debit], -rests[credit])
        rests[debit] -= amount
        rests[credit] += amount
        if not rests[debit]:
            debits.popleft()
        if not rests[credit]:
            credits_left.popleft()


def _oldest_first(lines: Iterable[FecLine]) -> list[int]:
    return [line.number for line in sorted(lines, key=lambda line: (line.day, line.number))]


def _by_number(
    lines: Sequence[FecLine], numbers: Mapping[int, str]
) -> Mapping[str, Sequence[FecLine]]:
    found: dict[str, list[FecLine]] = defaultdict(list)
    for line in lines:
        if line.number in numbers:
            found[numbers[line.number]].append(line)
    return found
