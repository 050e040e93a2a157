"""Customers by name: which of them a bank's text may mean."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nsmallest
from typing import NamedTuple

from relance_xl.rules.matching.words import own_name_words

FULL = 95
PARTIAL = 80
"""Scores of a name that is the payer's, or may be (RULES §8)."""

_LOOKED_AT = 40
"""How many of the likeliest names are compared letter by letter."""
_STEM = 4
_OFTEN = 400
"""A stem shared by more names than this tells nobody apart."""


class Named(NamedTuple):
    """A customer's position, how well a text fits his name, and if nobody else fits as well."""

    place: int
    score: int
    alone: bool


class _Rated(NamedTuple):
    score: int
    letters: int
    cover: float
    place: int
    shared: frozenset[str]


class NameIndex:
    """Names of customers by their words, for texts with typos, cuts and words in any order."""

    def __init__(self, names: Sequence[tuple[int, str]]) -> None:
        """Index (position, name) pairs; a position may bear several names."""
        self._names = [(place, own_name_words(name)) for place, name in names]
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for row, (_, words) in enumerate(self._names):
            for key in dict.fromkeys(key for word in words for key in _keys(word)):
                self._by_key[key].append(row)
        self._known: dict[tuple[str, ...], list[Named]] = {}

    def find(self, words: tuple[str, ...]) -> list[Named]:
        """Give customers whose name a text's words may mean, the likeliest first.

        >>> index = NameIndex([(0, "Jardin de Florette"), (1, "SARL Dupont"), (2, "Dupont Fils")])
        >>> index.find(("FLORETTE", "JARDIN"))
        [Named(place=0, score=100, alone=True)]
        >>> index.find(("DUPONT",))
        [Named(place=1, score=100, alone=True), Named(place=2, score=100, alone=False)]
        """
        if words not in self._known:
            self._known[words] = self._found(words) if words else []
        return self._known[words]

    def _found(self, words: tuple[str, ...]) -> list[Named]:
        rated = [self._rate(row, words) for row in self._likeliest(words)]
        fitting = [one for one in rated if one.score >= PARTIAL]
        order = sorted(fitting, key=lambda r: (-r.score, -r.letters, -r.cover, r.place))
        best: dict[int, _Rated] = {}
        for one in order:
            best.setdefault(one.place, one)
        ranked = list(best.values())
        alone = bool(ranked) and _stands_out(ranked[0], ranked[1:])
        return [Named(r.place, r.score, alone and r is ranked[0]) for r in ranked]

    def _likeliest(self, words: tuple[str, ...]) -> list[int]:
        """Give the names that share the rarest words, or their ends where a word is unknown."""
        weight: Counter[int] = Counter()
        for word in words:
            for key in (word,) if word in self._by_key else _keys(word):
                rows = self._by_key.get(key, ())
                if len(rows) <= _OFTEN or key == word:
                    for row in rows:
                        weight[row] += 1_000_000 // len(rows)
        return nsmallest(_LOOKED_AT, weight, key=lambda row: (-weight[row], row))

    def _rate(self, row: int, words: tuple[str, ...]) -> _Rated:
        from rapidfuzz.fuzz import token_set_ratio  # noqa: PLC0415 - only imports need it

        place, name = self._names[row]
        words = _uncut(words, name)
        shared = frozenset(name).intersection(words)
        letters = sum(map(len, shared))
        score = round(token_set_ratio(" ".join(words), " ".join(name)))
        return _Rated(score, letters, letters / sum(map(len, name)), place, shared)


def _stands_out(first: _Rated, others: list[_Rated]) -> bool:
    """Tell whether the best name says enough, and no other fits as well or by other words."""
    rivals = [
        other
        for other in others
        if other.score >= FULL and (other[:3] == first[:3] or not other.shared <= first.shared)
    ]
    return not rivals and (first.letters >= _STEM or first.cover == 1)


def _keys(word: str) -> tuple[str, ...]:
    """Give what a word is found by though one end of it be cut or misspelt."""
    if len(word) <= _STEM:
        return (word,)
    return (word, f"{word[:_STEM]}*", f"*{word[-_STEM:]}")


def _uncut(words: tuple[str, ...], name: tuple[str, ...]) -> tuple[str, ...]:
    """Complete a text's last word when the bank cut it inside a word of this name."""
    last = words[-1]
    if len(last) < _STEM or last in name:
        return words
    longer = [word for word in name if word.startswith(last)]
    return (*words[:-1], longer[0]) if longer else words
