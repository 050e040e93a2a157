"""Sheet Paramètres, line by line."""

from datetime import date

import pandas as pd

from relance_xl.schema.parameters import PARAMETERS_LIST
from relance_xl.settings import Settings, read_settings


def lines(**given):
    labels = {parameter.name: parameter.label for parameter in PARAMETERS_LIST}
    return pd.DataFrame(
        {
            "parameter": [labels.get(name, name) for name in given],
            "value": list(given.values()),
            "row": range(2, 2 + len(given)),
        }
    )


def test_every_line_fills_its_field_and_every_field_has_its_line():
    settings, problems = read_settings(lines())
    assert problems == []
    assert settings == Settings()
    assert {p.name for p in PARAMETERS_LIST} == set(Settings.__dataclass_fields__)


def test_values_are_typed():
    settings, problems = read_settings(
        lines(
            country="be",
            contract_rate_bps="12,15",
            approve_alone_cents="5 000,00 €",
            cash_entered_until="2026-11-20",
            email_mode="SMTP",
            tagged_replies="oui",
        )
    )
    assert problems == []
    assert settings == Settings(
        country="BE",
        contract_rate_bps=1215,
        approve_alone_cents=500_000,
        cash_entered_until=date(2026, 11, 20),
        email_mode="smtp",
        tagged_replies=True,
    )


def test_a_bad_line_keeps_its_default_and_is_reported():
    settings, problems = read_settings(lines(contact_cap_days="souvent", Truc="1"))
    assert settings.contact_cap_days == 5
    assert [(p.code, p.row, p.key) for p in problems] == [
        ("unknown_parameter", 3, "Truc"),
        ("bad_parameter", 2, "Écart entre deux relances d’un client (j)"),
    ]
