"""The company's choices, read from sheet Paramètres into one typed value."""

from dataclasses import dataclass, fields
from datetime import date

import pandas as pd

from relance_xl.frames.cells import ADVICE, CellError, read_cell
from relance_xl.problems import Problem, Severity
from relance_xl.schema import TABLES, Column, Owner
from relance_xl.schema.parameters import PARAMETERS_LIST, Parameter


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One field per line of sheet Paramètres; see `schema.parameters` for their meaning.

    Empty texts are "", missing amounts, rates and days are None.
    """

    company_name: str = ""
    company_line: str = ""
    address1: str = ""
    address2: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "FR"
    region: str = ""
    siren: str = ""
    vat_number: str = ""
    phone: str = ""
    website: str = ""
    logo_file: str = ""
    currency: str = "EUR"
    sender_name: str = ""
    sender_title: str = ""
    sender_email: str = ""
    reply_to: str = ""
    tagged_replies: bool = False
    report_email: str = ""
    account_holder: str = ""
    iban: str = ""
    bic: str = ""
    email_mode: str = "folder"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    inbox_mode: str = "folder"
    inbox_folder: str = "Réponses à lire"
    answers_folder: str = "Réponses"
    imap_host: str = ""
    imap_port: int = 993
    imap_user: str = ""
    imap_login: str = "password"
    imap_folders: str = "INBOX"
    read_receipts: bool = True
    max_attachment_mb: int = 10
    invoices_folder: str = "Factures PDF"
    outbox_folder: str = "Envois"
    layouts_folder: str = "Modèles"
    import_folder: str = "À importer"
    program: str = ""
    contract_rate_bps: int | None = None
    interest_first: bool = False
    monthly_rate_only: bool = False
    named_rate_bps: int | None = None
    indemnity_bps: int | None = None
    indemnity_min_cents: int | None = None
    indemnity_max_cents: int | None = None
    consumer_clause: bool = False
    limitation_business_years: int | None = None
    limitation_consumer_years: int | None = None
    limitation_public_years: int | None = None
    limitation_transport_years: int | None = None
    limitation_warning_days: int = 90
    default_plan: str = "standard"
    contact_cap_days: int = 5
    cash_entered_until: date | None = None
    stale_bank_days: int = 7
    bank_fee_cents: int | None = None
    dispute_email: str = ""
    approve_alone_cents: int = 1_000_000
    weekly_day: str = "lundi"
    busy_wait_minutes: int = 30
    last_number: str = ""
    last_statement: str = ""
    inbox_cursor: str = ""
    workbook_id: str = ""


def read_settings(parameters: pd.DataFrame) -> tuple[Settings, list[Problem]]:
    """Read the typed frame of sheet Paramètres (`parameter`, `value`, `row`).

    An unreadable or unknown line is a `Problem` and its default is used; a doubled line
    counts once, the first.

    >>> frame = pd.DataFrame({"parameter": ["Pays"], "value": ["be"], "row": [4]})
    >>> read_settings(frame)[0].country
    'BE'
    """
    given: dict[str, tuple[str, int]] = {}
    problems: list[Problem] = []
    labels = {parameter.label.casefold(): parameter for parameter in PARAMETERS_LIST}
    rows = zip(parameters["parameter"], parameters["value"], parameters["row"], strict=True)
    for label, value, row in rows:
        parameter = labels.get(str(label).casefold())
        if parameter is None:
            problems.append(_unknown(str(label), int(row)))
        else:
            given.setdefault(parameter.name, (str(value), int(row)))
    values: dict[str, object] = {}
    for parameter in PARAMETERS_LIST:
        text, row = given.get(parameter.name, ("", 0))
        value, problem = _value(parameter, text, row)
        if problem is not None:
            problems.append(problem)
        if value is not None:
            values[parameter.name] = value
    known = {field.name for field in fields(Settings)}
    return Settings(**{k: v for k, v in values.items() if k in known}), problems  # type: ignore[arg-type]  # kinds are the schema's


def _value(parameter: Parameter, text: str, row: int) -> tuple[object, Problem | None]:
    column = _column(parameter)
    try:
        value = read_cell(column, text or parameter.default or None)
    except CellError as error:
        default = read_cell(column, parameter.default or None)
        reason = str(error)
        return default, Problem(
            "bad_parameter",
            TABLES["parameters"].sheet,
            f"« {parameter.label} » : {reason}.",
            ADVICE[parameter.kind],
            row=row,
            column="Valeur",
            key=parameter.label,
            severity=Severity.BLOCKING,
        )
    if parameter.name in {"country", "currency"} and isinstance(value, str):
        value = value.upper()
    return value, None


def _column(parameter: Parameter) -> Column:
    return Column(
        parameter.name,
        parameter.label,
        parameter.kind,
        Owner.PERSON,
        parameter.help,
        choices=parameter.choices,
    )


def _unknown(label: str, row: int) -> Problem:
    return Problem(
        "unknown_parameter",
        TABLES["parameters"].sheet,
        f"« {label} » n’est pas un paramètre connu.",
        "Vérifier l’orthographe, ou ne pas en tenir compte.",
        row=row,
        column="Paramètre",
        key=label,
        severity=Severity.INFO,
    )
