"""A customer's sheet put into the parts of its page."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from relance_xl.render.customer_page.model import Bar, Money, Page
from relance_xl.render.customer_page.tables import sections
from relance_xl.render.customer_page.words import Writer, count
from relance_xl.render.formats import locale_of, long_date
from relance_xl.render.text_blocks import one_line
from relance_xl.rules.customer_sheet.model import EDGES, Balance, CustomerSheet
from relance_xl.schema import TABLES
from relance_xl.settings import Settings
from relance_xl.typography import french

_TOP_ADDRESS = ("address1", "address2")
_FACTS = (
    *("customer_type", "siren", "vat_number", "engagement_number", "service_code", "language"),
    *("group", "sales_owner", "plan", "preferred_channel", "terms", "payment_method"),
    *("contract_rate_bps", "credit_limit_cents", "iban", "statement", "situation"),
    *("judgment_date", "publication_date", "claim_deadline", "block", "block_reason"),
    "block_until",
)
_TONES = ("good", "soft", "warn", "warn", "bad")
_RISKS = {"low": "faible", "medium": "moyen", "high": "élevé"}


def customer_page(
    sheet: CustomerSheet,
    settings: Settings,
    day: date,
    invoice_links: Mapping[str, str] | None = None,
) -> Page:
    """Write a customer's page in French; `invoice_links` are the invoice PDFs that exist."""
    locale = locale_of("fr", settings.country)
    writer = Writer(locale, settings.currency)
    company = one_line(settings.company_name)
    return Page(
        company,
        one_line(sheet.name) or sheet.code,
        _subtitle(sheet),
        long_date(day, locale),
        tuple(french(alert) for alert in _alerts(sheet, writer, day)),
        tuple(_money(balance, writer) for balance in sheet.balances),
        _habits(sheet, writer),
        _facts(sheet, writer),
        sections(sheet, writer, invoice_links or {}),
        french(f"Fiche client : {sheet.code} – {company}"),
    )


def _subtitle(sheet: CustomerSheet) -> str:
    parts = [f"Code {sheet.code}"]
    if sheet.payer:
        code, name = sheet.payer
        parts.append(f"payé par {one_line(name)} ({code})" if name else f"payé par {code}")
    if sheet.members:
        parts.append(
            "paie aussi pour " + ", ".join(f"{one_line(n)} ({c})" for c, n in sheet.members)
        )
    return " · ".join(parts)


def _alerts(sheet: CustomerSheet, writer: Writer, day: date) -> list[str]:
    """Say first what a person must know before calling or writing."""
    facts, found = sheet.facts, []
    situation = writer.cell("customers", "situation", facts)
    if situation and facts.get("situation") != "in_bonis":
        judged = writer.cell("customers", "judgment_date", facts)
        found.append(
            f"Procédure collective : {situation}" + (f" (jugement du {judged})" if judged else "")
        )
    until = facts.get("block_until")
    if facts.get("block") is True and not (isinstance(until, date) and until < day):
        reason = writer.cell("customers", "block_reason", facts)
        ends = writer.cell("customers", "block_until", facts)
        found.append(
            "Client bloqué"
            + (f" jusqu’au {ends}" if ends else "")
            + (f" : {reason}" if reason else "")
        )
    broken = [one.invoice for one in sheet.promises if one.state == "broken"]
    if broken:
        found.append(f"Promesse non tenue : {', '.join(broken)}")
    disputed = [one.invoice for one in sheet.disputes if one.alive]
    if disputed:
        found.append(f"Litige en cours : {', '.join(disputed)}")
    late = [p.instalment for p in sheet.parts
            if p.kind == "agreed" and p.balance_cents > 0 and p.days_late >= 5  # noqa: PLR2004 - RULES §3
            and not p.broken_on]  # fmt: skip
    if late:
        found.append(f"Plan rompu ? Échéance impayée : {', '.join(late)}")
    waiting = sum(not one.done and one.answer_class not in _MACHINES for one in sheet.answers)
    if waiting:
        found.append(f"{count(waiting, 'réponse', 'réponses')} à traiter")
    if not any(_reachable(contact) for contact in sheet.contacts):
        found.append("Aucune adresse e-mail utilisable")
    limit, owed = facts.get("credit_limit_cents"), sheet.figures.get("balance_cents")
    if isinstance(limit, int) and isinstance(owed, int) and owed > limit:
        found.append(f"Plafond d’encours dépassé ({writer.money(limit)})")
    return found


