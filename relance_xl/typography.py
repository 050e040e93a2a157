"""French spacing and plurals, for the doors where people read: screen, sheets, reports."""

import re

NARROW = "\u202f"

_BEFORE = re.compile(r"(?<=\S) (?=[:;!?](?:\s|$|[)»])|»(?:\W|$))")
_INSIDE = re.compile(r"« ")
_PERCENT = re.compile(r"(?<=\d) (?=%)")


def french(text: str) -> str:
    """Put narrow no-break spaces where French typography wants them; nothing else changes.

    >>> french("« Contrôler » : 3 anomalies ; 12,15 % !").replace(NARROW, "_")
    '«_Contrôler_»_: 3 anomalies_; 12,15_%_!'
    >>> french("https://exemple.fr/a?b=1 : lu").replace(NARROW, "_")
    'https://exemple.fr/a?b=1_: lu'
    >>> french("puis « Traiter ».").replace(NARROW, "_")
    'puis «_Traiter_».'
    """
    spaced = _INSIDE.sub(f"«{NARROW}", _BEFORE.sub(NARROW, text))
    return _PERCENT.sub(NARROW, spaced)


def counted(count: int, one: str, many: str, none: str = "") -> str:
    """Write a count with its noun; `none`, if given, is what zero reads as.

    >>> counted(1, "relance", "relances"), counted(2, "relance", "relances")
    ('1 relance', '2 relances')
    >>> counted(0, "relance", "relances", "aucune relance")
    'aucune relance'
    >>> counted(30_000, "facture", "factures").replace(NARROW, "_")
    '30_000 factures'
    """
    if none and not count:
        return none
    number = f"{count:,}".replace(",", NARROW)
    return f"{number} {one if abs(count) < 2 else many}"  # noqa: PLR2004 - French plural starts at two
