"""E-mail addresses inside any text; lower case, each once, in order."""

import re
from collections.abc import Iterable

ADDRESS = r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z\d-]{2,24}"
_ADDRESS = re.compile(ADDRESS, re.IGNORECASE)


def addresses_in(text: str) -> tuple[str, ...]:
    """Find the addresses of a text.

    >>> addresses_in("rfc822;<Jean@Acme.fr>, 'jean@acme.fr' et x@y.be.")
    ('jean@acme.fr', 'x@y.be')
    """
    if "@" not in text:
        return ()
    return once(match[0].lower().strip("'`.") for match in _ADDRESS.finditer(text))


def once(found: Iterable[str]) -> tuple[str, ...]:
    """Keep the first of equal ones."""
    return tuple(dict.fromkeys(found))
