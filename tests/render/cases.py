"""Small decisions to render: what `rules.decide` gives, made of a few keyword rows."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from relance_xl.schema import TABLES, Kind
from relance_xl.settings import Settings

DAY = date(2026, 6, 15)
NUMBER = "REL-2026-00042"
SETTINGS = Settings(
    company_name="Atelier Martin SARL",
    company_line="SARL au capital de 20 000 € – RCS Lyon 732 829 320 – TVA FR44 732829320",
    address1="12 rue des Lilas",
    postcode="69003",
    city="Lyon",
    phone="04 78 00 00 00",
    sender_name="Claire Morel",
    sender_title="Comptabilité clients",
    sender_email="compta@atelier-martin.fr",
    iban="FR7630006000011234567890189",
    bic="AGRIFRPP",
)

BODY = """{{ salutation }},

Sauf erreur de notre part, {% if nombre_factures > 1 %}les {{ nombre_factures }} factures ci-dessous ne nous ont pas été réglées{% else %}la facture {{ numeros_factures }} ne nous a pas été réglée{% endif %}, pour un total de {{ total_du }}.

{{ tableau_factures }}

Nous vous remercions de nous régler avant le {{ date_limite }} :
- par virement, avec la référence {{ communication }}
- ou en nous appelant pour convenir d’une solution

{{ mention_penalites }}

{{ moyens_de_paiement }}

{{ mention_croisement }}

Bien cordialement,

{{ signataire }}
{{ fonction }}"""  # noqa: E501 - a cell of the sheet, as typed

PROPOSAL = {
    "proposal": 0,
    "payer": "C0001",
    "payer_name": "Boulangerie Élan",
    "customer": "C0001",
    "channel": "email",
    "recipient": "compta@boulangerie-elan.fr",
    "contact_name": "Zoé Lefèvre",
    "language": "fr",
    "stage": "standard-2",
    "stage_label": "Relance ferme",
    "severity": 2,
    "text": "relance-2",
    "currency": "EUR",
    "due_cents": 184_456,
    "penalties_cents": 0,
    "interest_cents": 2_195,
    "fee_cents": 8_000,
    "credit_cents": 0,
    "days_late": 46,
    "why": "46 jours de retard, première relance il y a 16 jours.",
    "penalties_mode": "mention",
    "penalties_ok": True,
    "claim": False,
    "copies": "",
    "fresh_until": date(2026, 6, 12),
    "pay_by": date(2026, 6, 23),
    "broken_promise": False,
    "first_ever": False,
    "reference_item": "F2026-0012",
    "fingerprint": "0123456789abcdef",
    "qr": True,
}
LINES = (
    {
        "item": "F2026-0012",
        "invoice": "F2026-0012",
        "issue_date": date(2026, 3, 31),
        "due_date": date(2026, 4, 30),
        "total_cents": 153_456,
        "paid_cents": 30_000,
        "open_cents": 123_456,
        "days_late": 46,
        "part": "own",
        "interest_cents": 1_890,
        "fee_cents": 4_000,
    },
    {
        "item": "F2026-0031",
        "invoice": "F2026-0031",
        "issue_date": date(2026, 5, 1),
        "due_date": date(2026, 5, 31),
        "total_cents": 61_000,
        "paid_cents": 0,
        "open_cents": 61_000,
        "days_late": 15,
        "part": "listed",
        "interest_cents": 305,
        "fee_cents": 4_000,
    },
)
_LINE = {"proposal": 0, "customer": "C0001", "customer_name": "Boulangerie Élan"}

CUSTOMER = {
    "customer": "C0001",
    "name": "Boulangerie Élan",
    "address1": "3 place du Marché",
    "postcode": "69100",
    "city": "Villeurbanne",
    "country": "FR",
}
CONTACT = {"customer": "C0001", "contact_name": "Zoé Lefèvre", "civility": "Madame"}
TEXT = {
    "text": "relance-2",
    "language": "fr",
    "channel": "email",
    "subject": "Factures en retard : {{ total_du }}",
    "body": BODY,
}


@dataclass(frozen=True)
class Decision:
    """The two frames a decision shows to the renderer."""

    proposals: pd.DataFrame
    lines: pd.DataFrame


def decision(
    *proposals: dict[str, object], lines: tuple[dict[str, object], ...] = LINES
) -> Decision:
    """Make a decision; each proposal overrides `PROPOSAL`, each line names its proposal (or 0)."""
    rows = [{**PROPOSAL, "proposal": i, **p} for i, p in enumerate(proposals or ({},))]
    return Decision(
        _typed(pd.DataFrame(rows)), _typed(pd.DataFrame([{**_LINE, **line} for line in lines]))
    )


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    for name in ("fresh_until", "pay_by", "issue_date", "due_date"):
        if name in frame:
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame


def tables(**rows: list[dict[str, object]]) -> dict[str, pd.DataFrame]:
    """Make the tables messages read, with one customer, contact and text unless given."""
    given = {"customers": [CUSTOMER], "contacts": [CONTACT], "texts": [TEXT]} | rows
    names = ("customers", "contacts", "invoices", "payments", "texts")
    return {name: _frame(name, given.get(name, [])) for name in names}


def _frame(table: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    columns: dict[str, object] = {}
    for column in TABLES[table]:
        if column.kind in {Kind.DATE, Kind.DATETIME}:
            values = pd.Series([row.get(column.name) for row in rows], dtype="object")
            columns[column.name] = pd.to_datetime(values).astype("datetime64[s]")
        elif column.kind in {Kind.MONEY, Kind.INTEGER, Kind.RATE}:
            values = [row.get(column.name, pd.NA) for row in rows]
            columns[column.name] = pd.Series(values, dtype="Int64")
        elif column.kind is Kind.FLAG:
            values = [row.get(column.name) for row in rows]
            columns[column.name] = pd.Series(values, dtype="boolean")
        else:
            columns[column.name] = pd.Series(
                [row.get(column.name, "") for row in rows], dtype="str"
            )
    columns["row"] = pd.Series(range(5, 5 + len(rows)), dtype="int64")
    columns["bad"] = pd.Series([row.get("bad", "") for row in rows], dtype="str")
    return pd.DataFrame(columns)
