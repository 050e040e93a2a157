"""What stands above and below a bank's list: whose account, in what currency, its balances."""

import re
from dataclasses import dataclass

from relance_xl.adapters.bank.references import first_iban, plain_account
from relance_xl.adapters.tabular import ForeignTable, Line, folded, read_cents

_ACCOUNT = re.compile(
    r"(?i)(?:compte|account|rekening|konto|\bno?\b|n°)[^0-9\n]{0,30}([0-9][0-9A-Z ]{4,30}[0-9])"
)
_CURRENCY = re.compile(r"\b(EUR|CHF|USD|GBP|CAD|SEK|NOK|DKK|PLN|CZK|HUF|RON|JPY)\b")
_BALANCE = re.compile(r"(?:solde|balance|saldo|total)\b")
_OPENING = re.compile(r"\b(?:debut|start|initial|opening|ancien)\b")
_CLOSING = re.compile(r"\b(?:fin|end|final|closing|nouveau)\b")
_SWISS = "CH"


@dataclass(frozen=True)
class Around:
    """What a list tells outside its lines; empty or None where it tells nothing."""

    account: str
    currency: str
    opening: int | None = None
    closing: int | None = None


def look_around(table: ForeignTable) -> Around:
    """Search the lines that are no movements, and the header itself."""
    above = "\n".join(_told(line) for line in table.preamble)
    iban = first_iban(above.upper())
    found = _ACCOUNT.search(above)
    account = iban or (plain_account(found[1]) if found else "")
    header = " ".join(table.header).upper()
    named = _CURRENCY.search(header) or _CURRENCY.search(above.upper())
    home = "CHF" if account.startswith(_SWISS) else "EUR"
    opening = closing = None
    for line in (*table.preamble, *table.lines):
        if not is_balance(line):
            continue
        first = folded(str(line.cells[0]))
        cents = next(
            (c for cell in line.cells[1:] for c in [read_cents(cell)] if c is not None), None
        )
        if _OPENING.search(first):
            opening = cents
        elif _CLOSING.search(first):
            closing = cents
    return Around(account, named[1] if named else home, opening, closing)


def is_balance(line: Line) -> bool:
    """Tell a line that gives a balance or a total."""
    return bool(line.cells) and bool(_BALANCE.match(folded(str(line.cells[0]))))


def _told(line: Line) -> str:
    return " ".join(str(cell) for cell in line.cells if cell != "")
