"""The lines of a foreign table of invoices -> rows whose amounts have one meaning.

Told apart here: total lines, customers standing on a line of their own, payments and credit
notes, drafts, amounts without VAT, what is left to pay as each tool words it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from relance_xl.adapters.ledgers import words as w
from relance_xl.adapters.tabular import ForeignTable, Line, folded, one_line, read_day

AMOUNTS = (
    "total", "line_total", "balance", "paid", "debit", "credit", "untaxed", "vat",
    *(f"bucket{rank}" for rank in range(12)),
)  # fmt: skip
DAYS = ("issue_date", "due_date", "paid_on", "platform_on")
PERSONAL = (
    "siren", "vat_number", "email", "phone", "address1", "address2", "postcode", "city", "country",
)  # fmt: skip


_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Row:
    """One line that says something about a debt. `payment`: money received, not a document."""

    number: int
    invoice: str
    customer: str
    name: str
    issue: date | None
    due: date | None
    total: int | None
    balance: int | None
    credit: bool = False
    payment: bool = False
    line: bool = False
    moved: bool = False
    """Read from a debit and a credit column: two equal lines are two movements."""
    lettering: str = ""
    state: str = ""
    state_on: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Harvest:
    """Rows, and what was left out and why: line numbers per French reason."""

    rows: list[Row] = field(default_factory=list)
    left_out: dict[str, list[int]] = field(default_factory=dict)
    control: int | None = None

    def leave(self, reason: str, line: Line) -> None:
        """Set a line aside for a reason."""
        self.left_out.setdefault(reason, []).append(line.number)


class _Group:
    """The customer of the lines that follow, when he stands above them."""

    def __init__(self) -> None:
        self.customer = self.name = ""

    def take(self, texts: list[str]) -> None:
        self.customer, self.name = group_of(texts)


def group_of(texts: list[str]) -> tuple[str, str]:
    """Read the code and name of a customer standing on his own line.

    >>> group_of(["Client : C0012 - DUPONT SARL"]), group_of(["411DUP", "Dupont"])
    (('C0012', 'DUPONT SARL'), ('411DUP', 'Dupont'))
    >>> group_of(["Ateliers Martin"])
    ('', 'Ateliers Martin')
    """
    first = w.GROUP_LEAD.sub("", texts[0]).strip()
    if len(texts) > 1 and re.fullmatch(r"\S{1,20}", first):
        return first, texts[1]
    found = w.CODE_NAME.fullmatch(first)
    if found and any(c.isdigit() for c in found[1]):
        return found[1], found[2]
    return "", first


def harvest(table: ForeignTable, *, open_hint: bool) -> Harvest:
    """Go through a table's lines. `open_hint`: the file says it lists what is unpaid."""
    found, group = Harvest(), _Group()
    header = table.grid.lines[table.at].cells
    for line in table.lines:
        if line.cells == header:
            # Lists meant for paper repeat their header on each page.
            continue
        _line(table, line, group, found, open_hint=open_hint)
    return found


def _line(
    table: ForeignTable, line: Line, group: _Group, found: Harvest, *, open_hint: bool
) -> None:
    words = [one_line(cell) for cell in line.cells if isinstance(cell, str) and cell.strip()]
    words = [word for word in words if _LETTER.search(word) and read_day(word) is None]
    invoice = table.text(line, "invoice")
    amounts = {name: table.cents(line, name) for name in AMOUNTS if name in table.columns}
    has_amount = any(value is not None for value in amounts.values())
    dated = any(table.day(line, name) for name in DAYS if name in table.columns)
    if _is_total(words, invoice) and not dated:
        if has_amount and w.GRAND.fullmatch(folded(words[0]) if words else ""):
            found.control = _control(amounts)
        elif not has_amount:
            group.take(words)
        return
    if not dated and _heads(table, line, words, has_amount=has_amount):
        if words:
            group.take(words)
        return
    row = _row(table, line, amounts, open_hint=open_hint)
    if isinstance(row, str):
        found.leave(row, line)
        return
    if not row.invoice and not row.credit:
        found.leave("sans numéro de facture", line)
        return
    own = table.text(line, "customer"), table.text(line, "name")
    if any(own):
        group.customer, group.name = own
    row.customer, row.name = group.customer, group.name
    found.rows.append(row)


_GROUP_WORDS = 2


def _heads(table: ForeignTable, line: Line, words: list[str], *, has_amount: bool) -> bool:
    """Tell the line a customer stands on alone, above his invoices; his sums may be beside."""
    invoice = table.text(line, "invoice")
    if not has_amount:
        return not invoice or invoice in words[:1]
    if table.text(line, "customer") or table.text(line, "name") or not words:
        return False
    dated = {"issue_date", "due_date"} & table.columns.keys()
    named = not invoice or (invoice == words[0] and " " in invoice)
    return bool(dated) and named and len(words) <= _GROUP_WORDS


