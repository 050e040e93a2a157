"""The words of a mail header: checked, then encoded, so that nothing can break out.

Everything that enters a header passes here. Control characters are refused, not cleaned:
a subject holding a line break is a fault to show, not to hide.
"""

import base64
import re
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote

from relance_xl.problems import TemplateTextError

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL_PART = re.compile(rf"{_ATOM}(?:\.{_ATOM})*\Z")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+\Z")
_LOCAL_MAX, _ADDRESS_MAX = 64, 254

_LINE_BREAKING = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories no header may hold: controls, lone surrogates, line separators."""

_PLAIN_MAX = 60
_WORD_BYTES = 36
_SEGMENT = 50


def checked(text: str, what: str) -> str:
    r"""Give `text` without outer blanks, or refuse what could end its header line.

    `what` names the field in French for the sentence of the `TemplateTextError`.

    >>> checked("  Relance n° 12 ", "objet")
    'Relance n° 12'
    >>> checked("Relance\r\nBcc: x@y.fr", "objet")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    relance_xl.problems.TemplateTextError: Le champ ... du message contient un saut de ligne...
    """
    if any(unicodedata.category(char) in _LINE_BREAKING for char in text):
        message = (
            f"Le champ «\u202f{what}\u202f» du message contient un saut de ligne ou un "
            "caractère de contrôle\u202f: corrigez le texte ou la cellule d’où il vient."
        )
        raise TemplateTextError(message)
    return text.strip()


def address(text: str, what: str = "destinataire") -> str:
    """Give one address as it goes on the wire: pure ASCII, the domain in its IDN form.

    Raises `TemplateTextError` for what is not exactly one address, or one only few
    servers could deliver (letters with accents before the @).

    >>> address("Compta@société-élan.fr")
    'Compta@xn--socit-lan-e4abb.fr'
    >>> address("a@b.fr, c@d.fr")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    relance_xl.problems.TemplateTextError: Adresse e-mail inutilisable (destinataire)...
    """
    plain = checked(text, what)
    local, _, domain = plain.rpartition("@")
    if local and not local.isascii():
        message = (
            f"Adresse e-mail inutilisable ({what})\u202f: «\u202f{plain}\u202f». "
            "Les lettres accentuées avant le @ ne passent pas chez la plupart des serveurs\u202f: "
            "demandez une autre adresse."
        )
        raise TemplateTextError(message)
    wire = f"{local}@{domain if domain.isascii() else _idn(domain)}"
    local_ok = len(local) <= _LOCAL_MAX and _LOCAL_PART.match(local)
    if not (local_ok and _DOMAIN.match(wire[len(local) + 1 :]) and len(wire) <= _ADDRESS_MAX):
        message = (
            f"Adresse e-mail inutilisable ({what})\u202f: «\u202f{plain}\u202f». "
            "Il faut une seule adresse, de la forme nom@domaine.fr."
        )
        raise TemplateTextError(message)
    return wire


def _idn(domain: str) -> str:
    import idna  # noqa: PLC0415 - large tables, and few domains need them

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""


def mailbox(name: str, wire_address: str, what: str) -> str:
    """Give `name <address>` for a header; the address alone when there is no name.

    >>> mailbox('Élan "le grand"', "a@b.fr", "destinataire")
    '=?utf-8?b?w4lsYW4gImxlIGdyYW5kIg==?= <a@b.fr>'
    >>> mailbox('Élan'.replace("É", "E"), "a@b.fr", "destinataire")
    '"Elan" <a@b.fr>'
    """
    plain = checked(name, what)
    if not plain:
        return wire_address
    if _is_plain(plain):
        escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
        shown = f'"{escaped}"'
    else:
        shown = _encoded(plain)
    return f"{shown}{_separator(shown, wire_address)}<{wire_address}>"


def _separator(shown: str, wire_address: str) -> str:
    last_line = shown.rpartition("\n")[2]
    return " " if len(last_line) + len(wire_address) < _PLAIN_MAX else "\r\n "


def words(text: str, what: str) -> str:
    """Give free text for a header, in RFC 2047 words where it is not short plain ASCII.

    >>> words("Rappel F-12", "objet")
    'Rappel F-12'
    >>> words("Réglé ?", "objet")
    '=?utf-8?b?UsOpZ2zDqSA/?='
    """
    plain = checked(text, what)
    return plain if _is_plain(plain) else _encoded(plain)


def _is_plain(text: str) -> bool:
    return text.isascii() and len(text) <= _PLAIN_MAX and "=?" not in text


def _encoded(text: str) -> str:
    pieces = _cut(text, _WORD_BYTES, lambda char: len(char.encode()))
    return "\r\n ".join(
        f"=?utf-8?b?{base64.b64encode(piece.encode()).decode('ascii')}?=" for piece in pieces
    )


def file_name_parameter(name: str) -> str:
    r"""Give the `filename` parameter of an attachment, RFC 2231 where needed.

    >>> file_name_parameter("F-12.pdf")
    ' filename="F-12.pdf"'
    >>> file_name_parameter("Relance n° 1.pdf")
    "\r\n filename*=utf-8''Relance%20n%C2%B0%201.pdf"
    """
    plain = checked(name, "pièce jointe")
    if _is_plain(plain) and not set(plain) & set('"\\%'):
        return f' filename="{plain}"'
    segments = [_quoted(piece) for piece in _cut(plain, _SEGMENT, lambda c: len(_quoted(c)))]
    if len(segments) == 1:
        return f"\r\n filename*=utf-8''{segments[0]}"
    first = f"\r\n filename*0*=utf-8''{segments[0]}"
    return first + "".join(
        f";\r\n filename*{place}*={segment}" for place, segment in enumerate(segments[1:], 1)
    )


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _cut(text: str, limit: int, width: Callable[[str], int]) -> Iterator[str]:
    """Cut in pieces no wider than `limit`, no character cut in two."""
    piece, size = "", 0
    for char in text:
        added = width(char)
        if size + added > limit:
            yield piece
            piece, size = "", 0
        piece, size = piece + char, size + added
    yield piece
