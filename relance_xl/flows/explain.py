"""*Expliquer les intérêts*: how one invoice's penalties come about, line by line."""

from relance_xl.flows.decomposed import told_by_day, told_rates
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import open_workbook
from relance_xl.flows.outcome import Outcome
from relance_xl.render.formats import Locale, locale_of, money, short_date
from relance_xl.rules.claims import Detail, Details, Part
from relance_xl.rules.penalties import to_json
from relance_xl.rules.report import sentence


def explain(desk: Desk, invoice: str) -> Outcome:
    """Take one invoice's penalties apart, as of the day the rules believe it is.

    Nothing is written. Raises `RelanceError` for an invoice that is not in sheet Factures.
    """
    with open_workbook(desk) as opened:
        details = Details(opened.tables, opened.settings, desk.today)
        found = details.of(invoice, desk.today)
        locale = locale_of("fr", opened.settings.country)
        held = opened.tables["penalties"]
    rows = held[held["invoice"] == found.invoice]
    states = [
        (str(row["claim"]), str(row["state"]), str(row["statement"])) for _, row in rows.iterrows()
    ]
    return Outcome(tuple(explained(found, locale)), _json(found, states))


def explained(found: Detail, locale: Locale) -> list[str]:
    """Write the decomposition in French, one sentence a line."""

    def amount(cents: int) -> str:
        return money(cents, found.currency, locale)

    total = amount(found.total_cents)
    day = short_date(found.as_of, locale)
    lines = [f"Facture {found.invoice}, {found.customer}, {total} TTC, intérêts au {day}."]
    if found.law is None:
        return [*lines, sentence(found.why_none)]
    lines.append(f"{found.law.title}.")
    if not found.parts:
        return [*lines, "Rien n’est dû : ni échéance dépassée ni somme qui porte intérêt."]
    for part in found.parts:
        lines += _part_lines(part, found, locale)
    lines.append(f"Intérêts : {amount(found.interest_cents)}")
    lines.append(f"Indemnité forfaitaire, une fois par facture : {amount(found.fee_cents)}")
    settled = found.interest_cents + found.fee_cents
    left = found.interest_left_cents + found.fee_left_cents
    if left != settled:
        lines.append(
            f"Déjà facturé, payé ou abandonné : {amount(settled - left)} ; reste à réclamer : "
            f"{amount(left)} (feuille Pénalités)."
        )
    if found.provisional:
        why = found.why_provisional
        lines.append(f"Taux provisoire, aucun montant ne doit être communiqué : {why}.")
    if left > 0 and found.open_cents <= 0:
        lines.append(
            "Facture soldée : ni la feuille Factures ni les messages ne portent plus ces "
            "pénalités ; un décompte peut encore les réclamer."
        )
    if found.credited:
        lines.append(
            "Un acompte ou un avoir de ce client n’est pas affecté : rien n’est réclamé tant "
            "qu’il ne l’est pas."
        )
    return lines


def _part_lines(part: Part, found: Detail, locale: Locale) -> list[str]:
    claim = part.claim
    name = f"{part.item}, " if part.item != found.invoice else ""
    due = short_date(claim.due_date, locale)
    base = money(claim.amount_cents, found.currency, locale)
    told = [
        *told_by_day(part.penalty, claim, found.currency, locale),
        *told_rates(part.penalty),
    ]
    return [
        f"{name}échéance {due}, base {base} (TTC, avoirs et part contestée déduits).",
        *(f"  {line}" for line in told),
    ]


def _json(found: Detail, states: list[tuple[str, str, str]]) -> dict[str, object]:
    return {
        "invoice": found.invoice,
        "customer": found.customer,
        "as_of": found.as_of.isoformat(),
        "law": f"{found.law.code} {found.law.customer_type}" if found.law else "",
        "interest_cents": found.interest_cents,
        "fee_cents": found.fee_cents,
        "interest_left_cents": found.interest_left_cents,
        "fee_left_cents": found.fee_left_cents,
        "provisional": found.provisional,
        "parts": [
            {
                "item": part.item,
                "due_date": part.claim.due_date.isoformat(),
                "base_cents": part.claim.amount_cents,
                "payments": [
                    {"date": day.isoformat(), "amount_cents": cents}
                    for day, cents in part.claim.payments
                ],
                "undated_cents": part.claim.undated_cents,
                **to_json(part.penalty),
            }
            for part in found.parts
        ],
        "claims": [
            {"claim": claim, "state": state, "statement": statement}
            for claim, state, statement in states
        ],
    }
