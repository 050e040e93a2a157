"""A message as e-mail: an HTML page with its styles inlined, and a real plain text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import css_inline

from relance_xl.render.blocks import Bullets, InvoiceTable, Paragraph
from relance_xl.render.content import Content
from relance_xl.render.layouts import layout
from relance_xl.render.text_blocks import one_line
from relance_xl.render.words import words
from relance_xl.settings import Settings

QR_CID = "qr-paiement"
"""Content-ID under which the HTML shows the payment QR."""

_PREHEADER = 120
_GAP = 2


@dataclass(frozen=True, slots=True)
class MailParts:
    """The two bodies of one e-mail."""

    html: str
    text: str


def render_mail(content: Content, settings: Settings) -> MailParts:
    """Lay out one message as HTML, styles inlined and nothing fetched, and as plain text."""
    values = _values(content, settings)
    html = _inliner().inline(layout("mail", "layout.html").render(values))
    text = layout("mail", "texte.txt").render(values, aligned=aligned)
    return MailParts(html, text.strip() + "\n")


def _values(content: Content, settings: Settings) -> Mapping[str, object]:
    word = words(content.locale.language)
    pay = content.pay
    facts = (
        (word["beneficiary"], pay.beneficiary if pay.iban else "", False),
        (word["iban"], pay.iban, True),
        (word["bic"], pay.bic, True),
        (word["reference"], pay.reference, False),
    )
    company = one_line(settings.company_name)
    return {
        "language": content.locale.language,
        "subject": content.subject,
        "number": content.number,
        "company": company,
        "preheader": _preheader(content),
        "blocks": layout_blocks(content),
        "pay": pay,
        "facts": [fact for fact in facts if fact[1]],
        "words": word,
        "colon": "\u202f:" if content.locale.language == "fr" else ":",
        "qr_cid": QR_CID,
        "signature": content.signature,
        "sent_by": word["sent_by"].format(company=company),
        "address": _address(settings),
        "legal": one_line(settings.company_line),
    }


def layout_blocks(content: Content) -> list[tuple[str, object]]:
    """Give the blocks of a message as (kind, what to lay out), in order."""
    return [_laid(block) for block in content.blocks]


def _laid(block: object) -> tuple[str, object]:
    """Name a block for the layout, in the form it wants."""
    match block:
        case Paragraph(text):
            return "paragraph", text.split("\n")
        case Bullets(items):
            return "bullets", items
        case InvoiceTable():
            return "table", block
        case _:
            return "pay", None


def _preheader(content: Content) -> str:
    """Give what inboxes show beside the subject: the second paragraph, past the greeting."""
    texts = [block.text for block in content.blocks if isinstance(block, Paragraph)]
    return one_line(texts[1] if len(texts) > 1 else content.subject)[:_PREHEADER]


def _address(settings: Settings) -> str:
    town = f"{settings.postcode} {settings.city}".strip()
    lines = (settings.address1, settings.address2, town)
    return one_line(", ".join(line for line in lines if line))


def aligned(table: InvoiceTable) -> list[str]:
    r"""Write a table in characters: columns padded, figures to the right, the total below.

    >>> from relance_xl.render.blocks import InvoiceRow
    >>> rows = (InvoiceRow(("F1", "10,00")), InvoiceRow(("F20", "5,00")))
    >>> print("\n".join(aligned(InvoiceTable(("N°", "Solde"), rows, "Total", "15,00",
    ...                                       numeric=frozenset({1})))))
    N°     Solde
    ------------
    F1     10,00
    F20     5,00
    ------------
    Total  15,00
    """
    total = [""] * len(table.headers)
    total[0], total[table.total_column] = table.total_label, table.total
    body = [row.cells for row in table.rows if not row.is_section]
    grid = [table.headers, *body, *([total] if table.total_label else [])]
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    rule = "-" * (sum(widths) + _GAP * (len(widths) - 1))

    def line(cells: object) -> str:
        padded = (
            cell.rjust(width) if place in table.numeric else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))  # type: ignore[call-overload]  # rows of texts
        )
        return (" " * _GAP).join(padded).rstrip()

    rows = [row.cells[0] if row.is_section else line(row.cells) for row in table.rows]
    return [line(table.headers), rule, *rows, *([rule, line(total)] if table.total_label else [])]


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
