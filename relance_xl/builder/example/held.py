"""Stories of customers left alone today: one per hold of RULES §4, in its order."""

from relance_xl.builder.example.company import CURRENCY
from relance_xl.builder.example.ledger import Ledger


def tell(ledger: Ledger) -> None:
    """Tell every story of this file."""
    for story in (
        _credits,
        _uncertain_send,
        _lost_and_handed_over,
        _insolvency,
        _assigned,
        _blocks,
        _disputes,
        _platform,
        _proposed_payments,
        _promises,
        _instalments,
        _debits_and_cheques,
    ):
        story(ledger)


def _credits(ledger: Ledger) -> None:
    """Tell of a credit note nobody used, one on its invoice, an invoice paid twice."""
    ledger.credit_note("C0022", 40, 18_000, note="Geste commercial")
    cancelled = ledger.invoice("C0022", 55, 64_000)
    ledger.credit_note("C0022", 50, 64_000).links["credit_note_of"] = cancelled
    twice = ledger.invoice("C0013", 45, 125_500)
    ledger.pay(twice, 44, 125_500)
    ledger.pay(twice, 43, 125_500)


def _uncertain_send(ledger: Ledger) -> None:
    """Tell of a connection that fell while the second reminder left."""
    invoice = ledger.invoice("C0023", 21, 318_420)
    ledger.send("standard-1", 17, invoice)
    ledger.send(
        "standard-2",
        4,
        invoice,
        status="in_doubt",
        detail="Connexion perdue avant la réponse du serveur",
        delivered_on=None,
    )


def _lost_and_handed_over(ledger: Ledger) -> None:
    """Tell of a campsite that closed, and a restaurant whose file is with the bailiff."""
    lost = ledger.invoice("C0040", 330, 82_350, uncollectible=True, note="Liquidée, sans actif")
    ledger.dun(lost, "standard", 326, 313, 298, 284)
    bailiff = ledger.invoice("C0021", 150, 441_000, handed_over=True, note="Me Roche, huissier")
    ledger.dun(bailiff, "ferme", 148, 139, 128, 117)


def _insolvency(ledger: Ledger) -> None:
    """Tell of a receivership: older debts wait for the court, newer ones are dunned."""
    ledger.customers["C0055"] |= {
        "situation": "receivership",
        "judgment_date": ledger.day(40),
        "publication_date": ledger.day(30),
    }
    old = ledger.invoice("C0055", 35, 1_284_000)
    ledger.dun(old, "standard", 31)
    ledger.invoice("C0055", 8, 96_000, issue_date=ledger.day(38))
    ledger.customers["C0014"] |= {"situation": "in_bonis"}


def _assigned(ledger: Ledger) -> None:
    """Sell to a factor: he collects it."""
    ledger.invoice("C0031", 24, 927_300, assigned_to="Factor Rhône SA")
    ledger.invoice("C0031", -12, 512_000, assigned_to="Factor Rhône SA")


def _blocks(ledger: Ledger) -> None:
    """Tell of a customer the manager looks after himself, and one invoice set aside."""
    ledger.customers["C0054"] |= {
        "block": True,
        "block_reason": "M. Hautier s’en occupe",
        "block_until": ledger.day(-20),
    }
    ledger.invoice("C0054", 18, 233_000)
    ledger.invoice(
        "C0024",
        26,
        74_800,
        block=True,
        block_reason="Attente du bon de livraison signé",
        block_until=ledger.day(-8),
    )


def _disputes(ledger: Ledger) -> None:
    """Tell of one invoice contested whole, one in part: the rest is asked for."""
    ledger.invoice(
        "C0025",
        33,
        540_000,
        dispute=True,
        dispute_reason="Portes voilées",
        dispute_owner="Marc Hautier",
        dispute_opened_on=ledger.day(24),
    )
    part = ledger.invoice(
        "C0025",
        20,
        386_000,
        dispute=True,
        dispute_reason="Deux poignées manquantes",
        disputed_cents=32_000,
        dispute_owner="marc@menuiserie-hautier.example",
        dispute_opened_on=ledger.day(11),
    )
    ledger.send("standard-1", 16, part)


