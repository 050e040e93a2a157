"""Which open amounts add up to what was paid."""

from collections import defaultdict
from collections.abc import Sequence

OLDEST = 18
"""How many items, the oldest, are tried in any combination (RULES §8)."""


def runs(amounts: Sequence[int], wanted: int, most: int = 8) -> list[range]:
    """Give the runs of two or more neighbours that add up, the earliest first, `most` at most.

    >>> runs([100, 200, 300, -50, 250], 500)
    [range(1, 3), range(2, 5)]
    """
    starts: dict[int, list[int]] = defaultdict(list)
    total = 0
    found = []
    for place, amount in enumerate(amounts):
        starts[total].append(place)
        total += amount
        found += [range(s, place + 1) for s in starts.get(total - wanted, ()) if place > s]
        if len(found) >= most:
            break
    return sorted(found, key=lambda run: (run.start, run.stop))


def subsets(amounts: Sequence[int], wanted: int, most: int = 2) -> list[tuple[int, ...]]:
    """Give combinations of two or more that add up, `most` at most: meet in the middle.

    >>> subsets([100, 250, 300, 450], 750), subsets([100, 100, 200], 300)
    ([(2, 3)], [(0, 2), (1, 2)])
    """
    half = len(amounts) // 2
    left: dict[int, list[int]] = defaultdict(list)
    for mask, total in enumerate(_sums(amounts[:half])):
        left[total].append(mask)
    found: list[tuple[int, ...]] = []
    for mask, total in enumerate(_sums(amounts[half:])):
        for other in left.get(wanted - total, ()):
            chosen = _bits(other) + tuple(half + bit for bit in _bits(mask))
            if len(chosen) > 1:
                found.append(chosen)
            if len(found) >= most:
                return found
    return found


def _sums(amounts: Sequence[int]) -> list[int]:
    """Give the sum of every combination, by the bits of its place."""
    sums = [0]
    for amount in amounts:
        sums += [total + amount for total in sums]
    return sums


def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def chances(trials: int, wanted: int) -> float:
    """Estimate how many of so many sums would fall on an amount by chance.

    Sums are about as large as the amount, so each falls on it with a chance of one in its cents.

    >>> chances(1_000, 100_000)
    0.01
    """
    return trials / max(abs(wanted), 1)