def _is_total(words: list[str], invoice: str) -> bool:
    if invoice and not w.TOTAL.match(folded(invoice)):
        return False
    return any(w.TOTAL.match(folded(word)) for word in words[:2])


def _control(amounts: Mapping[str, int | None]) -> int | None:
    if amounts.get("balance") is not None:
        return amounts["balance"]
    if amounts.get("debit") is not None and "credit" in amounts:
        return (amounts["debit"] or 0) - (amounts["credit"] or 0)
    return amounts.get("total") if any(name.startswith("bucket") for name in amounts) else None


def _row(
    table: ForeignTable, line: Line, amounts: Mapping[str, int | None], *, open_hint: bool
) -> Row | str:
    """Give a line's row, or why it is left out."""
    unsure = [
        name
        for name in ("total", "line_total", "balance", "debit", "credit")
        if name in amounts and amounts[name] is None and table.text(line, name).strip("-– ")
    ]
    if unsure:
        return "montant illisible"
    kind, state = folded(table.text(line, "document")), folded(table.text(line, "state"))
    if w.NO_DEBT.search(kind) or w.NO_DEBT.search(state):
        return "devis, brouillon ou achat, rien n’est dû"
    total, balance = _sums(table, line, amounts, state, open_hint=open_hint)
    if total is None and balance is None:
        return "aucun montant"
    lead = balance if balance is not None else total
    payment = bool(w.PAYMENT.search(kind)) and not w.CREDIT.search(kind)
    credit = payment or bool(w.CREDIT.search(kind)) or (lead or 0) < 0 or (total or 0) < 0
    return Row(
        line.number,
        table.text(line, "invoice"),
        "",
        "",
        table.day(line, "issue_date"),
        table.day(line, "due_date"),
        -abs(total) if credit and total is not None else total,
        -abs(balance) if credit and balance is not None else balance,
        credit=credit,
        payment=payment,
        moved="debit" in amounts and "credit" in amounts,
        line="line_total" in table.columns and "total" not in table.columns,
        lettering=table.text(line, "lettering"),
        state=table.text(line, "platform") or table.text(line, "state"),
        state_on=table.day(line, "platform_on"),
        texts={name: table.text(line, name) for name in table.columns if name not in _NOT_TEXT},
    )


_NOT_TEXT = frozenset({*AMOUNTS, *DAYS})


def _sums(
    table: ForeignTable,
    line: Line,
    amounts: Mapping[str, int | None],
    state: str,
    *,
    open_hint: bool,
) -> tuple[int | None, int | None]:
    """Give the total with VAT and what is left of it, as the columns of this table tell."""
    total = amounts.get("total")
    if total is None:
        total = amounts.get("line_total")
    untaxed, vat = amounts.get("untaxed"), amounts.get("vat")
    if total is None and untaxed is not None and vat is not None:
        total = untaxed + vat
    sides = (amounts.get("debit"), amounts.get("credit"))
    if "debit" in amounts and "credit" in amounts and any(side is not None for side in sides):
        moved = (sides[0] or 0) - (sides[1] or 0)
        return (sides[0] or -(sides[1] or 0)) if total is None else total, moved
    if folded(table.text(line, "side")) in w.CREDIT_SIDE and total is not None:
        total = -abs(total)
    balance = amounts.get("balance")
    buckets = [amounts[name] for name in amounts if name.startswith("bucket")]
    if balance is None and buckets:
        balance = total if total is not None else sum(each or 0 for each in buckets)
        return (None if "untaxed" not in amounts else total), balance
    if balance is None:
        balance = _told(table, line, amounts, total, state)
    if balance is None and (open_hint or folded(table.text(line, "side"))):
        balance = total
    return total, balance


def _told(
    table: ForeignTable,
    line: Line,
    amounts: Mapping[str, int | None],
    total: int | None,
    state: str,
) -> int | None:
    """Give what is left of a total when the table says what was paid, or that it was."""
    if total is None:
        return None
    if w.CANCELLED.search(state):
        return 0
    paid = table.text(line, "paid")
    if amounts.get("paid") is not None and read_day(table.cell(line, "paid")) is None:
        left = total - (amounts["paid"] or 0)
        return max(left, 0) if total > 0 else min(left, 0)
    settled = (
        table.day(line, "paid_on") is not None
        or read_day(table.cell(line, "paid")) is not None
        or folded(paid) in w.YES
        or folded(table.text(line, "paid_on")) in w.YES
        or state in w.YES
        or bool(w.PAID.search(state) and not w.UNPAID.search(state))
    )
    if settled:
        return 0
    says = {"paid", "paid_on", "state"} & table.columns.keys()
    return total if says else None


def plain_rows(rows: list[Row]) -> Iterator[Row]:
    """Leave out the groups of an accounting list that lettering settles."""
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.lettering:
            key = (row.customer or row.name, row.lettering)
            sums[key] = sums.get(key, 0) + (row.balance or 0)
    for row in rows:
        if not row.lettering or sums[row.customer or row.name, row.lettering]:
            yield row
