"""Words of foreign files, made comparable or fit for one line."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def folded(text: str) -> str:
    """Fold case, accents and punctuation away: what two spellings of a header share.

    A character lost by a wrong encoding is dropped, so that « D�bit » stays near « debit ».

    >>> folded(" Date de l’opération (€) "), folded("Crédit Euros;"), folded("D/C")
    ('date de l operation', 'credit euros', 'd c')
    """
    plain = unicodedata.normalize("NFKD", text.replace("\ufffd", "").replace("œ", "oe"))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", kept.casefold()).strip()


def one_line(text: str, limit: int = 500) -> str:
    r"""Put a text on one line: no control or invisible characters, single spaces, bounded.

    >>> one_line(" VIR\x00 SEPA\n  DUPONT\u202e ")
    'VIR SEPA DUPONT'
    """
    text = text[: 20 * limit]
    if text.isprintable():
        return " ".join(text.split())[:limit].rstrip()
    visible = "".join(
        " " if c.isspace() or unicodedata.category(c) in _INVISIBLE else c for c in text
    )
    return " ".join(visible.split())[:limit].rstrip()
