"""Days named in a text, reckoned from the day it was written.

A small grammar, nothing learnt: written dates, days of this or the next month, weekdays,
« fin mars », « la semaine prochaine », « sous 8 jours », « overmorgen »… in four languages.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from relance_xl.dates import month_end, next_month
from relance_xl.rules.replies.calendar_words import (
    COUNT,
    MONTH,
    MONTHS,
    NUMBERS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
)

_AHEAD = timedelta(days=183)
"""A date without year that is past this year is next year's if it is no further than this."""
_FRIDAY = 4
_WEEK = 7
_EARLY = 5
_MIDDLE = 15
_DECEMBER = 12
_CENTURY = 100

_PLACE = (
    r"(?P<place>fin|debut|mi|milieu|courant|end(?:e)?|eind(?:e)?|begin(?:ning)?|early|late|mid"
    r"|middle|mitte|half|midden|halverwege|medio|anfang|late|ultimo|im laufe|in de loop|during)"
)
_OF = r"[ -]?(?:(?:de|du|d'|des|of|van|der|the|ce|cette|le|la|mois|maand|month|in|het) ?){0,3}"
_NEXT = r"(?:prochaine?|suivante?|qui vient|volgende|komende|nachste[nrms]?|kommende[nrms]?|next)"
_THIS = r"(?:ce|cet|cette|deze|dit|diese[nrms]?|this|courante?|lopende|laufende[nrms]?)"

Reading = Callable[[re.Match[str], date], date | None]


@dataclass(frozen=True, slots=True)
class Day:
    """A day named at `start`…`end` of a text."""

    start: int
    end: int
    on: date


def find_days(text: str, today: date) -> list[Day]:
    """Find the days a folded text names, past ones too, in the order of the text.

    `today` is the day it was written. Where two readings overlap the longer stands.

    >>> [str(day.on) for day in find_days("vu le 3 mars, regle le 15 ou fin avril", date(2026, 3, 6))]
    ['2026-03-03', '2026-03-15', '2026-04-30']
    """
    found = sorted(_readings(text, today), key=lambda day: (day.start - day.end, day.start))
    kept: list[Day] = []
    for day in found:
        if all(day.end <= other.start or day.start >= other.end for other in kept):
            kept.append(day)
    return sorted(kept, key=lambda day: day.start)


def _readings(text: str, today: date) -> Iterator[Day]:
    for pattern, read in _GRAMMAR:
        for match in pattern.finditer(text):
            try:
                on = read(match, today)
            except (ValueError, OverflowError):
                continue
            if on is not None:
                yield Day(match.start(), match.end(), on)


def _iso(match: re.Match[str], _today: date) -> date:
    return date(int(match["year"]), int(match["m"]), int(match["d"]))


def _figures(match: re.Match[str], today: date) -> date | None:
    day, month, year = int(match["d"]), int(match["m"]), match["year"]
    if month > _DECEMBER >= day:
        day, month = month, day
    if year:
        full = int(year)
        return date(full + 2000 if full < _CENTURY else full, month, day)
    return _without_year(day, month, today)


def _named(match: re.Match[str], today: date) -> date | None:
    month = MONTHS[match["month"]]
    if match["year"]:
        return date(int(match["year"]), month, int(match["d"]))
    return _without_year(int(match["d"]), month, today)


def _without_year(day: int, month: int, today: date) -> date:
    this = date(today.year, month, min(day, _longest(month, today.year)))
    later = date(today.year + 1, month, min(day, _longest(month, today.year + 1)))
    return later if this < today and later - today <= _AHEAD else this


def _longest(month: int, year: int) -> int:
    return month_end(date(year, month, 1)).day


def _part_of_month(match: re.Match[str], today: date) -> date:
    month = MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else today.year
    on = _part(match["place"], date(year, month, 1))
    if on < today and not match["year"]:
        later = _part(match["place"], date(year + 1, month, 1))
        return later if later - today <= _AHEAD else on
    return on


def _part(place: str | None, first: date) -> date:
    if place and place.startswith(("mi", "mid", "milieu", "mitte", "half", "halverwege", "medio")):
        return first.replace(day=_MIDDLE)
    if place and place.startswith(("debut", "begin", "early", "anfang")):
        return first.replace(day=_EARLY)
    return month_end(first)


