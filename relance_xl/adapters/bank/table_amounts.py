"""What each line of a list is worth, in the several ways banks write debit and credit."""

from collections.abc import Sequence

from relance_xl.adapters.bank.table_words import CREDITS, DEBITS
from relance_xl.adapters.tabular import ForeignTable, Line, folded, read_cents, split_side


def amounts_of(table: ForeignTable, lines: Sequence[Line]) -> list[int | None]:
    """Give each line's amount, positive when we were paid; None where it cannot be read.

    Known ways: one signed amount; an amount and its side; two columns, the debits of which
    may be written with a minus. In two columns a sign against its column's own is a
    cancelled line.
    """
    if "amount" in table.columns:
        return [_signed(table, line) for line in lines]
    debits = [_read(table, line, "debit") for line in lines]
    credits_ = [_read(table, line, "credit") for line in lines]
    written = [debit for debit in debits if debit]
    minus = bool(written) and all(debit < 0 for debit in written)
    return [
        None
        if debit is None and credit is None
        else (credit or 0) + ((debit or 0) if minus else -(debit or 0))
        for debit, credit in zip(debits, credits_, strict=True)
    ]


def _read(table: ForeignTable, line: Line, name: str) -> int | None:
    return table.cents(line, name)


def _signed(table: ForeignTable, line: Line) -> int | None:
    told = table.cell(line, "amount")
    side = folded(table.text(line, "side"))
    cents = table.cents(line, "amount")
    if cents is None and isinstance(told, str):
        number, beside = split_side(told)
        cents = read_cents(number, table.marks.get("amount", ""))
        side = side or beside
    if cents is None:
        return None
    if side in DEBITS:
        return -abs(cents)
    return abs(cents) if side in CREDITS else cents


def less_fees(
    table: ForeignTable, lines: Sequence[Line], amounts: Sequence[int | None]
) -> list[int | None]:
    """Take off the fees a bank writes beside the amount (Revolut), unless it is a total."""
    total = folded(table.header[table.columns["amount"]]).startswith("total")
    if total or "fee" not in table.columns:
        return list(amounts)
    fees = [abs(table.cents(line, "fee") or 0) for line in lines]
    return [None if a is None else a - fee for a, fee in zip(amounts, fees, strict=True)]
