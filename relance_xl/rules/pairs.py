"""Pairs as people read them in Excel: `F2026-0001 → standard-2 ; F2026-0002 → (listée)`.

A pair is an invoice (or instalment) with the stage its message records; « (listée) », or
nothing, after the arrow means the invoice was only listed. What separates is escaped inside
a number, so that any text comes back as it went.
"""

import re
from collections.abc import Collection, Iterable

from relance_xl.ports import Pair

_ARROW = " → "
LISTED_ONLY = "(listée)"
"""What stands after the arrow where nothing is recorded; older cells have nothing there."""
_BETWEEN = " ; "
_CELL = 32_000
"""An Excel cell holds 32,767 characters."""
_SPECIAL = re.compile(r"[\\;→]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"(?:\\.|[^\\;])+", re.DOTALL)
_SIDE = re.compile(r"((?:\\.|[^\\→])*)→(.*)", re.DOTALL)


def format_pairs(pairs: Iterable[Pair]) -> str:
    """Write pairs into one cell, in their order.

    When they would not fit, those only listed are left out from the end: a cell never
    loses a pair whose stage is recorded.

    >>> format_pairs([Pair("F2026-0001", "standard-2"), Pair("F2026-0002", "")])
    'F2026-0001 → standard-2 ; F2026-0002 → (listée)'
    """
    all_pairs = list(pairs)
    cell = _join(all_pairs)
    if len(cell) <= _CELL:
        return cell
    room = _CELL - sum(len(_text(pair)) + len(_BETWEEN) for pair in all_pairs if pair.stage)
    kept = []
    for pair in all_pairs:
        if not pair.stage:
            room -= len(_text(pair)) + len(_BETWEEN)
        if pair.stage or room >= 0:
            kept.append(pair)
    return _join(kept)


def parse_pairs(cell: str) -> tuple[Pair, ...]:
    """Read such a cell back; raises `ValueError` where there is no arrow.

    >>> parse_pairs("F2026-0001 → standard-2 ; F2026-0002 → (listée)")
    (Pair(invoice='F2026-0001', stage='standard-2'), Pair(invoice='F2026-0002', stage=''))
    >>> parse_pairs("F2026-0002 → ")
    (Pair(invoice='F2026-0002', stage=''),)
    >>> parse_pairs(format_pairs([Pair("A;1→2", "x")]))[0].invoice
    'A;1→2'
    >>> parse_pairs("F2026-0001")
    Traceback (most recent call last):
        ...
    ValueError: not a pair: F2026-0001
    """
    if "\\" in cell:
        return tuple(_pair(part) for part in _PART.findall(cell) if part.strip())
    found = []
    for part in cell.split(";"):
        invoice, arrow, stage = part.partition("→")
        if arrow:
            found.append(Pair(invoice.strip(), _recorded(stage.strip())))
        elif part.strip():
            raise ValueError(f"not a pair: {part.strip()}")
    return tuple(found)


def _join(pairs: Collection[Pair]) -> str:
    plain = _BETWEEN.join([f"{pair.invoice}{_ARROW}{pair.stage or LISTED_ONLY}" for pair in pairs])
    marks = plain.count(";"), plain.count("→"), plain.count("\\")
    if marks == (max(len(pairs) - 1, 0), len(pairs), 0):
        return plain
    return _BETWEEN.join(_text(pair) for pair in pairs)


def _text(pair: Pair) -> str:
    return f"{_escape(pair.invoice)}{_ARROW}{_escape(pair.stage) or LISTED_ONLY}"


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)


def _pair(part: str) -> Pair:
    found = _SIDE.fullmatch(part)
    if found is None:
        raise ValueError(f"not a pair: {part.strip()}")
    invoice, stage = (_ESCAPED.sub(r"\1", side.strip()) for side in found.groups())
    return Pair(invoice, _recorded(stage))


def _recorded(stage: str) -> str:
    return "" if stage == LISTED_ONLY else stage
