"""Names of days, months and small numbers in the four languages, folded, and their patterns."""

from collections.abc import Iterable

_MONTH_NAMES = (
    "janvier janv januari january januar janner jan",
    "fevrier fevr fev februari february februar feb",
    "mars maart mrt march marz maerz mar",
    "avril avr april apr",
    "mai mei may",
    "juin juni june jun",
    "juillet juil juli july jul",
    "aout augustus august aug",
    "septembre september sept sep",
    "octobre oktober october oct okt",
    "novembre november nov",
    "decembre december dezember dec dez",
)
MONTHS = {name: place for place, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

_DAY_NAMES = (
    "lundi maandag montag monday",
    "mardi dinsdag dienstag tuesday",
    "mercredi woensdag mittwoch wednesday",
    "jeudi donderdag donnerstag thursday",
    "vendredi vrijdag freitag friday",
    "samedi zaterdag samstag sonnabend saturday",
    "dimanche zondag sonntag sunday",
)
WEEKDAYS = {name: place for place, names in enumerate(_DAY_NAMES) for name in names.split()}

_NUMBER_NAMES = {
    1: "un une een one a an ein eine einem einen einer",
    2: "deux twee two zwei",
    3: "trois drie three drei",
    4: "quatre vier four",
    5: "cinq vijf five funf fuenf",
    6: "six zes sechs",
    7: "sept zeven seven sieben",
    8: "huit acht eight",
    10: "dix tien ten zehn",
    14: "quatorze veertien fourteen vierzehn",
    15: "quinze vijftien fifteen funfzehn",
    20: "vingt twintig twenty zwanzig",
    30: "trente dertig thirty dreissig",
}
NUMBERS = {name: number for number, names in _NUMBER_NAMES.items() for name in names.split()}


def either(names: Iterable[str]) -> str:
    """Give a pattern for one of these names, longest first.

    >>> either(["mar", "mars"])
    'mars|mar'
    """
    return "|".join(sorted(names, key=lambda word: (-len(word), word)))


PATTERNS = {
    "month": rf"(?P<month>{either(MONTHS)})\b\.?",
    "weekday": rf"(?P<weekday>{either(WEEKDAYS)})s?\b",
    "weekdays": either(WEEKDAYS),
    "count": rf"(?P<count>\d{{1,3}}(?!\d)|(?:{either(NUMBERS)})\b)",
    "year": r"(?:[,.]? ?(?:de )?(?P<year>20\d\d)\b)?",
}
"""Words of the grammar of days, by the name its file uses."""
