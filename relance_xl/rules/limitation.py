"""How long a debt may be claimed in court, and the warning before that ends (RULES §6).

Years run from the due date; those of a French public body from the next 1 January (law of
31 December 1968). Where several periods may apply — a carrier's, Switzerland's five years
beside its ten — the one that ends first is warned of. Reminders interrupt none of them. While
a customer's type is not known, each type's period is told as a condition; that the claim is over
is said once the longest of them has ended.

FR: C. com. L110-4 (5 years), C. consommation L218-2 (2), C. com. L133-6 (transport, 1).
CH: CO 127 and 128 (10 or 5). QC: C.c.Q. 2925 (3). BE and LU: 10.
"""

from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np

from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import (
    NO_DAY,
    Days,
    Flags,
    Ints,
    Texts,
    at,
    french_days,
    said_yes,
    texts,
)
from relance_xl.rules.arrays import day as as_day
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.report import report
from relance_xl.rules.with_penalties import law_code
from relance_xl.settings import Settings

_KINDS = ("business", "consumer", "public")
_WHO = {
    "business": "un professionnel",
    "consumer": "un particulier",
    "public": "un organisme public",
}
_NO_HELP = "\u202f: agir avant. Une relance n’interrompt pas ce délai"
_ACT = "obtenir une reconnaissance de dette écrite, ou saisir le juge"
_TYPE = "remplir «\u00a0Type\u00a0» de ce client (feuille Clients)"


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


@dataclass(frozen=True)
class Ends:
    """First days on which debts can no longer be claimed, NaT where no law says.

    `kinds` has one array per type of customer, `first` and `last` the earliest and the latest
    that may apply to each debt: the same unless its customer's type is not known.
    """

    kinds: dict[str, Days]
    first: Days
    last: Days


def years(settings: Settings, kind: str) -> tuple[Years, ...]:
    """Give the periods that may end a claim on that type of customer; the earliest counts.

    A figure of Paramètres stands for the law's.

    >>> years(Settings(), "public"), years(Settings(limitation_transport_years=1), "business")
    ((Years(count=4, from_january=True),), (Years(count=5, from_january=False), \
Years(count=1, from_january=False)))
    >>> years(Settings(country="US"), "business")
    ()
    """
    known = _LAWS.get(law_code(settings), {}).get(kind)
    count = {
        "business": settings.limitation_business_years,
        "consumer": settings.limitation_consumer_years,
        "public": settings.limitation_public_years,
    }.get(kind)
    found = []
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


def ends_by_type(due: Days, kind: Texts, settings: Settings) -> Ends:
    """Give when debts to customers of these types end; "" is a type nobody has typed.

    >>> due = np.array(["2024-12-01", "2024-12-01"], dtype="datetime64[D]")
    >>> found = ends_by_type(due, np.array(["consumer", ""], dtype=object), Settings())
    >>> [str(day) for day in (*found.first, *found.last)]
    ['2026-12-01', '2026-12-01', '2026-12-01', '2029-12-01']
    """
    kinds = {name: ends(due, years(settings, name)) for name in _KINDS}
    first = reduce(np.fmin, kinds.values())
    last = reduce(np.maximum, kinds.values())
    for name, found in kinds.items():
        first = np.where(kind == name, found, first)
        last = np.where(kind == name, found, last)
    return Ends(kinds, first, last)


def surely_over(due: Days, kind: Texts, settings: Settings, today: date) -> Flags:
    """Tell which debts can no longer be claimed, whatever the type of the customer may be.

    >>> due = np.array(["2021-06-15", "2024-06-15", "2024-06-15"], dtype="datetime64[D]")
    >>> kind = np.array(["", "", "consumer"], dtype=object)
    >>> surely_over(due, kind, Settings(), date(2026, 6, 15)).tolist()
    [True, False, True]
    """
    over: Flags = ends_by_type(due, kind, settings).last <= as_day(today)
    return over


