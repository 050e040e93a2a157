"""Lists of movements as CSV or a workbook, read by the names of their columns."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from relance_xl.adapters.bank.balances import signed_by_balance
from relance_xl.adapters.bank.drafts import Draft, Faults, Gathering, bank_file
from relance_xl.adapters.bank.layouts import bank_of
from relance_xl.adapters.bank.references import first_iban, plain_account
from relance_xl.adapters.bank.table_amounts import amounts_of, less_fees
from relance_xl.adapters.bank.table_around import Around, is_balance, look_around
from relance_xl.adapters.bank.table_words import (
    AMOUNTS,
    COLUMNS,
    DAYS,
    INVOICES,
    NOT_BOOKED,
    TEXTS,
)
from relance_xl.adapters.tabular import (
    ForeignTable,
    Grid,
    Line,
    by_profile,
    folded,
    profile_of,
    recognise,
)
from relance_xl.incoming import BankFile, Profile, Reading

_FEWEST_DIGITS = 5


def _enough(found: Mapping[str, int]) -> bool:
    dated = "day" in found or "value_day" in found
    told = any(name in found for name in ("label", "payer", "message", "detail", "kind"))
    return dated and told and ("amount" in found or {"debit", "credit"} <= set(found))


def read_table(name: str, grids: Sequence[Grid], profiles: Sequence[Profile]) -> Reading | None:
    """Read a bank's list; None when no header tells one, or when it tells invoices.

    A saved profile of the very header wins; then a known bank's own header, which needs no
    profile; else the reading carries the profile guessed, for a person to confirm.
    """
    for profile in (p for p in profiles if p.kind == "bank"):
        table = by_profile(grids, profile, amounts=AMOUNTS, days=DAYS)
        if table is not None and _enough(table.columns):
            return Reading(_file(name, table), profile)
    table = recognise(grids, COLUMNS, _enough, amounts=AMOUNTS, days=DAYS)
    if table is None:
        return None
    known = bank_of(table.header)
    if not known and INVOICES & {folded(header) for header in table.header}:
        return None
    return Reading(_file(name, table), None if known else profile_of(table, "bank"))


def _file(name: str, table: ForeignTable) -> BankFile:
    faults = Faults()
    for remark in table.grid.remarks:
        faults.say(remark)
    shape = "Excel" if table.grid.name else "CSV"
    gathered = _gathered(table, look_around(table), faults)
    return bank_file(name, f"{shape} {bank_of(table.header)}".strip(), gathered, faults)


def _gathered(table: ForeignTable, around: Around, faults: Faults) -> list[Gathering]:
    lines = [line for line in table.lines if _is_movement(table, line, faults)]
    waiting = [line for line in lines if folded(table.text(line, "status")) in NOT_BOOKED]
    faults.set_aside(len(waiting))
    held = {line.number for line in waiting}
    lines = [line for line in lines if line.number not in held]
    accounts = _accounts(table, lines, around)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        currency = table.text(line, "currency").upper()[:3] or around.currency
        groups[accounts[place], currency].append(place)
    amounts = amounts_of(table, lines)
    gathered = []
    for (account, currency), places in groups.items():
        made = Gathering(account, currency)
        chosen = [lines[place] for place in places]
        settled, made.agrees = _settled(table, chosen, [amounts[place] for place in places])
        made.drafts = [_draft(table, x, cents) for x, cents in zip(chosen, settled, strict=True)]
        gathered.append(made)
    if len(gathered) == 1:
        gathered[0].opening, gathered[0].closing = around.opening, around.closing
    gathered = gathered or [Gathering(around.account, around.currency)]
    for line, cents in zip(waiting, amounts_of(table, waiting), strict=True):
        gathered[0].drafts.append(replace(_draft(table, line, cents), pending=True))
    return gathered


def _is_movement(table: ForeignTable, line: Line, faults: Faults) -> bool:
    """Tell a movement from a line of text, a balance or a header repeated further down."""
    names = ("amount",) if "amount" in table.columns else ("debit", "credit")
    if not any(table.text(line, name) for name in names):
        return False
    if _day(table, line) is not None:
        return True
    told = table.text(line, "day") or table.text(line, "value_day")
    if any(c.isdigit() for c in told) and not is_balance(line):
        faults.note("date illisible", f"ligne {line.number}")
    return False


def _day(table: ForeignTable, line: Line) -> date | None:
    return table.day(line, "day") or table.day(line, "value_day")


def _accounts(table: ForeignTable, lines: Sequence[Line], around: Around) -> list[str]:
    """Give the own account of each line.

    A column only called « IBAN » or « Compte » is our own when all its lines say the same,
    the other side's when they differ.
    """
    for name in ("own_account", "some_account"):
        told = [plain_account(table.text(line, name)) for line in lines]
        same = len(set(told)) == 1 and len(told) > 1
        if told and all(_is_account(text) for text in told) and (same or name == "own_account"):
            return told
    return [around.account] * len(lines)


def _is_account(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= _FEWEST_DIGITS


def _settled(
    table: ForeignTable, lines: Sequence[Line], amounts: Sequence[int | None]
) -> tuple[list[int | None], bool | None]:
    """Check amounts against the running balance, which may correct their signs."""
    balances = [table.cents(line, "balance") for line in lines]
    tries = [amounts]
    if "amount" in table.columns and "fee" in table.columns:
        tries = [less_fees(table, lines, amounts), amounts]
    for attempt in tries:
        readable = [p for p, cents in enumerate(attempt) if cents is not None]
        signed, agrees = signed_by_balance(
            [attempt[p] or 0 for p in readable], [balances[p] for p in readable]
        )
        if agrees:
            settled = list(attempt)
            for place, cents in zip(readable, signed, strict=True):
                settled[place] = cents
            return settled, True
    return list(tries[0]), agrees


def _draft(table: ForeignTable, line: Line, cents: int | None) -> Draft:
    shared = table.text(line, "some_account")
    payer, account = table.text(line, "payer"), table.text(line, "payer_account")
    if not account and first_iban(payer) == plain_account(payer) != "":
        payer, account = "", payer
    return Draft(
        day=_day(table, line),
        cents=cents,
        texts=[table.text(line, name) for name in TEXTS],
        reference=table.text(line, "bank_reference") or table.text(line, "reference"),
        end_to_end=table.text(line, "end_to_end"),
        structured=table.text(line, "structured"),
        payer=payer,
        account=account or (shared if _is_account(shared) else ""),
        place=f"ligne {line.number}",
    )
