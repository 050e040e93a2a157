"""The running balance of a list: a check of its amounts, and the judge of their signs."""

from collections.abc import Sequence
from itertools import pairwise

_FEWEST = 2
"""Different balances it takes to see a step."""


def signed_by_balance(
    amounts: Sequence[int], balances: Sequence[int | None]
) -> tuple[list[int], bool | None]:
    """Give amounts the signs the running balance tells, and whether the two agree.

    Lines run from the oldest or from the newest; each balance is the one after its line.
    Signs are only changed when every step has the size of its amount. None: nothing to tell.

    >>> signed_by_balance([2350, 153350], [-2350, 151000])
    ([2350, 153350], True)
    >>> signed_by_balance([1000, -500, 200], [1000, 1500, 1300])
    ([1000, 500, -200], True)
    >>> signed_by_balance([1000, 500], [1000, 9900]), signed_by_balance([1, 2], [None, None])
    (([1000, 500], False), ([1, 2], None))
    """
    told = [balance for balance in balances if balance is not None]
    if len(told) != len(amounts) or len(set(told)) < _FEWEST:
        return list(amounts), None
    best: list[int] | None = None
    for forward in (True, False):
        steps = _steps(told, forward=forward)
        places = range(1, len(amounts)) if forward else range(len(amounts) - 1)
        if any(abs(amounts[place]) != abs(step) for place, step in zip(places, steps, strict=True)):
            continue
        signed = list(amounts)
        for place, step in zip(places, steps, strict=True):
            signed[place] = step
        if signed == list(amounts):
            return signed, True
        best = best or signed
    return (best, True) if best is not None else (list(amounts), False)


def _steps(balances: Sequence[int], *, forward: bool) -> list[int]:
    return [(b - a) if forward else (a - b) for a, b in pairwise(balances)]
