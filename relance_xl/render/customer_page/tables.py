"""The tables of a customer's page."""

from collections.abc import Iterable, Mapping

from relance_xl.render.customer_page.model import Cell, Column, Section
from relance_xl.render.customer_page.words import Writer, label, link_to
from relance_xl.render.fields import LETTERS
from relance_xl.render.text_blocks import one_line
from relance_xl.rules.customer_sheet.model import (
    Answer,
    CustomerSheet,
    Debt,
    Dispute,
    Paid,
    Part,
    Promise,
    Reminder,
)
from relance_xl.typography import french

_EXCERPT = 400
_SHOWN = 200
"""Rows shown of one table: an old customer may have thousands."""
_PROMISES = {
    "running": ("en cours", ""),
    "kept": ("tenue", "good"),
    "broken": ("rompue", "bad"),
    "open": ("à vérifier", "warn"),
}
_PAYMENTS = {
    "counted": ("compté", ""),
    "proposed": ("proposé", "warn"),
    "cancelled": ("rejeté", "bad"),
    "lost": ("non placé", "bad"),
    "future": ("à venir", "soft"),
}
_BAD_SENDS = frozenset({"refused", "bounced", "in_doubt", "not_sent"})
Rows = Iterable[tuple[Cell, ...]]


def sections(
    sheet: CustomerSheet, writer: Writer, invoice_links: Mapping[str, str]
) -> tuple[Section, ...]:
    """Give the tables in the order they are looked for; those without a row say so or go."""
    several = bool(sheet.members)
    found = (
        _section(
            "Contacts",
            (("Nom", 4), ("Rôle", 2), ("E-mail", 5), ("Mobile", 3), ("Téléphone", 3)),
            (_contact(one) for one in sheet.contacts),
            "Aucun contact.",
        ),
        _debts(sheet.debts, writer, invoice_links, several=several),
        _section(
            "Échéanciers",
            (
                ("Échéance", 3),
                ("Nature", 3),
                ("Date", 2),
                ("Montant", 2, 1),
                ("Reste", 2, 1),
                ("État", 3),
            ),
            (_part(one, writer) for one in sheet.parts),
        ),
        _section(
            "Promesses",
            (("Facture", 3), ("Faite le", 2), ("Pour le", 2), ("Montant", 2, 1), ("Suite", 3)),
            (_promise(one, writer) for one in sheet.promises),
        ),
        _section(
            "Litiges",
            (("Facture", 3), ("Ouvert le", 2), ("Motif", 6), ("Contesté", 3, 1), ("Suivi par", 3)),
            (_dispute(one, writer) for one in sheet.disputes),
        ),
        _section(
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
        ),
        _section(
            "Réponses",
            (("Reçue le", 3), ("Nature", 3), ("Ce qui est écrit", 9), ("Suite", 4)),
            (_answer(one, writer) for one in sheet.answers),
            "Aucune réponse reçue.",
        ),
        _section(
            "Paiements des 24 derniers mois",
            (
                ("Date", 2),
                ("Facture", 3),
                ("Montant", 2, 1),
                ("Moyen", 3),
                ("Référence", 4),
                ("État", 2),
            ),
            (_paid(one, writer) for one in sheet.payments),
            "Aucun paiement depuis 24 mois.",
        ),
        _section(
            "Notes",
            (("Sur", 2), ("Note", 10)),
            ((Cell(where), Cell(one_line(text))) for where, text in sheet.notes),
        ),
        _documents(sheet, invoice_links),
    )
    return tuple(section for section in found if section.rows or section.nothing)


def _section(
    title: str, columns: tuple[tuple[str, int] | tuple[str, int, int], ...], rows: Rows,
    nothing: str = "",
) -> Section:  # fmt: skip
    every = tuple(rows)
    more = len(every) - _SHOWN
    return Section(
        title,
        tuple(Column(c[0], c[1], right=len(c) > 2) for c in columns),  # noqa: PLR2004 - a third part says so
        every[:_SHOWN],
        nothing,
        f"… et {more} lignes plus anciennes." if more > 0 else "",
    )


