"""Luxembourg: late payment between professionals and by consumers (law of 18 April 2004).

Between professionals and by public bodies: the ECB's rate on the first day of the half-year
plus 8 points, unless the contract says otherwise; 40 € per invoice. A consumer owes the
legal rate, fixed each year, only after three months.

>>> from relance_xl.laws.series import rows
>>> [(row.customer_type, row.rate_bps) for row in rate_rows() if row.period_start.year == 2024]
[('business', 1250), ('business', 1225), ('consumer', 450)]

A year whose legal rate was not read has no row.

>>> legal_row("2025")
Traceback (most recent call last):
    ...
LookupError: no Luxembourg legal rate for 2025
"""

from datetime import date

from relance_xl.laws.model import Beginning, Law, RateRow, Source
from relance_xl.laws.series import EcbRule, bps, rows

_READ = date(2026, 11, 22)
_MINISTRY = "https://mj.gouvernement.lu/fr/service-citoyens/taux-interet-legal.html"
ECB_RULE = EcbRule("LU", "business", "2013S2", 800)

BUSINESS = Law(
    code="LU",
    customer_type="business",
    title="Luxembourg, entre professionnels et pouvoirs publics (loi du 18 avril 2004)",
    plain_words=(
        "Taux de la BCE au 1er janvier ou au 1er juillet plus 8 points, par semestre, sur 365 "
        "jours, sauf taux du contrat ; 40 € par facture."
    ),
    limitation="10 ans",
    sources=(
        Source(
            "Ministère de la Justice : taux directeur + 8 points, 12,25 % en 2024S2",
            _MINISTRY,
            _READ,
        ),
        Source(
            "Guichet.lu : délais de paiement et intérêts de retard",
            "https://guichet.public.lu/fr/entreprises/gestion-juridique-comptabilite/"
            "facturation/encaissement/interets-retard.html",
            _READ,
        ),
    ),
    fee_cents=4000,
    contract_rate=True,
)

CONSUMER = Law(
    code="LU",
    customer_type="consumer",
    title="Luxembourg, consommateurs (loi du 18 avril 2004)",
    plain_words=(
        "Taux légal de l’année, seulement après trois mois (comptés ici de l’échéance : la loi "
        "les compte de la livraison, que le classeur ne connaît pas), si la facture est partie "
        "dans le mois et annonce ces intérêts. Pas d’indemnité forfaitaire."
    ),
    limitation="10 ans",
    sources=(
        Source("Ministère de la Justice : trois mois, taux légal 4,50 % en 2024", _MINISTRY, _READ),
        Source(
            "Chambre des métiers : conditions des intérêts d’un consommateur",
            "https://www.cdm.lu/news/fiche/newsnew/news/les-interets-legaux-note-d-information",
            _READ,
        ),
    ),
    begins=Beginning.THREE_MONTHS,
)

LAWS = {law.customer_type: law for law in (BUSINESS, CONSUMER)}


def rate_rows() -> list[RateRow]:
    """Give the rows of sheet Taux: half-years for professionals, years for consumers."""
    return [*ECB_RULE.rows(), *(legal_row(row["year"]) for row in rows("lu_legal"))]


def legal_row(year: str) -> RateRow:
    """Give the row of one year's legal rate; raises `LookupError` when it was not read."""
    found = next((row for row in rows("lu_legal") if row["year"] == year), None)
    if found is None:
        raise LookupError(f"no Luxembourg legal rate for {year}")
    return RateRow(
        law="LU",
        customer_type="consumer",
        period_start=date(int(year), 1, 1),
        period_end=date(int(year), 12, 31),
        rate_bps=bps(found["rate"]),
        floor_bps=None,
        source=found["source"],
        confidence=found["confidence"],
    )
