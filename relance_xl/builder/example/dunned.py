"""Stories of invoices that are dunned today, or would be but for a delay."""

from relance_xl.builder.example.ledger import Ledger
from relance_xl.builder.example.numbers import structured_reference
from relance_xl.builder.rows import Row


def tell(ledger: Ledger) -> None:
    """Tell every story of this file."""
    for story in (
        _ladder,
        _notices,
        _payers,
        _currencies,
        _delays,
        _no_message,
        _no_email,
        _bounced,
        _consumers,
    ):
        story(ledger)


def _ladder(ledger: Ledger) -> None:
    """Put one customer on every rung of the standard plan, and one past the last."""
    ledger.invoice("C0001", 6, 23_450, contract_reference="Comptoir 2")
    firm = ledger.invoice("C0037", 20, 67_200)
    ledger.dun(firm, "standard", 16)
    last = ledger.invoice("C0038", 38, 1_845_000, contract_reference="Chantier Saint-Jean")
    ledger.dun(last, "standard", 34, 20)
    formal = ledger.invoice("C0033", 52, 294_600)
    ledger.dun(formal, "standard", 48, 35, 18)
    ledger.invoice("C0033", 9, 51_000)
    ended = ledger.invoice("C0041", 85, 173_800)
    ledger.dun(ended, "standard", 81, 69, 54, 38)
    ledger.sends[-1].row["received_on"] = ledger.day(35)
    ledger.invoice("C0056", 372, 68_000, note="Reprise de l’ancien logiciel")
    early = ledger.invoice("C0026", 12, 99_000)
    ledger.dun(early, "ferme", 10)
    spared = ledger.invoice("C0004", 27, 312_000)
    ledger.dun(spared, "menagement", 19)
    sold_out = ledger.invoice("C0003", 70, 58_000)
    ledger.dun(sold_out, "menagement", 62, 45, 24)


def _notices(ledger: Ledger) -> None:
    """Give notice before the due date, for those whose plan has one."""
    ledger.invoice("C0007", -9, 446_000)
    ledger.invoice("C0028", -13, 151_000)
    noticed = ledger.invoice("C0028", -3, 98_500)
    ledger.send("pre-echeance-1", 10, noticed)


def _payers(ledger: Ledger) -> None:
    """Let a managing agent pay for two buildings."""
    for code in ("C0003", "C0004"):
        ledger.customers[code]["payer"] = "C0002"
    ledger.invoice("C0003", 15, 187_400)
    ledger.invoice("C0004", 11, 243_000)
    ledger.invoice("C0002", -6, 65_000)


def _currencies(ledger: Ledger) -> None:
    """Tell of Swiss francs and euros that never meet, and of Belgian references."""
    francs = ledger.invoice("C0016", 24, 520_000, currency="CHF")
    ledger.dun(francs, "standard", 20)
    ledger.invoice("C0016", 10, 84_000, currency="EUR")
    ledger.invoice("C0017", 7, 1_130_000, currency="CHF")
    ledger.invoice("C0017", -14, 240_000, currency="CHF")
    for code, seed in (("C0011", 909337554), ("C0012", 1234560078)):
        ledger.invoice(code, 8, 312_750, structured_reference=structured_reference(seed))
    part = ledger.invoice(
        "C0011", 22, 600_000, structured_reference=structured_reference(909337601)
    )
    ledger.dun(part, "standard", 18)
    ledger.pay(part, 12, 250_000, match_reason="Paiement partiel")
    english = ledger.invoice("C0015", 36, 415_000)
    ledger.dun(english, "standard", 32, 19)
    ledger.invoice("C0014", 5, 203_600, payment_link="https://payer.example/C0014")
    ledger.invoice("C0018", 17, 388_000, contract_reference="PO-77120")


def _delays(ledger: Ledger) -> None:
    """Tell of what is due, but not today: too soon, stock-taking, just reminded."""
    ledger.invoice("C0001", 1, 18_900)
    gap = ledger.invoice("C0042", 20, 36_700)
    ledger.send("standard-1", 8, gap)
    ledger.invoice("C0043", 4, 112_000)
    recent = ledger.invoice("C0047", 9, 205_000)
    ledger.send("standard-1", 2, recent)
    ledger.invoice("C0047", 13, 64_300)
    ledger.customers["C0049"]["plan"] = "automatique"
    ledger.invoice("C0049", 10, 33_000)