def _debts(
    debts: tuple[Debt, ...], writer: Writer, links: Mapping[str, str], *, several: bool
) -> Section:
    def row(one: Debt) -> tuple[Cell, ...]:
        late = one.days_late > 0 and one.balance_cents > 0
        paid = "" if one.balance_cents == one.total_cents else (
            f"sur {writer.money(one.total_cents, one.currency)}"
        )  # fmt: skip
        return (
            Cell(one.item, links.get(one.invoice, ""), note=one.customer if several else ""),
            Cell(writer.day(one.issue_date)),
            Cell(writer.day(one.due_date)),
            Cell(
                f"{one.days_late}\u00a0j" if late else "",
                tone=("bad" if one.days_late > 30 else "warn") if late else "",  # noqa: PLR2004 - the first edge
            ),
            Cell(writer.money(one.balance_cents, one.currency), note=paid),
            Cell(str(one.stage) if one.stage else ""),
            Cell(french(one.why)),
        )

    return _section(
        "Factures ouvertes",
        (
            ("Facture", 4), ("Date", 3), ("Échéance", 3), ("Retard", 2, 1), ("Reste dû", 3, 1),
            ("Étape", 2, 1), ("Pourquoi", 8),
        ),
        map(row, debts),
        "Rien n’est ouvert.",
    )  # fmt: skip


def _part(one: Part, writer: Writer) -> tuple[Cell, ...]:
    if one.balance_cents <= 0:
        state = Cell("payée", tone="good")
    elif one.broken_on:
        state = Cell(f"plan rompu le {writer.day(one.broken_on)}", tone="bad")
    elif one.days_late > 0:
        state = Cell(f"en retard de {one.days_late}\u00a0j", tone="bad")
    else:
        state = Cell("à venir", tone="soft")
    return (
        Cell(one.instalment),
        Cell(label("instalments", "kind", one.kind)),
        Cell(writer.day(one.due_date)),
        Cell(writer.money(one.amount_cents, one.currency)),
        Cell(writer.money(max(one.balance_cents, 0), one.currency)),
        state,
    )


def _promise(one: Promise, writer: Writer) -> tuple[Cell, ...]:
    state, tone = _PROMISES[one.state]
    amount = writer.money(one.cents, one.currency) or "tout le solde"
    return (
        Cell(one.invoice),
        Cell(writer.day(one.made_on)),
        Cell(writer.day(one.promised_for)),
        Cell(amount),
        Cell(state, tone=tone),
    )


def _dispute(one: Dispute, writer: Writer) -> tuple[Cell, ...]:
    return (
        Cell(one.invoice, tone="" if one.alive else "soft", note="" if one.alive else "clos"),
        Cell(writer.day(one.opened_on)),
        Cell(one_line(one.reason)),
        Cell(writer.money(one.cents, one.currency) or "toute la facture"),
        Cell(one_line(one.owner)),
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


def _paid(one: Paid, writer: Writer) -> tuple[Cell, ...]:
    state, tone = _PAYMENTS[one.state]
    return (
        Cell(writer.day(one.day)),
        Cell(one.invoice or "sur le compte", tone="" if one.invoice else "soft"),
        Cell(writer.money(one.cents, one.currency)),
        Cell(one_line(one.method)),
        Cell(one_line(one.reference)),
        Cell(state, tone=tone),
    )


def _contact(row: Mapping[str, object]) -> tuple[Cell, ...]:
    name = " ".join(one_line(str(row.get(part) or "")) for part in ("civility", "contact_name"))
    shut = [
        word
        for column, word in (
            ("email_opt_out", "pas d’e-mail"),
            ("call_opt_out", "pas d’appel"),
            ("letter_opt_out", "pas de courrier"),
            ("sms_opt_out", "pas de SMS"),
        )
        if row.get(column) is True
    ]
    failed = row.get("email_bounced_on") is not None
    return (
        Cell(name.strip(), note=", ".join(shut)),
        Cell(label("contacts", "role", str(row.get("role") or ""))),
        Cell(
            one_line(str(row.get("email") or "")),
            tone="bad" if failed else "",
            note="adresse en échec" if failed else "",
        ),
        Cell(one_line(str(row.get("mobile") or ""))),
        Cell(one_line(str(row.get("phone") or ""))),
    )


def _documents(sheet: CustomerSheet, links: Mapping[str, str]) -> Section:
    """List what can be opened and stands nowhere above: invoice PDFs, and letters to print."""
    rows = [
        (Cell("Facture"), Cell(number, links[number]))
        for number, _ in sheet.invoice_files
        if links.get(number)
    ]
    rows += [
        (Cell(label("sends", "channel", one.channel)), Cell(one.number, link_to(one.file)))
        for one in sheet.reminders
        if one.channel in LETTERS and link_to(one.file)
    ]
    return _section("Documents", (("Quoi", 2), ("À ouvrir", 10)), rows)