_MACHINES = frozenset({"bounce", "delivery", "read", "absent"})


def _reachable(contact: Mapping[str, object]) -> bool:
    shut = contact.get("email_opt_out") is True or contact.get("email_bounced_on") is not None
    return bool(contact.get("email")) and not shut


def _money(balance: Balance, writer: Writer) -> Money:
    amount = partial(writer.money, currency=balance.currency)
    net = balance.open_cents - balance.credit_cents
    cards = [
        ("Encours", amount(balance.open_cents), ""),
        ("Dont échu", amount(balance.overdue_cents), "bad" if balance.overdue_cents else "good"),
    ]
    if balance.disputed_cents:
        cards.append(("Dont contesté", amount(balance.disputed_cents), "warn"))
    if balance.credit_cents:
        cards.append(("Avoirs et acomptes", amount(-balance.credit_cents), "good"))
        cards.append(("Solde", amount(net), ""))
    whole = max(balance.open_cents, 1)
    bars = tuple(
        Bar(name, amount(cents), count(lines, "ligne", "lignes"), cents * 1000 // whole, tone)
        for name, (cents, lines), tone in zip(_ages(), balance.ageing, _TONES, strict=True)
    )
    return Money(balance.currency, tuple(cards), bars if balance.open_cents else ())


def _ages() -> list[str]:
    """Name the ages of debts.

    >>> _ages()[1].split(), _ages()[-1].split()
    (['1', 'à', '30', 'j'], ['plus', 'de', '90', 'j'])
    """
    lower = [1, *(edge + 1 for edge in EDGES[:-1])]
    between = [f"{a} à {b}\u00a0j" for a, b in zip(lower, EDGES, strict=True)]
    return ["non échu", *between, f"plus de {EDGES[-1]}\u00a0j"]


def _habits(sheet: CustomerSheet, writer: Writer) -> tuple[tuple[str, str], ...]:
    figures = sheet.figures
    usual, oldest = figures.get("usual_days_to_pay"), figures.get("oldest_delay_days")
    late = f"{oldest}\u00a0j" if isinstance(oldest, int) and oldest > 0 else "aucun"
    paid = next((one for one in sheet.payments if one.state == "counted" and one.cents > 0), None)
    left = next((one for one in sheet.reminders if one.status == "sent"), None)
    kept = sum(one.state == "kept" for one in sheet.promises)
    broken = sum(one.state == "broken" for one in sheet.promises)
    found = [
        ("Risque", _RISKS.get(str(figures.get("risk") or ""), "")),
        ("Paie d’habitude", _after_due(usual) if isinstance(usual, int) else "pas encore connu"),
        ("Plus ancien retard", late),
        ("Dernier paiement",
         f"{writer.day(paid.day)}, {writer.money(paid.cents, paid.currency)}" if paid else "aucun"),
        ("Dernière relance",
         f"{writer.day(left.at)}, {left.stage_label}" if left and left.at else "aucune"),
        ("Promesses", f"{count(kept, 'tenue', 'tenues')}, {count(broken, 'rompue', 'rompues')}"
         if kept or broken else ""),
    ]  # fmt: skip
    return tuple((name, value) for name, value in found if value)


def _after_due(days: int) -> str:
    """Say when a customer usually pays.

    >>> _after_due(0), _after_due(-3).replace(chr(160), " "), _after_due(12).replace(chr(160), " ")
    ('à l’échéance', '3 j avant l’échéance', '12 j après l’échéance')
    """
    if not days:
        return "à l’échéance"
    return f"{abs(days)}\u00a0j {'après' if days > 0 else 'avant'} l’échéance"


def _facts(sheet: CustomerSheet, writer: Writer) -> tuple[tuple[str, str], ...]:
    facts = sheet.facts
    town = f"{facts.get('postcode') or ''} {facts.get('city') or ''}".strip()
    lines = [str(facts.get(name) or "") for name in _TOP_ADDRESS]
    address = ", ".join(
        one_line(part) for part in (*lines, town, str(facts.get("country") or "")) if part
    )
    told = [("Adresse", address)]
    told += [
        (TABLES["customers"][name].label, writer.cell("customers", name, facts)) for name in _FACTS
    ]
    return tuple((name, value) for name, value in told if value and value != "Non")
