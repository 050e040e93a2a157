"""What kind of reply a text is, when several things are said at once.

Order, and why: a dispute stops everything else, so it wins over all; a payment promised
for a day wins over one said made, because what is still to come is what must be watched
(« un acompte hier, le solde le 15 »); then paid; then what asks us for something, since
nothing comes before we answer; then a promise without a day. A person decides in the end.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from relance_xl.rules.replies.promise import Promise, find_bare_day, find_promise
from relance_xl.rules.replies.signals import Clause, read_clauses
from relance_xl.rules.replies.words import fold

_STRONG = 3
_ENOUGH = 2
_JUDGED = 5_000
"""Characters that are judged: what matters is said by then."""
_LACONIC = 8
"""Words of an answer that may be a day and nothing else."""
_TOKEN = re.compile(r"\S{60,}")
_DENIAL = re.compile(r"\b(?:pas|jamais|niet|geen|nicht|kein|not|no|cannot)\b|n't\b")


_NOTHING = Promise()


@dataclass(frozen=True, slots=True)
class Sense:
    """The class of a text, a code of `ANSWER_CLASSES`, and what it promises."""

    answer_class: str
    promise: Promise = _NOTHING
    insolvent: bool = False
    stranger: bool = False


def classify(text: str, today: date) -> Sense:
    """Judge the new words of a mail written on `today`.

    >>> classify("Facture réglée le 3 mars", date(2026, 3, 6)).answer_class
    'paid'
    >>> classify("Je vous règle 500 € vendredi", date(2026, 3, 6)).promise
    Promise(on=datetime.date(2026, 3, 13), cents=50000)
    """
    folded = _judged(text)
    clauses = read_clauses(folded)
    weights = _weights(clauses)
    promise = find_promise(clauses, today)
    insolvent, stranger = bool(weights.get("insolvent")), bool(weights.get("stranger"))
    answer_class = _choose(weights, dated=promise.on is not None)
    if answer_class == "other" and len(folded.split()) <= _LACONIC and not _DENIAL.search(folded):
        promise = Promise(find_bare_day(folded, today))
        answer_class = "promise" if promise.on else "other"
    if answer_class != "promise":
        promise = Promise()
    return Sense(answer_class, promise, insolvent, stranger)


def notable(text: str) -> tuple[bool, bool]:
    """Tell whether a text speaks of insolvency, and of having reached the wrong person."""
    weights = _weights(read_clauses(_judged(text)))
    return bool(weights.get("insolvent")), bool(weights.get("stranger"))


def _judged(text: str) -> str:
    return _TOKEN.sub(lambda match: match[0][:60], fold(text[:_JUDGED]))


def _weights(clauses: Sequence[Clause]) -> dict[str, int]:
    """Put clauses together: the heaviest word of each kind, small ones added up."""
    weights: dict[str, int] = {}
    for clause in clauses:
        for signal, weight in clause.weights.items():
            told = min(weight, _ENOUGH) if signal == "promise" and clause.once else weight
            before = weights.get(signal, 0)
            small = min(before + told, _ENOUGH) if told == 1 else told
            weights[signal] = max(before, small)
    return weights


def _choose(weights: Mapping[str, int], *, dated: bool) -> str:
    """Give the class the weights speak for, in the order told above."""
    dispute, paid, promise, question = (
        weights.get(signal, 0) for signal in ("dispute", "paid", "promise", "question")
    )
    plain = dated or max(paid, question) == _STRONG
    asked = question == _STRONG or (question == _ENOUGH and promise < _STRONG)
    order = (
        ("other", "insolvent" in weights and dispute < _STRONG),
        ("dispute", dispute == _STRONG or (dispute == _ENOUGH and not plain)),
        ("promise", dated and promise >= _ENOUGH),
        ("paid", paid >= _ENOUGH),
        ("other", "stranger" in weights),
        ("question", asked),
        ("promise", promise >= _ENOUGH or (dated and promise > 0)),
    )
    return next((name for name, holds in order if holds), "other")