def _no_message(ledger: Ledger) -> None:
    """Tell of nothing to send: a credit covers it, it is too small, nowhere to write, postponed."""
    ledger.invoice("C0048", 12, 24_000)
    ledger.pay(None, 15, 30_000, customer="C0048", currency="", match_reason="Sur le compte")
    ledger.invoice("C0050", 14, 980)
    nowhere = ledger.customers["C0051"]
    nowhere |= dict.fromkeys(("address1", "postcode", "city"), "")
    _forget_email(ledger, "C0051")
    ledger.invoice("C0051", 16, 47_500)
    ledger.invoice("C0052", 11, 129_500)
    ledger.proposals.append(
        {
            "decision": "postpone",
            "postpone_until": ledger.day(-5),
            "status": "postponed",
            "payer": "C0052",
            "payer_name": ledger.customers["C0052"]["name"],
            "channel": "email",
            "recipient": "compta.c0052@client.example",
            "language": "fr",
            "stage": "standard-1",
            "stage_label": "Rappel courtois",
            "severity": 1,
            "text": "relance-1",
            "currency": "EUR",
            "due_cents": 129_500,
            "prepared_on": ledger.day(4),
        }
    )


def _no_email(ledger: Ledger) -> None:
    """Let the letter leave instead where there is no e-mail."""
    for code in ("C0020", "C0027", "C0059"):
        _forget_email(ledger, code)
    ledger.invoice("C0027", 14, 2_160_000, contract_reference="Chai n° 2")
    ledger.invoice("C0059", 7, 71_900)


def _bounced(ledger: Ledger) -> None:
    """Tell of an address that no longer exists: the reminder does not count."""
    invoice = ledger.invoice("C0062", 13, 86_400)
    bounce = ledger.send("standard-1", 9, invoice)
    bounce.row |= {"status": "bounced", "detail": "550 5.1.1 Adresse inconnue"}
    ledger.contact("C0062")["email_bounced_on"] = ledger.day(9)
    refused = ledger.invoice("C0061", 10, 42_000)
    refusal = ledger.send("standard-1", 7, refused, delivered_on=None)
    refusal.row |= {"status": "refused", "detail": "552 Boîte pleine"}
    ignored = ledger.invoice("C0060", 11, 29_900)
    ledger.send("standard-1", 6, ignored, status="ignored", delivered_on=None)


def _consumers(ledger: Ledger) -> None:
    """Tell of private customers: another plan, no penalties."""
    ledger.invoice("C0019", 9, 264_000)
    late = ledger.invoice("C0020", 30, 78_000)
    ledger.dun(late, "particuliers", 22)
    council = ledger.invoice(
        "C0005", 22, 951_000, contract_reference="Engagement 2026-00412", received_on=ledger.day(50)
    )
    ledger.dun(council, "standard", 18)
    ledger.customers["C0005"] |= {"engagement_number": "2026-00412", "service_code": "TECH-01"}


def _forget_email(ledger: Ledger, customer: str) -> None:
    ledger.contact(customer)["email"] = ""


def automatic_plan() -> tuple[Row, Row]:
    """Give a plan of the company's own, whose only stage leaves by itself, and that stage."""
    plan: Row = {
        "plan": "automatique",
        "label": "Petits comptes\u202f: un rappel part seul.",
        "entry": "progressive",
        "listing": "all_overdue",
        "qr": True,
        "factor": False,
    }
    stage: Row = {
        "stage": "automatique-1",
        "plan": "automatique",
        "rank": 1,
        "label": "Rappel courtois",
        "severity": 1,
        "reference": "due_date",
        "after_days": 5,
        "channel": "email",
        "fallback_channel": "letter",
        "contact_role": "billing",
        "text": "relance-1",
        "days_to_pay": 8,
        "penalties": "none",
        "approval": "auto",
        "min_cents": 1500,
        "invoice_pdf": "if_found",
    }
    return plan, stage
