"""`relance penalites`: late-payment penalties of one claim, with their decomposition."""

from datetime import date

from relance_xl.flows.outcome import Outcome
from relance_xl.frames.cells import CellError, read_day, read_money, read_rate
from relance_xl.laws import rate_table
from relance_xl.problems import UsageError
from relance_xl.render.formats import locale_of, money, percent, short_date
from relance_xl.rules.penalties import Claim, Penalty, calculate, to_json
from relance_xl.schema import TABLES


def penalties(
    *,
    country: str,
    customer_type: str,
    amount: str,
    days: tuple[date, date],
    terms: tuple[str | None, tuple[str, ...]],
) -> Outcome:
    """Compute the penalties of one invoice; `days` are due date and last day counted.

    `terms` are the contract's yearly rate (None for the law's) and part payments written
    DATE:MONTANT. Raises `UsageError` for unreadable words, and a `RelanceError` when no
    installed law answers.
    """
    kind = TABLES["customers"]["customer_type"].code_of(customer_type)
    if kind is None:
        raise UsageError(
            f"Type « {customer_type} » inconnu : professionnel, particulier ou public."
        )
    try:
        claim = Claim(
            amount_cents=read_money(amount) or 0,
            due_date=days[0],
            as_of=days[1],
            rate_bps=read_rate(terms[0]) if terms[0] else None,
            payments=tuple(_payment(text) for text in terms[1]),
        )
    except CellError as error:
        raise UsageError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    found = calculate(country.upper(), kind, claim, rate_table())
    return Outcome(_lines(found, country.upper()), to_json(found))


def _payment(text: str) -> tuple[date, int]:
    day_text, _, amount_text = text.partition(":")
    day, cents = read_day(day_text), read_money(amount_text)
    if day is None or cents is None:
        raise UsageError(f"Paiement « {text} » illisible : écrire DATE:MONTANT.")
    return day, cents


def _lines(found: Penalty, country: str) -> tuple[str, ...]:
    locale = locale_of("fr", country)
    lines = [
        f"du {short_date(part.start, locale)} au {short_date(part.end, locale)} : "
        f"{part.days} jours à {percent(part.rate_bps, locale)} sur "
        f"{money(part.balance_cents, 'EUR', locale)} = {money(part.cents, 'EUR', locale)}"
        for part in found.segments
    ]
    lines.append(f"Intérêts : {money(found.interest_cents, 'EUR', locale)}")
    lines.append(f"Indemnité forfaitaire : {money(found.fee_cents, 'EUR', locale)}")
    lines.append(f"Taux : {found.rate_text} ({found.rate_source})")
    if found.provisional:
        lines.append("Taux provisoire : à ne pas communiquer avant la publication officielle.")
    return tuple(lines)
