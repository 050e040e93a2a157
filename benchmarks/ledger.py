"""A ledger of any size for the benchmarks: the same size always gives the same file."""

import sys
from datetime import date, timedelta
from pathlib import Path

from relance_xl.builder.content import Content
from relance_xl.builder.workbook import to_bytes, with_shipped

DAY = date(2026, 11, 23)
_TERMS = 30
_AGES = 180


def write_ledger(path: Path, invoices: int) -> None:
    """Write a workbook of that many invoices, a tenth as many customers, half paid."""
    customers = max(invoices // 10, 1)
    tables = {
        "customers": [_customer(rank) for rank in range(customers)],
        "contacts": [_contact(rank) for rank in range(customers)],
        "invoices": [_invoice(rank, customers) for rank in range(invoices)],
        "payments": [_payment(rank, customers) for rank in range(0, invoices, 2)],
    }
    settings = {
        "company_name": "Ateliers du Banc",
        "address1": "1 rue du Test",
        "postcode": "69001",
        "city": "Lyon",
        "sender_email": "compta@banc.example",
        "iban": "FR7630006000011234567890189",
        "cash_entered_until": DAY,
    }
    path.write_bytes(to_bytes(with_shipped(Content(tables, settings)), DAY))


def _customer(rank: int) -> dict[str, object]:
    return {
        "customer": f"C{rank:06d}",
        "name": f"Société {rank}",
        "customer_type": "professionnel",
        "address1": f"{rank} avenue des Mesures",
        "postcode": "75010",
        "city": "Paris",
        "country": "FR",
        "terms": "30 jours",
    }


def _contact(rank: int) -> dict[str, object]:
    return {
        "customer": f"C{rank:06d}",
        "contact_name": f"Contact {rank}",
        "role": "relance",
        "email": f"contact{rank}@client{rank}.example",
    }


def _invoice(rank: int, customers: int) -> dict[str, object]:
    issued = DAY - timedelta(days=rank * 7 % _AGES)
    return {
        "invoice": f"F{rank:07d}",
        "customer": f"C{rank * 31 % customers:06d}",
        "issue_date": issued,
        "due_date": issued + timedelta(days=_TERMS),
        "total_cents": 100 + rank * 37 % 900_000 / 100,
        "currency": "EUR",
    }


def _payment(rank: int, customers: int) -> dict[str, object]:
    share = 1 if rank % 3 else 0.5
    return {
        "payment": f"P{rank:07d}",
        "payment_date": DAY - timedelta(days=rank % 60),
        "customer": f"C{rank * 31 % customers:06d}",
        "invoice": f"F{rank:07d}",
        "amount_cents": round((100 + rank * 37 % 900_000 / 100) * share, 2),
        "currency": "EUR",
        "method": "virement",
        "accepted": "Oui",
    }


if __name__ == "__main__":
    write_ledger(Path(sys.argv[1]), int(sys.argv[2]))
