"""One cell in, one typed value out: the single door between Excel's cells and our types.

Each reader returns the value, None for an empty cell, or raises `CellError` whose text is
the French reason, to be followed by what to do.
"""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from relance_xl.money import to_cents
from relance_xl.ports import NO_VALUE, ExcelError
from relance_xl.schema import Column, Kind

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_CURRENCY = re.compile(r"(?i)(€|\$|£|eur|chf|cad|usd|gbp|fr\.)")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_ISO_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
)
_WORDED_DATE = re.compile(r"(\d{1,2})(?:er)? ([a-zéûôA-ZÉÛÔ.]+) (\d{4})")
_LONGEST_SENDER = 1_000
EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\.]+(?:\.[^@\s<>,;:\"()\[\]\\.]+)+")
"""The one shape of an e-mail address: a cell must match it whole, texts are searched for it."""
_NAMED_EMAIL = re.compile(rf"[^@<>,;\r\n]*[^@<>,;\s] *< *({EMAIL.pattern}) *>")
"""One name and its address, as mail programs copy them."""
_BETWEEN_EMAILS = re.compile(r"[\s<>,;]+")
_MONTHS = (
    *("janv", "févr", "mars", "avri", "mai", "juin"),
    *("juil", "août", "sept", "octo", "nove", "déce"),
)
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's days have no time zone
_SERIALS = range(20_000, 80_000)
_YEARS = range(1990, 2101)
_MOST_MONEY = 10**12
_MOST_INTEGER = 10**6
_MOST_DAYS = 36_600
"""A century: what any count of days stays below."""
_MOST_RATE = 1_000
_AMBIGUOUS_DECIMALS = 3
_SUSPECT_RATE = 0.3
_TWO_DIGITS = 100
_YES = frozenset({"oui", "o", "x", "vrai", "true", "1", "yes"})
_NO = frozenset({"non", "n", "faux", "false", "0", "no"})


class CellError(ValueError):
    """A cell that cannot be read; the text is the French reason."""


def read_text(value: object) -> str | None:
    """Read a cell as text; a whole number keeps no decimals.

    >>> read_text(42.0), read_text("  00042 "), read_text(None)
    ('42', '00042', None)
    """
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value).strip() or None if value is not None else None


def read_number(value: object) -> Decimal | None:
    """Read a number, French or Swiss style when typed as text.

    >>> read_number("1 234,56 €"), read_number("(12,50)"), read_number("1'234.50")
    (Decimal('1234.56'), Decimal('-12.50'), Decimal('1234.50'))
    >>> read_number("1.234")
    Traceback (most recent call last):
    relance_xl.frames.cells.CellError: « 1.234 » peut se lire de deux façons
    """
    if isinstance(value, bool):
        raise CellError("« Vrai/Faux » n’est pas un nombre")
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise CellError("nombre illisible")
        return Decimal(f"{value:.15g}")
    if isinstance(value, date):
        raise CellError("c’est une date, un nombre est attendu")
    return _number_from_text(str(value)) if value is not None else None


def _number_from_text(text: str) -> Decimal | None:
    bare = _CURRENCY.sub("", _SPACES.sub("", text)).replace("’", "'").replace("'", "").rstrip("%")
    if not _SPACES.sub("", text):
        return None
    negative = bare.startswith(("-", "−", "(")) or bare.endswith("-")
    bare = bare.strip("()-−+")
    last = max(bare.rfind(","), bare.rfind("."))
    whole, decimals = (bare[:last], bare[last + 1 :]) if last >= 0 else (bare, "")
    mixed = any(mark in whole for mark in ",.")
    if last >= 0 and len(decimals) == _AMBIGUOUS_DECIMALS and (mixed or whole.strip("0")):
        raise CellError(f"« {text.strip()} » peut se lire de deux façons")
    try:
        number = Decimal(f"{whole.replace('.', '').replace(',', '')}.{decimals or '0'}")
    except InvalidOperation:
        raise CellError(f"« {text.strip()[:40]} » n’est pas un nombre") from None
    if not re.fullmatch(r"[\d.,]+", bare):
        raise CellError(f"« {text.strip()[:40]} » n’est pas un nombre")
    return -number if negative else number


def read_money(value: object) -> int | None:
    """Read an amount as integer cents.

    >>> read_money("1 234,56"), read_money(0.1 + 0.2)
    (123456, 30)
    """
    number = read_number(value)
    if number is not None and abs(number) > _MOST_MONEY:
        raise CellError(f"« {_shown(value)} » est un montant invraisemblable")
    return None if number is None else to_cents(number)


def read_integer(value: object) -> int | None:
    """Read a whole number up to a million; `CellError` for decimals.

    >>> read_integer("42"), read_integer(-3.0)
    (42, -3)
    >>> read_integer(1e9)
    Traceback (most recent call last):
    relance_xl.frames.cells.CellError: « 1000000000.0 » est un nombre invraisemblable
    """
    number = read_number(value)
    if number is None:
        return None
    if abs(number) > _MOST_INTEGER:
        raise CellError(f"« {_shown(value)} » est un nombre invraisemblable")
    if number != number.to_integral_value():
        raise CellError(f"« {_shown(value)} » n’est pas un nombre entier")
    return int(number)


def read_day_count(value: object) -> int | None:
    """Read a whole number of days, a century at most."""
    count = read_integer(value)
    if count is not None and abs(count) > _MOST_DAYS:
        raise CellError(f"« {_shown(value)} » est un nombre de jours invraisemblable")
    return count


def _shown(value: object) -> str:
    return str(value).strip()[:40]


