"""Mistakes as people make them, for sheet Anomalies: each stands alone, none stops the rest."""

from relance_xl.builder.example.ledger import Ledger


def tell(ledger: Ledger) -> None:
    """Put one mistake of each common kind into the ledger."""
    ledger.customers["C0058"]["customer_type"] = ""
    ledger.invoice("C0058", 21, 134_000)
    ledger.invoice("C0057", 19, 66_000, dispute="à voir avec Marc")
    ledger.invoice("C0053", 17, 81_250, total_cents="8l2,50")
    ledger.invoice("C0046", 12, 95_000, due_date="31/02/2026", issue_date=ledger.day(42))
    ledger.invoice("C0999", 15, 37_000)
    first = ledger.invoice("C0012", 33, 48_000)
    ledger.pay(first, 25, 48_000)
    ledger.invoice("C0012", 30, 48_000).links["invoice"] = first
    ledger.invoice("C0029", -20, 120_000, total_cents="1\u202f200,00")
    ledger.invoice("C0048", -9, -6_500)
    ledger.contacts.append(
        {
            "customer": "C0056",
            "contact_name": "Service achats",
            "role": "dunning",
            "email": "achats(at)client.example",
        }
    )
