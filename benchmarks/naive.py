"""The script everyone writes first: read_excel, a loop over rows, openpyxl to save.

It does far less than `preparer` (no plans, holds, penalties or messages) and loses what
openpyxl cannot keep; it is here as the yardstick of time and memory.
"""

import sys
from datetime import datetime

import pandas as pd
from openpyxl import load_workbook

HEADER_ROW = 4
DAY = datetime(2026, 11, 23)  # noqa: DTZ001 - sheets hold local days


def main(path: str, out: str) -> None:
    """Compute balance, days late and a stage for each invoice; write four columns back."""
    options = {"header": HEADER_ROW - 1, "engine": "openpyxl"}
    invoices = pd.read_excel(path, sheet_name="Factures", **options)
    payments = pd.read_excel(path, sheet_name="Paiements", **options)
    paid: dict[str, float] = {}
    for _, payment in payments.iterrows():
        number = payment["N° facture"]
        paid[number] = paid.get(number, 0) + payment["Montant"]
    results = []
    for _, invoice in invoices.iterrows():
        balance = invoice["Total TTC"] - paid.get(invoice["N° facture"], 0)
        late = (DAY - invoice["Échéance"]).days
        stage = next((n for n, d in ((4, 45), (3, 30), (2, 15), (1, 3)) if late >= d), 0)
        results.append((paid.get(invoice["N° facture"], 0), balance, late, stage))
    book = load_workbook(path)
    sheet = book["Factures"]
    heads = {cell.value: cell.column for cell in sheet[HEADER_ROW]}
    columns = [heads[name] for name in ("Réglé", "Solde", "Retard (j)", "Étape suivante")]
    for row, values in enumerate(results, HEADER_ROW + 1):
        for column, value in zip(columns, values, strict=True):
            sheet.cell(row, column, value)
    book.save(out)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
