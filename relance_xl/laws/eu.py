"""The other countries of the European Union: what directive 2011/7/EU grants at least.

The ECB's rate on the first day of the half-year plus 8 points and 40 € per invoice are a
minimum that each country raises or words its own way: nothing is stated to anyone until
Paramètres names the rate of the creditor's country. Consumers are outside the directive.

>>> [row.rate_bps for row in rate_rows() if row.period_start.year == 2026]
[1015, 1040]
>>> BUSINESS.agreed_bps(None, Terms(named_rate_bps=1127))
1127
>>> print(BUSINESS.agreed_bps(None, Terms()), "consumer" in LAWS)
None False
"""

from datetime import date

from relance_xl.laws.model import Law, RateRow, Source, Terms
from relance_xl.laws.series import EcbRule

__all__ = ["BUSINESS", "ECB_RULE", "LAWS", "MEMBERS", "Terms", "rate_rows"]

MEMBERS = frozenset(
    {
        *("AT", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
"""Members of the Union that have no file of their own."""

ECB_RULE = EcbRule("EU", "business", "2013S2", 800)

BUSINESS = Law(
    code="EU",
    customer_type="business",
    title="Union européenne, minimum de la directive 2011/7/UE",
    plain_words=(
        "Au moins le taux de la BCE au 1er janvier ou au 1er juillet plus 8 points, par semestre, "
        "sur 365 jours, et 40 € par facture : le pays peut prévoir plus. Les messages ne "
        "donnent aucun montant tant que Paramètres ne nomme pas le taux de votre pays."
    ),
    limitation="selon le pays",
    sources=(
        Source(
            "Directive 2011/7/UE, synthèse d’EUR-Lex",
            "http://eur-lex.europa.eu/legal-content/FR/TXT/?uri=legissum%3Ami0074",
            date(2026, 11, 22),
        ),
    ),
    fee_cents=4000,
    contract_rate=True,
    rate_to_name=True,
)

LAWS = {law.customer_type: law for law in (BUSINESS,)}


def rate_rows() -> list[RateRow]:
    """Give the rows of sheet Taux: the directive's minimum of every known half-year."""
    return ECB_RULE.rows()
