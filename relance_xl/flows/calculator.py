"""`relance penalites`: late-payment penalties of one claim, with their decomposition."""

from dataclasses import dataclass, replace
from datetime import date

from relance_xl.flows.decomposed import decomposition
from relance_xl.flows.outcome import Outcome
from relance_xl.frames import empty_frame
from relance_xl.frames.cells import CellError, read_day, read_money, read_rate
from relance_xl.laws import Beginning, Law, Terms, code_of, find, rate_table
from relance_xl.laws.be import POSTED_WORKING_DAYS, first_free_days
from relance_xl.problems import UsageError
from relance_xl.render.formats import locale_of
from relance_xl.rules.penalties import Claim, calculate, to_json
from relance_xl.rules.working_days import working_days
from relance_xl.schema import TABLES

_CURRENCIES = {"CH": "CHF", "QC": "CAD"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The words of `relance penalites`, as typed; days are read already.

    `payments` are written DATE:MONTANT. `notice` is the day a formal notice was received,
    `reminder` the day a first reminder left, by post if `posted`. `indemnity` is the
    contract's: percent, minimum, maximum.
    """

    country: str
    customer_type: str
    amount: str
    due_date: date
    as_of: date
    region: str = ""
    rate: str | None = None
    monthly: bool = False
    payments: tuple[str, ...] = ()
    interest_first: bool = False
    notice: date | None = None
    reminder: date | None = None
    posted: bool = False
    clause: bool = False
    indemnity: tuple[str | None, str | None, str | None] = (None, None, None)


def penalties(asked: Asked) -> Outcome:
    """Compute the penalties of one invoice.

    Raises `UsageError` for unreadable words, and a `RelanceError` when no installed law
    answers or no rate is known.
    """
    kind = TABLES["customers"]["customer_type"].code_of(asked.customer_type)
    if kind is None:
        raise UsageError(
            f"Type « {asked.customer_type} » inconnu : professionnel, particulier ou public."
        )
    code = code_of(asked.country, asked.region)
    law = find(code, kind)
    asked, assumed = _assuming(asked, law)
    try:
        claim, terms = _claim(asked, law), _terms(asked)
    except CellError as error:
        raise UsageError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    found = calculate(code, kind, claim, rate_table(), terms)
    locale = locale_of("fr", asked.country.strip().upper()[:2])
    lines: tuple[str, ...] = ()
    if law is not None:
        lines = (
            *decomposition(found, claim, law, _CURRENCIES.get(code, "EUR"), locale),
            *assumed,
            *_unheard(claim, law, terms),
        )
    return Outcome(lines, {**to_json(found), **({"assumed": assumed} if assumed else {})})


def _claim(asked: Asked, law: Law | None) -> Claim:
    return Claim(
        amount_cents=_positive(read_money(asked.amount), "montant", asked.amount),
        due_date=asked.due_date,
        as_of=asked.as_of,
        rate_bps=_rate(asked.rate),
        payments=_payments(asked.payments),
        interest_first=asked.interest_first,
        noticed=_noticed(asked, law),
    )


def _terms(asked: Asked) -> Terms:
    part, least, most = asked.indemnity
    return Terms(
        indemnity_bps=_rate(part),
        indemnity_min_cents=read_money(least) if least else None,
        indemnity_max_cents=read_money(most) if most else None,
        consumer_clause=asked.clause,
        monthly_only=asked.monthly,
    )


def _noticed(asked: Asked, law: Law | None) -> date | None:
    """Give the last day before interest may run, for the laws that wait for a message."""
    if law is None or law.begins is not Beginning.FIRST_REMINDER:
        return asked.notice
    sent = asked.reminder
    if sent is None:
        return None
    days = working_days(law.code, "", empty_frame(TABLES["calendar"]))
    posted = days.add(sent, POSTED_WORKING_DAYS) if asked.posted else None
    return first_free_days(sent, "letter" if asked.posted else "email", posted)[1]


def _rate(text: str | None) -> int | None:
    return _positive(read_rate(text), "taux", text) if text else None


def _positive(value: int | None, what: str, text: str) -> int:
    if value is None or value < 0:
        raise UsageError(f"Le {what} « {text.strip()} » doit être un nombre positif.")
    return value


def _payments(texts: tuple[str, ...]) -> tuple[tuple[date, int], ...]:
    """Read part payments; a negative one takes back what was paid before, never more."""
    found = tuple(_payment(text) for text in texts)
    kept = 0
    for day, cents in sorted(found, key=lambda one: (one[0], -one[1])):
        kept += cents
        if kept < 0:
            raise UsageError(
                f"Paiements au {day:%d/%m/%Y} : il en est repris plus qu’il n’en a été reçu."
            )
    return found


def _payment(text: str) -> tuple[date, int]:
    day_text, _, amount_text = text.partition(":")
    day, cents = read_day(day_text), read_money(amount_text)
    if day is None or cents is None:
        raise UsageError(
            f"Paiement « {text} » illisible : écrire DATE:MONTANT, comme 15/06/2026:500,00."
        )
    return day, cents


def _assuming(asked: Asked, law: Law | None) -> tuple[Asked, list[str]]:
    """Take what a law waits for as done on the due date, when nobody said, and say so.

    A workbook never assumes: there the day of receipt, the reminder and the clause decide.
    """
    assumed: list[str] = []
    on = f"{asked.due_date:%d/%m/%Y}"
    if law is None:
        return asked, assumed
    if law.begins is Beginning.NOTICE and asked.notice is None:
        asked = replace(asked, notice=asked.due_date)
        assumed.append(
            f"Hypothèse : mise en demeure reçue le {on}, jour de l’échéance. Rien ne court avant "
            "sa réception : donner --mise-en-demeure JJ/MM/AAAA."
        )
    if law.needs_clause and not asked.clause:
        asked = replace(asked, clause=True)
        assumed.append(
            "Hypothèse : le contrat prévoit indemnité et intérêts ; sinon rien n’est dû."
        )
    if law.begins is Beginning.FIRST_REMINDER and asked.reminder is None:
        asked = replace(asked, reminder=asked.due_date)
        assumed.append(
            f"Hypothèse : premier rappel envoyé le {on}, jour de l’échéance. Rien n’est dû avant "
            "la fin de son délai : donner --premier-rappel JJ/MM/AAAA."
        )
    return asked, assumed


def _unheard(claim: Claim, law: Law, terms: Terms) -> tuple[str, ...]:
    """Say that a contract rate was given but changes nothing under this law."""
    if claim.rate_bps is None or law.agreed_bps(claim.rate_bps, terms) is not None:
        return ()
    if law.contract_rate:
        return ("Taux au mois sans équivalent annuel : il ne vaut que le taux légal.",)
    return ("Ce droit ne connaît pas de taux contractuel : celui donné n’est pas appliqué.",)
