"""Invoice numbers and structured references inside a bank's texts."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from relance_xl.rules.iban import is_iban
from relance_xl.rules.matching.words import plain

_SHORTEST = 4
"""Digits a number needs, leading zeros apart, to be looked for in a text."""
_JOINED = 4
"""Groups of digits a number may be written in."""

_ATOM = re.compile(r"\d+|[A-Z]+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_IBAN_LENGTHS = range(15, 35)
_NOISE = re.compile(
    r"""
      (?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)              # 05/06/2026
    | (?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)                             # 2026-06-05
    | \b(?:DU|LE|AU|DATE|VALEUR)[ :]*(?:\d{8}|\d{6})(?!\d)             # DU 050626
    | (?<![\d.,])(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d+),\d{2}(?![\d,])  # 1 234,56
    | (?<![\d.,])\d+[.,]\d{2}(?=[ ]?(?:EUR|EUROS|€|CHF|USD|CAD)\b)     # 1234.56 EUR
    | (?<!\d)\d{5}[ ]\d{5}[ ][A-Z0-9]{11}[ ]\d{2}(?!\d)                # a French account (RIB)
    | (?<!\d)\d{3}-\d{7}-\d{2}(?!\d)                                  # a Belgian account
    | \b(?:CB|CARTE|CARD)[ *X]*\d{4}(?!\d)                            # a card's last digits
    | \b(?:CHQS?|CHEQUES?|BORD|BORDEREAU|REMISE)[ :.]*(?:N[O°]?[ .]*)?\d+(?!\d)  # a cheque's
    """,
    re.VERBOSE,
)
"""Digits that are no invoice number: dates, amounts, accounts, cards."""

_DOCUMENT_WORDS = """
    F FA FAC FACT FACTS FACTURE FACTURES FC FV FT FTR N NO NUM NUMERO NR REF INV INVOICE INVOICES
    R RE RG RECHNUNG VT VTE VENTE DOC PIECE FACTUUR FN FE
