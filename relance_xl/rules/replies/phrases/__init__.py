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
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("fr", "nl", "de", "en")

_NAMED = re.compile(r"@([a-z]+)")
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
    words, entries = read_list(language)
    small: set[str] = set()
    groups: dict[tuple[str, int], list[str]] = {}
    for section, weight, line in entries:
        if section == "small":
            small.update(line.split())
        else:
            groups.setdefault((section, weight), []).append(line)
    signals: dict[str, Weighted] = {}
    for (signal, weight), patterns in groups.items():
        end = "$" if signal == "future" else ""
        signals[signal] = (*signals.get(signal, ()), (weight, _compile(patterns, words, end)))
    return Phrases(frozenset(small), signals)


def read_list(name: str) -> tuple[dict[str, str], list[tuple[str, int, str]]]:
    """Read a file of this folder: its lists of words, then (section, weight, line) of the rest.

    Indented lines go on with the one above; `#` begins a remark.
    """
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
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
    words = dict(line.split(" = ", 1) for section, _, line in found if section == "words")
    return words, [entry for entry in found if entry[0] != "words"]


def expand(pattern: str, words: Mapping[str, str]) -> str:
    """Put the lists that `@name` stands for in their places, lists within lists too.

    >>> expand("@a@b", {"a": "x@b", "b": "y"})
    'xyy'
    """
    return _NAMED.sub(lambda name: expand(_word(name[1], words), words), pattern)


def _word(name: str, words: Mapping[str, str]) -> str:
    """Find the longest list whose name begins here: « @nouns » may be `@noun` and an s."""
    known = next((name[:end] for end in range(len(name), 0, -1) if name[:end] in words), "")
    return words[known] + name[len(known) :]


def _compile(patterns: list[str], words: Mapping[str, str], end: str) -> re.Pattern[str]:
    told = "|".join(line if line[0] in "^\\" else rf"\b(?:{line})" for line in patterns)
    return re.compile(f"(?:{expand(told, words)}){end}")
