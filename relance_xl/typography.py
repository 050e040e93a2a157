"""French spacing, put in at the doors where people read: screen, sheets, reports."""

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
