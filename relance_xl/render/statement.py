"""The statement of account: everything open between us and a payer, marked, as one letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from relance_xl.problems import TemplateTextError
from relance_xl.render.blocks import InvoiceRow, InvoiceTable, Paragraph
from relance_xl.render.decided import LineRow, Party, read_rows
from relance_xl.render.fields import counted_until
from relance_xl.render.formats import Locale, locale_of, long_date, money, short_date
from relance_xl.render.letter_content import sender_of
from relance_xl.render.letters.address import fit_address
from relance_xl.render.letters.model import Letter
from relance_xl.render.text_blocks import one_line
from relance_xl.render.words import item_name, words
from relance_xl.settings import Settings

_NUMERIC = frozenset({3, 4, 5})
_AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Account:
    """Whose statement: the payer, one currency, his language, the day payments reach."""

    party: Party
    currency: str
    language: str = "fr"
    counted_until: date | None = None


def statement_letter(
    items: pd.DataFrame, account: Account, settings: Settings, day: date
) -> Letter | None:
    """Give the statement of an account as a letter; None when nothing is open.

    Needs `items` of a decision: item, customer, payer, currency, issue_date, due_date,
    total_cents, paid_cents, balance_cents, days_late, hold, is_credit, kind, and
    credit_cents (a debtor's unallocated credit, taken off once). Agreed instalments repeat
    their invoice and are left out.
    """
    table = statement_table(items, account, settings)
    if table is None:
        return None
    locale = _locale(account, settings)
    word, today = words(account.language), long_date(day, locale)
    until = counted_until(account.counted_until, day)
    said = word["statement_text" if until else "statement_undated"]
    counted = long_date(until, locale) if until else ""
    place = one_line(settings.city)
    return Letter(
        number=f"RC-{account.party.code}-{day:%Y%m%d}",
        day=day,
        sender=sender_of(settings),
        recipient=_recipient(account.party),
        place_date=word["place_date"].format(place=place, day=today) if place else today,
        customer_code=account.party.code,
        subject=word["statement"].format(day=today),
        blocks=(Paragraph(said.format(day=counted)), table),
        language=account.language,
    )


def _recipient(party: Party) -> tuple[str, ...]:
    """Give the address; a statement joined to a mail does without one that does not fit."""
    town = f"{party.postcode} {party.city}".strip()
    try:
        return fit_address((party.name, party.address2, party.address1, town))
    except TemplateTextError:
        return (party.name,)


def statement_table(
    items: pd.DataFrame, account: Account, settings: Settings
) -> InvoiceTable | None:
    """Give the table of a statement: every open line with its state, credits, the balance."""
    own = items["payer"].eq(account.party.code) & items["currency"].eq(account.currency)
    frame = items[own & items["balance_cents"].ne(0) & items["kind"].ne(_AGREED)]
    if frame.empty:
        return None
    locale, word = _locale(account, settings), words(account.language)
    frame = frame.sort_values(["customer", "due_date", "item"], kind="stable")
    lines = read_rows(
        frame.assign(proposal=0, part=_states(frame), open_cents=frame["balance_cents"]), LineRow
    )
    credit = _credit(frame)
    rows = [_row(line, account, locale) for line in lines]
    if credit:
        amount = money(-credit, account.currency, locale)
        rows.append(InvoiceRow((word["credit"], "", "", "", "", amount, "")))
    total = sum(line.open_cents for line in lines) - credit
    names = ("invoice", "issued", "due", "total", "paid", "balance", "state")
    return InvoiceTable(
        tuple(word[name] for name in names),
        tuple(rows),
        word["statement_sum"],
        money(total, account.currency, locale),
        _NUMERIC,
        total_column=5,
    )


def _states(frame: pd.DataFrame) -> Sequence[str]:
    """Name the state of each line; the names are keys of `words`."""
    columns: Iterable[tuple[bool, str, int]] = zip(
        frame["is_credit"].tolist(),
        frame["hold"].tolist(),
        frame["days_late"].fillna(0).tolist(),
        strict=True,
    )
    return [
        "credit"
        if credit
        else "dispute"
        if hold == "dispute"
        else "overdue"
        if late > 0
        else "open"
        for credit, hold, late in columns
    ]


def _credit(frame: pd.DataFrame) -> int:
    """Sum the debtors' unallocated credits, once each, less those that are lines already."""
    if "credit_cents" not in frame:
        return 0
    owed = frame.drop_duplicates("customer")["credit_cents"].fillna(0).clip(lower=0)
    shown = -frame["balance_cents"].clip(upper=0).sum()
    return max(int(owed.sum()) - int(shown), 0)


def _row(line: LineRow, account: Account, locale: Locale) -> InvoiceRow:
    days = (short_date(d, locale) if d else "" for d in (line.issue_date, line.due_date))
    amounts = (line.total_cents, line.paid_cents, line.open_cents)
    written = (money(cents, account.currency, locale) for cents in amounts)
    name = item_name(account.language, line.item, line.invoice)
    state = words(account.language)[f"state_{line.part}"]
    return InvoiceRow((name, *days, *written, state))


def _locale(account: Account, settings: Settings) -> Locale:
    return locale_of(account.language, account.party.country.upper() or settings.country)
