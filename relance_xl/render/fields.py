"""The value of every field of the vocabulary, for one message."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from relance_xl.money import round_half_up
from relance_xl.render import legal
from relance_xl.render.content import PayBox
from relance_xl.render.decided import Directory, LineRow, Party
from relance_xl.render.formats import Locale, locale_of, long_date, percent
from relance_xl.render.message_case import LETTERS, Case
from relance_xl.render.salutations import salutation
from relance_xl.render.text_blocks import mark_of, one_line
from relance_xl.render.vocabulary import PAY_FIELD, TABLE_FIELD
from relance_xl.render.words import words
from relance_xl.settings import Settings

__all__ = ["LETTERS", "Case", "case_locale", "counted_until", "field_values", "group_lines"]

_RATE = re.compile(r"(\d+),(\d\d)\u00a0%")
_DAYS_TO_PAY = 8


def case_locale(language: str, party: Party, settings: Settings) -> Locale:
    """Give the payer's own way to write, the sender's country standing in for an empty one."""
    return locale_of(language, party.country.upper() or settings.country)


def field_values(
    case: Case, directory: Directory, settings: Settings, pay: PayBox
) -> dict[str, object]:
    """Give a value for every name of the vocabulary; texts are never None.

    Penalty amounts are given only where they are claimed, or where the stage speaks of
    penalties and the decision says they may be stated; elsewhere they are empty.
    """
    row, locale = case.row, case.locale
    civility = directory.civilities.get((row.customer, row.contact_name)) or (
        directory.civilities.get((row.payer, row.contact_name), "")
    )
    return {
        "client": row.payer_name or case.party.name,
        "code_client": row.payer,
        "contact": row.contact_name,
        "civilite": civility,
        "salutation": salutation(locale.language, civility, row.contact_name),
        "societe": one_line(settings.company_name),
        "numero_relance": case.number,
        "etape": row.stage_label,
        "date_du_jour": long_date(case.day, locale),
        "lieu_date": _place_date(case, settings),
        "promesse_rompue": _promise(case, directory),
        TABLE_FIELD: mark_of(TABLE_FIELD),
        PAY_FIELD: mark_of(PAY_FIELD),
        **_debt(case, directory, settings),
        **_payment(pay),
        **_penalties(case, directory, settings),
        "mention_mise_en_demeure": legal.formal_notice(case, settings),
        "mention_premier_rappel": legal.free_reminder(case, directory, settings),
        **_discount(case),
        **_sender(case, settings),
    }


def _debt(case: Case, directory: Directory, settings: Settings) -> dict[str, object]:
    row, lines, locale = case.row, case.summed, case.locale
    due_dates = [line.due_date for line in lines if line.due_date]
    pay_by = row.pay_by or case.day + timedelta(days=row.days_to_pay or _DAYS_TO_PAY)
    free = legal.free_days(case, directory, settings)
    pay_by = max(pay_by, free[1]) if free else pay_by
    until = counted_until(row.fresh_until or directory.last_payment, case.day)
    counted = long_date(until, locale) if until else ""
    crossing = words(locale.language)["crossing" if until else "crossing_undated"]
    this = words(locale.language)["this_letter" if case.on_paper else "this_mail"]
    return {
        "total_du": case.money(row.due_cents),
        "total_a_payer": case.money(case.to_pay_cents),
        "devise": row.currency,
        "nombre_factures": len(lines),
        "numeros_factures": ", ".join(map(case.name_of, lines)),
        "plus_ancienne_echeance": long_date(min(due_dates), locale) if due_dates else "",
        "retard_max": max((line.days_late for line in lines), default=0),
        "date_limite": long_date(pay_by, locale),
        "reglements_jusqu_au": counted,
        "mention_croisement": crossing.format(day=counted, this=this),
        **_references(case, directory),
    }


def counted_until(known: date | None, day: date) -> date | None:
    """Give the day payments are said to be counted up to: never later than known, nor `day`.

    >>> counted_until(date(2026, 6, 20), date(2026, 6, 15)), counted_until(None, date(2026, 6, 15))
    (datetime.date(2026, 6, 15), None)
    """
    return None if known is None else min(known, day)


def _references(case: Case, directory: Directory) -> dict[str, object]:
    """Give what the customer's own books know these invoices by, each one once."""
    codes = dict.fromkeys([*(line.customer for line in case.summed), case.row.payer])
    parties = [directory.parties[code] for code in codes if code in directory.parties]
    found = {
        "reference_contrat": [line.contract_reference for line in case.summed],
        "numero_engagement": [party.engagement_number for party in parties],
        "code_service": [party.service_code for party in parties],
    }
    return {name: ", ".join(dict.fromkeys(filter(None, each))) for name, each in found.items()}