def _this_month(match: re.Match[str], today: date) -> date:
    on = _part(match["place"], today.replace(day=1))
    return on if on >= today else _part(match["place"], next_month(today, 1))


def _next_month(match: re.Match[str], today: date) -> date:
    return _part(match["place"], next_month(today, 1))


def _day_of_next_month(match: re.Match[str], today: date) -> date:
    return next_month(today, int(match["d"]))


def _day_of_this_month(match: re.Match[str], today: date) -> date:
    return today.replace(day=min(int(match["d"]), month_end(today).day))


def _bare_day(match: re.Match[str], today: date) -> date | None:
    day = int(match["d"])
    if not day:
        return None
    return _day_of_this_month(match, today) if day >= today.day else next_month(today, day)


def _monday(today: date, weeks: int) -> date:
    return today + timedelta(days=_WEEK * weeks - today.weekday())


def _in_week(weeks: int, match: re.Match[str], today: date) -> date:
    place = match["place"] or ""
    wanted = _FRIDAY
    if place.startswith(("debut", "begin", "early", "anfang")):
        wanted = 0
    elif place.startswith(("mi", "mid", "half", "halverwege")):
        wanted = 2
    on = _monday(today, weeks) + timedelta(days=wanted)
    return on if on >= today else on + timedelta(days=_WEEK)


def _weekday(match: re.Match[str], today: date) -> date:
    ahead = (WEEKDAYS[match["weekday"]] - today.weekday()) % _WEEK or _WEEK
    later = _WEEK if match["later"] else 0
    return today + timedelta(days=ahead + later)


def _weekday_of_next_week(match: re.Match[str], today: date) -> date:
    return _monday(today, 1) + timedelta(days=WEEKDAYS[match["weekday"]])


def _week_number(match: re.Match[str], today: date) -> date:
    week = int(match["d"])
    on = date.fromisocalendar(today.year, week, _FRIDAY + 1)
    return on if on >= today else date.fromisocalendar(today.year + 1, week, _FRIDAY + 1)


