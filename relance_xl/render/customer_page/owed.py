"""Tables of what a customer owes: its lines, its plans, what it promised, what it contests."""

from collections.abc import Mapping

from relance_xl.render.customer_page.model import Cell, Section
from relance_xl.render.customer_page.section import section
from relance_xl.render.customer_page.words import Writer, label
from relance_xl.render.text_blocks import one_line
from relance_xl.rules.customer_sheet.model import CustomerSheet, Debt, Dispute, Part, Promise
from relance_xl.typography import french

_PROMISES = {
    "running": ("en cours", ""),
    "kept": ("tenue", "good"),
    "broken": ("rompue", "bad"),
    "open": ("à vérifier", "warn"),
}


def open_lines(sheet: CustomerSheet, writer: Writer, links: Mapping[str, str]) -> Section:
    """List what is open; `links` lead to the invoices' PDFs, by number."""
    several = bool(sheet.members)

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

    return section(
        "Factures ouvertes",
        (
            ("Facture", 4), ("Date", 3), ("Échéance", 3), ("Retard", 2, 1), ("Reste dû", 3, 1),
            ("Étape", 2, 1), ("Pourquoi", 8),
        ),
        map(row, sheet.debts),
        "Rien n’est ouvert.",
    )  # fmt: skip


def instalments(sheet: CustomerSheet, writer: Writer) -> Section:
    """List the parts of instalment plans, and which of them are late."""
    return section(
        "Échéanciers",
        (
            ("Échéance", 3),
            ("Nature", 3),
            ("Date", 2),
            ("Montant", 2, 1),
            ("Reste", 2, 1),
            ("État", 3),
        ),
        (_instalment(one, writer) for one in sheet.parts),
    )


def _instalment(one: Part, writer: Writer) -> tuple[Cell, ...]:
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


def promises(sheet: CustomerSheet, writer: Writer) -> Section:
    """List promises to pay, and whether they were kept."""
    return section(
        "Promesses",
        (("Facture", 3), ("Faite le", 2), ("Pour le", 2), ("Montant", 2, 1), ("Suite", 3)),
        (_promise(one, writer) for one in sheet.promises),
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


def disputes(sheet: CustomerSheet, writer: Writer) -> Section:
    """List what is or was contested."""
    return section(
        "Litiges",
        (("Facture", 3), ("Ouvert le", 2), ("Motif", 6), ("Contesté", 3, 1), ("Suivi par", 3)),
        (_dispute(one, writer) for one in sheet.disputes),
    )


def _dispute(one: Dispute, writer: Writer) -> tuple[Cell, ...]:
    return (
        Cell(one.invoice, tone="" if one.alive else "soft", note="" if one.alive else "clos"),
        Cell(writer.day(one.opened_on)),
        Cell(one_line(one.reason)),
        Cell(writer.money(one.cents, one.currency) or "toute la facture"),
        Cell(one_line(one.owner)),
    )
