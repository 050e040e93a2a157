"""What a message must say by law: penalties, formal notice, a Belgian consumer's first reminder."""

from datetime import date

import numpy as np

from relance_xl.laws import Beginning, Law, find
from relance_xl.laws.be import POSTED, POSTED_WORKING_DAYS, first_free_days
from relance_xl.problems import SettingsError
from relance_xl.render import legal_words as w
from relance_xl.render.decided import Directory, LineRow
from relance_xl.render.formats import long_date, short_date
from relance_xl.render.message_case import Case
from relance_xl.render.text_blocks import one_line
from relance_xl.render.words import words
from relance_xl.rules.contracts import contract_terms
from relance_xl.rules.plans import FORMAL
from relance_xl.rules.with_penalties import law_code
from relance_xl.rules.working_days import WorkingDays
from relance_xl.settings import Settings

_FEE_CURRENCY = "EUR"


def kind_of(case: Case, directory: Directory) -> str:
    """Give the type of the debtors a message speaks to; "" when unknown or not the same."""
    kinds = {
        directory.parties[code].customer_type if code in directory.parties else ""
        for code in _codes(case)
    }
    return kinds.pop() if len(kinds) == 1 else ""


def _codes(case: Case) -> set[str]:
    """Name the customers whose debts a message asks for."""
    return {line.customer for line in case.summed} or {case.row.payer}


def law_of(case: Case, directory: Directory, settings: Settings) -> Law | None:
    """Give the law of what the message asks for; None when none is known for all of it."""
    return find(law_code(settings), kind_of(case, directory))


def mention(case: Case, directory: Directory, settings: Settings) -> str:
    """Say what a delay entails by law, without amounts that rest on a rate.

    Nothing where the law grants nothing; where it is not known, the usual reserve.
    """
    language, law = case.locale.language, law_of(case, directory, settings)
    if law is None:
        known = kind_of(case, directory) != ""
        return "" if known else words(language)["unstated"]
    if free_days(case, directory, settings):
        return ""  # the first reminder says it all (`free_reminder`)
    clause = all(has_clause(code, directory, settings) for code in _codes(case))
    return law_mention(law, language, case.row.currency, clause=clause)


def has_clause(customer: str, directory: Directory, settings: Settings) -> bool:
    """Tell whether a consumer's contract has a clause: Clients, else Paramètres."""
    return directory.clauses.get(customer, settings.consumer_clause)


def law_mention(law: Law, language: str, currency: str, *, clause: bool) -> str:
    """Say in one sentence what a law makes of a delay; "" where contracts grant nothing.

    >>> from relance_xl.laws import find
    >>> law_mention(find("CH", "business"), "en", "CHF", clause=False)
    'Late payment may entail late payment interest (article 104 of the Swiss Code of Obligations).'
    """
    if law.needs_clause and not clause:
        return ""
    basis = _basis(law, language)
    if not basis or (law.fee_cents and currency != _FEE_CURRENCY):
        return words(language)["unstated"]
    sentence = w.INTEREST_ONLY
    if law.begins is Beginning.FIRST_REMINDER:
        sentence = w.AFTER_FREE_REMINDER
    elif law.begins is Beginning.NOTICE:
        sentence = w.FROM_NOTICE
    elif law.fee_cents and not law.rate_to_name:
        sentence = w.WITH_FEE
    return sentence[language].format(basis=basis)


def granted(law: Law, language: str, currency: str) -> str:
    """Say in one sentence by which law penalties that have run are due."""
    if law.begins in {Beginning.NOTICE, Beginning.FIRST_REMINDER}:
        return w.BASIS[language].format(basis=_basis(law, language))
    return law_mention(law, language, currency, clause=True)


def basis_sentence(case: Case, directory: Directory, settings: Settings) -> str:
    """Name the texts an amount rests on; "" when they are not known."""
    law = law_of(case, directory, settings)
    basis = _basis(law, case.locale.language) if law else ""
    return w.BASIS[case.locale.language].format(basis=basis) if basis else ""