def _weekend(_match: re.Match[str], today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def _after(days: int, _match: re.Match[str], today: date) -> date:
    return today + timedelta(days=days)


def _span(match: re.Match[str], today: date) -> date:
    count = int(match["count"]) if match["count"].isdecimal() else NUMBERS[match["count"]]
    if match["most"]:
        count = int(match["most"])
    unit = match["unit"]
    if unit.startswith(("mois", "maand", "monat", "month")):
        return next_month(_months_later(today, count - 1), today.day)
    if unit.startswith(("semaine", "week", "woche", "weken")):
        return today + timedelta(days=_WEEK * count)
    if unit.startswith(("h", "uur", "stunde")):
        return today + timedelta(days=-(-count // 24))
    return _working(today, count) if match["working"] or match["later"] else today + timedelta(days=count)


def _months_later(today: date, count: int) -> date:
    month = today.month - 1 + count
    return date(today.year + month // 12, month % 12 + 1, 1)


def _working(today: date, count: int) -> date:
    on = today
    while count > 0:
        on += timedelta(days=1)
        count -= on.weekday() <= _FRIDAY
    return on


def _dozen(match: re.Match[str], today: date) -> date:
    days = {"huit": 8, "diza": 10, "quin": 15, "fort": 14, "vier": 14}[match["word"][:4]]
    return today + timedelta(days=days)


def _year_end(_match: re.Match[str], today: date) -> date:
    return date(today.year, _DECEMBER, 31)


def _quarter_end(_match: re.Match[str], today: date) -> date:
    return month_end(date(today.year, 3 * ((today.month - 1) // 3) + 3, 1))


_PREPOSITION = (
    r"(?:le|au|pour le|avant le|du|den|op|bis|zum|am|vom|vor|the|by|on|before|tegen|uiterlijk|voor"
    rf"|jusqu'au|d'ici|ou|et|et le|dem|{'|'.join(WEEKDAYS)}),? (?:le |den |de |the |dem |zum )?"
)
_TAIL = r"(?![\d/.,:-]*\d| ?(?:%|€|eur|h\b|heures?|jours?|semaines?|mois|fois|x\b|\d|dagen|tage|days|weken|wochen|weeks|uhr|uur|factu|stuk|stuck|am\b|pm\b))"
_IN = (
    r"(?:sous|dans|d'ici|dans (?:les|un delai de|le delai de|maximum)|en|endeans|sous les|d'ici a"
    r"|within|in|in the next|over|binnen|binnen de|innerhalb|innerhalb von|innerhalb der nachsten"
    r"|in den nachsten|binnen|de|maximum|max\.?|under|avant|les|in de komende|de komende) "
)
_UNIT = (
    r"(?P<unit>jours?|j\b|semaines?|mois|heures?|h\b|dagen|dag\b|weken|week\b|maanden|maand\b|uren"
    r"|uur\b|tagen?|tage?|wochen?|monaten?|stunden|werktagen|werkdagen|arbeitstagen?|days?|weeks?"
    r"|months?|hours?)"
)

_WRITTEN: tuple[tuple[str, Reading], ...] = (
    (r"(?P<year>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
    (r"(?<![\d/.,-])(?P<d>\d{1,2})(?P<s>[/.-]) ?(?P<m>\d{1,2})(?P=s) ?(?P<year>20\d\d|\d\d)\b"
     r"(?![.,/-]?\d)", _figures),
    (rf"(?:{_PREPOSITION})(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})(?P<year>)\b(?![/.,-]?\d| ?(?:%|€|eur))",
     _figures),
    (r"(?<![\d/.,-])(?P<d>[0-3]?\d)/(?P<m>[01]\d)(?P<year>)\b(?![/.,-]?\d| ?(?:%|€|eur))", _figures),
    (r"(?<![\d/.,-])(?P<d>[0-3]?\d)\. ?(?P<m>[01]?\d)\.(?P<year>)(?!\d)", _figures),
    (rf"(?<![\d/.,])(?P<d>\d{{1,2}})(?:er|e|de|ste|st|nd|rd|th|\.|ten)? ?(?:of |-)?{MONTH}{YEAR}",
     _named),
    (rf"{MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,:]?\d| ?(?:%|€|eur)){YEAR}", _named),
)
_MONTHLY: tuple[tuple[str, Reading], ...] = (
    (rf"\b{_PLACE}{_OF}{MONTH}{YEAR}", _part_of_month),
    (rf"\b(?P<place>)(?:en|courant|au mois de|in|im|during|in de maand|im monat) {MONTH}{YEAR}(?! \d)",
     _part_of_month),
    (rf"\b{_PLACE}{_OF}{_NEXT} (?:mois|maand|monat[es]*|month)\b", _next_month),
    (rf"\b{_PLACE}{_OF}(?:mois|maand|monat[es]*|month) {_NEXT}\b", _next_month),
    (rf"\b(?P<place>)(?:le |in de |im |de |den )?(?:mois {_NEXT}|{_NEXT} (?:maand|monat[es]*|month))\b",
     _next_month),
    (rf"\b{_PLACE}{_OF}(?:{_THIS} )?(?:mois|maand|monat[es]*|month)\b", _this_month),
    (r"\b(?P<place>fin|courant)(?: de mois| courant| du mois| mois|)(?= courant\b) courant", _this_month),
    (r"\b(?P<place>)(?:fin courant|monatsende|month[ -]end|eom|dans le mois|ce mois(?:-ci)?"
     r"|deze maand|diesen monat|this month|courant (?:de ce |du )?mois|ultimo)\b", _this_month),
    (rf"(?<![\d/.,])(?P<d>\d{{1,2}})(?:er|e|de|ste|st|nd|rd|th|\.)? ?(?:du |de |of |van |van de |des )?"
     rf"(?:le )?(?:mois {_NEXT}|{_NEXT} (?:maand|monat[es]*|month)|prochain)\b", _day_of_next_month),
    (rf"(?<![\d/.,])(?P<d>\d{{1,2}})(?:er|e|de|ste|st|nd|rd|th|\.)? (?:du mois|courant|(?:de |of |van )?"
     rf"{_THIS} (?:mois|maand|monat[es]*|month)|dezer|of the month)(?! {_NEXT})\b", _day_of_this_month),
    (rf"\b{_PREPOSITION}(?P<d>\d{{1,2}})(?:er|eme|e|ste|st|nd|rd|th|\.)?\b{_TAIL}", _bare_day),
    (r"\b(?:fin|eind(?:e)?|ende|end)(?: de | of | van | des )?(?:l'|the |het |dit |dieses |this )?"
     r"(?:annee|d'annee|jaar|jahres|year)\b|jahresende|year[ -]end", _year_end),
    (r"\b(?:fin|eind(?:e)?|ende|end)(?: de | du | of | van | des )?(?:the |het |ce )?"
     r"(?:trimestre|kwartaal|quartals|quarter)\b", _quarter_end),
)
_WEEKLY: tuple[tuple[str, Reading], ...] = (
    (rf"\b(?:{_PLACE}{_OF})?(?:semaine {_NEXT}|{_NEXT} (?:week|woche))\b", partial(_in_week, 1)),
    (rf"\b(?P<place>)(?:courant|la|in de loop van|im laufe der) (?:semaine {_NEXT}|{_NEXT} (?:week|woche))",
     partial(_in_week, 1)),
    (rf"\b(?:{_PLACE}{_OF})?{_THIS} (?:semaine|week|woche)(?! \d)\b", partial(_in_week, 0)),
    (r"\b(?P<place>fin|milieu|mitte|end|eind(?:e)?|ende)(?: de | of | van | der )(?:la |the |de )?"
     r"(?:semaine|week|woche)\b(?! pro)", partial(_in_week, 0)),
    (r"\b(?:week-?end|wochenende)\b", _weekend),
    (rf"\b{WEEKDAY}(?P<later> en huit| in acht| over een week)?", _weekday),
    (rf"\b{WEEKDAY} (?:(?:de la |der |of |van |de )*(?:semaine {_NEXT}|{_NEXT} (?:week|woche)))",
     _weekday_of_next_week),
    (rf"\b(?:la )?(?:semaine {_NEXT}|{_NEXT} (?:week|woche)),? (?:le |op |am |on )?{WEEKDAY}",
     _weekday_of_next_week),
    (r"\b(?:semaine|week|kw|kalenderwoche|wk)\.? ?(?:n° ?)?(?P<d>[1-5]?\d)\b", _week_number),
)
_NEAR: tuple[tuple[str, Reading], ...] = (
    (r"\b(?:aujourd'hui|ce jour|ce soir|cet apres-midi|cette apres-midi|dans la journee|vandaag|vanavond"
     r"|deze (?:namiddag|middag)|heute|today|tonight|this afternoon|d'ici ce soir)\b",
     partial(_after, 0)),
    (r"\b(?<!apres-)(?<!apres )(?<!guten )(?<!goede )(?:demain|tomorrow|morgen)\b(?! (?:im|in de)\b)", partial(_after, 1)),
    (r"\b(?:apres[- ]demain|overmorgen|(?:u|ue)bermorgen|(?:the )?day after tomorrow)\b",
     partial(_after, 2)),
    (rf"\b{_IN}(?:(?:env\.?|environ|ongeveer|etwa|about|les|de|den|the next|maximum|max|max\.|au plus|moins de|l'espace de|komende"
     rf"|nachsten|prochains?|prochaines?) )*"
     rf"{COUNT}(?: ?(?:a|-|ou|tot|bis|to|or) ?(?P<most>\d{{1,3}}))? ?(?:prochaine?s? |komende |nachsten )?"
     rf"(?P<working>working |business |bank )?{_UNIT}(?:(?P<later> ouvr\w+| ouvrables?))?", _span),
    (r"\b(?:sous|d'ici|dans|in|within|endeans|binnen)(?: la| une| a)? (?P<word>huitaine|quinzaine|dizaine"
     r"|fortnight|veertien dagen|vierzehn tagen?)\b", _dozen),
)


def _compiled() -> tuple[tuple[re.Pattern[str], Reading], ...]:
    rules = (*_WRITTEN, *_MONTHLY, *_WEEKLY, *_NEAR)
    return tuple((re.compile(pattern), read) for pattern, read in rules)


_GRAMMAR = _compiled()
