"""The customers of the example and the person who answers for each (`customers.csv`)."""

import csv
from importlib.resources import files

from relance_xl.builder.example.numbers import belgian_number, french_vat, siren
from relance_xl.builder.rows import Value

CustomerRow = dict[str, Value]

_FILE = "customers.csv"


def customers() -> dict[str, CustomerRow]:
    """Give the rows of sheet Clients by code."""
    rows = {}
    for place, line in enumerate(_lines(), start=1):
        row: CustomerRow = {name: text for name, text in line.items() if name != "contact"}
        row["language"] = row["language"] or "fr"
        row["terms"] = row["terms"] or "30 jours"
        row["sales_owner"] = ("Marc Hautier", "Sophie Lenoir")[place % 2]
        if row["country"] == "FR" and row["customer_type"] != "consumer":
            row["siren"] = siren(41000000 + 7919 * place)
            row["vat_number"] = french_vat(str(row["siren"]))
        if row["country"] == "BE":
            row["siren"] = belgian_number(4000000 + 7919 * place)
            row["vat_number"] = f"BE{row['siren']}"
        rows[str(row["customer"])] = row
    return rows


def contacts() -> list[CustomerRow]:
    """Give one contact per customer who has one, with invented addresses and numbers."""
    rows: list[CustomerRow] = []
    for place, line in enumerate(_lines(), start=1):
        civility, _, name = line["contact"].partition(" ")
        if not name:
            continue
        rows.append(
            {
                "customer": line["customer"],
                "contact_name": name,
                "civility": civility,
                "role": "billing",
                "email": f"compta.{line['customer'].lower()}@client.example",
                "phone": f"04 65 71 {place:02d} 10",
                "mobile": f"+33 6 39 98 {place:02d} 20",
            }
        )
    return rows


def _lines() -> list[dict[str, str]]:
    text = files(__package__).joinpath(_FILE).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
