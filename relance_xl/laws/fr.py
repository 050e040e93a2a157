"""France: late-payment penalties between professionals (C. com. L441-10 II, D441-5).

An invoice between professionals bears penalties from the day after its due date, without
a reminder. Unless the parties agreed otherwise the yearly rate is the ECB's main
refinancing rate plus 10 points: the rate in force on 1 January for the first half of the
year, on 1 July for the second. A contract may set another rate, never below three times
the legal interest rate (its professional column, published for each half-year). A fixed
fee of 40 € for recovery costs is due on top, once per invoice.

The floor is for contract rates alone: in 2024S1 three times the legal rate (15,21 %) was
above the default rate, which stayed 14,50 %. In 2025S1 a contract at 10 % counts as 11,13 %.

>>> [(str(row.period_start), row.rate_bps, row.floor_bps) for row in rate_rows()][18:20]
[('2024-01-01', 1450, 1521), ('2024-07-01', 1425, 1476)]

A half-year whose legal rate is not known yet has no row, whatever the ECB rate of the day:

>>> rate_row("2027S1")
Traceback (most recent call last):
    ...
LookupError: no French legal rate for 2027S1

A public body owes the ECB's rate plus 8 points, read once, on the first day of the half-year
in which interest began (CCP R2192-31), and 40 €. A consumer owes the legal rate alone, from
the day a formal notice reached them (C. civ. 1231-6): to a creditor in business, its
professional column. Neither 40 € nor recovery costs.

>>> now = [row for row in rate_rows() if row.period_start == date(2026, 7, 1)]
>>> {row.customer_type: row.rate_bps for row in now}
{'business': 1240, 'public': 1040, 'consumer': 275}
"""

from datetime import date

from relance_xl.dates import parse_semester
from relance_xl.laws.model import Beginning, Law, RateRow, Source
from relance_xl.laws.series import EcbRule, Figure, bps, ecb_rate, percent, rows

_POINTS_BPS = 1000
_FLOOR_TIMES = 3

BUSINESS = Law(
    code="FR",
    customer_type="business",
    title="France, entre professionnels (C. com. L441-10 II, D441-5)",
    plain_words=(
        "Taux de la BCE au 1er janvier ou au 1er juillet plus 10 points, par semestre, sur "
        "365 jours ; taux contractuel jamais inférieur à 3 fois le taux d’intérêt "
        "légal ; indemnité forfaitaire de 40 € par facture."
    ),
    sources=(
        Source(
            "Code de commerce, article L441-10 II (extraits)",
            "https://jcl06.fr/les-interets-de-retard/",
            date(2026, 11, 21),
        ),
        Source(
            "CEPC, avis n° 23-8 : pénalités dues de plein droit, sans rappel",
            "https://www.economie.gouv.fr/cepc",
            date(2026, 11, 21),
        ),
    ),
    limitation="5 ans ; transport 1 an",
    fee_cents=4000,
    contract_rate=True,
)

PUBLIC = Law(
    code="FR",
    customer_type="public",
    title="France, commande publique (CCP R2192-31)",
    plain_words=(
        "Taux de la BCE au premier jour du semestre où les intérêts ont commencé, plus 8 points, "
        "un seul taux pour tout le retard, sur 365 jours ; indemnité forfaitaire de 40 € "
        "par facture. Le contrat n’y change rien."
    ),
    limitation="4 ans à partir du 1er janvier suivant",
    sources=(
        Source(
            "Code de la commande publique, article R2192-31",
            "https://marche-public.fr/ccp/R2192-31-code-commande-publique.htm",
            date(2026, 11, 22),
        ),
        Source(
            "Intérêts moratoires et indemnités pour frais de recouvrement",
            "https://www.code-commande-publique.com/"
            "interets-moratoires-indemnites-forfaitaire-et-complementaire-pour-frais-de-recouvrement/",
            date(2026, 11, 22),
        ),
    ),
    fee_cents=4000,
    single_rate=True,
)

CONSUMER = Law(
    code="FR",
    customer_type="consumer",
    title="France, particuliers (C. civ. 1231-6, CMF L313-2)",
    plain_words=(
        "Taux d’intérêt légal seul (colonne des créanciers professionnels), par semestre, sur 365 "
        "jours, à partir de la réception de la mise en demeure : saisir « Reçu le » dans "
        "Envois. Ni 40 €, ni frais de recouvrement."
    ),
    limitation="2 ans",
    sources=(
        Source(
            "Taux légal, colonne des créanciers professionnels (« tous les autres cas »)",
            "https://infos.votrexpert.com/ECOSPHERE_EXPERTISE/chiffres/taux_interet_legal.html",
            date(2026, 11, 22),
        ),
    ),
    begins=Beginning.NOTICE,
)

LAWS = {law.customer_type: law for law in (BUSINESS, PUBLIC, CONSUMER)}
ECB_RULE = EcbRule("FR", "public", "2013S2", 800)


def rate_rows() -> list[RateRow]:
    """Give the rows of sheet Taux for every half-year whose rates are known."""
    names = [row["semester"] for row in rows("fr_legal")]
    return [
        *(rate_row(name) for name in names),
        *ECB_RULE.rows(),
        *(_legal_row(name) for name in names),
    ]


def rate_row(name: str) -> RateRow:
    """Give the row of one half-year between professionals; `LookupError` if not published.

    The legal rate is its professional column: the one a business creditor's floor rests on.

    >>> rate_row("2026S2").rate_bps, rate_row("2026S2").confidence
    (1240, 'secondary')
    """
    semester = parse_semester(name)
    legal = _legal(name)
    ecb = ecb_rate(semester.first)
    source = (
        f"BCE {percent(ecb.bps)} au {semester.first:%d/%m/%Y} + 10 points ({ecb.source})\u202f; "
        f"plancher 3 × {percent(legal.bps)} ({legal.source})"
    )
    return RateRow(
        law=BUSINESS.code,
        customer_type=BUSINESS.customer_type,
        period_start=semester.first,
        period_end=semester.last,
        rate_bps=ecb.bps + _POINTS_BPS,
        floor_bps=_FLOOR_TIMES * legal.bps,
        source=source,
        confidence="secondary" if "secondary" in (ecb.confidence, legal.confidence) else "official",
    )


def _legal_row(name: str) -> RateRow:
    """Give the row of one half-year for consumers."""
    semester, legal = parse_semester(name), _legal(name)
    return RateRow(
        law=CONSUMER.code,
        customer_type=CONSUMER.customer_type,
        period_start=semester.first,
        period_end=semester.last,
        rate_bps=legal.bps,
        floor_bps=None,
        source=f"taux légal {percent(legal.bps)} ({legal.source})",
        confidence=legal.confidence,
    )


def _legal(name: str) -> Figure:
    """Give a half-year's legal rate for creditors in business."""
    found = next((row for row in rows("fr_legal") if row["semester"] == name), None)
    if found is None:
        raise LookupError(f"no French legal rate for {name}")
    return Figure(bps(found["professional"]), found["source"], found["confidence"])
