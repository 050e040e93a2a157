"""Belgium: late payment between professionals, by public bodies and by consumers.

Between professionals (law of 2 August 2002): the ECB's rate on the first day of the
half-year plus 8 points, rounded up to the next half point, unless the contract says
otherwise; 40 € per invoice, or the contract's indemnity when it is more. A public body owes
that rate whatever the contract says.

>>> [row.rate_bps for row in rate_rows() if row.period_start.year in (2025, 2026)]
[1150, 1050, 1050, 1050]

A consumer (book XIX CDE) owes nothing unless the contract has a clause, and nothing before
a free first reminder and its 14 days have gone by; then an indemnity by steps, and the
contract's interest, never above the rate between professionals.

>>> first_free_days(date(2023, 9, 18), "email")
(datetime.date(2023, 9, 19), datetime.date(2023, 10, 2))

A letter's days begin on the third working day, which is for the caller to find.

>>> first_free_days(date(2023, 9, 18), "letter", date(2023, 9, 21))[1]
datetime.date(2023, 10, 4)
>>> first_free_days(date(2023, 9, 18), "call")
Traceback (most recent call last):
    ...
ValueError: not a first reminder in writing: call
"""

from datetime import date, timedelta

from relance_xl.laws.model import Beginning, FeeStep, Law, RateRow, Source
from relance_xl.laws.series import EcbRule

FREE_DAYS = 14
POSTED_WORKING_DAYS = 3
POSTED = frozenset({"letter", "registered_letter"})
"""Channels whose 14 days begin on the third working day after posting."""

_READ = date(2026, 11, 22)
ECB_RULE = EcbRule("BE", "business", "2013S1", 800, 50, published="be_commercial")
_B2B_SOURCE = Source(
    "Loi du 2 août 2002, article 5 : taux directeur + 8 points, arrondi au demi-point supérieur",
    "https://eubelius.com/fr/nouvelles/"
    "le-taux-dinteret-en-cas-de-retard-de-paiement-dans-les-transactions-commerciales",
    _READ,
)
_B2B_LIMITATION = "10 ans"

BUSINESS = Law(
    code="BE",
    customer_type="business",
    title="Belgique, entre professionnels (loi du 2 août 2002)",
    plain_words=(
        "Taux de la BCE au 1er janvier ou au 1er juillet plus 8 points, arrondi au demi-point "
        "supérieur, par semestre, sur 365 jours ; 40 € par facture. Une clause du contrat "
        "peut fixer un autre taux, et une indemnité en pour cent avec minimum et maximum, qui "
        "remplace les 40 € quand elle est plus élevée."
    ),
    limitation=_B2B_LIMITATION,
    sources=(_B2B_SOURCE,),
    fee_cents=4000,
    contract_rate=True,
    indemnity_clause=True,
)

PUBLIC = Law(
    code="BE",
    customer_type="public",
    title="Belgique, pouvoirs publics (loi du 2 août 2002)",
    plain_words=(
        "Comme entre professionnels, mais le taux légal vaut nonobstant toute clause contraire."
    ),
    limitation=_B2B_LIMITATION,
    sources=(_B2B_SOURCE,),
    fee_cents=4000,
    rates_of="business",
)

CONSUMER = Law(
    code="BE",
    customer_type="consumer",
    title="Belgique, consommateurs (livre XIX du Code de droit économique)",
    plain_words=(
        "Seulement si le contrat a une clause (Paramètres ou Clients). Premier rappel gratuit ; "
        "rien avant 14 jours calendrier, comptés du lendemain d’un e-mail ou du troisième jour "
        "ouvrable après la poste. Ensuite indemnité : jusqu’à 150 € dus, 20 € ; "
        "jusqu’à 500 €, 30 € plus 10 % de la part au-delà de 150 € ; au-delà, "
        "65 € plus 5 % de la part au-delà de 500 €, au plus 2 000 € ; "
        "intérêts au taux du contrat, au plus celui entre professionnels. Les rappels suivants "
        "(au plus 7,50 € et le port) ne sont pas comptés."
    ),
    limitation="10 ans",
    sources=(
        Source(
            "Loi du 4 mai 2023, livre XIX CDE : premier rappel, 14 jours, frais des rappels",
            "https://www.sybarius.net/loi-portant-insertion-du-livre-xix-dettes-du-consommateur/",
            _READ,
        ),
        Source(
            "Plafonds de l’indemnité : 20 €, puis 30 € et 10 % (deux premières tranches)",
            "https://www.lalibre.be/dernieres-depeches/2023/04/12/feu-vert-pour-une-protection-"
            "supplementaire-contre-les-retards-de-paiement-de-dettes-25WKOO34KJAG3OEGVZ77MFR64U/",
            _READ,
        ),
        Source(
            "Exemple : rappel posté le 18/09/2023, clause applicable le 05/10/2023",
            "https://blog.forumforthefuture.be/fr/article/comment-la-reforme-du-retard-de-paiement"
            "-est-le-bouclier-des-consommateurs-dans-le-code-de-droit-economique/20063",
            _READ,
        ),
    ),
    begins=Beginning.FIRST_REMINDER,
    fee_steps=(
        FeeStep(0, 20_00, 0),
        FeeStep(150_00, 30_00, 10_00),
        FeeStep(500_00, 65_00, 5_00),
    ),
    fee_most_cents=2_000_00,
    contract_rate=True,
    contract_capped=True,
    needs_clause=True,
    rates_of="business",
)

LAWS = {law.customer_type: law for law in (BUSINESS, PUBLIC, CONSUMER)}


def rate_rows() -> list[RateRow]:
    """Give the rows of sheet Taux; the three types share them."""
    return ECB_RULE.rows()


def first_free_days(sent: date, channel: str, posted_from: date | None = None) -> tuple[date, date]:
    """Give the first and the last of the 14 free days a first reminder opens.

    `posted_from` is the third working day after `sent`, needed when it went by post. Raises
    `ValueError` for a channel that leaves nothing in writing.
    """
    if channel == "email":
        first = sent + timedelta(days=1)
    elif channel in POSTED and posted_from is not None:
        first = posted_from
    else:
        raise ValueError(f"not a first reminder in writing: {channel}")
    return first, first + timedelta(days=FREE_DAYS - 1)
