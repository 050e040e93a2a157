"""What a reply promises: the day and the sum, as suggestions a person confirms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from relance_xl.rules.replies.amounts import Amount, find_amounts
from relance_xl.rules.replies.days import Day, find_days
from relance_xl.rules.replies.signals import Clause

_FURTHEST = timedelta(days=730)
"""A day further off is a slip of the pen or no promise."""
_LOOK_BACK = 60
_BESIDE = 3
"""Words that may stand beside a day that is the whole answer."""

_REFERRING = re.compile(
    r"(?:\b(?:du|en date du|datee? du|date du|au du|vom|van|dated|from|of|d\.d\.|dd|since"
    r"|depuis(?: le)?|seit|sinds"
    r"|until|till|jusqu'au|jusqu'a|tot(?: en met)?|absente?s? (?:le|jusqu'au)|echue?s? (?:le|au"
    r"|depuis le)"
    r"|echeante? (?:le|au)|due(?: on)?|fallig(?: am| seit| zum)?|emise? le|recue? le|datant du"
    r"|relance du"
    r"|vervallen(?: op)?|vervaldag|vervaldatum|exigible (?:le|au|depuis le)|a echeance(?: du| au)?"
    r"|echeance(?: du| au| le)?|arrivant a echeance le|facturee? le|livree? le|commandee? le"
    r"|rechnungsdatum|falligkeit|not before|pas avant(?: le)?|nicht vor(?: dem)?|niet voor) )$"
)
_RUN = re.compile(
    r"(?:campagne|reglements?|virements?|paiements?|lot|train|remise|traite|cheque|zahlungslauf"
    r"|lauf|run"
    r"|batch|betaalronde|prelevement|echeance) (?:[^\s]+ ){0,3}(?:du|de|vom|van|of|dated) $"
    r"|(?:compter|partir|alentours|environs|courant|lors|semaine|horizon|journee|matinee"
    r"|soiree) (?:du|de) $"
)
_FORMER = re.compile(
    r"(?:initialement|prevue? au depart|oorspronkelijk|ursprunglich|originally|au lieu du"
    r"|plutot que le"
    r"|instead of|statt|in plaats van)[^,;]{0,40}$"
)
_TERMS = re.compile(r"\d (?:jours|j|dagen|tage|days),? (?:nets? )?$")
"""« 45 jours fin de mois » are terms, not a day."""
_LATEST = re.compile(
    r"(?:au plus tard|finalement|plutot|maximum|dernier delai|reporte|at the latest|no later than"
    r"|uiterlijk|spatestens|(?:entre|zwischen|tussen|between) .{1,25} (?:et|und|en|and)(?: le)?"
    r"|(?:du|vom|from) \d{1,2}\S* (?:au|bis|to))[^,;]{0,20}$"
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A day and a sum in cents, each None when the reply names none."""

    on: date | None = None
    cents: int | None = None


def find_promise(clauses: Sequence[Clause], today: date) -> Promise:
    """Find what is promised by clauses read on `today`.

    The clauses that promise are asked first, then those that only stand beside them. A day
    gone by, a day that dates a paper (« facture du… »), one in a clause that is denied or
    depends on us is none. Of several the first after the promising words counts, one said
    to be the last (« au plus tard ») before it.
    """
    promising = [clause for clause in clauses if clause.promised_at >= 0]
    chosen = _first_day(promising, today)
    if chosen is None and promising:
        others = [c for c in clauses if c.promised_at < 0 and not c.asks and not _elsewhere(c)]
        chosen = _first_day(others, today)
    if chosen is None:
        sums = [amount for clause in promising for amount in _sums(clause)]
        return Promise(None, sums[0].cents if len(sums) == 1 else None)
    clause, day = chosen
    return Promise(day.on, _sum_for(clause, day))


def find_bare_day(folded: str, today: date) -> date | None:
    """Give the day of an answer that is little else: « Le 15 mars. »."""
    days = [day for day in find_days(folded, today) if day.on >= today]
    days = [day for day in days if not _REFERRING.search(folded[: day.start])]
    if len(days) != 1:
        return None
    rest = f"{folded[: days[0].start]} {folded[days[0].end :]}"
    return days[0].on if len(re.findall(r"\w+", rest)) <= _BESIDE else None


def _elsewhere(clause: Clause) -> bool:
    """Tell a clause that speaks of something else than when payment comes."""
    return bool(clause.weights.keys() & {"dispute", "paid", "question", "insolvent", "stranger"})


def _first_day(clauses: Sequence[Clause], today: date) -> tuple[Clause, Day] | None:
    for clause in clauses:
        days = [
            day
            for day in find_days(clause.text, today)
            if today <= day.on <= today + _FURTHEST and not _refers(clause, day)
        ]
        if days:
            return clause, min(days, key=lambda day: _order(clause, day))
    return None


def _refers(clause: Clause, day: Day) -> bool:
    """Tell a day that dates something else, or that is denied."""
    if any(start <= day.start < end for start, end in clause.denied):
        return True
    before = clause.text[max(0, day.start - _LOOK_BACK) : day.start]
    named = clause.text[day.start : day.start + 3]
    if named in ("du ", "vom", "van"):
        before += named.strip() + " "
    if _FORMER.search(before) or _TERMS.search(before):
        return True
    return bool(_REFERRING.search(before)) and not _RUN.search(before)


def _order(clause: Clause, day: Day) -> tuple[bool, bool, int]:
    before = clause.text[max(0, day.start - _LOOK_BACK) : day.start]
    said = before + clause.text[day.start : day.end]
    latest = bool(
        _LATEST.search(before) or re.search(r"(?:au plus tard|uiterlijk|spatestens) ", said)
    )
    return not latest, day.end <= clause.promised_at, day.start


def _sums(clause: Clause) -> list[Amount]:
    return [
        amount
        for amount in find_amounts(clause.text)
        if not any(start <= amount.start < end for start, end in clause.denied)
        and not amount.start < clause.made_until <= clause.promised_at
    ]


def _sum_for(clause: Clause, day: Day) -> int | None:
    """Choose the sum that goes with the day: after the promising words, nearest to it."""
    sums = _sums(clause)
    if not sums:
        return None
    after = [amount for amount in sums if amount.start >= clause.promised_at]
    middle = day.start
    return min(after or sums, key=lambda amount: (abs(amount.start - middle), amount.start)).cents
