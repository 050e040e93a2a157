"""Amounts as French, English, Swiss and German tools write them -> integer cents.

One careful reader for texts of foreign files. It refuses what it is not sure to be one
number (« 12 % », « 1,23E+05 », « 12 34 »): a refused cell is told, a misread one is money.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from relance_xl.money import to_cents

_CURRENCY = re.compile(r"(?i)€|\$|£|\b(?:eur|euros?|chf|usd|gbp|cad|fr\.|sfr\.?)(?![a-z])")
_SPACES = re.compile("[\\s\u00a0\u202f\u2009\u2007\ufffd]")
_APOSTROPHES = str.maketrans("\u2019\u02bc\u00b4`", "''''")
_MINUS = str.maketrans("\u2212\u2013\u2014\ufe63\uff0d", "-----")
_SIGNED = re.compile(r"([-+]?)(.*?)([-+]?)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([ ',.])[0-9]{3})(?:\1[0-9]{3})*")
_PLAIN = re.compile(r"[0-9]+")
_FRACTION = re.compile(r"[0-9]{1,20}")
_DECIMALS = re.compile(r"[0-9]([.,])[0-9]{1,2}(?![0-9.,])")
_SIDE = re.compile(r"(?i)(?<=[0-9\s.,)-])\s*(D|DB|DR|DT|C|CR|S|H)\.?\s*$")

_LONGEST = 40
_LARGEST = 10**15
"""Cents beyond this are no amount of a company: a misread number or a trap."""

_GROUP = 3


def read_cents(value: object, decimal: str = "") -> int | None:
    """Read one amount in currency units as cents; None when it is empty or not sure.

    `decimal` is the mark its column uses (`decimal_mark`): it settles « 1.234 » alone;
    without it a lone mark before exactly three digits separates thousands.

    >>> [read_cents(t) for t in ("1 234,56", "1.234,56", "1,234.56", "1'234.56", "-12,5 €")]
    [123456, 123456, 123456, 123456, -1250]
    >>> read_cents("1.234"), read_cents("1.234", "."), read_cents("(12,00)"), read_cents("7,00-")
    (123400, 123, -1200, -700)
    >>> read_cents("12 %"), read_cents("1,23E+05"), read_cents("12 34"), read_cents("")
    (None, None, None, None)
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float, Decimal)):
        return _bounded(Decimal(str(value)))
    return _bounded(_read_text(str(value), decimal))


def _bounded(amount: Decimal | None) -> int | None:
    if amount is None or not amount.is_finite() or abs(amount) >= _LARGEST:
        return None
    return to_cents(amount)


def _read_text(text: str, decimal: str) -> Decimal | None:
    if len(text) > _LONGEST:
        return None
    text = _SPACES.sub(" ", _CURRENCY.sub(" ", text.translate(_MINUS).translate(_APOSTROPHES)))
    text = text.strip()
    bracketed = text.startswith("(") and text.endswith(")")
    signed = _SIGNED.fullmatch(text[1:-1].strip() if bracketed else text)
    if signed is None or (signed[1] and signed[3]) or (bracketed and (signed[1] or signed[3])):
        return None
    digits = _plain_number(signed[2].strip(), decimal)
    negative = bracketed or "-" in (signed[1], signed[3])
    return None if digits is None else Decimal(f"-{digits}" if negative else digits)


def _plain_number(text: str, decimal: str) -> str | None:
    """Give digits with a point, or None when the marks do not make one number."""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return _whole(text)
    mark, whole, fraction = text[last], text[:last].strip(), text[last + 1 :]
    if _GROUPED.fullmatch(text) and (mark in whole or mark != decimal):
        return _whole(text)
    if mark in whole or (fraction and not _FRACTION.fullmatch(fraction)):
        return None
    units = _whole(whole) if whole else "0"
    return None if units is None or not (whole or fraction) else f"{units}.{fraction or '0'}"


def _whole(text: str) -> str | None:
    if _PLAIN.fullmatch(text):
        return text
    return re.sub("[ ',.]", "", text) if _GROUPED.fullmatch(text) else None


def decimal_mark(values: Iterable[object]) -> str:
    """Tell which mark a column writes decimals with: « , » or « . », "" without evidence.

    >>> decimal_mark(["1.234", "1.234,50"]), decimal_mark(["12.5", 3.2]), decimal_mark(["12"])
    (',', '.', '')
    """
    votes = {",": 0, ".": 0}
    for value in values:
        found = _DECIMALS.search(value[:_LONGEST]) if isinstance(value, str) else None
        if found:
            votes[found[1]] += 1
    if votes[","] == votes["."]:
        return ""
    return max(votes, key=lambda mark: votes[mark])


def split_side(text: str) -> tuple[str, str]:
    """Cut the side an amount is followed by: « 12,00 D », « 12.00CR », German S and H.

    Gives the amount and "debit", "credit" or "".

    >>> split_side("12,00 D"), split_side("1'200.00CR"), split_side("-12,00")
    (('12,00', 'debit'), ("1'200.00", 'credit'), ('-12,00', ''))
    """
    found = _SIDE.search(text)
    if found is None:
        return text, ""
    return text[: found.start()].rstrip(), "debit" if found[1][0].upper() in "DS" else "credit"
