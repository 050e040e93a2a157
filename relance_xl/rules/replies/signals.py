"""What each clause of a reply signals: the phrases of its language, weighed.

A phrase counts only where nothing denies it: « n'avons pas encore payé » is no payment,
« je ne peux pas payer avant le 15 » and « si vous…, je paie le 15 » are no promises.
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from relance_xl.rules.replies.phrases import LANGUAGES, Weighted, phrases
from relance_xl.rules.replies.words import clauses

_CLAUSE = 700
"""Characters of a clause that are judged."""
_LOOK_BACK = 90
_WORD = re.compile(r"[a-z]+")
_ASKED = re.compile(
    r"(?:(?:bonjour|madame|monsieur|hello|hi|hallo|beste|geachte"
    r"|dag)\b[^?]{0,40}?[, ] ?)?(?:et |and |en |und )?"
    r"(?:est-ce|est-il|serait-il|puis-je|pouvons-nous|pouvez-vous|pourrions-nous|pourrait-on"
    r"|peut-on"
    r"|pourriez-vous|pourrais-je|quand|comment|combien|pourquoi|si je|can|could|may|would|is it"
    r"|when|how|what"
    r"|kan|kunnen|mag|mogen|zou|is het|hoe|wanneer|wat|konnen|konnte|durfen|darf|ist es|wie"
    r"|wann|was)\b"
)


@dataclass(frozen=True)
class Clause:
    """One clause: weight of each signal, and where payment is promised in it (-1: nowhere).

    `arrives_at` is where money is said to reach us, which promises only if it has not left;
    `made_until` where the words of a payment already made end. `denied` are stretches whose
    days are not promised; `once` tells that the promise waits for something.
    """

    text: str
    weights: dict[str, int] = field(default_factory=dict)
    promised_at: int = -1
    arrives_at: int = -1
    made_until: int = -1
    denied: tuple[tuple[int, int], ...] = ()
    once: bool = False
    asks: bool = False


def read_clauses(folded: str) -> list[Clause]:
    """Weigh every clause of a folded text.

    >>> [clause.weights for clause in read_clauses("nous n'avons pas paye. virement fait hier")]
    [{}, {'paid': 3}]
    """
    languages = guess_languages(folded)
    read = [_read(text[:_CLAUSE], languages) for text in clauses(folded)]
    if any(clause.weights.get("paid", 0) > 2 for clause in read):  # noqa: PLR2004 - said plainly
        return read
    return [_promising(clause) if clause.arrives_at >= 0 else clause for clause in read]


def _promising(clause: Clause) -> Clause:
    """Give a clause whose arrival is the promise."""
    place = clause.promised_at if clause.promised_at >= 0 else clause.arrives_at
    return replace(clause, weights={**clause.weights, "promise": 3}, promised_at=place)


def guess_languages(folded: str) -> tuple[str, ...]:
    """Guess by small words which lists to read; all of them when nothing tells.

    >>> guess_languages("nous avons regle la facture"), guess_languages("ok")
    (('fr',), ('fr', 'nl', 'de', 'en'))
    """
    words = _WORD.findall(folded[:2_000])
    counts = {name: sum(word in phrases(name).small for word in words) for name in LANGUAGES}
    best = max(counts.values())
    if best < 2:  # noqa: PLR2004 - one word alone may be of any language
        return LANGUAGES
    return tuple(name for name, count in counts.items() if count * 2 >= best)


def _read(text: str, languages: tuple[str, ...]) -> Clause:
    weights: dict[str, int] = {}
    promised: list[int] = []
    arriving: list[int] = []
    denied: set[tuple[int, int]] = set()
    once, made = False, -1
    for language in languages:
        read = _Reader(phrases(language).signals, text)
        for signal in ("dispute", "question", "insolvent", "stranger"):
            _add(weights, signal, read.plain(signal))
        _add(weights, "paid", read.paid())
        weight, place = read.promise("promise")
        _add(weights, "promise", weight)
        promised += [place] if weight else []
        weight, place = read.promise("arrival")
        arriving += [place] if weight else []
        denied.update(read.denied)
        made = max(made, read.made_until)
        once = once or read.once
    first, arrives = min(promised, default=-1), min(arriving, default=-1)
    stretches = tuple(sorted(denied))
    return Clause(text, weights, first, arrives, made, stretches, once, text.endswith("?"))


def _add(weights: dict[str, int], signal: str, weight: int) -> None:
    if weight:
        weights[signal] = max(weight, weights.get(signal, 0))


class _Reader:
    """One clause under the lists of one language, and what denies what in it."""

    def __init__(self, patterns: dict[str, Weighted], text: str) -> None:
        self._patterns = patterns
        for _, courtesy in patterns["courtesy"]:
            text = courtesy.sub(lambda match: "_" * len(match[0]), text)
        self._text = text
        self._parts = _parts(text)
        self._unpaid = self._parts_with("unpaid")
        self._made: tuple[tuple[int, int], ...] = ()
        self.once = self._has("once")
        self.denied = tuple(self._parts_with("cannot"))
        if self._has("unless"):
            self.denied = ((0, len(text)),)

    @property
    def made_until(self) -> int:
        """Where the words of a payment already made end, -1 without one."""
        return self._made[0][1] if self._made else -1

    def plain(self, signal: str) -> int:
        """Weigh a signal nothing denies; small ones add up."""
        best = total = 0
        for weight, pattern in self._patterns[signal]:
            found = pattern.findall(self._text) if weight == 1 else pattern.search(self._text)
            if found:
                best = max(best, weight)
                total += len(set(found)) if isinstance(found, list) else 0
        return max(best, min(total, 2))

    def paid(self) -> int:
        """Weigh what says that payment was made; the same words promise nothing then."""
        for weight, pattern in self._patterns["paid"]:
            for match in pattern.finditer(self._text):
                if not _within(match.start(), self._unpaid) and not self._to_come(match.start()):
                    self._made = (match.span(),)
                    return weight
        return 0

    def promise(self, signal: str) -> tuple[int, int]:
        """Weigh what says that payment will be made (or arrive), and where it is said."""
        if self._text.rstrip().endswith("?") and _ASKED.match(self._text):
            return 0, -1
        for weight, pattern in self._patterns[signal]:
            match = pattern.search(self._text)
            while match:
                if _within(match.start(), self._made):
                    after = self._made[0][1]
                elif _within(match.start(), self.denied):
                    after = match.end()
                else:
                    return weight, match.start()
                match = pattern.search(self._text, max(after, match.start() + 1))
        return 0, -1

    def _to_come(self, place: int) -> bool:
        before = self._text[max(0, place - _LOOK_BACK) : place]
        return any(pattern.search(before) for _, pattern in self._patterns["future"])

    def _has(self, signal: str) -> bool:
        return any(pattern.search(self._text) for _, pattern in self._patterns[signal])

    def _parts_with(self, signal: str) -> list[tuple[int, int]]:
        patterns = [pattern for _, pattern in self._patterns[signal]]
        return [
            (start, end)
            for start, end in self._parts
            if any(pattern.search(self._text, start, end) for pattern in patterns)
        ]


def _parts(text: str) -> list[tuple[int, int]]:
    """Cut a clause at its commas and colons."""
    cuts = [0, *(match.end() for match in re.finditer(r"[,:(]\s", text)), len(text)]
    return list(itertools.pairwise(cuts))


def _within(place: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in stretches)
