"""Numbers of penalty statements: DEC-AAAA-NNNNN, given once, never used again."""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"DEC-(\d{4})-(\d{5,})")


def next_statement(year: int, used: Iterable[str]) -> str:
    """Give the next number of a year; `used` are numbers seen anywhere, of any year or shape.

    >>> next_statement(2026, ["DEC-2026-00041", "DEC-2025-90000", "à la main"])
    'DEC-2026-00042'
    """
    found = (_NUMBER.fullmatch(number.strip()) for number in used)
    last = max((int(f[2]) for f in found if f and int(f[1]) == year), default=0)
    return f"DEC-{year}-{last + 1:05d}"


def statement_named(text: str) -> str:
    """Give the statement a bank's words name; "" when there is none.

    >>> statement_named("VIR MARTIN REF DEC-2026-00042 MERCI")
    'DEC-2026-00042'
    """
    found = _NUMBER.search(text.upper())
    return found[0] if found else ""
