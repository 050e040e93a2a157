"""Days named in a text, reckoned from the day it was written.

A small grammar, nothing learnt: written dates, days of this or the next month, weekdays,
« fin mars », « la semaine prochaine », « sous 8 jours », « overmorgen »… in four languages
(`phrases/days.txt`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from relance_xl.rules.replies import calendar_words
from relance_xl.rules.replies.day_readings import READINGS, Reading
from relance_xl.rules.replies.phrases import expand, read_list


@dataclass(frozen=True, slots=True)
class Day:
    """A day named at `start`…`end` of a text."""

    start: int
    end: int
    on: date


def find_days(text: str, today: date) -> list[Day]:
    """Find the days a folded text names, past ones too, in the order of the text.

    `today` is the day it was written. Where two readings overlap the longer stands.

    >>> [str(day.on) for day in find_days("le 3 mars, le 15 ou fin avril", date(2026, 3, 6))]
    ['2026-03-03', '2026-03-15', '2026-04-30']
    """
    found = sorted(_readings(text, today), key=lambda day: (day.start - day.end, day.start))
    kept: list[Day] = []
    for day in found:
        if all(day.end <= other.start or day.start >= other.end for other in kept):
            kept.append(day)
    return sorted(kept, key=lambda day: day.start)


def _readings(text: str, today: date) -> Iterator[Day]:
    for pattern, read in _grammar():
        for match in pattern.finditer(text):
            try:
                on = read(match, today)
            except (ValueError, OverflowError):
                continue
            if on is not None:
                yield Day(match.start(), match.end(), on)


@cache
def _grammar() -> tuple[tuple[re.Pattern[str], Reading], ...]:
    words, entries = read_list("days")
    known = {**words, **calendar_words.PATTERNS}
    return tuple((re.compile(expand(line, known)), READINGS[name]) for name, _, line in entries)
