"""A dispute's owner is told, by a mail to ourselves."""

from collections.abc import Sequence

from relance_xl.flows.desk import Desk
from relance_xl.flows.internal_mail import mail_ourselves
from relance_xl.flows.opening import Opened
from relance_xl.frames import email_in
from relance_xl.ports import Message
from relance_xl.render.formats import locale_of, money
from relance_xl.rules.treatments import Notice
from relance_xl.typography import french


def tell_owners(desk: Desk, opened: Opened, notices: Sequence[Notice]) -> list[str]:
    """Mail each dispute to who follows it; returns sentences about those not told.

    An owner without address, or none, means « Litiges : prévenir », else the address of
    reports. Nothing leaves under `simulate`.
    """
    if desk.simulate:
        return []
    settings = opened.settings
    faults: list[str] = []
    for notice in notices:
        to = desk.redirect or email_in(notice.to)
        to = to or settings.dispute_email or settings.report_email
        what = f"Le litige de {notice.customer or notice.answer}"
        if not to:
            faults.append(
                f"{what} n’a été annoncé à personne : remplir « Litiges : prévenir » (Paramètres)."
            )
            continue
        fault = mail_ourselves(desk, opened, _message(desk, opened, notice, to))
        if fault:
            faults.append(f"{what} {fault}")
    return faults


def _message(desk: Desk, opened: Opened, notice: Notice, to: str) -> Message:
    locale = locale_of("fr", opened.settings.country)
    moment = desk.moment()
    part = (
        money(notice.disputed_cents, opened.settings.currency, locale)
        if notice.disputed_cents is not None
        else "toute la facture"
    )
    lines = [
        "Bonjour,",
        "",
        f"Un client conteste : {notice.customer}.",
        f"Factures : {', '.join(notice.invoices)}",
        f"Partie contestée : {part}",
        f"Motif : {notice.reason or 'à préciser'}",
        *([f"Suivi par : {notice.to}"] if notice.to else []),
        "",
        "Ce que le client écrit :",
        *(f"> {line}" for line in notice.excerpt.splitlines()),
        "",
        "Les relances de cette partie sont suspendues. Quand c’est réglé,",
        "vider « Litige » dans la feuille Factures.",
    ]
    return Message(
        number=f"LITIGE-{notice.answer}",
        channel="email",
        recipient=to,
        recipient_name="",
        subject=french(f"Litige : {notice.customer}, {', '.join(notice.invoices)[:80]}"),
        text=french("\n".join(lines)),
        sent_at=moment,
    )