def read_rate(value: object) -> int | None:
    """Read a yearly percentage as basis points: 12.15 means 12,15 %.

    >>> read_rate("12,15 %"), read_rate(12.15)
    (1215, 1215)
    """
    number = read_number(value)
    if number is None:
        return None
    if 0 < number < Decimal(str(_SUSPECT_RATE)):
        raise CellError("ce taux paraît saisi en fraction : pour 12,15 %, saisir 12,15")
    if abs(number) > _MOST_RATE:
        raise CellError(f"« {_shown(value)} » est un taux invraisemblable")
    return to_cents(number)


def read_day(value: object) -> date | None:
    """Read a day; French dates typed as text are understood, month-first ones refused.

    >>> read_day("3/11/2026"), read_day("1er mars 2026"), read_day(46000)
    (datetime.date(2026, 11, 3), datetime.date(2026, 3, 1), datetime.date(2025, 12, 9))
    """
    moment = read_moment(value)
    return None if moment is None else moment.date()


def read_moment(value: object) -> datetime | None:
    """Read a day and hour (midnight when there is none)."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - local days
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if not math.isfinite(value) or int(value) not in _SERIALS:
            raise CellError(f"« {value} » n’est pas une date")
        moment = _EXCEL_EPOCH + timedelta(seconds=round(value * 86_400))
    else:
        moment = _moment_from_text(str(value))
    if moment.year not in _YEARS:
        raise CellError(f"l’année {moment.year} est invraisemblable")
    return moment.replace(tzinfo=None, microsecond=0)


def _moment_from_text(text: str) -> datetime:
    bare = _SPACES.sub(" ", text).strip()
    try:
        if match := _ISO_DATE.fullmatch(bare):
            return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001 - six numbers
        if match := _NUMERIC_DATE.fullmatch(bare):
            day, month, year = (int(part) for part in match.groups())
            return datetime(year + 2000 if year < _TWO_DIGITS else year, month, day)  # noqa: DTZ001
        if match := _WORDED_DATE.fullmatch(bare):
            prefix = match[2].casefold().rstrip(".")[:4]
            months = [rank for rank, name in enumerate(_MONTHS, 1) if name.startswith(prefix)]
            if len(months) == 1:
                return datetime(int(match[3]), months[0], int(match[1]))  # noqa: DTZ001
    except ValueError:
        pass
    raise CellError(f"« {bare[:40]} » n’est pas une date (jour/mois/année)")


def read_flag(value: object) -> bool | None:
    """Read Oui / Non (also x, vrai, faux, 1, 0)."""
    text = read_text(value)
    if text is None:
        return None
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError(f"« {text[:40]} » : Oui ou Non est attendu")


def email_in(text: str) -> str:
    """Find the first e-mail address in a text, "" when there is none near its beginning.

    >>> email_in("Zoé Roux <zoe@client.example>"), email_in("Zoé Roux")
    ('zoe@client.example', '')
    """
    found = EMAIL.search(text[:_LONGEST_SENDER])
    return found[0] if found else ""


def read_email(value: object) -> str | None:
    """Read one e-mail address, beside a name or not.

    >>> read_email(" compta@exemple.fr "), read_email("Carla Roux <carla@exemple.fr>")
    ('compta@exemple.fr', 'carla@exemple.fr')
    """
    text = read_text(value)
    if text is None or EMAIL.fullmatch(text):
        return text
    if named := _NAMED_EMAIL.fullmatch(text):
        return named[1]
    if sum(bool(EMAIL.fullmatch(part)) for part in _BETWEEN_EMAILS.split(text)) > 1:
        raise CellError(
            f"« {text[:60]} » contient plusieurs adresses : n’en garder qu’une ; un autre contact "
            "a sa propre ligne dans la feuille Contacts"
        )
    raise CellError(f"« {text[:60]} » n’est pas une adresse e-mail")


def read_choice(column: Column, value: object) -> str | None:
    """Read a drop-down value as its English code."""
    text = read_text(value)
    if text is None:
        return None
    code = column.code_of(text)
    if code is None:
        allowed = ", ".join(choice.label for choice in column.choices)
        raise CellError(f"« {text[:40]} » ne fait pas partie de la liste ({allowed})")
    return code


_READERS: dict[Kind, Callable[[object], object]] = {
    Kind.TEXT: read_text,
    Kind.CODE: read_text,
    Kind.EMAIL: read_email,
    Kind.INTEGER: read_integer,
    Kind.MONEY: read_money,
    Kind.RATE: read_rate,
    Kind.DATE: read_day,
    Kind.DATETIME: read_moment,
    Kind.FLAG: read_flag,
}


def read_cell(column: Column, value: object) -> object:
    """Read one cell of that column; raises `CellError` with the French reason."""
    if value is NO_VALUE:
        raise CellError("la formule n’a pas de valeur enregistrée")
    if isinstance(value, ExcelError):
        raise CellError(f"la cellule montre l’erreur {value}")
    if column.kind is Kind.CHOICE:
        return read_choice(column, value)
    if column.kind is Kind.INTEGER and "days" in column.name.split("_"):
        return read_day_count(value)
    return _READERS[column.kind](value)


ADVICE: dict[Kind, str] = {
    Kind.TEXT: "Saisir un texte.",
    Kind.CODE: "Saisir un code.",
    Kind.EMAIL: "Saisir une seule adresse, comme nom@exemple.fr.",
    Kind.INTEGER: "Saisir un nombre entier.",
    Kind.MONEY: "Saisir un montant, comme 1234,56.",
    Kind.RATE: "Saisir un pourcentage, comme 12,15.",
    Kind.DATE: "Saisir une date, comme 03/11/2026.",
    Kind.DATETIME: "Saisir une date et une heure.",
    Kind.FLAG: "Choisir Oui ou Non, ou laisser vide.",
    Kind.CHOICE: "Choisir une valeur de la liste.",
}
"""What to do about an unreadable cell of each kind."""
