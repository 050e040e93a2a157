"""The tables of a customer's page."""

from collections.abc import Mapping

from relance_xl.render.customer_page import exchanged, owed
from relance_xl.render.customer_page.model import Cell, Section
from relance_xl.render.customer_page.section import section
from relance_xl.render.customer_page.words import Writer, label, link_to
from relance_xl.render.fields import LETTERS
from relance_xl.render.text_blocks import one_line
from relance_xl.rules.customer_sheet.model import CustomerSheet


def sections(
    sheet: CustomerSheet, writer: Writer, invoice_links: Mapping[str, str]
) -> tuple[Section, ...]:
    """Give the tables in the order they are looked for; those without a row say so or go."""
    every = (
        _contacts(sheet),
        owed.open_lines(sheet, writer, invoice_links),
        owed.instalments(sheet, writer),
        owed.promises(sheet, writer),
        owed.disputes(sheet, writer),
        exchanged.reminders(sheet, writer),
        exchanged.answers(sheet, writer),
        exchanged.payments(sheet, writer),
        _notes(sheet),
        _documents(sheet, invoice_links),
    )
    return tuple(one for one in every if one.rows or one.nothing)


def _contacts(sheet: CustomerSheet) -> Section:
    return section(
        "Contacts",
        (("Nom", 4), ("Rôle", 2), ("E-mail", 5), ("Mobile", 3), ("Téléphone", 3)),
        map(_contact, sheet.contacts),
        "Aucun contact.",
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


def _notes(sheet: CustomerSheet) -> Section:
    return section(
        "Notes",
        (("Sur", 2), ("Note", 10)),
        ((Cell(where), Cell(one_line(text))) for where, text in sheet.notes),
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
    return section("Documents", (("Quoi", 2), ("À ouvrir", 10)), rows)
