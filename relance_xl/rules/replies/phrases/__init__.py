"""What customers write, per language: lists of signals, each phrase with its weight.

The lists are text files beside this page, one pattern per line. Patterns see folded text
(`words.fold`). `@name` stands for a list of words of the same file; `@gap` for a few words
that deny nothing. Weight 3 decides alone, 2 when nothing stronger is said, two phrases of
weight 1 together.

Signals: dispute, paid, promise, question; `courtesy` is struck out first; `unpaid` denies
paid, `cannot` denies promise, each in its own part of a sentence; `unless` (a condition we
have to fulfil) denies the promise of its sentence, `once` takes its strength; `future` just
before a phrase of paid makes it none; `arrival` (money will be seen on our side) is a
promise only where nobody says that it has left; `insolvent` and `stranger` ask for a person.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("fr", "nl", "de", "en")

_SECTION = re.compile(r"\[(\w+)(?: (\d))?\]$")

Weighted = tuple[tuple[int, re.Pattern[str]], ...]


@dataclass(frozen=True)
class Phrases:
    """One language: the small words it is known by, and of each signal patterns by weight."""

    small: frozenset[str]
    signals: dict[str, Weighted]


@cache
def phrases(language: str) -> Phrases:
    """Read the lists of a language, once.

    >>> "nous" in phrases("fr").small, [weight for weight, _ in phrases("fr").signals["paid"]]
    (True, [3, 2])
    """
    words: dict[str, str] = {}
    small: set[str] = set()
    groups: dict[tuple[str, int], list[str]] = {}
    for section, weight, line in _lines(language):
        if section == "words":
            name, _, listed = line.partition(" = ")
            words[name] = listed
        elif section == "small":
            small.update(line.split())
        else:
            groups.setdefault((section, weight), []).append(line)
    signals: dict[str, Weighted] = {}
    for (signal, weight), patterns in groups.items():
        end = "$" if signal == "future" else ""
        signals[signal] = (*signals.get(signal, ()), (weight, _compile(patterns, words, end)))
    return Phrases(frozenset(small), signals)


def _lines(language: str) -> list[tuple[str, int, str]]:
    """Give every entry of a file with its section and weight, long ones put together."""
    text = files(__name__).joinpath(f"{language}.txt").read_text(encoding="utf-8")
    found: list[tuple[str, int, str]] = []
    section, weight = "", 0
    for line in text.splitlines():
        head = _SECTION.match(line)
        if head:
            section, weight = head[1], int(head[2] or 0)
        elif line.startswith(" ") and found:
            found[-1] = (section, weight, found[-1][2] + line.strip())
        elif line and not line.startswith("#"):
            found.append((section, weight, line))
    return found


def _compile(patterns: list[str], words: dict[str, str], end: str) -> re.Pattern[str]:
    told = "|".join(line if line[0] in "^\\" else rf"\b(?:{line})" for line in patterns)
    for _ in range(2):  # a list of words may name another one
        for name in sorted(words, key=len, reverse=True):
            told = told.replace(f"@{name}", words[name])
    return re.compile(f"(?:{told}){end}")
