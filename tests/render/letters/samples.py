"""Letters that look like those of a small firm, with everything that is awkward in them."""

import io
from dataclasses import replace
from datetime import date

import segno

from relance_xl.render.blocks import Bullets, InvoiceRow, InvoiceTable, Paragraph
from relance_xl.render.letters.model import Letter, Payment, Sender

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60" width="60" height="60">'
    b'<rect width="60" height="60" rx="12" fill="#1f3a5f"/>'
    b'<path d="M14 40 L30 14 L46 40 Z" fill="#fff"/>'
    b'<rect x="14" y="44" width="32" height="4" fill="#e0a030"/></svg>'
)
SENDER = Sender(
    "Ateliers Bœuf & Frères",
    ("14, quai de la Fosse", "44000 Nantes"),
    "SAS au capital de 120\u202f000 € – RCS Nantes 552 100 554 – TVA FR 40 552100554 – "
    "14, quai de la Fosse, 44000 Nantes",
    "02 40 00 12 34",
    "compta@ateliers-boeuf.example",
    LOGO,
)
HEADERS = ("Facture", "Date", "Échéance", "Montant TTC", "Réglé", "Solde dû", "Retard")
NUMERIC = frozenset({3, 4, 5, 6})


def invoice_rows(count: int, start: int = 1) -> tuple[InvoiceRow, ...]:
    """Rows of 1 234,56 € each, numbered from `start`."""
    return tuple(
        InvoiceRow(
            (
                f"FA-2026-{n:04}",
                "15/05/2026",
                "14/06/2026",
                "1\u202f734,56\u00a0€",
                "500,00\u00a0€",
                "1\u202f234,56\u00a0€",
                "50\u00a0j",
            )
        )
        for n in range(start, start + count)
    )


def invoice_table(count: int) -> InvoiceTable:
    """The main table, `count` rows and their total."""
    return InvoiceTable(
        HEADERS, invoice_rows(count), "Total dû", "12\u202f345,60\u00a0€", NUMERIC, "", 5
    )


def qr_codes() -> tuple[bytes, bytes]:
    """The same EPC payload as SVG and PNG."""
    code = segno.make(
        "BCD\n002\n1\nSCT\n\nAteliers Boeuf\nFR7630004000031234567890143\n"
        "EUR12345.60\n\n\nREL-2026-00042",
        error="m",
    )
    svg, png = io.BytesIO(), io.BytesIO()
    code.save(svg, kind="svg", border=4)
    code.save(png, kind="png", border=4, scale=8)
    return svg.getvalue(), png.getvalue()


def sample_letter(number: str = "REL-2026-00042", rows: int = 6, *, qr: bool = False) -> Letter:
    """A firm reminder of one page."""
    svg, png = qr_codes() if qr else (b"", b"")
    payment = Payment(
        "12\u202f345,60\u00a0€",
        "Ateliers Bœuf & Frères",
        "FR76 3000 4000 0312 3456 7890 143",
        "BNPAFRPPXXX",
        number,
        "https://paiement.example/p/8f3a2c",
        svg,
        png,
    )
    return Letter(
        number=number,
        day=date(2026, 8, 3),
        sender=SENDER,
        recipient=(
            "Établissements L’Été & Cie",
            "Mme Zoé Dupré",
            "12 BIS RUE DES LILAS",
            "69003 LYON",
        ),
        place_date="Nantes, le 3 août 2026",
        customer_code="C-0142",
        subject="deuxième relance – factures échues",
        blocks=(
            Paragraph("Madame, Monsieur,"),
            Paragraph(
                "Malgré notre courrier du 3 juillet 2026, et sauf erreur de notre part, les "
                "factures ci-dessous restent impayées à ce jour. Nous vous prions de bien vouloir "
                "régler la somme de 12\u202f345,60\u00a0€ avant le 11 août 2026."
            ),
            invoice_table(rows),
            Paragraph(
                "Les règlements sont pris en compte jusqu’au 31 juillet 2026\u202f; si le vôtre "
                "s’est croisé avec ce courrier, veuillez ne pas en tenir compte. "
                "Vous pouvez nous régler\u202f:"
            ),
            Bullets(
                (
                    "par virement sur le compte indiqué ci-dessous\u202f;",
                    "en ligne, par carte bancaire.",
                )
            ),
            Paragraph(
                "Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations "
                "distinguées."
            ),
        ),
        signature=("Claire Œuvrard", "Service comptabilité clients"),
        payment=payment,
    )


def formal_notice() -> Letter:
    """A registered letter: two debtors, and a second table for information."""
    base = sample_letter("REL-2026-00043", qr=True)
    rows = (
        InvoiceRow(("Boulangerie du Port SARL",), is_section=True),
        *invoice_rows(3),
        InvoiceRow(("Boulangerie de la Gare SARL",), is_section=True),
        *invoice_rows(2, 11),
    )
    main = InvoiceTable(HEADERS, rows, "Total à payer", "6\u202f172,80\u00a0€", NUMERIC, "", 5)
    other = InvoiceTable(
        HEADERS, invoice_rows(2, 21), "", "", NUMERIC, "Pour information, autres factures échues"
    )
    return replace(
        base,
        registered=True,
        subject="mise en demeure de payer",
        blocks=(*base.blocks[:2], main, other, *base.blocks[3:]),
    )