def _basis(law: Law, language: str) -> str:
    return w.BASES.get((law.code, law.customer_type), {}).get(language, "")


def formal_notice(case: Case, settings: Settings) -> str:
    """Say that a message of severity 4 is a formal notice, by which articles; "" for others."""
    if case.row.severity < FORMAL:
        return ""
    language = case.locale.language
    articles = w.ARTICLES.get(law_code(settings), {}).get(language, "")
    return w.FORMAL[language].format(articles=f" ({articles})" if articles else "")


def names_formal_notice(text: str, language: str) -> bool:
    """Tell whether a text calls itself a formal notice.

    >>> names_formal_notice("Mise en demeure de payer", "fr"), names_formal_notice("Rappel", "fr")
    (True, False)
    """
    folded = text.casefold()
    return any(word.casefold() in folded for word in w.FORMAL_WORDS[language].split("|"))


def formal_alone(case: Case, day: str) -> str:
    """Say by which day a formal notice asks what sum, for texts that forget it."""
    total = case.money(case.to_pay_cents)
    return w.FORMAL_ALONE[case.locale.language].format(total=total, day=day)


def free_reminder(case: Case, directory: Directory, settings: Settings) -> str:
    """Give all a Belgian consumer's first reminder has to say; "" for every other message."""
    debts = first_reminded(case, directory, settings)
    days = free_days(case, directory, settings)
    if not debts or days is None:
        return ""
    language, terms = case.locale.language, contract_terms(settings)
    law = law_of(case, directory, settings)
    amounts = np.array([line.open_cents for line in debts], dtype=object)
    fee = int(law.fee(amounts, terms).sum()) if law else 0
    number = one_line(settings.siren)
    return w.FREE_REMINDER[language].format(
        balance=case.money(sum(line.open_cents for line in debts)),
        creditor=one_line(settings.company_name),
        number=w.ENTERPRISE[language].format(number=number) if number else "",
        debts=" ; ".join(_debt(line, case) for line in debts),
        first=long_date(days[0], case.locale),
        last=long_date(days[1], case.locale),
        fee=case.money(fee),
    )


def _debt(line: LineRow, case: Case) -> str:
    word = words(case.locale.language)
    name = f"{word['invoice']} {case.name_of(line)}"
    return w.DEBT[case.locale.language].format(
        invoice=name,
        product=f" ({line.purchase})" if line.purchase else "",
        due=short_date(line.due_date, case.locale) if line.due_date else "",
        balance=case.money(line.open_cents),
    )


def first_reminded(case: Case, directory: Directory, settings: Settings) -> tuple[LineRow, ...]:
    """Give the invoices whose first, free reminder this message is, where a law asks for one."""
    law = law_of(case, directory, settings)
    if law is None or law.begins is not Beginning.FIRST_REMINDER or case.row.severity < 1:
        return ()
    return tuple(
        line
        for line in case.summed
        if line.part == "own" and line.last_reminder is None and line.open_cents > 0
        if not law.needs_clause or has_clause(line.customer, directory, settings)
    )


def free_days(case: Case, directory: Directory, settings: Settings) -> tuple[date, date] | None:
    """Give the first and last of a first reminder's free days; None where there are none."""
    if not first_reminded(case, directory, settings):
        return None
    posted = None
    if case.row.channel in POSTED:
        calendar = WorkingDays(settings.country, settings.region)
        try:
            posted = calendar.add(case.day, POSTED_WORKING_DAYS)
        except SettingsError:  # told by « Contrôler »; week-ends alone then
            posted = WorkingDays("").add(case.day, POSTED_WORKING_DAYS)
    try:
        return first_free_days(case.day, case.row.channel, posted)
    except ValueError:  # a channel that leaves nothing in writing opens no such days
        return None
