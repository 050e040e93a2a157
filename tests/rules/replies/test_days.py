from datetime import date

import pytest

from relance_xl.rules.replies.amounts import find_amounts
from relance_xl.rules.replies.days import find_days
from relance_xl.rules.replies.words import fold

FRIDAY = date(2026, 3, 6)
DAYS = {
    "le 15 mars": "2026-03-15",
    "le 1er avril": "2026-04-01",
    "20 March 2026": "2026-03-20",
    "March 20th": "2026-03-20",
    "am 15. März": "2026-03-15",
    "am 15.3.": "2026-03-15",
    "15.03.2026": "2026-03-15",
    "15-03-2026": "2026-03-15",
    "2026-03-15": "2026-03-15",
    "le 31.03.26": "2026-03-31",
    "avant le 15/12": "2026-12-15",
    "du 12 janvier": "2026-01-12",
    "vendredi": "2026-03-13",
    "next Friday": "2026-03-13",
    "vrijdag 13 maart": "2026-03-13",
    "jeudi en huit": "2026-03-19",
    "volgende week maandag": "2026-03-09",
    "demain": "2026-03-07",
    "overmorgen": "2026-03-08",
    "übermorgen": "2026-03-08",
    "aujourd’hui": "2026-03-06",
    "fin de mois": "2026-03-31",
    "fin mars": "2026-03-31",
    "fin courant": "2026-03-31",
    "end of the month": "2026-03-31",
    "Ende des Monats": "2026-03-31",
    "eind volgende maand": "2026-04-30",
    "mi-avril": "2026-04-15",
    "Mitte April": "2026-04-15",
    "en avril": "2026-04-30",
    "le 30 courant": "2026-03-30",
    "le 10 du mois prochain": "2026-04-10",
    "le 15": "2026-03-15",
    "le 5": "2026-04-05",
    "on the 15th": "2026-03-15",
    "la semaine prochaine": "2026-03-13",
    "Ende nächster Woche": "2026-03-13",
    "début de semaine prochaine": "2026-03-09",
    "semaine 12": "2026-03-20",
    "sous 8 jours": "2026-03-14",
    "sous 8 à 10 jours": "2026-03-16",
    "sous huitaine": "2026-03-14",
    "d’ici 48h": "2026-03-08",
    "sous 5 jours ouvrés": "2026-03-13",
    "within 5 business days": "2026-03-13",
    "binnen 14 dagen": "2026-03-20",
    "innerhalb von 10 Tagen": "2026-03-16",
    "in two weeks": "2026-03-20",
    "dans un mois": "2026-04-06",
    "avant la fin de l’année": "2026-12-31",
    "ce jour-là": "",
    "les prochains jours": "",
    "le 31 février": "2026-02-28",
    "24/7": "",
    "1/2": "",
    "je paie au plus vite": "",
    "06 12 34 56 78": "",
}
AMOUNTS = {
    "1 250,50 €": [125_050],
    "1\u202f250,50\u00a0€": [125_050],
    "EUR 1.250,50": [125_050],
    "€1,200.00": [120_000],
    "1.250 euros": [125_000],
    "1.250,-- euro": [125_000],
    "CHF 1'250.50": [125_050],
    "12€50": [1_250],
    "2 k€": [200_000],
    "virement de 1250,50": [125_050],
    "500 € et 700 €": [50_000, 70_000],
    "la moitié": [],
    "facture 2026": [],
    "12 jours": [],
}


@pytest.mark.parametrize("said", DAYS)
def test_a_day_named_on_a_friday(said):
    found = [str(day.on) for day in find_days(fold(said), FRIDAY)]
    assert found == ([DAYS[said]] if DAYS[said] else [])


def test_a_day_without_year_near_its_end():
    assert [str(d.on) for d in find_days("le 10 janvier", date(2026, 12, 18))] == ["2027-01-10"]
    assert [str(d.on) for d in find_days("fin janvier", date(2026, 12, 18))] == ["2027-01-31"]


@pytest.mark.parametrize("said", AMOUNTS)
def test_a_sum_named(said):
    assert [amount.cents for amount in find_amounts(fold(said))] == AMOUNTS[said]
