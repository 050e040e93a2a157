"""Write docs/droit.md from the law packs: what each country's creditor may claim, and sources.

python3 scripts/build_law_page.py
"""

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from relance_xl.laws import Beginning, Law, RateRow, installed  # noqa: E402
from relance_xl.laws.registry import shipped_rows  # noqa: E402
from relance_xl.laws.series import ecb_known_until, percent  # noqa: E402
from relance_xl.render.formats import locale_of, money  # noqa: E402
from relance_xl.schema.choices import CUSTOMER_TYPES  # noqa: E402
from relance_xl.typography import french  # noqa: E402

PAGE = ROOT / "docs" / "droit.md"
FRENCH = locale_of("fr", "FR")
TYPES = {choice.code: choice.label for choice in CUSTOMER_TYPES}

_HEAD = """\
# Droit appliqué aux pénalités de retard

Cette page est écrite par `scripts/build_law_page.py` d’après les fichiers de `relance_xl/laws/` :
la corriger là-bas. Le droit est celui du pays de la société (Paramètres) ; le type du client
décide de la règle. Les intérêts courent du lendemain de l’échéance au jour compté, tous deux
inclus, sur le solde TVA comprise, sans TVA sur les pénalités ; la somme est exacte et arrondie
une fois, le demi-centime vers le haut. Rien ne remplace l’avis d’un juriste.
"""
_BEGINNINGS = {
    Beginning.DUE: "le lendemain de l’échéance",
    Beginning.NOTICE: "le lendemain de la réception de la mise en demeure",
    Beginning.FIRST_REMINDER: "après les 14 jours du premier rappel",
    Beginning.THREE_MONTHS: "trois mois après l’échéance",
}


def page() -> str:
    """Give the whole page.

    >>> page().startswith("# Droit")
    True
    """
    parts = [_HEAD, _table(), *(_law(law) for law in installed()), _series()]
    return french("\n".join(parts))


def _table() -> str:
    rows = [
        f"| {law.code} | {TYPES[law.customer_type]} | {_rate(law)} | "
        f"{law.count.name}, /{law.year_days} | {_fee(law)} | {law.limitation} |"
        for law in installed()
    ]
    head = (
        "## En bref\n\n| Droit | Type | Taux | Jours | Indemnité | Prescription |\n"
        "|---|---|---|---|---|---|\n"
    )
    note = "Sans ligne pour « public », la règle des professionnels vaut.\n"
    return head + "\n".join(rows) + f"\n\n{note}"


def _law(law: Law) -> str:
    sources = "\n".join(
        f"- [{source.text}]({source.place}), lu le {source.read_on:%d/%m/%Y}"
        for source in law.sources
    )
    return (
        f"## {law.title}\n\n{law.told}\n\n"
        f"- Les intérêts courent {_BEGINNINGS[law.begins]}.\n"
        "- Assiette : le solde TVA comprise, chaque paiement imputé à sa date.\n"
        f"- Taux du contrat : {_contract(law)}.\n"
        f"- Prescription : {law.limitation}.\n\nSources :\n\n{sources}\n"
    )


def _series() -> str:
    until = f"{ecb_known_until():%d/%m/%Y}"
    lines = [
        "## Taux livrés\n",
        (
            f"Taux de la BCE connus jusqu’au {until} ; une période sans ligne est provisoire, et "
            "aucun message ne donne alors de montant. La feuille Taux du classeur l’emporte sur "
            "ces chiffres ; `relance taux --maj` ajoute ce que la BCE a publié depuis.\n"
        ),
        "| Droit | Type | Périodes | Dernier taux | Plancher | Source | Confiance |",
        "|---|---|---|---|---|---|---|",
        *(_last(rows) for rows in _by_law(shipped_rows())),
    ]
    return "\n".join(lines) + "\n"


def _by_law(rows: Iterable[RateRow]) -> list[list[RateRow]]:
    found: dict[tuple[str, str], list[RateRow]] = {}
    for row in rows:
        found.setdefault((row.law, row.customer_type), []).append(row)
    return list(found.values())


def _last(rows: list[RateRow]) -> str:
    first, last = rows[0], rows[-1]
    floor = percent(last.floor_bps) if last.floor_bps else "–"
    confidence = {"official": "officielle", "secondary": "source secondaire"}[last.confidence]
    return (
        f"| {last.law} | {TYPES[last.customer_type]} | {first.period_start:%d/%m/%Y} – "
        f"{last.period_end:%d/%m/%Y} | {percent(last.rate_bps)} | {floor} | {last.source} | "
        f"{confidence} |"
    )


def _rate(law: Law) -> str:
    """Say the rate rule in a few words, from the pack's own figures."""
    rows = [
        row
        for row in shipped_rows()
        if row.law == law.code and row.customer_type in {law.customer_type, law.rates_of}
    ]
    source = rows[-1].source.split(" (")[0]
    if source.startswith("BCE"):
        points = source.partition(" + ")[2].partition(" ; ")[0]
        rule = f"BCE + {points}"
    elif source.startswith("taux légal"):
        rule = "taux légal"
    elif law.begins is Beginning.THREE_MONTHS:
        rule = "taux légal de l’année"
    else:
        rule = f"{percent(rows[-1].rate_bps)}, ou celui du contrat"
    if law.contract_capped:
        return f"celui du contrat, au plus {rule} ; à défaut ce dernier"
    return f"{rule}, un seul pour tout le retard" if law.single_rate else rule


def _fee(law: Law) -> str:
    if law.fee_steps:
        most = money(law.fee_most_cents, "EUR", FRENCH)
        return f"par tranches, au plus {most}, si le contrat a une clause"
    if not law.fee_cents:
        return "aucune"
    agreed = ", ou celle du contrat" if law.indemnity_clause else ""
    return f"{money(law.fee_cents, 'EUR', FRENCH)} par facture{agreed}"


def _contract(law: Law) -> str:
    if not law.contract_rate:
        return "sans effet"
    if law.contract_capped:
        return "appliqué, au plus le taux de la loi"
    if law.yearly_rate_needed:
        return "appliqué s’il est écrit à l’année"
    if law.rate_to_name:
        return "appliqué ; sans lui, nommer le taux du pays dans Paramètres"
    floored = any(row.floor_bps for row in shipped_rows() if row.law == law.code)
    return "appliqué, jamais sous le plancher" if floored else "appliqué"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"Écrit : {PAGE.relative_to(ROOT)}")
