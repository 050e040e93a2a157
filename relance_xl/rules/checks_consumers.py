"""What a Belgian consumer's first reminder has to say and the sheets do not (book XIX CDE)."""

import numpy as np

from relance_xl.laws import Beginning, find
from relance_xl.problems import Problem
from relance_xl.rules.arrays import at, texts
from relance_xl.rules.arrays import day as as_day
from relance_xl.rules.contracts import read_contracts
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.report import report
from relance_xl.rules.with_penalties import law_code
from relance_xl.schema import TABLES

_CONSUMER = "consumer"


def consumer_problems(ledger: Ledger) -> list[Problem]:
    """Name late invoices without product, and a creditor without number, where a law asks.

    Nothing where a contract has no clause: the first reminder then opens no indemnity.
    """
    settings, debts = ledger.run.settings, ledger.debts
    law = find(law_code(settings), _CONSUMER)
    if law is None or law.begins is not Beginning.FIRST_REMINDER:
        return []
    clause = at(read_contracts(debts.customers, settings).clause, debts.customer, missing=False)
    kind = at(texts(debts.customers["customer_type"]), debts.customer, "")
    late = (debts.due < as_day(ledger.run.today)) & (ledger.balances.balance > 0)
    rows = late & (kind == _CONSUMER) & clause & ~debts.is_credit
    fault = (
        "first_reminder_product",
        "le premier rappel à un particulier doit nommer le produit ou le service",
        "remplir «\u00a0Produit ou service\u00a0»",
    )
    unnamed = np.flatnonzero(rows & (ledger.text("purchase") == ""))
    problems = report(("invoices", "purchase"), debts.frame, unnamed, fault)
    if rows.any() and not settings.siren.strip():
        problems.append(_no_number())
    return problems


def _no_number() -> Problem:
    return Problem(
        "first_reminder_number",
        TABLES["parameters"].sheet,
        "Le premier rappel à un particulier doit donner votre numéro d’entreprise.",
        "Le saisir.",
        column="Valeur",
        key="SIREN / n° d’entreprise",
    )
