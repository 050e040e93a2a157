"""The recipient's block as La Poste reads it: at most 6 lines of 38 characters."""

import re
from collections.abc import Sequence

from relance_xl.problems import TemplateTextError
from relance_xl.render.letters.texts import printable

MAX_LINES = 6
MAX_CHARACTERS = 38

_EDGES = " \t\u00a0\u202f.,;:!?-–—_/\\|*"
_POSTCODE = re.compile(r"^(?:[A-Z]{1,2}[- ])?\d{4,5}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d$")

# Short forms of NF Z10-011 (the address norm), long words first.
_SHORT_FORMS = (
    ("zone d’activités", "ZA"), ("zone d'activités", "ZA"), ("zone industrielle", "ZI"),
    ("zone artisanale", "ZA"), ("centre commercial", "CCAL"), ("boîte postale", "BP"),
    ("boulevard", "BD"), ("bâtiment", "BAT"), ("résidence", "RES"), ("immeuble", "IMM"),
    ("appartement", "APP"), ("lotissement", "LOT"), ("escalier", "ESC"), ("faubourg", "FG"),
    ("chemin", "CHE"), ("impasse", "IMP"), ("avenue", "AV"), ("allée", "ALL"),
    ("place", "PL"), ("route", "RTE"), ("square", "SQ"), ("quartier", "QUA"),
    ("étage", "ETG"), ("sainte", "STE"), ("saint", "ST"), ("société", "STE"),
    ("établissements", "ETS"), ("service", "SCE"), ("monsieur", "M"), ("madame", "MME"),
)  # fmt: skip


def fit_address(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines as they may stand in the window of an envelope.

    Blank lines go, spaces are single, no line begins or ends with punctuation, the town
    (and the country below it) stands in capitals. A line over 38 characters is written
    with the post's short forms, then carried over to a line of its own; the first line
    (the name) is cut as the last resort.
    Source: La Poste, rules of writing addresses (6 lines, 38 characters).
    Raises `TemplateTextError` when the block is empty, has more than 6 lines, or a line
    cannot be shortened.

    >>> fit_address(("Bœuf & Fils,", "", "12  rue des Lilas", "69003 Lyon cedex 03"))
    ('Bœuf & Fils', '12 rue des Lilas', '69003 LYON CEDEX 03')
    >>> street = "Zone Industrielle de la Grande Plaine du Nord"
    >>> fit_address(("A", street, "1000 Bruxelles", "Belgique"))
    ('A', 'ZI de la Grande Plaine du Nord', '1000 BRUXELLES', 'BELGIQUE')
    """
    tidy = [line for line in (_tidy(line) for line in lines) if line]
    if not tidy:
        message = "Adresse postale vide\u202f: complétez l’adresse dans la feuille Clients."
        raise TemplateTextError(message)
    tidy = _capital_town(tidy)
    fitted = [short for line in tidy for short in _shorten(line)]
    if len(fitted) > MAX_LINES and len(tidy) <= MAX_LINES:
        fitted = [_cut_name(tidy[0]), *(s for line in tidy[1:] for s in _shorten(line))]
    if len(fitted) > MAX_LINES:
        raise TemplateTextError(_fault(tidy[0], f"elle tiendrait sur {len(fitted)} lignes"))
    for line in fitted[1:]:
        if len(line) > MAX_CHARACTERS:
            raise TemplateTextError(_fault(tidy[0], f"«\u202f{line}\u202f» est trop long"))
    return (_cut_name(fitted[0]), *fitted[1:])


def _tidy(line: str) -> str:
    words = " ".join(printable(line).split())
    return words.strip(_EDGES)


def _capital_town(lines: list[str]) -> list[str]:
    """Write in capitals from the line with the postcode on, or the last line at least."""
    first = len(lines) - 1
    if first >= 2 and not _POSTCODE.search(lines[-1].upper()):  # noqa: PLR2004 - name, town, country
        first -= bool(_POSTCODE.search(lines[-2].upper()))
    return [line.upper() if i >= first and i > 0 else line for i, line in enumerate(lines)]


def _shorten(line: str) -> list[str]:
    line = _abbreviate(line)
    if len(line) <= MAX_CHARACTERS:
        return [line]
    head = line[: MAX_CHARACTERS + 1].rpartition(" ")[0]
    return [head.strip(_EDGES), *_shorten(line[len(head) :].strip(_EDGES))] if head else [line]


def _abbreviate(line: str) -> str:
    for long, short in _SHORT_FORMS:
        if len(line) <= MAX_CHARACTERS:
            break
        line = re.sub(rf"\b{long}\b", short, line, flags=re.IGNORECASE)
    return line


def _cut_name(name: str) -> str:
    name = _abbreviate(name)
    if len(name) <= MAX_CHARACTERS:
        return name
    head = name[: MAX_CHARACTERS + 1].rpartition(" ")[0] or name[:MAX_CHARACTERS]
    return head.strip(_EDGES)


def _fault(name: str, why: str) -> str:
    return (
        f"L’adresse postale de «\u202f{name}\u202f» n’entre pas dans l’enveloppe ({why})\u202f: "
        f"au plus {MAX_LINES} lignes de {MAX_CHARACTERS} caractères, "
        "à corriger dans la feuille Clients."
    )
