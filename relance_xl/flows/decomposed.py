"""Penalties decomposed line by line, as a person checks them with a pencil."""

from datetime import date

from relance_xl.laws import Law
from relance_xl.render.formats import Locale, money, percent, short_date
from relance_xl.rules.penalties import Claim, Penalty, Segment
from relance_xl.rules.report import sentence

_PROVISIONAL = "Taux provisoire : à ne communiquer à personne avant sa publication officielle."
_TO_NAME = (
    "Minimum de la directive : à ne communiquer à personne avant d’avoir nommé le taux du pays."
)


def decomposition(
    found: Penalty, claim: Claim, law: Law, currency: str, locale: Locale
) -> tuple[str, ...]:
    r"""Give the law, a line per segment and part payment, the sums, the rates, what to mind.

    >>> from datetime import date
    >>> from relance_xl.laws import find, rate_table
    >>> from relance_xl.render.formats import locale_of
    >>> from relance_xl.rules.penalties import Claim, penalty, schedule
    >>> law = find("CH", "business")
    >>> claim = Claim(60_000, date(2026, 3, 31), date(2026, 4, 30))
    >>> found = penalty(claim, schedule(law, rate_table()))
    >>> lines = decomposition(found, claim, law, "CHF", locale_of("fr", "CH"))
    >>> print(lines[2].replace("\xa0", " "))
    du 01.04.2026 au 30.04.2026 : 30 jours à 5,00% sur 600,00 CHF = 2,50 CHF
    """
    lines = [law.title, law.told, *told_by_day(found, claim, currency, locale)]
    lines += _sums(found, law, currency, locale)
    lines += told_rates(found)
    if any(part.provisional for part in found.segments):
        lines.append(_PROVISIONAL)
    elif found.provisional:
        lines.append(_TO_NAME)
    return tuple(lines)


def told_by_day(found: Penalty, claim: Claim, currency: str, locale: Locale) -> list[str]:
    r"""Tell how interest ran: each segment, each part payment on the day it came, a judgment.

    Where none ran, the last line says so, or the only one says why.

    >>> from datetime import date
    >>> from relance_xl.laws import find, rate_table
    >>> from relance_xl.render.formats import locale_of
    >>> from relance_xl.rules.penalties import penalty, schedule
    >>> due = date(2026, 3, 31)
    >>> claim = Claim(60_000, due, date(2026, 4, 1), payments=((due, 60_000),))
    >>> found = penalty(claim, schedule(find("CH", "business"), rate_table()))
    >>> for line in told_by_day(found, claim, "CHF", locale_of("fr", "CH")):
    ...     print(line.replace("\xa0", " "))
    le 31.03.2026 : règlement de 600,00 CHF, imputé d’abord sur le principal
    Aucun jour de retard sur un solde dû.
    """
    if found.remark:
        return [sentence(found.remark)]
    order = "d’abord sur les intérêts" if claim.interest_first else "d’abord sur le principal"
    dated = [(part.start, 1, _segment(part, currency, locale)) for part in found.segments]
    if claim.undated_cents:
        paid = f"déjà réglé (date non précisée) : {money(claim.undated_cents, currency, locale)}"
        dated.append((date.min, 0, f"{paid}, compté dès l’échéance"))
    for day, cents in claim.payments:
        if day <= claim.last_day:
            paid = f"règlement de {money(cents, currency, locale)}, imputé {order}"
            dated.append((day, 2, f"le {short_date(day, locale)} : {paid}"))
    lines = [text for _, _, text in sorted(dated, key=lambda one: one[:2])]
    if claim.stop is not None and claim.stop <= claim.as_of:
        lines.append(f"arrêt des intérêts au jugement du {short_date(claim.stop, locale)}")
    return lines if found.segments else [*lines, "Aucun jour de retard sur un solde dû."]


def told_rates(found: Penalty) -> list[str]:
    """Tell the rates that ran and where they come from; nothing where none did."""
    lines = [f"Taux : {found.rate_text}"] if found.rate_text else []
    return [*lines, f"Source : {found.rate_source}"] if found.rate_source else lines


def _sums(found: Penalty, law: Law, currency: str, locale: Locale) -> list[str]:
    """Tell what it comes to; a law without a fee has no total to make."""
    days = sum(part.days for part in found.segments)
    interest = money(found.interest_cents, currency, locale)
    lines = [f"Intérêts : {interest}" + (f" ({_days(days)})" if days else "")]
    if law.fee_cents or found.fee_cents:
        total = found.interest_cents + found.fee_cents
        lines.append(f"Indemnité forfaitaire : {money(found.fee_cents, currency, locale)}")
        lines.append(f"Total : {money(total, currency, locale)}")
    return lines


def _segment(part: Segment, currency: str, locale: Locale) -> str:
    start, end = short_date(part.start, locale), short_date(part.end, locale)
    rate = percent(part.rate_bps, locale) + (" (provisoire)" if part.provisional else "")
    balance, cents = (money(c, currency, locale) for c in (part.balance_cents, part.cents))
    return f"du {start} au {end} : {_days(part.days)} à {rate} sur {balance} = {cents}"


def _days(count: int) -> str:
    return f"{count} jour{'s' if count > 1 else ''}"
