"""The key figures of Accueil: an Excel formula each, and the value it would show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from relance_xl.builder.rows import Row, Value
from relance_xl.money import to_units

Tables = Mapping[str, list[Row]]

_CURRENCY = 'IFERROR(INDEX(tblParametres[Valeur],MATCH("Devise",tblParametres[Paramètre],0)),"EUR")'


@dataclass(frozen=True, slots=True)
class Figure:
    """One card: `label` above, `note` below, `formula` and its stored value between."""

    label: str
    note: str
    formula: str
    value: Callable[[Tables, str], float]
    sheet: str
    is_money: bool = False
    is_alert: bool = False


def in_currency(note: str) -> str:
    """Give the formula of a note that names the company's currency, as Paramètres say it."""
    return f'="{note}, "&{_CURRENCY}'


def _sum_open(*, only_late: bool) -> str:
    late = ',tblFactures[[Retard (j)]],">0"' if only_late else ""
    return "=" + "+".join(
        f'SUMIFS(tblFactures[Solde],tblFactures[Devise],{currency},tblFactures[Solde],">0"{late})'
        for currency in (_CURRENCY, '""')
    )


def _open(tables: Tables, currency: str, *, only_late: bool = False) -> float:
    cents = 0
    for row in tables.get("invoices", []):
        balance, late = row.get("balance_cents"), row.get("days_late")
        ours = (row.get("currency") or currency) == currency
        if ours and isinstance(balance, int) and balance > 0:
            is_late = isinstance(late, int) and late > 0
            cents += balance if is_late or not only_late else 0
    return to_units(cents)


def _count(table: str, test: Callable[[Row], bool]) -> Callable[[Tables, str], float]:
    return lambda tables, _: float(sum(test(row) for row in tables.get(table, [])))


def _has(row: Row, name: str, *values: Value) -> bool:
    return (row.get(name) or "") in values


FIGURES = (
    Figure(
        "Encours client",
        "Total ouvert",
        _sum_open(only_late=False),
        _open,
        "Factures",
        is_money=True,
    ),
    Figure(
        "Dont échu",
        "Déjà en retard aujourd’hui",
        _sum_open(only_late=True),
        lambda tables, currency: _open(tables, currency, only_late=True),
        "Factures",
        is_money=True,
    ),
    Figure(
        "Relances à décider",
        "Proposées, sans décision",
        '=COUNTIFS(tblRelances[Statut],"proposée",tblRelances[Décision],"")',
        _count("proposals", lambda r: _has(r, "status", "proposed") and _has(r, "decision", "")),
        "Relances",
    ),
    Figure(
        "Anomalies bloquantes",
        "À corriger dans les données",
        '=COUNTIFS(tblAnomalies[Gravité],"bloquant")',
        _count("anomalies", lambda r: _has(r, "severity", "blocking")),
        "Anomalies",
        is_alert=True,
    ),
    Figure(
        "Réponses à traiter",
        "Elles suspendent les relances",
        '=COUNTIFS(tblReponses[N° réponse],"?*",tblReponses[Traitée],"<>Oui")',
        _count("answers", lambda r: not _has(r, "answer", "") and r.get("done") is not True),
        "Réponses",
        is_alert=True,
    ),
    Figure(
        "Paiements à valider",
        "Rapprochés, pas encore acceptés",
        '=COUNTIFS(tblPaiements[Origine],"?*",tblPaiements[Accepté],"")'
        '+COUNTIFS(tblPaiements[Accepté],"Coché")',
        _count(
            "payments",
            lambda r: (
                (not _has(r, "source", "") and _has(r, "accepted", ""))
                or _has(r, "accepted", "ticked")
            ),
        ),
        "Paiements",
        is_alert=True,
    ),
    Figure(
        "Envois incertains",
        "Partis ou non\u202f? À vous de le dire",
        '=COUNTIFS(tblEnvois[Statut],"incertain",tblEnvois[Verdict],"")',
        _count("sends", lambda r: _has(r, "status", "in_doubt") and _has(r, "verdict", "")),
        "Envois",
        is_alert=True,
    ),
    Figure(
        "Délais à ne pas manquer",
        "Prescription, déclaration de créance",
        '=COUNTIFS(tblAnomalies[Code],"limitation_*")+COUNTIFS(tblAnomalies[Code],"claim_*")',
        _count(
            "anomalies", lambda r: str(r.get("code") or "").startswith(("limitation_", "claim_"))
        ),
        "Anomalies",
        is_alert=True,
    ),
)
"""Eight cards, two rows of four."""
