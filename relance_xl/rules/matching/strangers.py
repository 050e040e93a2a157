"""An entry nobody can be told from: only the amount speaks (RULES §8)."""

from collections.abc import Iterator

from relance_xl.incoming import BankEntry
from relance_xl.rules.matching.confidence import Answer
from relance_xl.rules.matching.desk import Desk
from relance_xl.rules.matching.fits import Fit, Question, exact_fit
from relance_xl.rules.matching.sums import chances

_FEW = 2_000
"""Open items up to which every customer's runs are looked through."""
_HARDLY_CHANCE = 0.01


def stranger(entry: BankEntry, desk: Desk) -> Iterator[Answer]:
    """Give the one invoice, the one whole balance, or the one run that equals the amount.

    Two of a kind are none: the person sees that nobody is known.
    """
    if equal := desk.equal_to(entry):
        if len(equal) == 1:
            fit = _question(entry, desk, equal).whole("exact", equal)
            yield _low(desk.items[equal[0]].customer, fit)
        return
    owing = [payer for payer in desk.payers_owing(entry) if _owes(entry, desk, payer)]
    if not owing:
        yield from _runs(entry, desk)
    elif len(owing) == 1:
        scope = desk.group_of(owing[0], entry)
        yield _low(owing[0], _question(entry, desk, scope).whole("balance", scope))


def _question(entry: BankEntry, desk: Desk, scope: list[int]) -> Question:
    return Question(desk, entry, scope, ())


def _low(customer: str, fit: Fit) -> Answer:
    return Answer(customer, None, (), fit, "low")


def _owes(entry: BankEntry, desk: Desk, payer: str) -> bool:
    return desk.total(desk.group_of(payer, entry)) == entry.amount_cents


def _runs(entry: BankEntry, desk: Desk) -> Iterator[Answer]:
    """Look for the only run of any customer, where chance would hardly give one."""
    if len(desk.items) > _FEW:
        return
    found = []
    trials = 0
    for payer in desk.payers():
        scope = desk.group_of(payer, entry)
        trials += len(scope) * (len(scope) - 1) // 2
        fit = exact_fit(_question(entry, desk, scope)) if scope else None
        if fit and fit.kind == "run":
            found.append((payer, fit))
    if (
        len(found) == 1
        and found[0][1].only
        and chances(trials, entry.amount_cents) <= _HARDLY_CHANCE
    ):
        yield _low(*found[0])
