"""What is wrong across rows and sheets: the problems a single cell cannot show.

Unreadable cells are reported where they are read; here stand empty required cells, keys
used twice, names that exist nowhere, amounts and dates that contradict each other. The
problems come in the order of the sheets, then of the rows.
"""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from relance_xl.problems import Problem
from relance_xl.rules.acts import COLUMNS
from relance_xl.rules.agreements.check import agreement_problems
from relance_xl.rules.answers import answer_problems
from relance_xl.rules.checks_consumers import consumer_problems
from relance_xl.rules.checks_customers import customer_problems
from relance_xl.rules.checks_debts import debt_problems
from relance_xl.rules.checks_keys import key_problems
from relance_xl.rules.checks_numbers import number_problems
from relance_xl.rules.checks_payments import payment_problems
from relance_xl.rules.checks_plans import plan_problems
from relance_xl.rules.checks_rates import rate_problems
from relance_xl.rules.checks_settings import settings_problems
from relance_xl.rules.debts import Run
from relance_xl.rules.insolvency import insolvency_problems
from relance_xl.rules.keys import with_known_plan, with_one_spelling
from relance_xl.rules.ledger import Ledger, read_ledger
from relance_xl.rules.limitation import limitation_problems
from relance_xl.rules.payers import payer_problems
from relance_xl.schema import TABLES
from relance_xl.settings import Settings


def check(tables: Mapping[str, pd.DataFrame], settings: Settings, today: date) -> list[Problem]:
    """Check the whole workbook; needs the frames of all schema tables.

    >>> from tests.rules.builders import TODAY, customer, invoice, settings, tables
    >>> rows = tables(invoices=[invoice("F1", customer="C9")])
    >>> [found.place for found in check(rows, settings(), TODAY)]
    ['Factures, ligne 5, colonne « Code client »']
    """
    nothing = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
    tables, acts = with_one_spelling(tables, nothing)
    settings = with_known_plan(settings, tables["plans"])
    return check_ledger(read_ledger(Run(tables, settings, acts, today)))


def check_ledger(ledger: Ledger) -> list[Problem]:
    """Check what has been read already; each problem stands once."""
    problems = [
        *key_problems(ledger),
        *payer_problems(ledger.debts.customers, ledger.debts.payers),
        *customer_problems(ledger),
        *number_problems(ledger),
        *insolvency_problems(ledger),
        *debt_problems(ledger),
        *limitation_problems(ledger),
        *consumer_problems(ledger),
        *agreement_problems(ledger),
        *payment_problems(ledger),
        *answer_problems(ledger),
        *settings_problems(ledger.run.settings, ledger.run.tables),
        *rate_problems(ledger),
        *plan_problems(ledger.run.tables, ledger.run.settings),
    ]
    sheets = {table.sheet: rank for rank, table in enumerate(TABLES.values())}
    distinct = dict.fromkeys(problems)
    return sorted(distinct, key=lambda found: (sheets.get(found.sheet, 99), found.row, found.code))
