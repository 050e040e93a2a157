"""Everything owed and paid, read once for all the rules that follow."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from relance_xl.rules.arrays import Flags, Ints, Texts, spread, texts
from relance_xl.rules.balances import Balances, read_balances
from relance_xl.rules.debts import Debts, Run, read_debts
from relance_xl.rules.lines import Instalments, Lines, draw_lines, read_instalments
from relance_xl.rules.methods import Methods, read_methods
from relance_xl.rules.payments import Payments, read_payments


@dataclass(frozen=True)
class Ledger:
    """The run, and what its sheets come to."""

    run: Run
    debts: Debts
    payments: Payments
    balances: Balances
    instalments: Instalments
    lines: Lines

    @cached_property
    def payer(self) -> Ints:
        """Per invoice: position of who pays in the end, -1 if the customer is unknown."""
        final: Ints = np.append(self.debts.payers.final, -1)[self.debts.customer]
        return final

    @cached_property
    def methods(self) -> Methods:
        """Per invoice: how it is paid."""
        return read_methods(self.debts, self.run.tables["payment_methods"])

    def of_customers(self, flags: Flags) -> Flags:
        """Per invoice: tell whether its customer, or who pays for it, is one of these."""
        padded = np.append(flags, False)
        marked: Flags = padded[self.debts.customer] | padded[self.payer]
        return marked

    def of_rows(self, flags: Flags, positions: Ints) -> Flags:
        """Per invoice: tell whether a flagged row points at it."""
        return spread(flags, positions, len(self.debts))

    def of_rows_customers(self, flags: Flags, positions: Ints) -> Flags:
        """Per invoice: tell whether a flagged row points at its customer or payer."""
        marked = spread(flags, positions, len(self.debts.customers))
        return self.of_customers(marked) if marked.any() else np.zeros(len(self.debts), dtype=bool)

    def text(self, name: str) -> Texts:
        """Give a text column of Factures."""
        return texts(self.debts.frame[name])


def read_ledger(run: Run) -> Ledger:
    """Read the sheets: debts, payments, balances, lines."""
    debts = read_debts(run)
    payments = read_payments(run, debts)
    balances = read_balances(debts, payments)
    instalments = read_instalments(run.tables["instalments"], debts)
    lines = draw_lines(debts, balances, instalments)
    return Ledger(run, debts, payments, balances, instalments, lines)
