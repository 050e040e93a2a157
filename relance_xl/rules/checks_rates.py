"""What is wrong with sheet Taux, and which rates it lacks for invoices that are late (RULES §6)."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pandas as pd

from relance_xl.laws import Beginning, Law, find, installed, why_none
from relance_xl.problems import Problem, Severity, sentence
from relance_xl.rules.arrays import Days, Flags, Texts, at, day, empty, texts
from relance_xl.rules.contracts import read_contracts
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.penalties import Schedule, schedule
from relance_xl.rules.report import report
from relance_xl.rules.with_penalties import law_code, readable_rates
from relance_xl.schema import TABLES

_CODES = frozenset(law.code for law in installed())
_ADD = "ajouter la période dans la feuille Taux, ou lancer « relance taux --maj »"

_BACKWARDS = (
    "rate_period_backwards",
    "la période finit avant de commencer : elle vaut jusqu’à la fin du semestre",
    "corriger les dates",
)
_NEGATIVE = ("rate_negative", "taux négatif\u202f: ligne ignorée", "corriger le taux")
_NO_SUCH_LAW = (
    "rate_law_unknown",
    "ce droit n’existe pas ici\u202f: ligne ignorée",
    f"écrire {', '.join(sorted(_CODES))}",
)
_NO_SUCH_TYPE = (
    "rate_type_unknown",
    "ce droit n’a pas de règle pour ce type\u202f: ligne ignorée",
    "corriger le type",
)


def rate_problems(ledger: Ledger) -> list[Problem]:
    """Report wrong and overlapping rows, and the rates late invoices would need.

    Needs `rates` among the run's tables, with `row`; none there, nothing to say.
    """
    rates = ledger.run.tables["rates"]
    if "row" not in rates:
        return []
    return [*_wrong(rates), *_overlapping(readable_rates(rates)), *_missing(ledger, rates)]


def _wrong(rates: pd.DataFrame) -> list[Problem]:
    """Report rows that cannot be right; unreadable cells are reported where they are read."""
    backwards = (rates["period_end"] < rates["period_start"]).to_numpy(dtype=bool)
    below = (rates["rate_bps"] < 0).fillna(value=False).to_numpy(dtype=bool)
    known = np.isin(texts(rates["law"]), list(_CODES)) | (texts(rates["law"]) == "")
    return [
        *report(("rates", "period_end"), rates, backwards, _BACKWARDS),
        *report(("rates", "rate_bps"), rates, below, _NEGATIVE),
        *report(("rates", "law"), rates, ~known, _NO_SUCH_LAW),
        *report(("rates", "customer_type"), rates, known & ~_sound_types(rates), _NO_SUCH_TYPE),
    ]


def _sound_types(rates: pd.DataFrame) -> Flags:
    """Tell which rows name a law and a type that go together; an empty cell passes."""
    laws, kinds = texts(rates["law"]), texts(rates["customer_type"])
    pairs = dict.fromkeys(zip(laws.tolist(), kinds.tolist(), strict=True))
    sound = {pair for pair in pairs if "" in pair or find(*pair)}
    return np.array([pair in sound for pair in zip(laws, kinds, strict=True)], dtype=bool)


def _overlapping(rates: pd.DataFrame) -> list[Problem]:
    """Report rows that begin before an earlier row of their law and type has ended."""
    dated = rates[~empty(rates["period_start"])].sort_values("period_start", kind="stable")
    ends: dict[tuple[str, str], pd.Timestamp] = {}
    inside = np.zeros(len(dated), dtype=bool)
    columns = ["law", "customer_type", "period_start", "period_end"]
    for place, (law, kind, start, end) in enumerate(dated[columns].itertuples(index=False)):
        last = ends.get((law, kind), start)
        inside[place] = (law, kind) in ends and start <= last
        if pd.notna(end):
            ends[law, kind] = max(last, end)
    fault = (
        "rate_overlap",
        (
            "cette période commence avant la fin d’une autre\u202f: c’est elle qui vaut dès lors ; "
            "si leurs taux diffèrent, aucun message ne donne de montant"
        ),
        "corriger les dates, ou supprimer la ligne de trop",
    )
    return report(("rates", "period_start"), dated, inside, fault)


def _missing(ledger: Ledger, rates: pd.DataFrame) -> Iterator[Problem]:
    """Say which rates are provisional or unknown for the invoices late today."""
    settings, today = ledger.run.settings, ledger.run.today
    code = law_code(settings)
    kinds, due, clause = _late(ledger)
    for kind in sorted(set(kinds.tolist())):
        law = find(code, kind)
        if law is None and kind:
            yield _problem(
                "penalties_without_law",
                why_none(code, kind),
                "vérifier « Pays » dans Paramètres ; sinon, les calculer à part",
                Severity.INFO,
            )
        if law is None:
            continue
        ours = due[(kinds == kind) & (clause | (not law.needs_clause))]
        if not len(ours):
            continue
        yield from _of_law(schedule(law, readable_rates(rates)), ours.min().astype(date), today)
        if law.rate_to_name and settings.named_rate_bps is None:
            yield _problem(
                "rate_not_named",
                f"le taux légal de votre pays ({settings.country}) n’est pas nommé\u202f: aucun "
                "message ne donne de montant",
                "remplir « Taux légal de votre pays » dans Paramètres",
                Severity.INFO,
            )


def _late(ledger: Ledger) -> tuple[Texts, Days, Flags]:
    """Give customer type, due date, and the clause for consumers, of what is late and owed."""
    lines, customers = ledger.lines, ledger.debts.customers
    late = (lines.balance > 0) & (lines.due < day(ledger.run.today))
    who = ledger.debts.customer[lines.of][late]
    kinds = at(texts(customers["customer_type"]), who, "")
    clause = at(read_contracts(customers, ledger.run.settings).clause, who, missing=False)
    return kinds, lines.due[late], clause


def _of_law(rates: Schedule, oldest: date, today: date) -> Iterator[Problem]:
    law, first = rates.law, oldest + timedelta(days=1)
    name = f"{law.code} {_label(law)}"
    if law.begins is not Beginning.DUE:
        first = min(max(first, rates.periods[0].start), today) if rates.periods else first
    if not rates.periods or today < rates.periods[0].start:
        yield _problem(
            "rate_unknown", f"aucun taux pour {name}\u202f: aucune pénalité n’est calculée", _ADD
        )
        return
    if first < rates.periods[0].start:
        yield _problem(
            "rate_unknown",
            f"aucun taux pour {name} avant le {rates.periods[0].start:%d/%m/%Y}\u202f: "
            "des factures plus anciennes restent sans pénalités",
            _ADD,
            Severity.INFO,
        )
    for period in rates.periods:
        if period.provisional and period.end >= first and period.start <= today:
            yield _problem(
                "rate_provisional",
                f"aucun taux pour {name} à partir du {period.start:%d/%m/%Y}\u202f: le dernier "
                "connu est pris, et aucun message ne donne de montant",
                _ADD,
            )


def _label(law: Law) -> str:
    return TABLES["customers"]["customer_type"].label_of(law.customer_type)


def _problem(code: str, text: str, action: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(code, TABLES["rates"].sheet, sentence(text), sentence(action), severity=severity)
