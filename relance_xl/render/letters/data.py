"""What the layouts see of a letter: one dictionary with French names, for typst and Word."""

from collections.abc import Callable, Mapping
from typing import Any

from relance_xl.render.blocks import Block, Bullets, InvoiceTable, Paragraph
from relance_xl.render.letters.labels import LANGUAGES, labels
from relance_xl.render.letters.model import Letter, Payment, Sender
from relance_xl.render.letters.texts import printable

Data = dict[str, Any]
_LEAST_WEIGHT, _MOST_WEIGHT = 6, 42


def letter_data(letter: Letter, fit: Callable[[str], str] = printable) -> Data:
    """Return the fields of a layout; every text goes through `fit` once.

    >>> from datetime import date
    >>> data = letter_data(Letter("REL-2026-00001", date(2026, 8, 3), Sender("A & B"), ("C",)))
    >>> data["societe"]["nom"], data["libelles"]["page"], data["recommande"]
    ('A & B', 'Page', '')
    """
    words = labels(letter.language)
    fixed = {
        "langue": letter.language if letter.language in LANGUAGES else "fr",
        "recommande": words["recommande"] if letter.registered else "",
        "libelles": dict(words),
    }
    texts: Data = _fit_all(
        {
            "numero": letter.number,
            "lieu_date": letter.place_date,
            "code_client": letter.customer_code,
            "objet": letter.subject,
            "destinataire": letter.recipient,
            "blocs": tuple(_block(block) for block in letter.blocks),
            "politesse": letter.closing,
            "signature": letter.signature,
            "societe": _sender(letter.sender),
            "paiement": _payment(letter.payment, words),
        },
        fit,
    )
    return fixed | texts


def _fit_all(value: Any, fit: Callable[[str], str]) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, dict):
        return {key: _fit_all(item, fit) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_fit_all(item, fit) for item in value]
    return value


def _sender(sender: Sender) -> Data:
    return {
        "nom": sender.name,
        "adresse": sender.address,
        "mention": sender.legal,
        "telephone": sender.phone,
        "courriel": sender.email,
        "contact": "  ·  ".join(filter(None, (sender.phone, sender.email))),
    }


def _payment(payment: Payment, words: Mapping[str, str]) -> Data:
    """Give the lines of the box that have something to say, label and text."""
    lines = (
        (words["montant"], payment.amount),
        (words["beneficiaire"], payment.beneficiary),
        (words["iban"], payment.iban),
        (words["bic"], payment.bic),
        (words["communication"], payment.reference),
    )
    link = payment.link if payment.link.lower().startswith(("https://", "http://")) else ""
    return {
        "lignes": tuple({"libelle": label, "texte": text} for label, text in lines if text),
        "lien": link,
    }


def _block(block: Block) -> Data:
    match block:
        case Paragraph(text):
            return {"genre": "paragraphe", "texte": text}
        case Bullets(items):
            return {"genre": "liste", "elements": items}
        case InvoiceTable():
            return _table(block)


def _table(table: InvoiceTable) -> Data:
    right = [place in table.numeric for place in range(len(table.headers))]
    rows = tuple(
        {
            "section": row.cells[0] if row.is_section else "",
            "cellules": () if row.is_section else _cells(row.cells, right),
        }
        for row in table.rows
    )
    return {
        "genre": "tableau",
        "titre": table.title,
        "colonnes": _cells(table.headers, right),
        "largeurs": _weights(table),
        "lignes": rows,
        "total_libelle": table.total_label,
        "total_place": _total_place(table),
        "total_apres": len(table.headers) - 1 - _total_place(table),
        "total": table.total,
    }


def _total_place(table: InvoiceTable) -> int:
    """Return the column the total stands in: the label needs one before it."""
    return max(1, range(len(table.headers))[table.total_column])


def _cells(texts: tuple[str, ...], right: list[bool]) -> tuple[Data, ...]:
    return tuple({"texte": t, "droite": r} for t, r in zip(texts, right, strict=True))


def _weights(table: InvoiceTable) -> tuple[int, ...]:
    """Share the width by the longest text of each column."""
    longest = [len(header) for header in table.headers]
    for row in table.rows:
        if not row.is_section:
            longest = [max(n, len(c)) for n, c in zip(longest, row.cells, strict=True)]
    if table.total:
        longest[_total_place(table)] = max(longest[_total_place(table)], len(table.total))
    return tuple(min(max(n, _LEAST_WEIGHT), _MOST_WEIGHT) + 3 for n in longest)