def _payment(pay: PayBox) -> dict[str, object]:
    return {
        "communication": pay.reference,
        "iban": pay.iban,
        "bic": pay.bic,
        "titulaire": pay.beneficiary,
        "lien_paiement": pay.link,
    }


def _penalties(case: Case, directory: Directory, settings: Settings) -> dict[str, object]:
    row = case.row
    spoken_of = case.claims or row.penalties_mode in {"mention", "claim"}
    may_state = spoken_of and (case.claims or row.penalties_ok)
    interest, fee = (row.interest_cents, row.fee_cents) if may_state else (0, 0)
    return {
        "penalites": case.amount(interest + fee),
        "interets": case.amount(interest),
        "indemnite": case.amount(fee),
        "taux_penalites": _rates(case) if interest else "",
        "mention_penalites": _mention(case, (interest, fee), directory, settings)
        if spoken_of
        else "",
    }


def _rates(case: Case) -> str:
    """Write the rates of the rules (French words) the reader's way."""

    def written(found: re.Match[str]) -> str:
        return percent(int(found[1]) * 100 + int(found[2]), case.locale)

    then = words(case.locale.language)["then"]
    return _RATE.sub(written, case.row.rate_text).replace(" puis ", then)


def _mention(case: Case, amounts: tuple[int, int], directory: Directory, settings: Settings) -> str:
    word, (interest, fee) = words(case.locale.language), amounts
    unstated = legal.mention(case, directory, settings)
    if not interest + fee:
        return unstated
    parts = []
    if interest:
        rates = _rates(case)
        rate = word["rate_part"].format(rate=rates) if rates else ""
        parts.append(word["interest_part"].format(amount=case.money(interest)) + rate)
    if fee:
        parts.append(word["fee_part"].format(amount=case.money(fee)))
    sentence = word["claimed" if case.claims else "stated"]
    stated = sentence.format(parts=word["and"].join(parts), total=case.money(case.to_pay_cents))
    others = case.claims and not all(line.claims for line in case.summed)
    more = unstated if others else legal.basis_sentence(case, directory, settings)
    return f"{stated} {more}".rstrip()


def _discount(case: Case) -> dict[str, object]:
    bps = case.row.discount_bps
    if bps <= 0:
        return {"remise": "", "remise_pourcent": ""}
    from fractions import Fraction  # noqa: PLC0415 - few stages offer a discount

    cents = round_half_up(Fraction(case.row.due_cents * bps, 10_000))
    return {"remise": case.amount(cents), "remise_pourcent": percent(bps, case.locale)}


def _promise(case: Case, directory: Directory) -> str:
    if not case.row.broken_promise:
        return ""
    word = words(case.locale.language)
    day = directory.promises.get(case.row.reference_item)
    if day is None:
        return word["promise_undated"]
    return word["promise"].format(day=long_date(day, case.locale))


def _sender(case: Case, settings: Settings) -> dict[str, object]:
    name = case.row.sender or one_line(settings.sender_name) or one_line(settings.company_name)
    own = not case.row.sender or case.row.sender == one_line(settings.sender_name)
    return {
        "adresse_societe": _address(settings),
        "telephone": one_line(settings.phone),
        "email_reponse": one_line(settings.reply_to or settings.sender_email),
        "signataire": name,
        "fonction": one_line(settings.sender_title) if own else "",
    }


def _address(settings: Settings) -> str:
    town = f"{settings.postcode} {settings.city}".strip()
    parts = (one_line(part) for part in (settings.address1, settings.address2, town))
    return ", ".join(part for part in parts if part)


def _place_date(case: Case, settings: Settings) -> str:
    day, place = long_date(case.day, case.locale), one_line(settings.city)
    return words(case.locale.language)["place_date"].format(place=place, day=day) if place else day


def group_lines(lines: Sequence[LineRow]) -> Mapping[int, tuple[LineRow, ...]]:
    """Give the lines of each proposal, in order."""
    groups: dict[int, list[LineRow]] = {}
    for line in lines:
        groups.setdefault(line.proposal, []).append(line)
    return {proposal: tuple(group) for proposal, group in groups.items()}
