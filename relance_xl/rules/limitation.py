"""How long a debt may be claimed in court, and the warning before that ends (RULES §6).

Years run from the due date; those of a French public body from the next 1 January (law of
31 December 1968). Where several periods may apply — a carrier's, Switzerland's five years
beside its ten — the one that ends first is warned of. Reminders interrupt none of them.

FR: C. com. L110-4 (5 years), C. consommation L218-2 (2), C. com. L133-6 (transport, 1).
CH: CO 127 and 128 (10 or 5). QC: C.c.Q. 2925 (3). BE and LU: 10.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import NO_DAY, Days, Flags, at, french_days, said_yes, texts
from relance_xl.rules.arrays import day as as_day
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.report import report
from relance_xl.rules.with_penalties import law_code
from relance_xl.settings import Settings

_KINDS = ("business", "consumer", "public")


@dataclass(frozen=True, slots=True)
class Years:
    """A period in years, from the due date or, `from_january`, from the next 1 January."""

    count: int
    from_january: bool = False


_LAWS = {
    "FR": {"business": Years(5), "consumer": Years(2), "public": Years(4, from_january=True)},
    "BE": dict.fromkeys(_KINDS, Years(10)),
    "LU": dict.fromkeys(_KINDS, Years(10)),
    "CH": dict.fromkeys(_KINDS, Years(5)),
    "QC": dict.fromkeys(_KINDS, Years(3)),
}


def years(settings: Settings, kind: str) -> tuple[Years, ...]:
    """Give the periods that may end a claim on that type of customer; the earliest counts.

    A figure of Paramètres stands for the law's. A customer whose type is not known is held
    to the shortest period of the three.

    >>> years(Settings(), "public"), years(Settings(limitation_transport_years=1), "business")
    ((Years(count=4, from_january=True),), (Years(count=5, from_january=False), \
Years(count=1, from_january=False)))
    >>> years(Settings(country="US"), "business")
    ()
    """
    law = _LAWS.get(law_code(settings), {})
    typed = {
        "business": settings.limitation_business_years,
        "consumer": settings.limitation_consumer_years,
        "public": settings.limitation_public_years,
    }
    found = []
    for name in (kind,) if kind in _KINDS else _KINDS:
        known, count = law.get(name), typed[name]
        if count is not None and count > 0:
            found.append(Years(count, known.from_january if known else False))
        elif known:
            found.append(known)
    if settings.limitation_transport_years:
        found.append(Years(settings.limitation_transport_years))
    return tuple(found)


def ends(due: Days, periods: tuple[Years, ...]) -> Days:
    """Give the first day on which each debt can no longer be claimed; NaT when none is known.

    >>> due = np.array(["2022-05-31", "2024-02-29"], dtype="datetime64[D]")
    >>> ends(due, (Years(5),)).tolist()
    [datetime.date(2027, 5, 31), datetime.date(2029, 2, 28)]
    >>> ends(due, (Years(4, from_january=True),)).tolist()
    [datetime.date(2027, 1, 1), datetime.date(2029, 1, 1)]
    """
    last = np.full(len(due), NO_DAY)
    for period in periods:
        found = _january(due) if period.from_january else due
        last = np.fmin(last, _years_later(found, period.count))
    return last


def limitation_problems(ledger: Ledger) -> list[Problem]:
    """Warn of open invoices whose claim ends soon or has ended; needs Clients and Factures."""
    debts, run = ledger.debts, ledger.run
    customers = debts.customers
    kind = at(texts(customers["customer_type"]), debts.customer, "")
    start = np.where(np.isnat(debts.due), debts.issued, debts.due)
    given_up = said_yes(debts.frame["uncollectible"])
    open_ = (ledger.balances.balance > 0) & ~debts.is_credit & ~given_up & ~np.isnat(start)
    last = np.full(len(start), NO_DAY)
    for name in set(kind[open_].tolist()):
        rows = np.flatnonzero(open_ & (kind == name))
        last[rows] = ends(start[rows], years(run.settings, str(name)))
    return [*_near(ledger, last, run.today), *_passed(ledger, last, run.today)]


def _near(ledger: Ledger, last: Days, today: date) -> list[Problem]:
    ahead = np.timedelta64(max(ledger.run.settings.limitation_warning_days, 0), "D")
    soon = (last > as_day(today)) & (last - ahead <= as_day(today))
    said = [
        f"prescription le {day}\u202f: agir avant. Une relance n’interrompt pas ce délai"
        for day in french_days(last[soon])
    ]
    action = "obtenir une reconnaissance de dette écrite, ou saisir le juge"
    return _report(ledger, soon, ("limitation_near", said, action))


def _passed(ledger: Ledger, last: Days, today: date) -> list[Problem]:
    over = last <= as_day(today)
    said = [
        f"créance prescrite depuis le {day}, sauf interruption" for day in french_days(last[over])
    ]
    action = "vérifier si un acte a interrompu le délai\u202f; sinon cocher « Irrécouvrable »"
    return _report(ledger, over, ("limitation_passed", said, action))


def _report(ledger: Ledger, rows: Flags, fault: tuple[str, list[str], str]) -> list[Problem]:
    where = ("invoices", "due_date")
    return report(where, ledger.debts.frame, rows, fault, Severity.WARNING)


def _january(due: Days) -> Days:
    """Give the 1 January that follows."""
    return (due.astype("datetime64[Y]") + 1).astype("datetime64[D]")


def _years_later(days_: Days, count: int) -> Days:
    """Give the same day so many years on, 28 February for a 29."""
    month = days_.astype("datetime64[M]")
    later = month + 12 * count
    rank = (days_ - month.astype("datetime64[D]")).astype(np.int64)
    length = ((later + 1).astype("datetime64[D]") - later.astype("datetime64[D]")).astype(np.int64)
    found: Days = later.astype("datetime64[D]") + np.minimum(rank, length - 1)
    return found
