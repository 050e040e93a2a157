"""Dated figures shipped beside the laws: read from CSV, never from the network."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

_UNIT = "percent a year"


@dataclass(frozen=True, slots=True)
class Figure:
    """A rate in basis points, with where it was read."""

    bps: int
    source: str
    confidence: str


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Read the rows of a shipped CSV; raises `ValueError` on a unit we do not know.

    >>> rows("ecb_mro")[0]["from"]
    '2007-06-13'
    """
    text = files("relance_xl.laws").joinpath("rates", f"{name}.csv").read_text("utf-8")
    found = tuple(csv.DictReader(text.splitlines()))
    if any(row["unit"] != _UNIT for row in found):
        raise ValueError(f"{name}: a unit other than {_UNIT!r}")
    return found


def bps(percent: str) -> int:
    """Turn a yearly percentage into basis points, exactly.

    >>> bps("2.15"), bps("10")
    (215, 1000)
    >>> bps("2.155")
    Traceback (most recent call last):
        ...
    ValueError: finer than a basis point: 2.155
    """
    value = Decimal(percent) * 100
    if value != value.to_integral_value():
        raise ValueError(f"finer than a basis point: {percent}")
    return int(value)


def ecb_rate(day: date) -> Figure:
    """Give the ECB main refinancing rate in force that day, by date of effect.

    Raises `LookupError` before the first row. The last row holds until a newer one: it is
    for the law's file to say up to when its periods are known.

    >>> ecb_rate(date(2026, 7, 1)).bps, ecb_rate(date(2023, 7, 1)).bps
    (240, 400)
    >>> ecb_rate(date(2000, 1, 1))
    Traceback (most recent call last):
        ...
    LookupError: no ECB rate on 2000-01-01
    """
    found = [row for row in rows("ecb_mro") if row["from"] <= day.isoformat()]
    if not found:
        raise LookupError(f"no ECB rate on {day}")
    last = max(found, key=lambda row: row["from"])
    return Figure(bps(last["rate"]), last["source"], last["confidence"])
