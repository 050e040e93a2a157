"""The company of the example. All people, addresses and numbers are invented."""

from datetime import date, timedelta

from relance_xl.builder.example.numbers import french_vat, siren
from relance_xl.builder.rows import Row, Value

CURRENCY = "EUR"
IBAN = "FR7630006000011234567890189"
FRESH_DAYS = 3
"""Payments are entered up to this many days before the example's day."""

_SIREN = siren(41237815)


def settings(today: date) -> dict[str, Value]:
    """Give the values of sheet Paramètres that differ from the defaults."""
    return {
        "company_name": "Menuiserie Hautier & Fils SARL",
        "company_line": (
            f"SARL au capital de 48\u202f000\u00a0€ – RCS Lyon {_SIREN} – TVA {french_vat(_SIREN)}"
        ),
        "address1": "12 rue des Artisans",
        "postcode": "69007",
        "city": "Lyon",
        "country": "FR",
        "siren": _SIREN,
        "vat_number": french_vat(_SIREN),
        "phone": "04 65 71 00 12",
        "website": "www.menuiserie-hautier.example",
        "currency": CURRENCY,
        "sender_name": "Claire Hautier",
        "sender_title": "Comptabilité clients",
        "sender_email": "compta@menuiserie-hautier.example",
        "report_email": "claire@menuiserie-hautier.example",
        "account_holder": "Menuiserie Hautier & Fils",
        "iban": IBAN,
        "bic": "AGRIFRPP",
        "cash_entered_until": today - timedelta(days=FRESH_DAYS),
        "stale_bank_days": FRESH_DAYS - 1,
    }


def groups() -> list[Row]:
    """Give the rows of sheet Groupes."""
    return [
        {"group": "Grands comptes", "plan": "ménagement", "note": "Ne pas froisser"},
        {"group": "Artisans", "plan": "standard"},
        {"group": "À surveiller", "plan": "ferme", "note": "Retards répétés"},
        {"group": "Bailleurs", "plan": "pré-échéance"},
    ]


def calendar(today: date) -> list[Row]:
    """Give the rows of sheet Calendrier: a stock-taking going on, closures to come."""
    year = today.year + 1
    return [
        {
            "label": "Inventaire",
            "date_from": today - timedelta(days=1),
            "date_to": today,
            "kind": "season",
            "extra_days": 2,
        },
        {
            "label": "Congés d’été",
            "date_from": date(year, 8, 3),
            "date_to": date(year, 8, 21),
            "kind": "closure",
        },
        {
            "label": "Pont de l’Ascension",
            "date_from": date(year, 5, 14),
            "kind": "holiday",
        },
        {
            "label": "Saison creuse",
            "date_from": date(year, 7, 15),
            "date_to": date(year, 8, 31),
            "kind": "season",
            "extra_days": 10,
        },
    ]