def limitation_problems(ledger: Ledger) -> list[Problem]:
    """Warn of open invoices whose claim ends soon or has ended; needs Clients and Factures."""
    debts, run = ledger.debts, ledger.run
    start = np.where(np.isnat(debts.due), debts.issued, debts.due)
    given_up = said_yes(debts.frame["uncollectible"])
    open_ = (ledger.balances.balance > 0) & ~debts.is_credit & ~given_up
    start = np.where(open_, start, NO_DAY)
    kind = at(texts(debts.customers["customer_type"]), debts.customer, "")
    found = ends_by_type(start, kind, run.settings)
    return [
        *_near(ledger, found),
        *_untyped(ledger, found, near=True),
        *_untyped(ledger, found, near=False),
        *_passed(ledger, found),
    ]


def _soon(last: Days, ledger: Ledger) -> Flags:
    today = as_day(ledger.run.today)
    ahead = np.timedelta64(max(ledger.run.settings.limitation_warning_days, 0), "D")
    soon: Flags = (last > today) & (last - ahead <= today)
    return soon


def _near(ledger: Ledger, found: Ends) -> list[Problem]:
    soon = _soon(found.last, ledger) & (found.first == found.last)
    said = [f"prescription le {day}{_NO_HELP}" for day in french_days(found.last[soon])]
    return _report(ledger, soon, ("limitation_near", said, _ACT))


def _untyped(ledger: Ledger, found: Ends, *, near: bool) -> list[Problem]:
    """Say what holds if the customer is of this type or that; `near`: one may still act."""
    today = as_day(ledger.run.today)
    soon = np.any([_soon(last, ledger) for last in found.kinds.values()], axis=0)
    rows = (found.first != found.last) & ~(found.last <= today)
    rows &= soon if near else (found.first <= today) & ~soon
    said = _conditions(ledger, found, np.flatnonzero(rows))
    if near:
        said = [words + _NO_HELP for words in said]
        return _report(ledger, rows, ("limitation_near", said, f"{_TYPE}\u202f; {_ACT}"))
    return _report(ledger, rows, ("limitation_untyped", said, _TYPE), Severity.INFO)


def _conditions(ledger: Ledger, found: Ends, rows: Ints) -> list[str]:
    """Word what is over or soon to be for each type, the earliest day first."""
    today = as_day(ledger.run.today)
    told, names = [], [_WHO[name] for name in found.kinds]
    for every in found.kinds.values():
        last = every[rows]
        over = (last <= today).tolist()
        counts = (_soon(last, ledger) | (last <= today)).tolist()
        told.append([*zip(last.tolist(), counts, over, french_days(last), strict=True)])
    said = []
    for row in zip(*told, strict=True):
        clauses: dict[str, list[str]] = {}
        known = [(*one, who) for one, who in zip(row, names, strict=True) if one[1]]
        for _, _, over, day, who in sorted(known):
            what = f"créance prescrite depuis le {day}, sauf interruption"
            clauses.setdefault(what if over else f"prescription le {day}", []).append(who)
        said.append(
            "\u202f; ".join(
                f"{'s’il est' if place else 'si ce client est'} {' ou '.join(who)}, {what}"
                for place, (what, who) in enumerate(clauses.items())
            )
        )
    return said


def _passed(ledger: Ledger, found: Ends) -> list[Problem]:
    over = found.last <= as_day(ledger.run.today)
    said = [
        f"créance prescrite depuis le {day}, sauf interruption"
        if sure
        else f"créance prescrite quel que soit le type de ce client, au plus tard le {day}, sauf "
        "interruption"
        for day, sure in zip(
            french_days(found.last[over]), (found.first == found.last)[over].tolist(), strict=True
        )
    ]
    action = "vérifier si un acte a interrompu le délai\u202f; sinon cocher « Irrécouvrable »"
    return _report(ledger, over, ("limitation_passed", said, action))


def _report(
    ledger: Ledger,
    rows: Flags,
    fault: tuple[str, list[str], str],
    severity: Severity = Severity.WARNING,
) -> list[Problem]:
    return report(("invoices", "due_date"), ledger.debts.frame, rows, fault, severity)


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
