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


_OPEN = 'tblFactures[Solde],">0"'
_LATE = _OPEN + ',tblFactures[[Retard (j)]],">0"'


_WORTH = ",tblEcheances[N° échéance],tblEcheances[N° échéance])"


def _sum_ours(which: str) -> str:
    """Sum the balances of such invoices in the company's currency, named or not."""
    return "+".join(
        f"SUMIFS(tblFactures[Solde],{which},tblFactures[Devise],{currency})"
        for currency in (_CURRENCY, '""')
    )


def _sum_late() -> str:
    """Sum late invoices; of one in instalments, those that are late.

    An invoice has one delay, that of the instalment that speaks for it: the others are added
    where they are late and it is not, and taken off where it is late and they are not. An
    instalment the rules could not use has no code; an agreed one does not split the debt.
    Looking up an invoice for each instalment takes time: each is looked up twice, not more.
    """
    invoice = "tblFactures[N° facture],tblEcheances[N° facture]"
    foreign = f'{invoice},tblFactures[Devise],"?*",tblFactures[Devise],"<>"&{_CURRENCY}'
    return (
        f"={_sum_ours(_LATE)}"
        '+SUMPRODUCT((tblEcheances[Code]<>"")*(tblEcheances[Nature]<>"accordée")'
        f"*((tblEcheances[[Retard (j)]]>0)-(SUMIF({invoice},tblFactures[[Retard (j)]])>0))"
        f"*(COUNTIFS({foreign})=0)"
        f"*(SUMIFS(tblEcheances[Montant]{_WORTH}-SUMIFS(tblEcheances[Réglé]{_WORTH}))"
    )


def _open(tables: Tables, currency: str) -> float:
    return to_units(sum(_number(row, "balance_cents") for row in _owed(tables, currency)))


def _late(tables: Tables, currency: str) -> float:
    owed = _owed(tables, currency)
    late = {row.get("invoice"): _number(row, "days_late") > 0 for row in owed}
    cents = sum(_number(row, "balance_cents") for row in owed if late[row.get("invoice")])
    for part in tables.get("instalments", []):
        splits = not _has(part, "reason", "") and not _has(part, "kind", "agreed")
        if splits and part.get("invoice") in late:
            apart = (_number(part, "days_late") > 0) - late[part.get("invoice")]
            cents += apart * (_number(part, "amount_cents") - _number(part, "paid_cents"))
    return to_units(cents)


def _owed(tables: Tables, currency: str) -> list[Row]:
    """Give the open invoices in the company's currency."""
    return [
        row
        for row in tables.get("invoices", [])
        if (row.get("currency") or currency) == currency and _number(row, "balance_cents") > 0
    ]


def _number(row: Row, name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else 0


def _count(table: str, test: Callable[[Row], bool]) -> Callable[[Tables, str], float]:
    return lambda tables, _: float(sum(test(row) for row in tables.get(table, [])))


def _has(row: Row, name: str, *values: Value) -> bool:
    return (row.get(name) or "") in values


FIGURES = (
    Figure(
        "Encours client",
        "Total ouvert",
        "=" + _sum_ours(_OPEN),
        _open,
        "Factures",
        is_money=True,
    ),
    Figure(
        "Dont échu",
        "Déjà en retard aujourd’hui",
        _sum_late(),
        _late,
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