"""
_DOCUMENT = frozenset(_DOCUMENT_WORDS.split())
"""Letters that may stand right before a number without being part of it."""

_BELGIAN = re.compile(r"[+*]{3}\s*(\d{3})\s*/\s*(\d{4})\s*/\s*(\d{5})\s*[+*]{3}")
_CREDITOR = re.compile(r"\bRF\d{2}(?: ?[A-Z0-9]){1,21}\b")


class Number(NamedTuple):
    """An invoice number taken apart: letters before its first digit, and the rest."""

    letters: str
    key: str


def number_of(text: str) -> Number:
    """Take an invoice number apart; its key is empty when it is too short to be looked for.

    >>> [tuple(number_of(text)) for text in ("F2026-0012", "0055129", "FA 12")]
    [('F', '20260012'), ('', '55129'), ('FA', '')]
    """
    atoms = _ATOM.findall(plain(text))
    first = next((place for place, atom in enumerate(atoms) if atom.isdigit()), len(atoms))
    key = "".join(atoms[first:]).lstrip("0")
    digits = sum(sign.isdigit() for sign in key)
    return Number("".join(atoms[:first]), key if digits >= _SHORTEST else "")


class Found(NamedTuple):
    """A key read in a text, from where to where, and the letters before it.

    `touching`: without a sign between.
    """

    key: str
    start: int
    end: int
    letters: str
    touching: bool


def numbers_in(text: str) -> list[Found]:
    """Give every key a text could name, in order, longest first at each place.

    >>> [found.key for found in numbers_in("FACT F2026 0012 DU 05/06/2026 ET 0055130")]
    ['20260012DU', '20260012', '2026', '55130']
    >>> numbers_in("FR76 3000 6000 0112 3456 7890 189 DU 050626 SOIT 1234,56")
    []
    """
    text = _without_noise(plain(text))
    atoms = list(_ATOM.finditer(text))
    found = []
    for place, atom in enumerate(atoms):
        if not atom[0].isdigit():
            continue
        before = _letters_before(text, atoms, place)
        if before is not None:
            start = atom.start()
            found += [Found(k, start, e, *before) for k, e in _keys_from(text, atoms, place)]
    return found


def _keys_from(text: str, atoms: list["re.Match[str]"], place: int) -> list[tuple[str, int]]:
    """Join this group of digits with the following ones, as numbers are written in groups."""
    keys: list[tuple[str, int]] = []
    joined = ""
    for last in range(place, min(place + 2 * _JOINED, len(atoms))):
        if last > place and not _near(text, atoms[last - 1], atoms[last]):
            break
        joined += atoms[last][0]
        if not atoms[last][0].isdigit() and last > place and len(atoms[last][0]) > _JOINED:
            break
        key = joined.lstrip("0")
        end = atoms[last].end()
        cut = end < len(text) and text[end].isalnum()
        if not cut and sum(sign.isdigit() for sign in key) >= _SHORTEST:
            keys.append((key, end))
    return keys[::-1]


def _near(text: str, before: "re.Match[str]", after: "re.Match[str]") -> bool:
    """Tell whether two groups may belong to one number: touching, or one sign between them."""
    between = text[before.end() : after.start()]
    return len(between) <= 1 and between in {"", " ", "-", "/", ".", "_"}


def _letters_before(text: str, atoms: list["re.Match[str]"], place: int) -> tuple[str, bool] | None:
    """Give the letters before a group of digits; None when both are the middle of a word."""
    start = atoms[place].start()
    before = atoms[place - 1] if place else None
    touching = bool(start) and text[start - 1].isalnum()
    if before is None or not _near(text, before, atoms[place]):
        return None if touching else ("", False)
    if not before[0].isalpha():
        return "", False
    whole = not before.start() or not text[before.start() - 1].isalnum()
    if not whole:
        return None if touching else ("", False)
    return before[0], touching


def _without_noise(text: str) -> str:
    text = _IBAN.sub(_iban_out, text)
    return _NOISE.sub(" , ", text)


def _iban_out(found: "re.Match[str]") -> str:
    """Blank an IBAN out, however its letters are spaced and whatever follows."""
    signs = [place for place, sign in enumerate(found[0]) if sign != " "]
    for length in reversed(_IBAN_LENGTHS):
        if length <= len(signs):
            end = signs[length - 1] + 1
            if is_iban(found[0][:end]):
                return " , " + found[0][end:]
    return found[0]


def reference_key(text: str) -> str:
    """Give the one form of a structured reference: letters and digits alone.

    >>> reference_key("+++090/9337/55493+++"), reference_key("RF18 5390 0754 7034")
    ('090933755493', 'RF18539007547034')
    """
    return "".join(_ATOM.findall(plain(text)))


def references_in(text: str) -> list[str]:
    """Give structured references that stand inside a text.

    >>> references_in("VIR +++090/9337/55493+++ MERCI")
    ['090933755493']
    """
    text = plain(text)
    return ["".join(found) for found in _BELGIAN.findall(text)] + [
        "".join(found[0].split()) for found in _CREDITOR.finditer(text)
    ]


class NumberIndex:
    """Invoice numbers by their key, to find those a text names."""

    def __init__(self, numbers: Iterable[str]) -> None:
        """Index numbers by their place among those given."""
        self._places: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for place, text in enumerate(numbers):
            number = number_of(text)
            if number.key:
                self._places[number.key].append((place, number.letters))
            if (last := _last_group(text)) not in {"", number.key}:
                self._places[last].append((place, ""))

    def named_in(self, text: str) -> dict[int, int]:
        """Give the positions of the numbers a text names, in its order, and the signs that agree.

        Letters touching the digits must be the number's own, or a word like « FACT ». When
        they are one number's own, others with the same digits are not meant. A year is a
        number only after such letters.

        >>> index = NumberIndex(["F2026-0012", "A2026-0012", "0055129", "2026"])
        >>> index.named_in("F2026 0012"), index.named_in("VIR DUPONT 20260012 FACT55129")
        ({0: 8}, {0: 8, 1: 8, 2: 5})
        >>> index.named_in("LOYER 2026"), index.named_in("FACT 2026"), index.named_in("X55129")
        ({}, {3: 4}, {})
        """
        named: dict[int, int] = {}
        reached = 0
        for key, start, end, letters, touching in numbers_in(text):
            places = self._places.get(key, ()) if start >= reached else ()
            own = [place for place, known in places if letters and known == letters]
            free = letters in _DOCUMENT if touching or _is_year(key) else True
            meant = own or [place for place, _ in places if free]
            for place in meant:
                named.setdefault(place, len(key))
            reached = end if meant else reached
        return named


def _last_group(text: str) -> str:
    """Give the last digits of a number in groups (« 2026-10145 »), if long enough alone."""
    groups = [atom for atom in _ATOM.findall(plain(text)) if atom.isdigit()]
    last = groups[-1].lstrip("0") if groups else ""
    return last if len(last) >= _SHORTEST and not _is_year(last) else ""


def _is_year(key: str) -> bool:
    return len(key) == _SHORTEST and key.isdigit() and _YEARS[0] <= int(key) <= _YEARS[1]


_YEARS = (1990, 2100)
