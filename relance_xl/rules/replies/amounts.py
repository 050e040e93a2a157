"""Sums of money named in a text, in any of the ways people write them."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from relance_xl.money import to_cents

_CURRENCY = r"(?:€|eur(?:o?s?)\b|chf\b|francs?\b|usd\b|\$|£|gbp\b)"
_NUMBER = (
    r"\d{1,3}(?:[ .'’,]\d{3}){1,3}(?:[.,]\d{1,2}|[.,]-{1,2})?|\d{1,9}(?:[.,]\d{1,2}|[.,]-{1,2})?"
)
_AFTER = re.compile(
    rf"(?<![\d.,/-])(?P<number>{_NUMBER}) ?(?P<kilo>k)? ?{_CURRENCY}(?P<coins>\d\d\b)?"
)
_BEFORE = re.compile(rf"{_CURRENCY} ?(?P<number>{_NUMBER})(?P<kilo> ?k\b)?(?!\d|[.,/]\d)")
_SAID = re.compile(
    r"(?:montant|somme|virement|versement|acompte|paiement|reglement|bedrag|voorschot|betrag"
    r"|amount|sum"
    rf"|payment|transfer|anzahlung|rate) (?:de|d'un montant de|von|van|of|over"
    rf"|uber) (?P<number>{_NUMBER})"
    r"(?![\d/.-]|[.,]\d| ?(?:jours|dagen|tage|days|%|fois|mois))"
)
_GROUPS = re.compile(r"[ '’]")
_THOUSANDS = 3
_KILO = 1_000


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum named at `start`…`end` of a text, in cents."""

    start: int
    end: int
    cents: int


def find_amounts(text: str) -> list[Amount]:
    """Find the sums a folded text names with their currency (or « montant de »), in its order.

    >>> [amount.cents for amount in find_amounts("1 250,50 €, eur 1.250,50 ou 2k€ et 12€50")]
    [125050, 125050, 200000, 1250]
    """
    found: dict[int, Amount] = {}
    taken = 0
    matches = [match for pattern in (_AFTER, _BEFORE, _SAID) for match in pattern.finditer(text)]
    for match in sorted(matches, key=lambda match: (match.start("number"), -match.end())):
        cents = _cents(match)
        if cents and match.start("number") >= taken:
            taken = match.end()
            found[match.start("number")] = Amount(match.start(), match.end(), cents)
    return list(found.values())


def _cents(match: re.Match[str]) -> int:
    groups = match.groupdict()
    number = _GROUPS.sub("", match["number"]).rstrip("-").rstrip(".,")
    separators = [char for char in number if char in ".,"]
    if separators:
        decimal = separators[-1]
        whole, _, rest = number.rpartition(decimal)
        if len(rest) == _THOUSANDS or separators.count(decimal) > 1:
            whole, rest = whole + rest, ""
        number = re.sub(r"[.,]", "", whole) + (f".{rest}" if rest else "")
    try:
        value = Decimal(number)
    except InvalidOperation:
        return 0
    if groups.get("kilo"):
        value *= _KILO
    if groups.get("coins") and value == int(value):
        value += Decimal(groups["coins"]) / 100
    return to_cents(value)
