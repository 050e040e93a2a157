"""What is known about some customers beyond their address: limits, accounts, people."""

from relance_xl.builder.example.ledger import Ledger

_LIMITS = {"C0002": 5_000_000, "C0026": 400_000, "C0038": 1_500_000, "C0021": 600_000}
_IBANS = {
    "C0001": "FR1420041010050500013M02606",
    "C0011": "BE68539007547034",
    "C0013": "LU280019400644750000",
    "C0014": "DE89370400440532013000",
    "C0015": "GB29NWBK60161331926819",
    "C0016": "CH9300762011623852957",
}
_NOTES = {
    "C0002": "Relever les factures par immeuble, un seul virement",
    "C0007": "Fermé de novembre à décembre, répond par e-mail",
    "C0038": "Appeler avant toute lettre",
}
_PEOPLE = (
    ("C0002", "Isabelle Fontaine", "Madame", "dunning", "i.fontaine@beausejour.example"),
    ("C0026", "Brigitte Köhler", "Madame", "management", "direction.c0026@client.example"),
    ("C0033", "Sabine Prost", "Madame", "management", "direction.c0033@client.example"),
    ("C0037", "Émile Aubépin", "Monsieur", "dunning", "emile.c0037@client.example"),
    ("C0038", "Marie-Ange Delahaye", "Madame", "dunning", "relances.c0038@client.example"),
)


def tell(ledger: Ledger) -> None:
    """Fill in what the stories do not need but a real sheet holds."""
    for name, known in (("credit_limit_cents", _LIMITS), ("iban", _IBANS), ("note", _NOTES)):
        for code, value in known.items():
            ledger.customers[code][name] = value
    for code in ("C0002", "C0025", "C0058"):
        ledger.customers[code]["statement"] = "monthly"
    ledger.customers["C0020"]["preferred_channel"] = "letter"
    ledger.customers["C0047"]["contract_rate_bps"] = 1200
    for customer, name, civility, role, email in _PEOPLE:
        ledger.contacts.append(
            {
                "customer": customer,
                "contact_name": name,
                "civility": civility,
                "role": role,
                "email": email,
            }
        )
    ledger.contact("C0044")["call_opt_out"] = True
    ledger.contact("C0060")["whatsapp_consent_on"] = ledger.day(120)
