"""Penalties decomposed line by line, as a person checks them with a pencil."""

from datetime import date

from relance_xl.laws import Law
from relance_xl.render.formats import Locale, money, percent, short_date
from relance_xl.rules.penalties import Claim, Penalty, Segment

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
    days = sum(part.days for part in found.segments)
    lines = [law.title, law.told]
    dated = [(part.start, 1, _segment(part, currency, locale)) for part in found.segments]
    dated += [
        (day, 2, _payment(day, cents, claim, (currency, locale)))
        for day, cents in claim.payments
        if found.segments and day <= claim.last_day
    ]
    lines += [text for _, _, text in sorted(dated, key=lambda one: one[:2])]
    if not found.segments and not found.remark:
        lines.append("Aucun jour de retard sur un solde dû.")
    interest = money(found.interest_cents, currency, locale)
    lines.append(f"Intérêts : {interest}" + (f" ({_days(days)})" if days else ""))
    if law.fee_cents or found.fee_cents:
        lines.append(f"Indemnité forfaitaire : {money(found.fee_cents, currency, locale)}")
        total = found.interest_cents + found.fee_cents
        lines.append(f"Total : {money(total, currency, locale)}")
    if found.rate_source:
        lines += [f"Taux : {found.rate_text}", f"Source : {found.rate_source}"]
    if found.remark:
        lines.append(f"{found.remark[:1].upper()}{found.remark[1:]}.")
    if any(part.provisional for part in found.segments):
        lines.append(_PROVISIONAL)
    elif found.provisional:
        lines.append(_TO_NAME)
    return tuple(lines)


def _segment(part: Segment, currency: str, locale: Locale) -> str:
    start, end = short_date(part.start, locale), short_date(part.end, locale)
    rate = percent(part.rate_bps, locale) + (" (provisoire)" if part.provisional else "")
    balance, cents = (money(c, currency, locale) for c in (part.balance_cents, part.cents))
    return f"du {start} au {end} : {_days(part.days)} à {rate} sur {balance} = {cents}"


def _payment(day: date, cents: int, claim: Claim, how: tuple[str, Locale]) -> str:
    """Tell a part payment; one made before interest runs leaves nothing to choose."""
    currency, locale = how
    order = "d’abord sur les intérêts" if claim.interest_first else "d’abord sur le principal"
    when = short_date(day, locale)
    return f"le {when} : règlement de {money(cents, currency, locale)}, imputé {order}"


def _days(count: int) -> str:
    return f"{count} jour{'s' if count > 1 else ''}"
