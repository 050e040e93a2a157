"""When an absent person says to be back, in French, Dutch, German and English sentences."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = {
    1: "janvier janv january jan januar januari jänner enero gennaio",
    2: "février fevrier févr fevr february feb februar februari febbraio febrero",
    3: "mars march mar märz maerz maart mrt marzo",
    4: "avril avr april apr aprile abril",
    5: "mai may mei maggio mayo",
    6: "juin june jun juni giugno junio",
    7: "juillet juil july jul juli luglio julio",
    8: "août aout august aug augustus agosto",
    9: "septembre sept september sep settembre septiembre",
    10: "octobre oct october oktober okt ottobre octubre",
    11: "novembre nov november novembre noviembre",
    12: "décembre decembre déc dec december dezember dez dicembre diciembre",
}
_MONTH_OF = {name: month for month, names in _MONTHS.items() for name in names.split()}
_DAYS = (
    "lundi monday montag maandag lunedì lunes",
    "mardi tuesday dienstag dinsdag martedì martes",
    "mercredi wednesday mittwoch woensdag mercoledì miércoles",
    "jeudi thursday donnerstag donderdag giovedì jueves",
    "vendredi friday freitag vrijdag venerdì viernes",
    "samedi saturday samstag zaterdag sabato sábado",
    "dimanche sunday sonntag zondag domenica domingo",
)
_DAY_OF = {name: day for day, names in enumerate(_DAYS) for name in names.split()}
_MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_DAY_OF, key=len, reverse=True))
_DATE = (
    r"(?:(?P<iso>\d{4}-\d\d?-\d\d?)"
    rf"|(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|\.)?\s+(?:of |de )?(?P<month>{_MONTH})\b\.?"
    r"(?:,?\s+(?:de )?(?P<year>\d{4}))?"
    rf"|(?P<month_first>{_MONTH})\.?\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?\b"
    r"(?:,?\s+(?P<year_after>\d{4}))?"
    r"|(?P<d>\d{1,2})[./-](?P<m>\d{1,2})(?:[./-](?P<y>\d{4}|\d\d))?(?![./-]?\d))"
)
_SPOKEN_DAY = rf"(?:(?:le|au|on|am|op|the|den|dem|on the|il|el|{_WEEKDAY})[\s,]+){{0,3}}"
# A first day back: « de retour le », « back on », « wieder ab », « terug op ».
_BACK = re.compile(
    r"(?:retour(?:\s+(?:au bureau|parmi vous|de cong[eé]s?|de vacances|pr[eé]vu\w*))*"
    r"|reprendr\w+[^.\n]{0,30}?|rentr\w+|reviens|reviendrai|available again"
    r"|(?:back|return(?:ing)?)(?: (?:in|to|at) (?:the |my )?(?:office|work|desk))?"
    r"|zur[uü]ck|r[uü]ckkehr|wieder(?:\s+(?:da|erreichbar|im b[uü]ro|im haus))*"
    r"|terug(?:\s+(?:aanwezig|op kantoor|bereikbaar))*|rientr\w+|regres\w+|vuelta"
    r"|weer(?:\s+(?:aanwezig|bereikbaar|terug))*)"
    r"\s*:?,?\s*(?:(?:[aà] (?:partir|compter)|d[uè]s|from|on|ab|vanaf|op|am|starting)\s+"
    rf"(?:du\s+|de\s+)?)?{_SPOKEN_DAY}{_DATE}",
    re.IGNORECASE,
)
# The first day of something: of being back, unless absence is what begins.
_FROM = re.compile(
    rf"\b(?:[aà] (?:partir|compter) d[ue]|ab|vanaf)\s+{_SPOKEN_DAY}{_DATE}", re.IGNORECASE
)
_AWAY = re.compile(
    r"absen|cong[eé]|ferm[eé]|vacances|urlaub|abwesen|geschlossen|afwezig|verlof|vakantie|gesloten",
    re.IGNORECASE,
)
_AROUND = 50
_STOP = re.compile(r"[.!?;] ")
# A last day away: « jusqu’au », « until », « bis », « tot en met ».
_UNTIL = re.compile(
    r"(?P<word>jusqu.?\s*(?:au|à)|\bau\b|until|till|through|\bto\b|tot(?: en met)?|t/m|fino al"
    r"|\bbis(?: einschlie[sß]+lich)?(?: zum)?|hasta el)"
    rf"\s+{_SPOKEN_DAY}{_DATE}(?P<included>\s*(?:inclus|compris|inclu[ds]|einschl|inclusive))?",
    re.IGNORECASE,
)
_ON_WEEKDAY = re.compile(
    r"(?:de retour|back|zur[uü]ck|wieder (?:da|erreichbar|im b[uü]ro)"
    rf"|terug|weer (?:aanwezig|bereikbaar))[^.\n]{{0,25}}?\b(?P<weekday>{_WEEKDAY})\b(?!\s*\d)",
    re.IGNORECASE,
)
_EXCLUSIVE = frozenset({"until", "till"})
_FARTHEST_DAYS = 400
_LONGEST = 3_000


def return_date(text: str, today: date) -> date | None:
    """Find the first day an absent person is back; `today` is the day of his answer.

    « jusqu’au 14 » means back on the 15th, « until the 14th » back on the 14th (the earlier
    reading costs a reminder held one day less). None when nothing says so.

    >>> return_date("Je serai de retour le lundi 17 août.", date(2026, 8, 3))
    datetime.date(2026, 8, 17)
    >>> return_date("Ich bin bis einschließlich 14.08.2026 im Urlaub.", date(2026, 8, 3))
    datetime.date(2026, 8, 15)
    """
    text = " ".join(text[:_LONGEST].replace("\u00a0", " ").replace("\u202f", " ").split())
    for found in (*_days_back(text, today), *_days_after(text, today)):
        if today <= found <= today + timedelta(days=_FARTHEST_DAYS):
            return found
    match = _ON_WEEKDAY.search(text)
    if match:
        ahead = (_DAY_OF[match["weekday"].lower()] - today.weekday()) % 7 or 7
        return today + timedelta(days=ahead)
    return None


def _days_back(text: str, today: date) -> Iterator[date]:
    for match in _BACK.finditer(text):
        yield from _date(match, today)
    for match in _FROM.finditer(text):
        before = text[max(0, match.start() - _AROUND) : match.start()]
        after = text[match.end() : match.end() + _AROUND]
        # Of the same sentence only.
        if not _AWAY.search(_STOP.split(before)[-1] + " " + _STOP.split(after)[0]):
            yield from _date(match, today)


def _days_after(text: str, today: date) -> Iterator[date]:
    for match in _UNTIL.finditer(text):
        exclusive = match["word"].lower() in _EXCLUSIVE and not match["included"]
        for last in _date(match, today):
            yield last if exclusive else last + timedelta(days=1)


def _date(match: re.Match[str], today: date) -> Iterator[date]:
    try:
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
            yield date(year, month, day)
            return
        day = int(match["day"] or match["day_after"] or match["d"])
        name = match["month"] or match["month_first"]
        month = _MONTH_OF[name.lower()] if name else int(match["m"])
        told = match["year"] or match["year_after"] or match["y"]
        if told:
            yield date(int(told) + (2000 if len(told) == 2 else 0), month, day)  # noqa: PLR2004
            return
        found = date(today.year, month, day)
        # A year nobody wrote: the next such day, with a little room for late answers.
        late = found < today - timedelta(days=31)
        yield date(today.year + 1, month, day) if late else found
    except (ValueError, KeyError):
        return
