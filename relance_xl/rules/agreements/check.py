"""What is odd in instalment plans: sums, order, days. Faults that hold are in `checks_debts`."""

import re

import numpy as np

from relance_xl.problems import Problem, SettingsError, Severity
from relance_xl.rules.arrays import Flags, Ints, day, french_days, sums, texts
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.report import report
from relance_xl.rules.working_days import working_days

_RANK = re.compile(r"#\s*(\d{1,6})\s*$")
_ABOVE_THE_DEBT = (
    "agreed_exceed_total",
    "les échéances accordées dépassent ce que la facture doit",
    "corriger les montants",
)
_BACKWARDS = (
    "instalments_out_of_order",
    "cette échéance tombe avant la précédente de la même facture",
    "vérifier les dates, ou renuméroter les échéances",
)
_SAME_DAY = (
    "instalments_same_day",
    "deux échéances de cette facture tombent le même jour",
    "vérifier les dates",
)


def agreement_problems(ledger: Ledger) -> list[Problem]:
    """Check that plans add up, run forward, and fall on days banks work.

    Only usable rows are judged: the others are told already.
    """
    plans = ledger.instalments
    if not len(plans.frame):
        return []
    usable = plans.split | plans.agreed
    warned = (
        ("amount_cents", _above_the_debt(ledger), _ABOVE_THE_DEBT),
        ("due_date", _backwards(ledger, usable), _BACKWARDS),
        ("due_date", _same_day(ledger, usable), _SAME_DAY),
    )
    found = [
        problem
        for column, rows, fault in warned
        for problem in report(("instalments", column), plans.frame, rows, fault)
    ]
    moved, told = _closed_days(ledger)
    closed = (
        "instalment_on_closed_day",
        told,
        "rien à faire, ou déplacer l’échéance à un jour ouvré",
    )
    where = ("instalments", "due_date")
    return found + report(where, plans.frame, moved, closed, Severity.INFO)


def _above_the_debt(ledger: Ledger) -> Flags:
    """Tell which agreed instalments together exceed total less credit notes."""
    plans = ledger.instalments
    planned = sums(np.where(plans.agreed, plans.invoice, -1), plans.amount, len(ledger.debts))
    above = np.append(planned > np.maximum(ledger.balances.base, 0), False)
    flagged: Flags = above[plans.invoice] & plans.agreed
    return flagged


def _backwards(ledger: Ledger, usable: Flags) -> Flags:
    """Tell which rows are due before the one numbered just below them."""
    plans = ledger.instalments
    rows = np.flatnonzero(usable)
    names = texts(plans.frame["instalment"])[rows]
    rank = np.array([_rank(str(name)) for name in names], dtype=np.int64)
    order = rows[np.lexsort((rows, rank, plans.kind[rows].astype(str), plans.invoice[rows]))]
    flags = np.zeros(len(plans.frame), dtype=bool)
    before, after = order[:-1], order[1:]
    same = (plans.invoice[before] == plans.invoice[after]) & (
        plans.kind[before] == plans.kind[after]
    )
    flags[after[same & (plans.due[after] < plans.due[before])]] = True
    return flags


def _rank(instalment: str) -> int:
    """Give the number after « # »; 0 without one, so that the sheet's order decides.

    >>> _rank("F2026-0001#12"), _rank("solde")
    (12, 0)
    """
    found = _RANK.search(instalment)
    return int(found[1]) if found else 0


def _same_day(ledger: Ledger, usable: Flags) -> Flags:
    """Tell which rows share invoice, kind and day with an earlier one."""
    plans = ledger.instalments
    seen: set[tuple[int, object, object]] = set()
    flags = np.zeros(len(plans.frame), dtype=bool)
    for row in np.flatnonzero(usable).tolist():
        key = (int(plans.invoice[row]), plans.kind[row], plans.due[row])
        flags[row] = key in seen
        seen.add(key)
    return flags


def _closed_days(ledger: Ledger) -> tuple[Ints, list[str]]:
    """Give the agreed instalments still to pay on closed days to come, and words on each."""
    plans, lines, run = ledger.instalments, ledger.lines, ledger.run
    rows = np.sort(lines.instalment[lines.agreed & (lines.balance > 0)])
    rows = rows[plans.due[rows] >= day(run.today)]
    nothing = np.array([], dtype=np.int64)
    if not len(rows):
        return nothing, []
    settings = run.settings
    try:
        calendar = working_days(settings.country, settings.region, run.tables["calendar"])
        opened = calendar.roll(plans.due[rows])
    except SettingsError:  # told about sheet Paramètres
        return nothing, []
    closed = opened != plans.due[rows]
    pairs = zip(french_days(plans.due[rows][closed]), french_days(opened[closed]), strict=True)
    told = [f"le {on} n’est pas un jour ouvré : le paiement viendra le {to}" for on, to in pairs]
    return rows[closed], told
