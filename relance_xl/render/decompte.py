"""A numbered penalty statement as a letter: every period and part payment, no VAT."""

from dataclasses import dataclass
from datetime import date

from relance_xl.render.blocks import Block, InvoiceRow, InvoiceTable, Paragraph
from relance_xl.render.content import Content
from relance_xl.render.decided import Party, ProposalRow
from relance_xl.render.decompte_words import decompte_words
from relance_xl.render.fields import case_locale
from relance_xl.render.formats import Locale, long_date, money, percent, short_date
from relance_xl.render.legal import granted
from relance_xl.render.message_case import Case
from relance_xl.render.pay_box import pay_box
from relance_xl.render.salutations import salutation
from relance_xl.render.text_blocks import one_line
from relance_xl.render.words import words
from relance_xl.rules.claims import Detail, Part
from relance_xl.settings import Settings


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its number, whom it asks, and the invoices' penalties up to its day."""

    number: str
    day: date
    party: Party
    language: str
    currency: str
    details: tuple[Detail, ...]

    @property
    def total_cents(self) -> int:
        """What the statement asks for."""
        return sum(one.interest_left_cents + one.fee_left_cents for one in self.details)


def statement_content(statement: Statement, settings: Settings) -> Content:
    """Give the statement's content, ready to be laid out as a letter."""
    locale = case_locale(statement.language, statement.party, settings)
    word = decompte_words(locale.language)
    greeting = salutation(locale.language, "", "")
    row = _row(statement)
    case = Case(statement.number, row, (), statement.party, locale, statement.day)
    told = {"number": statement.number, "day": long_date(statement.day, locale)}
    laws = dict.fromkeys(
        granted(one.law, locale.language, statement.currency)
        for one in statement.details
        if one.law
    )
    blocks: list[Block] = [
        Paragraph(f"{greeting},"),
        Paragraph(word["intro"].format(**told)),
        _table(statement, locale),
        *(Paragraph(law) for law in laws if law),
        Paragraph(word["counting"]),
        Paragraph(word["no_vat"]),
        Paragraph(word["pay"].format(**told)),
        Paragraph(word["closing"].format(salutation=greeting)),
    ]
    place, day = one_line(settings.city), told["day"]
    dated = words(locale.language)["place_date"].format(place=place, day=day) if place else day
    name = one_line(settings.sender_name) or one_line(settings.company_name)
    return Content(
        statement.number,
        row,
        locale,
        statement.party,
        word["subject"].format(**told),
        tuple(blocks),
        pay_box(case, settings),
        statement.total_cents,
        dated,
        tuple(filter(None, (name, one_line(settings.sender_title)))),
    )


def _row(statement: Statement) -> ProposalRow:
    return ProposalRow(
        proposal=0,
        payer=statement.party.code,
        payer_name=statement.party.name,
        customer=statement.party.code,
        channel="letter",
        language=statement.language,
        currency=statement.currency,
        due_cents=statement.total_cents,
        qr=True,
    )


def _table(statement: Statement, locale: Locale) -> InvoiceTable:
    word = decompte_words(locale.language)
    rows: list[InvoiceRow] = []
    for detail in statement.details:
        for part in detail.parts:
            rows += _part_rows(part, detail, locale)
        rows += _sum_rows(detail, locale)
    return InvoiceTable(
        tuple(word[name] for name in ("period", "days", "base", "rate", "interest")),
        tuple(rows),
        word["total"],
        money(statement.total_cents, statement.currency, locale),
        frozenset({1, 2, 3, 4}),
    )


def _part_rows(part: Part, detail: Detail, locale: Locale) -> list[InvoiceRow]:
    """Give one line's heading, then its days and payments in the order they came."""
    word = decompte_words(locale.language)

    def amount(cents: int) -> str:
        return money(cents, detail.currency, locale)

    issued = detail.issue_date
    heading = word["invoice"].format(
        invoice=part.item,
        issued=word["issued"].format(day=short_date(issued, locale)) if issued else "",
        due=short_date(part.claim.due_date, locale),
        total=amount(part.claim.amount_cents),
    )
    dated: list[tuple[date, int, InvoiceRow]] = [
        (day, 2, _heading(_payment(day, amount(cents), part, locale)))
        for day, cents in part.claim.payments
        if day <= part.claim.last_day
    ]
    if part.claim.undated_cents:
        text = word["undated"].format(amount=amount(part.claim.undated_cents))
        dated.append((date.min, 0, _heading(text)))
    for segment in part.penalty.segments:
        first, last = short_date(segment.start, locale), short_date(segment.end, locale)
        cells = (
            word["range"].format(first=first, last=last),
            str(segment.days),
            amount(segment.balance_cents),
            percent(segment.rate_bps, locale),
            amount(segment.cents),
        )
        dated.append((segment.start, 1, InvoiceRow(cells)))
    return [_heading(heading), *(row for _, _, row in sorted(dated, key=lambda one: one[:2]))]


def _payment(day: date, amount: str, part: Part, locale: Locale) -> str:
    """Word a payment by the day it came, before the due date or since."""
    word = decompte_words(locale.language)
    name = "early" if day < part.claim.due_date else "payment"
    return word[name].format(day=short_date(day, locale), amount=amount)


def _sum_rows(detail: Detail, locale: Locale) -> list[InvoiceRow]:
    """Give what is added to an invoice's interest and taken off it."""
    word = decompte_words(locale.language)
    whole = detail.interest_cents + detail.fee_cents
    earlier = whole - detail.interest_left_cents - detail.fee_left_cents
    parts = (("fee", detail.fee_cents), ("earlier", -earlier))
    return [
        InvoiceRow((word[name], "", "", "", money(cents, detail.currency, locale)))
        for name, cents in parts
        if cents
    ]


def _heading(text: str) -> InvoiceRow:
    return InvoiceRow((text,), is_section=True)
