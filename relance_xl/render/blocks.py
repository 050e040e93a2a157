"""The parts a message's text is made of, once its fields are filled.

Every text here is final: amounts and dates are already written the French (or Dutch…)
way. E-mail and letter lay out the same blocks, each in its own manner.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a newline inside it is a forced line break.

    >>> Paragraph("Madame, Monsieur,").text
    'Madame, Monsieur,'
    """

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A simple list, one string per item.

    >>> len(Bullets(("par virement", "par carte")).items)
    2
    """

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One line of an invoice table: one text per header.

    A section heading (a debtor's name) has a single cell and `is_section` set.

    >>> InvoiceRow(("Boulangerie Œuf & Fils",), is_section=True).is_section
    True
    """

    cells: tuple[str, ...]
    is_section: bool = False


@dataclass(frozen=True, slots=True)
class InvoiceTable:
    """The listed invoices; `numeric` are the places (from 0) of right-aligned columns.

    `title` stands above the table (« Pour information »); an empty `total_label` means
    no total line, else `total` stands under column `total_column` (from 0, never the
    first; -1: the last). A row whose length differs from the headers' is a programming fault.

    >>> t = InvoiceTable(("Facture", "Solde"), (InvoiceRow(("F1", "10,00 €")),), "Total", "10,00 €",
    ...                  numeric=frozenset({1}))
    >>> t.total
    '10,00 €'
    """

    headers: tuple[str, ...]
    rows: tuple[InvoiceRow, ...]
    total_label: str = ""
    total: str = ""
    numeric: frozenset[int] = frozenset()
    title: str = ""
    total_column: int = -1

    def __post_init__(self) -> None:
        """Refuse rows that do not fit the headers."""
        for row in self.rows:
            if len(row.cells) != (1 if row.is_section else len(self.headers)):
                message = f"row of {len(row.cells)} cells under {len(self.headers)} headers"
                raise ValueError(message)


Block = Paragraph | Bullets | InvoiceTable
