"""Values of the page written in French, with the schema's own words for choices and columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from relance_xl.render.formats import Locale, money, percent, short_date
from relance_xl.render.text_blocks import one_line
from relance_xl.schema import TABLES
from relance_xl.schema.model import Kind

DASH = "–"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes values as the company's country does."""

    locale: Locale
    currency: str

    def money(self, cents: int | None, currency: str = "") -> str:
        """Write an amount; nothing for None."""
        return "" if cents is None else money(cents, currency or self.currency, self.locale)

    def day(self, value: date | None) -> str:
        """Write a day in figures; nothing for None."""
        return "" if value is None else short_date(_date(value), self.locale)

    def moment(self, value: datetime | None) -> str:
        """Write a day and its hour; nothing for None."""
        if value is None:
            return ""
        return f"{self.day(value)} {value.hour:02}\u202fh\u202f{value.minute:02}"

    def cell(self, table: str, column: str, row: Mapping[str, object]) -> str:
        """Write one cell of a sheet as a person reads it; nothing when it is empty."""
        known, value = TABLES[table][column], row.get(column)
        if value in (None, ""):
            return ""
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, bool):
            return "Oui" if value else "Non"
        if known.kind is Kind.MONEY:
            return self.money(int(str(value)))
        if known.kind is Kind.RATE:
            return percent(int(str(value)), self.locale)
        return one_line(known.label_of(str(value)))


def label(table: str, column: str, code: str) -> str:
    """Write a choice; nothing for none.

    >>> label("sends", "status", "in_doubt")
    'incertain'
    """
    return TABLES[table][column].label_of(code) if code else ""


def link_to(path: str) -> str:
    r"""Give the way from folder « Fiches » to a file kept beside the workbook.

    Nothing for a path that is not simply below the workbook's folder.

    >>> link_to("Envois/2026-06-15/REL 1.eml"), link_to("javascript:alert(1)")
    ('../Envois/2026-06-15/REL%201.eml', '../javascript%3Aalert%281%29')
    >>> link_to("../../etc/passwd"), link_to("C:\\x.pdf"), link_to("/x.pdf"), link_to("")
    ('', '', '', '')
    """
    parts = path.replace("\\", "/").split("/")
    outside = ".." in parts or path[:1] in ("/", "\\") or (len(path) > 1 and path[1] == ":")
    if not path.strip() or outside or not path.isprintable():
        return ""
    return "../" + "/".join(quote(part, safe="") for part in parts if part not in ("", "."))


def count(number: int, one: str, many: str) -> str:
    """Write a count with its noun.

    >>> count(0, "facture", "factures").split(), count(2, "facture", "factures").split()
    (['0', 'facture'], ['2', 'factures'])
    """
    return f"{number}\u00a0{one if number < 2 else many}"  # noqa: PLR2004 - French plural starts at two


def _date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
