"""What customers of the example have answered: some waiting for a person, some dealt with."""

from datetime import datetime, timedelta

from relance_xl.builder.example.ledger import Ledger, Send
from relance_xl.builder.rows import Value
from relance_xl.rules.replies.advice import advise
from relance_xl.rules.replies.model import Reply


def tell(ledger: Ledger) -> None:
    """Tell of one answer of each kind."""
    for story in (_question, _promises, _says_paid, _dispute, _machines, _stranger):
        story(ledger)


def _question(ledger: Ledger) -> None:
    """Tell of a question nobody has answered."""
    reminder = ledger.send("standard-1", 6, ledger.invoice("C0035", 19, 402_500))
    words = (
        "Bonjour, pouvez-vous nous renvoyer le duplicata avec le numéro de chantier\u202f? "
        "Merci d’avance. È. Taillandier"
    )
    _answer(ledger, reminder, 6, Reply("question", excerpt=words))


def _promises(ledger: Ledger) -> None:
    """Tell of a promise kept, and of one a person has decided on but *Traiter* not yet seen."""
    kept = ledger.invoice("C0034", 48, 91_200)
    reminded = ledger.send("standard-2", 30, kept)
    ledger.pay(kept, 22, 91_200)
    old = Reply(
        "promise",
        excerpt="Nous vous réglons en fin de semaine prochaine.",
        promise_date=ledger.day(22),
        promise_cents=91_200,
    )
    _answer(ledger, reminded, 2, old, treatment="promise", treated_on=ledger.day(28), done=True)
    until = ledger.day(-9)
    words = f"Incident de trésorerie. Le règlement de 1 738,00 € partira le {until:%d/%m/%Y}."
    new = Reply("promise", excerpt=words, promise_date=until, promise_cents=173_800)
    note = "Vu avec M. Combe au téléphone"
    _answer(ledger, ledger.last_send("C0041"), 2, new, treatment="promise", note=note)


def _says_paid(ledger: Ledger) -> None:
    """Tell of one who says he has paid; the bank has not said so yet."""
    reminder = ledger.send("standard-1", 12, ledger.invoice("C0030", 16, 38_400))
    words = "Bonjour, ce virement est parti la semaine dernière. S. Astier"
    _answer(ledger, reminder, 9, Reply("paid", excerpt=words))


def _dispute(ledger: Ledger) -> None:
    """Tell of the mail that opened the dispute of sheet Factures."""
    words = "Deux poignées manquent sur le lot livré. Nous réglerons le reste à réception."
    _answer(
        ledger,
        ledger.last_send("C0025"),
        5,
        Reply("dispute", excerpt=words),
        treatment="dispute",
        dispute_reason="Deux poignées manquantes",
        disputed_cents=32_000,
        dispute_owner="marc@menuiserie-hautier.example",
        treated_on=ledger.day(11),
        done=True,
    )


def _machines(ledger: Ledger) -> None:
    """Tell of what machines answer: nobody has to."""
    failed = Reply("bounce", hard=True, reason="adresse inconnue", excerpt="550 5.1.1 User unknown")
    _answer(ledger, ledger.last_send("C0062"), 0, failed, done=True)
    away = Reply("absent", excerpt="Je suis en congé.", returns_on=ledger.day(-6))
    _answer(ledger, ledger.last_send("C0033"), 0, away, done=True)
    seen = ledger.last_send("C0005")
    seen.row["read_on"] = seen.at + timedelta(hours=3)
    _answer(ledger, seen, 0, Reply("read"), done=True)


def _stranger(ledger: Ledger) -> None:
    """Tell of a mail no reminder explains."""
    words = "Bonjour, je ne travaille plus dans cette société depuis deux ans. Cordialement."
    row: dict[str, Value] = {
        "at": datetime.combine(ledger.day(2), datetime.min.time().replace(hour=17)),
        "sender": "j.ancien@ailleurs.example",
        "subject": "Re: relance",
        "customer": "",
    }
    ledger.answers.append((None, row | _said(Reply("other", excerpt=words))))


def _answer(ledger: Ledger, send: Send, days: int, reply: Reply, **more: Value) -> None:
    """Let a customer answer a reminder some days later, before today."""
    customer = str(send.invoices[0].row["customer"])
    at = (send.at + timedelta(days=days)).replace(hour=15)
    row: dict[str, Value] = {
        "at": min(at, datetime.combine(ledger.day(1), at.time())),
        "sender": ledger.contact(customer)["email"],
        "subject": f"Re: {send.row.get('stage_label') or 'Rappel'}",
        "customer": customer,
    }
    ledger.answers.append((send, row | _said(reply) | more))


def _said(reply: Reply) -> dict[str, Value]:
    return {
        "answer_class": reply.answer_class,
        "excerpt": reply.excerpt,
        "advice": advise(reply),
        "failure_reason": reply.reason,
        "returns_on": reply.returns_on,
        "promise_date": reply.promise_date,
        "promise_cents": reply.promise_cents,
    }
