"""What sheet Paramètres has to say before a message leaves."""

import pytest

from relance_xl.problems import Severity
from relance_xl.rules.checks_settings import blocking, settings_problems
from relance_xl.settings import Settings
from tests.rules.builders import STANDARD, frame, settings, tables

LETTERS = tables(stages=[{**stage, "channel": "letter"} for stage in STANDARD])
PRINTED = tables(texts=[{"text": "t", "body": "IBAN\u202f: {{ paiement.iban }}"}])


def test_a_new_workbook_says_what_to_fill_in() -> None:
    found = settings_problems(Settings(), tables())
    assert [problem.key for problem in found] == [
        "Nom de la société",
        "Signataire",
        "Adresse",
        "Code postal",
        "Ville",
        "E-mail d’envoi",
        "IBAN",
    ]
    needed = [problem.key for problem in blocking(Settings(), tables())]
    assert needed == ["Nom de la société", "E-mail d’envoi"]
    assert [problem.key for problem in blocking(Settings(), LETTERS)] == needed[:1]
    assert [problem.key for problem in blocking(Settings(), PRINTED)] == [*needed, "IBAN"]


WRONG = {
    "country name": ({"country": "FRANCE"}, "Pays", "Écrire «\u00a0FR\u00a0».", True),
    "country": ({"country": "XX"}, "Pays", "Écrire deux lettres, comme FR ou BE.", True),
    "currency": ({"currency": "EURO"}, "Devise", "Écrire trois lettres, comme EUR.", True),
    "IBAN": ({"iban": "FR7630006000011234567890188"}, "IBAN", "Le recopier du RIB.", True),
    "BIC": ({"bic": "AGRIFR"}, "BIC", "Le recopier du RIB.", False),
    "port of a server": (
        {"email_mode": "smtp", "smtp_host": "h", "smtp_port": 70_000},
        "Port SMTP",
        "Saisir 587 ou 465.",
        True,
    ),
    "port nobody uses": ({"smtp_port": 0}, "Port SMTP", "Saisir 587 ou 465.", False),
    "server": ({"email_mode": "smtp"}, "Serveur SMTP", "Saisir le serveur.", True),
    "sender": ({"sender_email": "anne"}, "E-mail d’envoi", "La corriger.", True),
}


@pytest.mark.parametrize(("given", "key", "action", "severe"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(given, key, action, severe) -> None:
    (found,) = settings_problems(settings(**given), tables())
    severity = Severity.BLOCKING if severe else Severity.WARNING
    assert (found.key, found.action, found.severity) == (key, action, severity)


def test_a_problem_points_at_its_row() -> None:
    rows = frame("parameters", [{"parameter": "BIC", "value": "x", "row": 31}])
    (found,) = settings_problems(settings(bic="x"), {**tables(), "parameters": rows})
    assert found.place == "Paramètres, ligne 31, colonne « Valeur »"
