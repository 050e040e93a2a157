"""Rows of a table of invoices -> one item per invoice, one customer per code."""

from collections import Counter
from collections.abc import Sequence

from relance_xl.adapters.ledgers.table_rows import PERSONAL, Row
from relance_xl.incoming import LedgerCustomer, LedgerItem

_SIREN, _SIRET = 9, 14


def code_of(row: Row) -> str:
    """Give the customer's code, else his name: what tells him apart in this file."""
    return row.customer or row.name


def items_of(rows: Sequence[Row]) -> tuple[LedgerItem, ...]:
    """Gather the rows of each invoice; Σ balances of the rows = Σ balances of the items.

    An échéancier gives an invoice one line per due date: balances add up, the latest day is
    kept. A payment that bears an invoice's number reduces it; one without stays a credit of
    its customer, document `credit_note`.
    """
    gathered: dict[tuple[str, str], list[Row]] = {}
    made: Counter[str] = Counter()
    for row in rows:
        number = row.invoice or _made(row, made)
        gathered.setdefault((code_of(row), number), []).append(row)
    seen: dict[str, str] = {}
    items = []
    for (customer, number), group in gathered.items():
        owner = seen.setdefault(number, customer)
        own = number if owner == customer else f"{number}-{customer}"
        items.append(_item(own, customer, group))
    return tuple(items)


def _made(row: Row, made: Counter[str]) -> str:
    """Make a number for money without one; equal ones on one day are counted apart."""
    day = f"{row.issue:%Y%m%d}" if row.issue else "00000000"
    number = f"RGT-{code_of(row)}-{day}-{abs(row.balance or row.total or 0)}"
    made[number] += 1
    return number if made[number] == 1 else f"{number}-{made[number]}"


def _item(number: str, customer: str, group: Sequence[Row]) -> LedgerItem:
    owed = [row for row in group if not row.payment] or list(group)
    balance, total = _balance(group), _total(owed)
    if total is None or (balance is not None and abs(balance) > abs(total)):
        # A total below what is left to pay is one without VAT.
        total = balance
    credit = (balance or total or 0) < 0
    head = owed[0]
    dues = [row.due for row in owed if row.due]
    issued = [row.issue for row in owed if row.issue]
    return LedgerItem(
        invoice=number,
        customer=customer,
        issue_date=min(issued, default=None),
        due_date=max(dues, default=None),
        total_cents=total,
        balance_cents=balance,
        currency=_currency(head.texts.get("currency", "")),
        document="credit_note" if credit else "invoice",
        credit_note_of=head.texts.get("credit_note_of", "") if credit else "",
        structured_reference=head.texts.get("structured_reference", ""),
        contract_reference=head.texts.get("contract_reference", ""),
        label=head.texts.get("label", ""),
        place=f"ligne {head.number}",
    )


def _printed_twice(group: Sequence[Row]) -> bool:
    """Tell an invoice printed twice from two parts of one; money received always counts."""
    first = (group[0].total, group[0].balance, group[0].due, group[0].issue)
    same = all((row.total, row.balance, row.due, row.issue) == first for row in group)
    return same and not any(row.line or row.credit or row.moved for row in group)


def _balance(group: Sequence[Row]) -> int | None:
    known = [row.balance for row in group if row.balance is not None]
    if not known:
        return None
    return known[0] if _printed_twice(group) else sum(known)


def _total(owed: Sequence[Row]) -> int | None:
    """Give the whole invoice's total: repeated on each of its lines, or spread over them."""
    known = [row.total for row in owed if row.total is not None]
    if not known:
        return None
    if any(row.line for row in owed):
        return sum(known)
    if _printed_twice(owed):
        return known[0]
    balances = sum(abs(row.balance or 0) for row in owed)
    if len(set(known)) == 1 and (len(known) == 1 or abs(known[0]) >= balances):
        return known[0]
    return sum(known)


def _currency(said: str) -> str:
    """Give an ISO code; « € » and words are the company's own currency, left empty.

    >>> _currency("eur"), _currency("€"), _currency("US Dollar")
    ('EUR', '', '')
    """
    code = said.strip().upper()
    return code if len(code) == len("EUR") and code.isascii() and code.isalpha() else ""


def customers_of(rows: Sequence[Row]) -> tuple[LedgerCustomer, ...]:
    """Give each customer once, every field from the first line that tells it."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        known = found.setdefault(code_of(row), {"name": row.name})
        known["name"] = known["name"] or row.name
        for name in PERSONAL:
            if row.texts.get(name) and not known.get(name):
                known[name] = row.texts[name]
    return tuple(_customer(code, known) for code, known in found.items())


def _customer(code: str, known: dict[str, str]) -> LedgerCustomer:
    siren = "".join(known.get("siren", "").split()).replace(".", "")
    known["siren"] = siren[:_SIREN] if len(siren) == _SIRET and siren.isdecimal() else siren
    return LedgerCustomer(customer=code, **known)
