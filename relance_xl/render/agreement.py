"""The confirmation of an agreed instalment plan: the same words as a mail and as a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from relance_xl.render.agreement_words import agreement_words
from relance_xl.render.blocks import Block, InvoiceRow, InvoiceTable, Paragraph
from relance_xl.render.content import Content, PayBox
from relance_xl.render.decided import Party, ProposalRow
from relance_xl.render.epc import grouped_iban
from relance_xl.render.fields import LETTERS, case_locale, counted_until
from relance_xl.render.formats import Locale, long_date, money, short_date
from relance_xl.render.salutations import salutation
from relance_xl.render.text_blocks import Place, one_line
from relance_xl.render.vocabulary import PAY_FIELD
from relance_xl.render.words import words
from relance_xl.rules.agreements.confirmed import Confirmed, Owed
from relance_xl.settings import Settings

_MAX_REFERENCE = 140
_ROOM_TO_SIGN = "\n" * 5


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a confirmation is written to, and by which channel: `email` or `letter`."""

    party: Party
    channel: str
    recipient: str = ""
    contact_name: str = ""
    civility: str = ""
    language: str = "fr"


def agreement_content(
    plan: Confirmed,
    to: Addressee,
    settings: Settings,
    day: date,
    counted: date | None = None,
) -> Content:
    """Give the confirmation's content; `counted` is the day up to which payments are known."""
    locale = case_locale(to.language, to.party, settings)
    subject = agreement_words(locale.language)["subject"]
    greeting = salutation(locale.language, to.civility, to.contact_name)
    return Content(
        plan.number,
        _row(plan, to),
        locale,
        to.party,
        f"{subject} [{plan.number}]",
        (
            Paragraph(f"{greeting},"),
            *_granted(plan, locale, counted_until(counted, day)),
            *_expected(to, settings, locale, greeting),
        ),
        _pay_box(plan, settings, locale),
        plan.total_cents,
        _place_date(settings, day, locale),
        () if to.channel in LETTERS else _signatory(settings),
    )


def _granted(plan: Confirmed, locale: Locale, until: date | None) -> list[Block]:
    """Say what is granted: the invoices owed, counting payments up to a day, and the schedule."""
    word = agreement_words(locale.language)
    intro = word["intro_one" if len(plan.invoices) == 1 else "intro_many"]
    total = money(plan.total_cents, plan.currency, locale)
    return [
        Paragraph(intro.format(total=total, count=len(plan.instalments))),
        _invoices(plan, locale),
        *([Paragraph(word["counted"].format(day=long_date(until, locale)))] if until else []),
        _schedule(plan, locale),
    ]


def _expected(
    to: Addressee, settings: Settings, locale: Locale, greeting: str
) -> list[Block | Place]:
    """Say what is expected in return: how to pay, on what condition, how to agree."""
    word, on_paper = agreement_words(locale.language), to.channel in LETTERS
    closing = word["closing_letter" if on_paper else "closing_mail"]
    return [
        *([] if on_paper else [Place(PAY_FIELD)]),
        Paragraph(word["condition"]),
        Paragraph(word["help"]),
        Paragraph(word["answer_letter" if on_paper else "answer_mail"]),
        Paragraph(closing.format(salutation=greeting)),
        *([_signatures(to.party.name, settings, word["agreed"])] if on_paper else []),
    ]


def _row(plan: Confirmed, to: Addressee) -> ProposalRow:
    return ProposalRow(
        proposal=0,
        payer=plan.payer,
        payer_name=to.party.name,
        customer=plan.payer,
        channel=to.channel,
        recipient=to.recipient,
        contact_name=to.contact_name,
        language=to.language,
        currency=plan.currency,
        due_cents=plan.total_cents,
    )


def _signatory(settings: Settings) -> tuple[str, ...]:
    name = one_line(settings.sender_name) or one_line(settings.company_name)
    return tuple(filter(None, (name, one_line(settings.sender_title))))


def _signatures(plan_for: str, settings: Settings, agreed: str) -> InvoiceTable:
    """Give the place of both signatures, side by side."""
    ours = "\n".join(_signatory(settings))
    title, *labels = agreed.split("\n")
    theirs = "\n".join(labels)
    return InvoiceTable(
        (one_line(settings.company_name), f"{plan_for} – {title}"),
        (InvoiceRow((ours + _ROOM_TO_SIGN, theirs + _ROOM_TO_SIGN)),),
    )


def _place_date(settings: Settings, day: date, locale: Locale) -> str:
    place, written = one_line(settings.city), long_date(day, locale)
    return (
        words(locale.language)["place_date"].format(place=place, day=written) if place else written
    )


def _invoices(plan: Confirmed, locale: Locale) -> InvoiceTable:
    word = words(locale.language)

    def row(owed: Owed) -> InvoiceRow:
        days = (short_date(d, locale) if d else "" for d in (owed.issue_date, owed.due_date))
        return InvoiceRow((owed.invoice, *days, money(owed.cents, plan.currency, locale)))

    several = len(plan.invoices) > 1
    return InvoiceTable(
        tuple(word[name] for name in ("invoice", "issued", "due", "balance")),
        tuple(map(row, plan.invoices)),
        word["sum"] if several else "",
        money(plan.total_cents, plan.currency, locale) if several else "",
        frozenset({3}),
        total_column=3,
    )


def _schedule(plan: Confirmed, locale: Locale) -> InvoiceTable:
    word, count = agreement_words(locale.language), len(plan.instalments)
    rows = tuple(
        InvoiceRow((f"{rank}/{count}", long_date(day, locale), money(cents, plan.currency, locale)))
        for rank, (day, cents) in enumerate(plan.instalments, 1)
    )
    headers = (word["rank"], word["day"], words(locale.language)["amount"])
    total = money(plan.total_cents, plan.currency, locale)
    return InvoiceTable(
        headers,
        rows,
        words(locale.language)["sum"],
        total,
        frozenset({2}),
        word["schedule"],
        total_column=2,
    )


def _pay_box(plan: Confirmed, settings: Settings, locale: Locale) -> PayBox:
    day, cents = plan.instalments[0]
    first = agreement_words(locale.language)["first"]
    amount = first.format(amount=money(cents, plan.currency, locale), day=long_date(day, locale))
    return PayBox(
        amount,
        one_line(settings.account_holder or settings.company_name),
        grouped_iban(one_line(settings.iban)),
        one_line(settings.bic),
        _reference(plan.invoices),
    )


def _reference(invoices: Sequence[Owed]) -> str:
    """Give what to write in each transfer: one invoice's own reference, else the numbers."""
    if len(invoices) == 1 and invoices[0].reference:
        return one_line(invoices[0].reference)
    text = ""
    for owed in invoices:
        longer = f"{text} {owed.invoice}".strip()
        if len(longer) > _MAX_REFERENCE:
            break
        text = longer
    return text
