"""Tables of what went to and fro: reminders, answers, payments."""

from relance_xl.render.customer_page.model import Cell, Section
from relance_xl.render.customer_page.section import section
from relance_xl.render.customer_page.words import Writer, label, link_to
from relance_xl.render.text_blocks import one_line
from relance_xl.rules.customer_sheet.model import Answer, CustomerSheet, Paid, Reminder

_EXCERPT = 400
_PAYMENTS = {
    "counted": ("compté", ""),
    "proposed": ("proposé", "warn"),
    "cancelled": ("rejeté", "bad"),
    "lost": ("non placé", "bad"),
    "future": ("à venir", "soft"),
}
_BAD_SENDS = frozenset({"refused", "bounced", "in_doubt", "not_sent"})


def reminders(sheet: CustomerSheet, writer: Writer) -> Section:
    """List what was sent, and what is known of its arrival."""
    return section(
        "Relances",
        (
            ("Date", 4),
            ("Relance", 4),
            ("Étape", 4),
            ("Canal", 6),
            ("Montant", 3, 1),
            ("Statut", 4),
        ),
        (_reminder(one, writer) for one in sheet.reminders),
        "Aucune relance n’a été envoyée.",
    )


def _reminder(one: Reminder, writer: Writer) -> tuple[Cell, ...]:
    seen = [
        ("remis", writer.day(one.delivered_on)),
        ("lu", writer.day(one.read_on)),
        ("reçu", writer.day(one.received_on)),
    ]
    proof = ", ".join(f"{what} le {on}" for what, on in seen if on)
    bad = one.status in _BAD_SENDS
    return (
        Cell(writer.moment(one.at)),
        Cell(one.number, link_to(one.file)),
        Cell(one_line(one.stage_label)),
        Cell(label("sends", "channel", one.channel), note=one_line(one.recipient)),
        Cell(writer.money(one.due_cents, one.currency)),
        Cell(label("sends", "status", one.status), tone="bad" if bad else "", note=proof),
    )


def answers(sheet: CustomerSheet, writer: Writer) -> Section:
    """List what came back, and what was done about it."""
    return section(
        "Réponses",
        (("Reçue le", 3), ("Nature", 3), ("Ce qui est écrit", 9), ("Suite", 4)),
        (_answer(one, writer) for one in sheet.answers),
        "Aucune réponse reçue.",
    )


def _answer(one: Answer, writer: Writer) -> tuple[Cell, ...]:
    excerpt = one_line(one.excerpt)
    if len(excerpt) > _EXCERPT:
        excerpt = excerpt[:_EXCERPT].rstrip() + "…"
    machine = one.answer_class in {"bounce", "delivery", "read", "absent"}
    treated = label("answers", "treatment", one.treatment)
    if one.done:
        on = writer.day(one.treated_on)
        state = Cell(treated or "vue", note=f"le {on}" if on else "")
    else:
        state = Cell("" if machine else "à traiter", tone="" if machine else "warn", note=treated)
    return (
        Cell(writer.moment(one.at), link_to(one.file)),
        Cell(label("answers", "answer_class", one.answer_class), note=one.reminder),
        Cell(excerpt),
        state,
    )


def payments(sheet: CustomerSheet, writer: Writer) -> Section:
    """List what was paid, and what a payment is worth that does not count."""
    return section(
        "Paiements des 24 derniers mois",
        (
            ("Date", 2),
            ("Facture", 3),
            ("Montant", 2, 1),
            ("Moyen", 3),
            ("Référence", 4),
            ("État", 2),
        ),
        (_payment(one, writer) for one in sheet.payments),
        "Aucun paiement depuis 24 mois.",
    )


def _payment(one: Paid, writer: Writer) -> tuple[Cell, ...]:
    state, tone = _PAYMENTS[one.state]
    return (
        Cell(writer.day(one.day)),
        Cell(one.invoice or "sur le compte", tone="" if one.invoice else "soft"),
        Cell(writer.money(one.cents, one.currency)),
        Cell(one_line(one.method)),
        Cell(one_line(one.reference)),
        Cell(state, tone=tone),
    )
