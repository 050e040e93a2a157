"""Numbers of reminders: REL-AAAA-NNNNN, given once, never used again (RULES §5)."""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"REL-(\d{4})-(\d{5,})")


def next_numbers(count: int, year: int, used: Iterable[str], journal_last: int = 0) -> list[str]:
    """Give the next `count` numbers of a year.

    `used` are numbers seen anywhere (Relances, Envois, « Dernier numéro »), of any year or
    shape; `journal_last` is the highest the journal knows of that year.

    >>> next_numbers(2, 2026, ["REL-2026-00041", "REL-2025-90000", "à la main"], 40)
    ['REL-2026-00042', 'REL-2026-00043']
    """
    last = max([journal_last, *(sequence(number, year) for number in used)])
    return [f"REL-{year}-{last + place:05d}" for place in range(1, count + 1)]


def sequence(number: str, year: int) -> int:
    """Give the sequence of a number of that year, 0 for any other text.

    >>> sequence("REL-2026-00041", 2026), sequence("REL-2026-00041", 2027)
    (41, 0)
    """
    found = _NUMBER.fullmatch(number.strip())
    return int(found[2]) if found and int(found[1]) == year else 0


def is_number(text: str) -> bool:
    """Tell whether a text is a REL- number.

    >>> is_number("REL-2026-00041"), is_number("")
    (True, False)
    """
    return _NUMBER.fullmatch(text) is not None


def highest(numbers: Iterable[str]) -> str:
    """Give the number to remember as « Dernier numéro »: the highest of the latest year.

    >>> highest(["REL-2025-00900", "REL-2026-00003", "", "x"]), highest([])
    ('REL-2026-00003', '')
    """
    known = [found for number in numbers if (found := _NUMBER.fullmatch(number.strip()))]
    return max(known, key=lambda found: (int(found[1]), int(found[2])))[0] if known else ""
