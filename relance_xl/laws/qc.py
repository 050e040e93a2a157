"""Quebec: 5 % a year, unless the contract states a yearly rate (C.c.Q. 1617, Interest Act).

Section 3 of the federal act fixes 5 % where nobody fixed a rate; under section 4 a rate per
month without the yearly rate it amounts to gives no more than 5 %.

>>> [(row.rate_bps, str(row.period_start)) for row in rate_rows()]
[(500, '2000-01-01')]
>>> BUSINESS.agreed_bps(1800, Terms())
1800
>>> print(BUSINESS.agreed_bps(1800, Terms(monthly_only=True)))
None
"""

from dataclasses import replace
from datetime import date

from relance_xl.laws.model import Law, RateRow, Source, Terms
from relance_xl.laws.series import constant_row

__all__ = ["BUSINESS", "CONSUMER", "LAWS", "Terms", "rate_rows"]

_READ = date(2026, 11, 22)

BUSINESS = Law(
    code="QC",
    customer_type="business",
    title="Québec, entre professionnels et pouvoirs publics (C.c.Q. 1617, Loi sur l’intérêt)",
    plain_words=(
        "5 % l’an, sauf taux annuel écrit au contrat ; un taux au mois sans son équivalent "
        "annuel ne vaut que 5 %. Sur 365 jours, sans indemnité forfaitaire. L’intérêt court de "
        "la demeure : échéance convenue comme telle, ou mise en demeure."
    ),
    limitation="3 ans",
    sources=(
        Source(
            "Loi sur l’intérêt, article 3 : 5 % quand aucun taux n’est fixé",
            "http://ulcc.ca/fr/reunions-annuelles/236-2008-quebec-city-qc-reunions-annuelles/"
            "documents-de-la-section-civile-2008/"
            "457-loi-canadienne-sur-linteret-rapport-du-groupe-de-travail-2008?start=2",
            _READ,
        ),
        Source(
            "Loi sur l’intérêt, article 4 : le taux annuel doit être énoncé",
            "http://ulcc.ca/fr/reunions-annuelles/236-2008-quebec-city-qc-reunions-annuelles/"
            "documents-de-la-section-civile-2008/"
            "457-loi-canadienne-sur-linteret-rapport-du-groupe-de-travail-2008?start=3",
            _READ,
        ),
        Source(
            "Code civil du Québec, article 1617 (cité)",
            "https://juriseo.ca/2024/06/13/"
            "les-interets-et-indemnites-applicables-a-une-action-sur-compte",
            _READ,
        ),
    ),
    contract_rate=True,
    yearly_rate_needed=True,
)
CONSUMER = replace(
    BUSINESS,
    customer_type="consumer",
    title="Québec, consommateurs (C.c.Q. 1617, Loi sur l’intérêt)",
    rates_of="business",
)

LAWS = {law.customer_type: law for law in (BUSINESS, CONSUMER)}


def rate_rows() -> list[RateRow]:
    """Give the row of sheet Taux: one rate, without limit of time."""
    return [
        constant_row(
            "QC", 500, "Loi sur l’intérêt (Canada), art. 3, citée par ulcc.ca, lu le 22/11/2026"
        )
    ]
