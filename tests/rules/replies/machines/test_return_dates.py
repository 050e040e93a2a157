"""When an absent person is back, in the sentences of four languages."""

from datetime import date

import pytest

from relance_xl.rules.replies.machines.return_dates import return_date

MONDAY = date(2026, 8, 3)


@pytest.mark.parametrize(
    ("sentence", "back"),
    [
        ("Je suis absent du 1er au 21 août inclus.", (8, 22)),
        ("Absente jusqu'au 14 août 2026, je vous répondrai à mon retour.", (8, 15)),
        ("Je suis en congé jusqu’au vendredi 14 août.", (8, 15)),
        ("De retour le 17/08/2026.", (8, 17)),
        ("Je serai de retour au bureau le lundi 24 août.", (8, 24)),
        ("Retour prévu le 31/08", (8, 31)),
        ("Je reprendrai mes fonctions le 2 septembre", (9, 2)),
        ("Je serai absent à partir du 5 août jusqu’au 20 août.", (8, 21)),
        ("À nouveau disponible à partir du 18 août.", (8, 18)),
        ("Nos bureaux sont fermés du 3 au 14 août 2026.", (8, 15)),
        ("En congés, de retour lundi.", (8, 10)),
        ("I will be out of the office until August 17th, 2026.", (8, 17)),
        ("I'm out of office from 3 August to 14 August.", (8, 15)),
        ("I am away and back on Monday 10 August.", (8, 10)),
        ("Returning on 2026-08-20.", (8, 20)),
        ("I will be back in the office on Tuesday.", (8, 4)),
        ("Ich bin ab dem 24.08.2026 wieder erreichbar.", (8, 24)),
        ("Ich bin bis einschließlich 21. August im Urlaub.", (8, 22)),
        ("Ich bin vom 03.08. bis 14.08. nicht im Büro.", (8, 15)),
        ("Ab 5. August bin ich im Urlaub, zurück am 20. August.", (8, 20)),
        ("Ik ben afwezig tot en met 14 augustus.", (8, 15)),
        ("Ik ben terug op maandag 17 augustus.", (8, 17)),
        ("Vanaf 24/08/2026 ben ik weer bereikbaar.", (8, 24)),
        ("Absent jusqu’au 5 janvier.", (1, 6)),
    ],
)
def test_days_of_return(sentence: str, back: tuple[int, int]) -> None:
    year = 2027 if back[0] == 1 else 2026
    assert return_date(sentence, MONDAY) == date(year, *back)


@pytest.mark.parametrize(
    "sentence",
    [
        "Merci de votre message du 2 août.",
        "Joignable au 01.02.03.04.05.",
        "De retour le 31/02/2026.",
        "De retour le 12/03/2019.",
        "De retour le 12/03/2099.",
        "Je suis absent.",
        "",
    ],
)
def test_no_day_is_made_up(sentence: str) -> None:
    assert return_date(sentence, MONDAY) is None
