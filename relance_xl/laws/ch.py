"""Switzerland: 5 % a year of a debtor in default (CO 104), or the contract's rate; 30E/360.

>>> [(row.rate_bps, str(row.period_end)) for row in rate_rows()]
[(500, '2099-12-31')]
>>> BUSINESS.interest(600_00 * BUSINESS.count.between(date(2025, 3, 31), date(2026, 3, 31)) * 500)
Fraction(3000, 1)
>>> BUSINESS.interest(600_00 * BUSINESS.count.between(date(2026, 3, 31), date(2026, 4, 30)) * 500)
Fraction(250, 1)

No fixed fee: what a contract does not say is not owed.

>>> BUSINESS.fee_cents
0
"""

from dataclasses import replace
from datetime import date

from relance_xl.laws.day_count import THIRTY
from relance_xl.laws.model import Law, RateRow, Source
from relance_xl.laws.series import constant_row

_SOURCE = Source(
    "Code des obligations, article 104 : intérêt moratoire de 5 % l’an",
    "https://droit-bilingue.ch/en-fr/2/22/220-104-116.html",
    date(2026, 11, 22),
)

BUSINESS = Law(
    code="CH",
    customer_type="business",
    title="Suisse, entre professionnels et pouvoirs publics (CO 104)",
    plain_words=(
        "5 % l’an, ou le taux du contrat, sur des mois de 30 jours et une année de 360 ; pas "
        "d’indemnité forfaitaire. L’intérêt suppose le débiteur en demeure : échéance convenue, "
        "ou rappel."
    ),
    limitation="10 ans ; 5 ans pour les créances de l’article 128 CO",
    sources=(_SOURCE,),
    year_days=360,
    count=THIRTY,
    contract_rate=True,
)
CONSUMER = replace(
    BUSINESS,
    customer_type="consumer",
    title="Suisse, particuliers (CO 104)",
    rates_of="business",
)

LAWS = {law.customer_type: law for law in (BUSINESS, CONSUMER)}


def rate_rows() -> list[RateRow]:
    """Give the row of sheet Taux: one rate, without limit of time."""
    return [constant_row("CH", 500, "Code des obligations, art. 104 al. 1, lu le 22/11/2026")]