def _platform(ledger: Ledger) -> None:
    """Tell of electronic invoices: refused, in dispute, and one whose payment is announced."""
    told = (
        ("C0032", 9, 267_000, "refused", 6),
        ("C0032", 12, 148_900, "payment_sent", 4),
        ("C0006", 5, 188_000, "received", 30),
    )
    for customer, late, cents, status, ago in told:
        ledger.invoice(
            customer, late, cents, platform_status=status, platform_status_on=ledger.day(ago)
        )


def _proposed_payments(ledger: Ledger) -> None:
    """Tell of payments the bank file found and nobody has accepted yet."""
    open_invoice = ledger.invoice("C0036", 16, 58_600)
    waiting = {"accepted": "", "confidence": "medium", "match_reason": "Montant exact, nom proche"}
    ledger.pay(open_invoice, 4, 58_600, **waiting)
    ledger.invoice("C0029", 14, 77_740)
    ledger.pay(
        None,
        4,
        77_740,
        accepted="",
        currency=CURRENCY,
        confidence="low",
        match_reason="Montant égal à une seule facture ouverte",
        payer_text="VIR SEPA TRESORERIE PETITE ENFANCE",
    )


def _promises(ledger: Ledger) -> None:
    """Tell of a promise to come, a promise broken, a promise kept."""
    ledger.invoice(
        "C0034",
        23,
        264_000,
        promise_made_on=ledger.day(5),
        promise_date=ledger.day(-4),
        contract_reference="Devis 2281",
    )
    broken = ledger.invoice(
        "C0026",
        29,
        612_300,
        promise_made_on=ledger.day(20),
        promise_date=ledger.day(13),
        promise_cents=300_000,
    )
    ledger.dun(broken, "ferme", 27)
    kept = ledger.invoice(
        "C0030", 40, 45_900, promise_made_on=ledger.day(33), promise_date=ledger.day(28)
    )
    ledger.dun(kept, "standard", 36)
    ledger.pay(kept, 29, 45_900)


def _instalments(ledger: Ledger) -> None:
    """Tell of three ways to pay in several times, and one agreed plan that broke."""
    agreed = ledger.invoice("C0039", 62, 360_000)
    ledger.dun(agreed, "standard", 58, 46)
    for late in (30, 0, -30):
        ledger.instalment(agreed, "agreed", late, 120_000)
    ledger.pay(agreed, 29, 120_000)
    broken = ledger.invoice("C0044", 70, 180_000, plan_broken_on=ledger.day(6))
    ledger.dun(broken, "standard", 66, 53)
    for late in (40, 10, -20):
        ledger.instalment(broken, "agreed", late, 60_000)
    ledger.pay(broken, 38, 60_000)
    contractual = ledger.invoice("C0045", 6, 900_000)
    for late in (36, 6, -24):
        ledger.instalment(contractual, "contractual", late, 300_000)
    ledger.pay(contractual, 33, 300_000)
    site = ledger.invoice("C0002", 50, 2_400_000, contract_reference="Marché 2025-114, lot 6")
    ledger.instalment(site, "contractual", 50, 2_280_000)
    ledger.instalment(site, "retention", -315, 120_000)
    ledger.pay(site, 47, 2_280_000)


def _debits_and_cheques(ledger: Ledger) -> None:
    """Tell of money on its way: direct debit, bill of exchange, cheque, a debit sent back."""
    ledger.invoice("C0009", 1, 129_000)
    ledger.invoice("C0009", -15, 129_000)
    drawn = ledger.invoice("C0010", 4, 734_000)
    ledger.hand_payment(drawn, -12, 734_000, method="LCR", accepted="yes")
    ledger.invoice("C0008", 2, 88_150)
    bounced = ledger.invoice("C0008", 34, 156_000)
    ledger.pay(bounced, 27, 156_000, method="Chèque", bank_reference="CHQ 0047213")
    ledger.pay(
        bounced,
        20,
        -156_000,
        method="Chèque",
        bank_reference="CHQ 0047213",
        match_reason="Chèque impayé",
    )
