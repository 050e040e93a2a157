"""Problems of sheet Paramètres: what messages print or need, and codes nobody knows.

What is blocking lets no message leave (`blocking`); the rest is worth a look.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from relance_xl.frames import EMAIL
from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import texts
from relance_xl.rules.codes import country_named, is_country, is_currency
from relance_xl.rules.iban import is_iban
from relance_xl.rules.official_numbers import are_of_one_company, is_official_number, is_vat_number
from relance_xl.rules.regions import WANTING, region_advice, region_of
from relance_xl.rules.working_days import is_known_place
from relance_xl.schema import TABLES
from relance_xl.schema.parameters import PARAMETERS_LIST
from relance_xl.settings import Settings

_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
_PORTS = range(1, 65_536)
_LABELS = {parameter.name: parameter.label for parameter in PARAMETERS_LIST}
_IN_TEXT = re.compile(r"\{\{[^}]*\biban\b")

_Check = tuple[str, bool, str, str, bool]
"""A parameter, whether it is right, what is wrong with it, what to do, whether it stops all."""

_NEEDED = {
    "company_name": "le nom de votre société, tel qu’il est sur vos factures",
    "sender_name": "le nom à écrire au bas des messages",
    "address1": "l’adresse à écrire en tête des lettres",
    "postcode": "le code postal à écrire en tête des lettres",
    "city": "la ville à écrire en tête des lettres",
    "sender_email": "l’adresse qui écrit aux clients",
    "iban": "le compte où être payé",
}
"""What a new workbook has to say first, and why."""


def settings_problems(settings: Settings, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Check sheet Paramètres; needs the frames of Étapes, Modèles and Paramètres.

    >>> from tests.rules.builders import settings, tables
    >>> settings_problems(settings(), tables())
    []
    >>> [(p.key, p.severity.name) for p in settings_problems(settings(country="FRANCE"), tables())]
    [('Pays', 'BLOCKING')]
    """
    found = [*_missing(settings, tables), *_wrong(settings), *_odd(settings)]
    rows = {
        str(label).casefold(): int(row)
        for label, row in zip(
            tables["parameters"]["parameter"], tables["parameters"]["row"], strict=True
        )
    }
    return [replace(problem, row=rows.get(problem.key.casefold(), 0)) for problem in found]


def blocking(settings: Settings, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Give what has to be filled in or mended before any message leaves.

    >>> from relance_xl.settings import Settings
    >>> from tests.rules.builders import tables
    >>> [problem.key for problem in blocking(Settings(), tables())]
    ['Nom de la société', 'E-mail d’envoi']
    """
    found = settings_problems(settings, tables)
    return [problem for problem in found if problem.severity is Severity.BLOCKING]


def _missing(settings: Settings, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    needed = {"company_name"}
    stages = tables["stages"]
    channels = ("channel", "second_channel", "fallback_channel")
    if any((stages[name] == "email").any() for name in channels):
        needed.add("sender_email")
    if any(_IN_TEXT.search(str(body)) for body in texts(tables["texts"]["body"])):
        needed.add("iban")
    return [
        _problem("missing_parameter", name, f"manque\u202f: {why}", "le saisir", name in needed)
        for name, why in _NEEDED.items()
        if not str(getattr(settings, name)).strip()
    ]


def _wrong(settings: Settings) -> list[Problem]:
    """Give what cannot be right: most of it stops messages."""
    checks = (*_place_checks(settings), *_printed_checks(settings), *_server_checks(settings))
    return [
        _problem(f"bad_{name}", name, text, action, severe)
        for name, sound, text, action, severe in checks
        if not sound
    ]


def _place_checks(settings: Settings) -> tuple[_Check, ...]:
    """Where the creditor is: whose law, holidays and money."""
    named = country_named(settings.country)
    code = f"écrire «\u00a0{named}\u00a0»" if named else "écrire deux lettres, comme FR ou BE"
    if region_of("CA", settings.country):
        code = "écrire «\u00a0CA\u00a0», et la province dans «\u00a0Région\u00a0»"
    country, currency = is_country(settings.country), is_currency(settings.currency)
    place = not country or is_known_place(settings.country, settings.region)
    unknown, advice = "est inconnue pour ce pays (jours fériés)", region_advice(settings.country)
    return (
        ("country", country, "n’est pas un code de pays", code, True),
        ("currency", currency, "n’est pas une devise", "écrire trois lettres, comme EUR", True),
        ("region", place, unknown, advice, True),
    )


def _printed_checks(settings: Settings) -> tuple[_Check, ...]:
    """Where customers answer and pay."""
    address, iban, bic = settings.sender_email, settings.iban, "".join(settings.bic.split()).upper()
    mail = not address or bool(EMAIL.fullmatch(address))
    return (
        ("sender_email", mail, "n’est pas une adresse", "la corriger", True),
        ("iban", not iban or is_iban(iban), "est faux", "le recopier du RIB", True),
        ("bic", not bic or bool(_BIC.fullmatch(bic)), "est faux", "le recopier du RIB", False),
    )


def _server_checks(settings: Settings) -> tuple[_Check, ...]:
    """By which server mails leave, if by one."""
    smtp, port = settings.email_mode == "smtp", settings.smtp_port in _PORTS
    host = not smtp or bool(settings.smtp_host)
    return (
        ("smtp_port", port, "n’est pas un port", "saisir 587 ou 465", smtp),
        ("smtp_host", host, "manque", "saisir le serveur", smtp),
    )


def _odd(settings: Settings) -> list[Problem]:
    """Give what is worth a look and stops nothing: our own numbers, a region left out."""
    country, number, vat = settings.country, settings.siren, settings.vat_number
    part = WANTING.get(country, "")
    sound = not number or is_official_number(number, country)
    sound_vat = not vat or is_vat_number(vat, country)
    paired = not (number and vat and sound and sound_vat) or are_of_one_company(number, vat)
    checks = (
        (
            ("missing_region", "region", not part or settings.region.strip()),
            f"est vide\u202f: les jours fériés {part} ne sont pas comptés",
            region_advice(country),
        ),
        (("bad_siren", "siren", sound), "est faux", "le recopier de vos factures"),
        (
            ("bad_vat_number", "vat_number", sound_vat),
            "est faux",
            "le recopier de vos factures, avec les lettres du pays",
        ),
        (
            ("vat_number_of_another", "vat_number", paired),
            "n’est pas celui de votre numéro d’entreprise",
            "corriger l’un des deux",
        ),
    )
    return [
        _problem(code, name, text, action, severe=False)
        for (code, name, fine), text, action in checks
        if not fine
    ]


def _problem(code: str, name: str, text: str, action: str, severe: bool) -> Problem:  # noqa: FBT001 - a table's column
    label = _LABELS[name]
    return Problem(
        code,
        TABLES["parameters"].sheet,
        f"«\u00a0{label}\u00a0» {text}.",
        f"{action[:1].upper()}{action[1:]}.",
        column="Valeur",
        key=label,
        severity=Severity.BLOCKING if severe else Severity.WARNING,
    )
