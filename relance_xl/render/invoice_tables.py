"""The tables of a message: what is asked for, and what is shown for information only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from relance_xl.render.blocks import InvoiceRow, InvoiceTable
from relance_xl.render.decided import CREDIT, INFORMATION, LineRow, ProposalRow
from relance_xl.render.formats import Locale, money, short_date
from relance_xl.render.words import item_name, words


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns a table shows, and how their cells are written."""

    locale: Locale
    currency: str
    paid: bool
    disputed: bool
    late: bool

    def headers(self) -> tuple[str, ...]:
        word = words(self.locale.language)
        names = ["invoice", "issued", "due", "total"]
        shown = (("paid", self.paid), ("disputed", self.disputed), ("balance", True))
        names += [name for name, stands in (*shown, ("late", self.late)) if stands]
        return tuple(word[name] for name in names)

    def row(self, line: LineRow) -> InvoiceRow:
        word = words(self.locale.language)
        name = item_name(self.locale.language, line.item, line.invoice)
        cells = [name, self._day(line.issue_date), self._day(line.due_date)]
        cells.append(self.money(line.total_cents))
        if self.paid:
            cells.append(self.money(line.paid_cents) if line.paid_cents else "")
        if self.disputed:
            cells.append(self.money(line.disputed_cents) if line.disputed_cents else "")
        cells.append(self.money(line.open_cents))
        if self.late:
            cells.append(word["days"].format(n=line.days_late) if line.days_late > 0 else "")
        return InvoiceRow(tuple(cells))

    def amount_row(self, label: str, cents: int) -> InvoiceRow:
        blanks = [""] * (len(self.headers()) - 1)
        blanks[self.balance_place - 1] = self.money(cents)
        return InvoiceRow((label, *blanks))

    @property
    def balance_place(self) -> int:
        return 4 + self.paid + self.disputed

    @property
    def numeric(self) -> frozenset[int]:
        return frozenset(range(3, len(self.headers())))

    def money(self, cents: int) -> str:
        return money(cents, self.currency, self.locale)

    def _day(self, day: date | None) -> str:
        return "" if day is None else short_date(day, self.locale)


def invoice_tables(
    row: ProposalRow, lines: Sequence[LineRow], locale: Locale, *, claims: bool
) -> tuple[InvoiceTable, ...]:
    """Give the table of what is asked for and, when there is any, « pour information ».

    Invoices stand under their debtor's name as soon as one is not the payer's own;
    credits are taken off, claimed penalties added, and the total is what is to pay.
    """
    summed = [line for line in lines if line.is_summed]
    columns = _columns(row, summed, locale)
    word = words(locale.language)
    rows = [*_by_debtor(row, summed, columns), *_credits(row, lines, columns)]
    total, label = row.due_cents, word["sum" if columns.late else "sum_to_pay"]
    if claims:
        parts = ((word["interest"], row.interest_cents), (word["fee"], row.fee_cents))
        rows += [columns.amount_row(name, cents) for name, cents in parts if cents]
        total, label = row.due_cents + row.penalties_cents, word["sum_to_pay"]
    asked = InvoiceTable(
        columns.headers(),
        tuple(rows),
        label,
        columns.money(total),
        columns.numeric,
        total_column=columns.balance_place,
    )
    shown = [line for line in lines if line.part == INFORMATION]
    return (asked, _information(row, shown, locale)) if shown else (asked,)


def _columns(row: ProposalRow, lines: Sequence[LineRow], locale: Locale) -> _Columns:
    return _Columns(
        locale,
        row.currency,
        paid=any(line.paid_cents for line in lines),
        disputed=any(line.disputed_cents for line in lines),
        late=any(line.days_late > 0 for line in lines),
    )


def _information(row: ProposalRow, lines: Sequence[LineRow], locale: Locale) -> InvoiceTable:
    columns = _columns(row, lines, locale)
    return InvoiceTable(
        columns.headers(),
        tuple(_by_debtor(row, lines, columns)),
        numeric=columns.numeric,
        title=words(locale.language)["information"],
    )


def _by_debtor(
    row: ProposalRow, lines: Sequence[LineRow], columns: _Columns
) -> Iterable[InvoiceRow]:
    debtors = dict.fromkeys(line.customer for line in lines)
    if set(debtors) <= {row.payer}:
        return [columns.row(line) for line in lines]
    rows = []
    for debtor in debtors:
        own = [line for line in lines if line.customer == debtor]
        rows.append(InvoiceRow((own[0].customer_name or debtor,), is_section=True))
        rows += [columns.row(line) for line in own]
    return rows


def _credits(row: ProposalRow, lines: Sequence[LineRow], columns: _Columns) -> Iterable[InvoiceRow]:
    """List the credits one by one when they add up to what is netted, else as one line."""
    if not row.credit_cents:
        return []
    word = words(columns.locale.language)
    parts = [line for line in lines if line.part == CREDIT]
    if sum(abs(line.open_cents) for line in parts) != abs(row.credit_cents):
        return [columns.amount_row(word["credit"], -abs(row.credit_cents))]
    several = len({line.customer for line in lines}) > 1
    rows = []
    for line in parts:
        whose = f" – {line.customer_name}" if several else ""
        label = (line.invoice or word["credit"]) + whose
        rows.append(columns.amount_row(label, -abs(line.open_cents)))
    return rows
