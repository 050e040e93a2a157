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

Consumers and public bodies have other rules, which are not installed yet.
"""

from datetime import date

from relance_xl.dates import parse_semester
from relance_xl.laws.model import Law, RateRow, Source
from relance_xl.laws.series import Figure, bps, ecb_rate, rows

_POINTS_BPS = 1000
_FLOOR_TIMES = 3

BUSINESS = Law(
    code="FR",
    customer_type="business",
    title="France, entre professionnels (C. com. L441-10 II, D441-5)",
    plain_words=(
        "Taux de la BCE au 1er janvier ou au 1er juillet plus 10 points, par semestre, sur "
        "365 jours\u202f; taux contractuel jamais inférieur à 3 fois le taux d’intérêt "
        "légal\u202f; indemnité forfaitaire de 40\u00a0€ par facture."
    ),
    sources=(
        Source(
            "Code de commerce, article L441-10 II (extraits)",
            "https://jcl06.fr/les-interets-de-retard/",
            date(2026, 11, 21),
        ),
        Source(
            "CEPC, avis n° 23-8 : pénalités dues de plein droit, sans rappel",
            "https://www.economie.gouv.fr/cepc (avis 23-8)",
            date(2026, 11, 21),
        ),
    ),
    year_days=365,
    fee_cents=4000,
    contract_rate=True,
)

LAWS = {law.customer_type: law for law in (BUSINESS,)}


def rate_rows() -> list[RateRow]:
    """Give the rows of sheet Taux for every half-year whose two rates are known."""
    return [rate_row(row["semester"]) for row in rows("fr_legal")]


def rate_row(name: str) -> RateRow:
    """Give the row of one half-year; raises `LookupError` when it is not published.

    The legal rate is its professional column: the one a business creditor's floor rests on.

    >>> rate_row("2026S2").rate_bps, rate_row("2026S2").confidence
    (1240, 'secondary')
    """
    semester = parse_semester(name)
    found = next((row for row in rows("fr_legal") if row["semester"] == name), None)
    if found is None:
        raise LookupError(f"no French legal rate for {name}")
    legal = Figure(bps(found["professional"]), found["source"], found["confidence"])
    ecb = ecb_rate(semester.first)
    source = (
        f"BCE {_percent(ecb.bps)} au {semester.first:%d/%m/%Y} + 10 points ({ecb.source})\u202f; "
        f"plancher 3 × {_percent(legal.bps)} ({legal.source})"
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


def _percent(value_bps: int) -> str:
    return f"{value_bps // 100},{value_bps % 100:02}\u00a0%"
