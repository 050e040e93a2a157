"""Lettered ledgers (FEC) replayed as a bank would tell them: what happened, day by day.

Only what is needed to measure matching: customers' accounts (411), money that came in
(an entry with a line on a treasury account), and the lettering accountants gave.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

_CUSTOMERS = "411"
_TREASURY = ("51", "53", "54", "58")


@dataclass
class Line:
    """One line of a customer's account; `cents` is debit less credit."""

    place: int
    customer: str
    name: str
    day: date
    issued: date
    piece: str
    label: str
    cents: int
    group: tuple[str, str, str] | None
    paid: bool
    """Its entry moved money: it is a payment, or one given back."""


@dataclass
class Ledger:
    """Lines in order of day, invoices before payments, and the lines of every lettering."""

    name: str
    lines: list[Line]
    groups: dict[tuple[str, str, str], list[Line]] = field(default_factory=dict)


def read_fec(path: Path) -> Ledger | None:
    """Read a ledger; None when the file is none, or nothing of it is lettered."""
    rows = _rows(path)
    if rows is None:
        return None
    treasury = {
        _entry(row) for row in rows if row["comptenum"].startswith(_TREASURY) and _entry(row)
    }
    lines = [
        _line(place, row, paid=_entry(row) in treasury)
        for place, row in enumerate(rows)
        if row["comptenum"].startswith(_CUSTOMERS) and _cents(row)
    ]
    lines.sort(key=lambda line: (line.day, line.cents < 0 and line.paid, line.place))
    ledger = Ledger(path.name, lines)
    groups = defaultdict(list)
    for line in lines:
        if line.group:
            groups[line.group].append(line)
    ledger.groups = dict(groups)
    return ledger if groups else None


def _rows(path: Path) -> list[dict[str, str]] | None:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252", "iso-8859-15"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head, _, _ = text.partition("\n")
    separator = max("\t|;", key=head.count)
    table = csv.reader(text.split("\n"), delimiter=separator, quoting=csv.QUOTE_NONE)
    names = [name.strip().casefold() for name in next(table)]
    if not {"comptenum", "compauxnum", "ecriturelet", "ecrituredate"} <= set(names):
        return None
    rows = []
    for cells in table:
        row = dict.fromkeys(names, "") | dict(zip(names, map(str.strip, cells), strict=False))
        if row["comptenum"]:
            rows.append(row)
    return rows


def _entry(row: dict[str, str]) -> tuple[str, str, str]:
    return row["journalcode"], row["ecriturenum"], row["ecrituredate"]


def _line(place: int, row: dict[str, str], *, paid: bool) -> Line:
    day = _day(row["ecrituredate"]) or date.min
    customer = row["compauxnum"] or row["comptenum"]
    letters = row["ecriturelet"]
    return Line(
        place,
        customer,
        row["compauxlib"] or row["comptelib"],
        day,
        _day(row.get("piecedate", "")) or day,
        row["pieceref"],
        row["ecriturelib"],
        _cents(row),
        (row["comptenum"], customer, letters) if letters else None,
        paid,
    )


def _cents(row: dict[str, str]) -> int:
    if "debit" in row:
        return _amount(row["debit"]) - _amount(row["credit"])
    credit = row.get("sens", "").upper() in {"C", "-1", "-"}
    return -_amount(row["montant"]) if credit else _amount(row["montant"])


def _amount(text: str) -> int:
    digits = "".join(text.split()).replace("\u00a0", "").replace(",", ".")
    return int(Decimal(digits or "0") * 100)


def _day(text: str) -> date | None:
    for form in ("%Y%m%d", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None
